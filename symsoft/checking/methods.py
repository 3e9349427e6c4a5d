"""The names of the judges, as evidence carries them, where more than one file knows them."""

from symsoft.proof import SAMPLING

BALLS, SYMPY = SAMPLING
WITNESS = "counterexample"
"""A point at which balls are disjoint: it proves that two sides differ somewhere."""
STEPS = "steps"
"""A claim follows from its steps, each of which is proved."""
