"""Numbers in words keep their size."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symsoft.language.numbers import about


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(1, "1e0"), (Fraction(99999, 100), "1e3"), (10**400, "1e400"), (Fraction(1, 8), "1.25e-1")],
)
def test_shortest_spelling(value, wanted):
    assert about(Fraction(value)) == wanted


@given(st.integers(1, 10**60), st.integers(1, 10**60))
def test_the_size_is_kept(p, q):
    assert abs(Fraction(about(Fraction(p, q))) / Fraction(p, q) - 1) <= Fraction(1, 100)
