"""A condition that two equal sides differ is refused, every other one let through."""

from __future__ import annotations

import pytest

from symsoft.checking.conditions import check_conditions
from symsoft.errors import ContradictionError
from symsoft.language.system import Assumption
from symsoft.language.text import read_system, read_term


def judged(relation, term, definitions=("y = x*a",), given=()):
    system = read_system(definitions, given)
    check_conditions(
        system, [Assumption(relation, read_term(term, system), read_term("0", system))]
    )


@pytest.mark.parametrize("relation", [">", "<", "!="])
@pytest.mark.parametrize("term", ["sin(x)**2 + cos(x)**2 - 1", "exp(x)*exp(-x) - 1", "x*a - y"])
def test_equal_sides_never_differ(relation, term):
    with pytest.raises(ContradictionError, match="both sides are always equal"):
        judged(relation, term)


def test_what_is_given_counts():
    judged("!=", "x - a")
    with pytest.raises(ContradictionError):
        judged("!=", "x - a", given=("x = a",))


@pytest.mark.parametrize("relation", [">=", "<="])
def test_equal_sides_may_be_equal(relation):
    judged(relation, "x - x")


def test_what_may_hold_is_let_through():
    judged(">", "sin(x)**2")
    judged("!=", "x")
