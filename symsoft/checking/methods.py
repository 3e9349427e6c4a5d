"""The names of the sampling judges, as evidence carries them."""

BALLS = "enclosure"
SYMPY = "sympy diff"
SAMPLING = (BALLS, SYMPY)
"""These try points: what they find to hold is no proof."""
