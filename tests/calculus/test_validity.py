"""Where a proof is valid: new conditions are listed, known ones not, contrary ones refused."""

from __future__ import annotations

import pytest

from symsoft.calculus.results import derivation
from symsoft.errors import ContradictionError
from symsoft.language.spelling import assumption_line
from symsoft.language.text import read_system


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
        (["y = where(x > 1, x, 2*x)"], "x", ["x != 1"]),
        (["y = log(x**2)"], "x", ["x != 0"]),
        (["y = log(1 - x)"], "x", ["x < 1"]),
        (["y[i] = m[i]*exp(x[i])/sum(m[k]*exp(x[k]), k)"], "x", ["sum(m[k]*exp(x[k]), k) != 0"]),
        (["A = sqrt(sum(a[k]**2, k))", "c = 1/A"], "a", ["A != 0"]),
        (["y = where(x > 0, log(x), 0)"], "x", ["x != 0"]),
        (["y = where(x > 1, x**2, 2*x - 1)"], "x", ["x != 1"]),
        (["s = 1/(1 + exp(-x))", "y = log(1 - s)"], "x", []),
        (
            ["E[i] = sum(q[k]/(x[i] - x[k])**2, k, k != i)"],
            "q",
            ["x[i] != x[k] for k != i"],
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


def test_a_form_has_the_conditions_that_it_needs():
    system = read_system(["y = where(x > 1, x**2, 2*x - 1)"])
    found = derivation("user", system, "x")
    assert found.needed == ()
    assert {f.name for f in found.forms if f.valid_where} == {"hessian"}
    assert list(map(assumption_line, found.valid_where)) == ["x != 1"]
