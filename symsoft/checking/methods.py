"""The names of the judges, as evidence carries them, where more than one file knows them."""

BALLS = "enclosure"
SYMPY = "sympy diff"
SAMPLING = (BALLS, SYMPY)
"""These try points: what they find to hold is no proof."""
WITNESS = "counterexample"
"""A point at which balls are disjoint: it proves that two sides differ somewhere."""
STEPS = "steps"
"""A claim follows from its steps, each of which is proved."""
