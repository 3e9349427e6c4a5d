"""Linear constraints: a solution that exists is never denied, and sources are named."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from symsoft.language.feasibility import MOST, Constraint, conflict

NUMBERS = st.integers(-3, 3).map(Fraction)


def at_least(number: int, source: str, strict: bool = False, **terms: int) -> Constraint:
    """sum of terms >= number."""
    coefficients = {name: Fraction(c) for name, c in terms.items()}
    return Constraint.of(coefficients, Fraction(-number), strict, frozenset({source}))


def test_a_conflict_names_what_it_comes_from() -> None:
    constraints = [
        at_least(1, "x + y >= 1", x=1, y=1),
        at_least(0, "x <= 0", x=-1),
        at_least(0, "y <= 0", y=-1),
        at_least(5, "z >= 5", z=1),
    ]
    assert conflict(constraints) == {"x + y >= 1", "x <= 0", "y <= 0"}
    assert conflict(constraints[1:]) is None


def test_strict_ends_are_left_out() -> None:
    closed = [at_least(1, "a", x=1), at_least(-1, "b", x=-1)]
    assert conflict(closed) is None
    assert conflict([closed[0], at_least(-1, "b", strict=True, x=-1)]) == {"a", "b"}


def test_what_grows_too_large_is_left_undecided() -> None:
    pairs = [(f"u{i}", f"v{j}") for i in range(25) for j in range(25)]
    many = [at_least(0, "many", **{u: 1, v: -1}) for u, v in pairs]
    many += [at_least(0, "many", **{v: 1, u: -1}) for u, v in pairs]
    assert len(many) > MOST
    assert conflict([*many, at_least(1, "last", u0=1, v0=-1)]) is None


@given(
    st.tuples(NUMBERS, NUMBERS, NUMBERS),
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, st.booleans()), max_size=8),
)
def test_a_solution_is_never_denied(point, rows) -> None:
    constraints = []
    for *row, strict in rows:
        value = sum(c * x for c, x in zip(row, point, strict=True))
        terms = dict(zip("xyz", row, strict=True))
        constraints.append(Constraint.of(terms, strict - value, strict, frozenset({"row"})))
    assert conflict(constraints) is None
