"""Where a proof is valid: new conditions are listed, known ones not, contrary ones refused."""

from __future__ import annotations

import pytest

from symsoft.calculus.results import derivation
from symsoft.calculus.validity import check_given
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


def refused(definitions, by="x", given=()):
    with pytest.raises(ContradictionError) as caught:
        conditions(definitions, by, given)
    assert caught.value.exit_code == 1
    return str(caught.value)


@pytest.mark.parametrize(
    ("definition", "needs"),
    [
        ("y = log(x - 1) + log(-x)", "x > 1 for log(x - 1) and x < 0 for log(-x)"),
        (
            "y = sqrt(x - 1) + sqrt(1 - x)",
            "x <= 1 for sqrt(1 - x) and x > 1 for 1/sqrt(x - 1)",
        ),
        ("y = log(x - a) + log(b - x) + log(a - b)", "x > a for log(x - a), "),
    ],
)
def test_conditions_that_rule_each_other_out_are_a_contradiction(definition, needs):
    message = refused([definition])
    assert message.startswith(f"the derivation needs {needs}")
    assert message.endswith(", which can't hold together")


def test_given_and_needed_can_rule_out_what_neither_does_alone():
    message = refused(["y = log(x - a) + log(-x)"], given=("a > 0",))
    assert message.endswith("can't hold together with what is given: a > 0")


def test_what_only_pieces_need_is_asked_where_they_are_taken_if_it_differs():
    found = conditions(["y = where(x > 0, log(x - 1), log(-x - 1))"], "x")
    assert found[:2] == ["where(x > 0, x - 1, 1) > 0", "where(x > 0, 1, -x - 1) > 0"]
    found = conditions(["y = where(x > 0, x, log(-x - 1))"], "x", ("x > 0",))
    assert found[0] == "where(x > 0, 1, -x - 1) > 0"
    assert "x > 2" in conditions(["y = where(x > 1, sqrt(x - 2), x)"], "x")


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        ("y = (-2)**x", "(-2)**x is undefined: the base of a real power must be positive"),
        ("y = x*log(-1)", "log(-1) is undefined: the argument of log must be positive"),
        ("y = x*sqrt(-3)", "sqrt(-3) is undefined: the base of a root must not be negative"),
        ("y = x/(a - a)", "1/(a - a) is undefined: a denominator must not be 0"),
    ],
)
def test_a_number_that_makes_a_term_undefined_is_named(definition, message):
    assert refused([definition]).startswith(message)


@pytest.mark.parametrize(
    ("definition", "by"),
    [
        ("y[i] = x[i]/(1 - sum(t[k], k))", "x"),
        ("y[i] = x[i]*log(1 - sum(t[k], k))", "t"),
        ("y[i] = log(t[i]) + log(1 - sum(t[k], k))", "t"),
        ("y[i] = x[i]*sqrt(1 - sum(t[k], k))", "t"),
    ],
)
def test_what_an_equation_makes_undefined_is_a_contradiction(definition, by):
    message = refused([definition], by, ("sum(t[k], k) = 1",))
    assert "what is given says otherwise: sum(t[k], k) = 1" in message


@pytest.mark.parametrize("given", [("a = 0", "b/a > 0"), ("a + b = 0", "1/(a + b) + x > 1")])
def test_what_is_given_has_to_be_defined(given):
    with pytest.raises(ContradictionError) as caught:
        check_given(read_system(["y = a*b*x"], given))
    assert all(line in str(caught.value) for line in given)


def test_what_is_given_needs_what_a_piece_does_where_it_is_taken():
    check_given(read_system(["y = x"], ("where(x > 0, log(x - 1), 0) >= -5", "x < 0")))
