"""The sides of a comparison: shorter, and true at the same points."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symsoft.calculus.sides import tidied
from symsoft.language.spelling import one_line
from symsoft.language.terms import Compare
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["f = a*b*c"])
HOLDS = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0 >= 1 - a*b", "a*b >= 1"),
        ("a - b > 0", "a > b"),
        ("3 + a >= 0", "a >= -3"),
        ("a + b < 0", "a < -b"),
        ("1 - a > 0", "a < 1"),
        ("a**2 + b**2 > 0", "a**2 + b**2 > 0"),
        ("-a > 2", "a < -2"),
        ("a > 0", "a > 0"),
        ("2 < 1 + a", "a > 1"),
    ],
)
def test_tidied(before, after):
    condition = read_term(f"where({before}, 1, 0)", SYSTEM).args[0]
    assert one_line(Compare(*tidied(condition.op, *condition.args[1:]))) == after


SIDES = st.lists(
    st.tuples(st.integers(-2, 2), st.sampled_from(["1", "a", "b", "a*b", "c**2"])), max_size=3
)
NUMBERS = st.integers(-3, 3)


@given(SIDES, st.sampled_from(sorted(HOLDS)), SIDES, NUMBERS, NUMBERS, NUMBERS)
def test_it_is_true_at_the_same_points(left, op, right, a, b, c):
    sides = ["+".join(f"({x})*{t}" for x, t in side) or "0" for side in (left, right)]
    values = {"a": Fraction(a), "b": Fraction(b), "c": Fraction(c)}
    terms = [read_term(side, SYSTEM) for side in sides]
    found, *after = tidied(op, *terms)
    before = [eval(side, values) for side in sides]
    assert HOLDS[found](*(eval(one_line(e), values) for e in after)) == HOLDS[op](*before)
