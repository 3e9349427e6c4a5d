"""Where a proof is valid: new conditions are listed, known ones not, contrary ones refused."""

from __future__ import annotations

import pytest

from symsoft.calculus.results import derivation
from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.errors import ContradictionError
from symsoft.language.spelling import assumption_line
from symsoft.language.text import read_system, read_term


def conditions(definitions, by, given=()):
    found = derivation("user", read_system(definitions, given), by)
    return [assumption_line(c) for c in found.valid_where]


@pytest.mark.parametrize(
    ("definitions", "by", "wanted"),
    [
        (["y[i] = exp(x[i])/sum(exp(x[k]), k)"], "x", []),
        (["s = 1/(1 + exp(-x))"], "x", []),
        (["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"], "x", ["T != 0"]),
        (["E = -sum(p[k]*log(p[k]), k)"], "p", ["p[k] > 0"]),
        (["y[i] = x[i]/sum(x[k], k)"], "x", ["sum(x[k], k) != 0"]),
        (["d = sqrt(sum((x[k] - c[k])**2, k))"], "x", ["sum((x[k] - c[k])**2, k) > 0"]),
        (["f = x*y/(1 + x**2)"], "x", []),
        (["y = where(x > 1, x, 2*x)"], "x", ["x - 1 != 0"]),
        (["y = log(x**2)"], "x", ["x != 0"]),
        (["s = 1/(1 + exp(-x))", "y = log(1 - s)"], "x", []),
        (
            ["E[i] = sum(q[k]/(x[i] - x[k])**2, k, k != i)"],
            "q",
            ["x[i] - x[k] != 0 for k != i"],
        ),
    ],
)
def test_conditions_are_those_of_the_definition(definitions, by, wanted):
    assert conditions(definitions, by) == wanted


def test_what_is_given_is_not_asked_again():
    assert conditions(["E = -sum(p[k]*log(p[k]), k)"], "p", ("p[k] > 0",)) == []
    assert conditions(["y = 1/T"], "T", ("T > 0",)) == []


def test_the_opposite_of_a_condition_is_a_contradiction():
    with pytest.raises(ContradictionError, match=r"p\[k\] > 0"):
        conditions(["E = -sum(p[k]*log(p[k]), k)"], "p", ("p[k] < 0",))


SIGNS = read_system(["f = a*b*c*sum(x[k]*y[k], k)"], ("a > 0", "b >= 0", "c < 0", "x[k] > 0"))


@pytest.mark.parametrize(
    ("text", "positive", "nonnegative", "nonzero"),
    [
        ("exp(b)", True, True, True),
        ("a*x[i]", True, True, True),
        ("sum(x[k], k)", True, True, True),
        ("y[i]**2", False, True, False),
        ("1 + y[i]**2", True, True, True),
        ("b", False, True, False),
        ("c", False, False, True),
        ("a - b", False, False, False),
        ("sqrt(a)", True, True, True),
        ("log(a)", False, False, False),
        ("sum(x[k], k, k != i)", False, True, False),
        ("abs(c)", False, True, False),
    ],
)
def test_signs(text, positive, nonnegative, nonzero):
    e = read_term(text, SIGNS)
    assert is_positive(e, SIGNS) is positive
    assert is_nonnegative(e, SIGNS) is nonnegative
    assert is_nonzero(e, SIGNS) is nonzero
