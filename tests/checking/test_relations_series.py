"""Limits and first orders: decided for every n by series of terms, refuted by series of balls."""

from __future__ import annotations

import pytest
from sympy import S, oo

from symsoft.checking import relations_jets
from symsoft.checking.relations_series import decide_series
from symsoft.language.terms import Ref
from symsoft.language.text import read_system, read_term
from symsoft.proof import Relation, Toward, Verdict

H, F, U = Verdict.HOLDS, Verdict.FAILS, Verdict.UNKNOWN
HOT = ["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"]
TWO = [
    "q[i] = exp(z[i]/T)/sum(exp(z[k]/T), k)",
    "p[i] = exp(v[i]/T)/sum(exp(v[k]/T), k)",
    "C = -sum(p[k]*log(q[k]), k)",
]
STEP = ["F = log(sum(exp(x[k] + h*u[k]), k))"]
LSE = "log(sum(exp(x[k]), k))"
SLOPE = "sum(u[k]*exp(x[k]), k)/sum(exp(x[k]), k)"
HINTON = "(z[i] - mean(z[k], k) - v[i] + mean(v[k], k))/n"


def judges(definitions, left, relation, right, variable="T", point=oo, given=()):
    """What the exact judge and the balls say."""
    system = read_system(definitions, given)
    sides = read_term(left, system), read_term(right, system)
    claim = Relation(*sides, relation, Toward(Ref(variable), point))
    exact, balls = decide_series(system, claim), relations_jets.compare(system, claim, points=2)
    assert exact.verdict is not F
    return exact, balls


@pytest.mark.parametrize(
    ("definitions", "left", "relation", "right"),
    [
        (HOT, "y[i]", "limit", "1/n"),
        (HOT, "y[i]", "first order", "1/n + (x[i] - mean(x[k], k))/(n*T)"),
        (HOT, "T*D(y[i], x[j])", "limit", "(delta(i, j) - 1/n)/n"),
        (HOT, "T**2*D(y[i], T)", "limit", "(mean(x[k], k) - x[i])/n"),
        (HOT, "y[i]", "limit", "y[j]"),
        (TWO, "T**2*D(C, z[i])", "limit", HINTON),
        (TWO, "T*(q[i] - p[i])", "limit", HINTON),
        (["y = tanh(x/T) + sqrt(4 + x/T)"], "y", "first order", "2 + x/T + x/(4*T)"),
        (["y = sin(x/T) + cos(x/T) + cosh(x/T) + sinh(x/T)"], "y", "first order", "2 + 2*x/T"),
        (["y = 1/(x/T + T)"], "T*y", "limit", "1"),
        (["y = log(3 + x/T)"], "T*(y - log(3))", "limit", "x/3"),
    ],
)
def test_what_holds_as_a_scalar_grows(definitions, left, relation, right):
    exact, balls = judges(definitions, left, relation, right)
    assert (exact.verdict, balls.verdict) == (H, H), (exact, balls)
    assert exact.scope in ("all n >= 1", "all values")
    assert "points" in balls.scope


@pytest.mark.parametrize(
    ("definitions", "left", "relation", "right"),
    [
        (HOT, "y[i]", "limit", "0"),
        (HOT, "y[i]", "first order", "1/n"),
        (HOT, "y[i]", "first order", "1/n + x[i]/(n*T)"),
        (TWO, "T**2*D(C, z[i])", "limit", "(z[i] - v[i])/n"),
        (TWO, "T**2*D(C, z[i])", "limit", HINTON.replace("+ mean", "- mean")),
        (TWO, "T**3*D(C, z[i])", "limit", HINTON),
        (TWO, "T*D(C, z[i])", "limit", "1"),
        (["y = T*x"], "y", "limit", "x"),
        (["y = x/T"], "y", "first order", "0"),
    ],
)
def test_what_is_wrong_is_refuted_and_never_holds(definitions, left, relation, right):
    exact, balls = judges(definitions, left, relation, right)
    assert (exact.verdict, balls.verdict) == (U, F), (exact, balls)
    assert "coefficient" in balls.detail


@pytest.mark.parametrize(
    ("definitions", "left", "right", "given"),
    [
        (["y = exp(T*x)"], "y", "0", ()),  # grows without bound, or not
        (["y = abs(x/T)"], "y", "0", ()),
        (["y = erf(x/T)"], "y", "0", ()),
        (["y = max(x[k]/T, k)"], "y", "0", ()),
        (["y = sqrt(x/T)"], "y", "0", ("x > 0",)),
        (["y = 1/(x + a/T)"], "y", "1/x", ()),  # x may be 0
        (["y = log(x + 1/T)"], "y", "log(x)", ()),
        (["y = x/T"], "y", "0", ("T < 2",)),
        (["y = x/T"], "y", "0", ("T = 2",)),
    ],
)
def test_what_has_no_series_stays_unknown(definitions, left, right, given):
    exact, _ = judges(definitions, left, "limit", right, given=given)
    assert exact.verdict is U
    assert exact.detail


@pytest.mark.parametrize("given", [(), ("x > 0",)])
def test_a_denominator_must_be_known_to_be_nonzero(given):
    exact, balls = judges(["y = 1/(x + a/T)"], "y", "limit", "1/x", given=given)
    assert exact.verdict is (H if given else U)
    assert balls.verdict is H


def test_to_first_order_in_what_vanishes():
    right = f"h*{SLOPE}"
    exact, balls = judges(STEP, f"F - {LSE}", "first order", right, "h", S.Zero)
    assert (exact.verdict, balls.verdict) == (H, H)
    exact, balls = judges(STEP, f"F - {LSE}", "first order", f"2*{right}", "h", S.Zero)
    assert (exact.verdict, balls.verdict) == (U, F)
    exact, balls = judges(STEP, f"F - {LSE}", "first order", f"-{right}", "h", S.Zero, ("h > 0",))
    assert (exact.verdict, balls.verdict) == (U, F)


def test_a_defined_quantity_can_not_be_sent_anywhere():
    exact, balls = judges(["T = 1 + x", "y = x/T"], "y", "limit", "0")
    assert (exact.verdict, balls.verdict) == (U, U)
    assert "not a scalar input" in exact.detail


def test_a_claim_that_goes_nowhere_is_unknown():
    system = read_system(HOT)
    claim = Relation(read_term("y[i]", system), read_term("1/n", system), "limit")
    assert decide_series(system, claim).verdict is U
    assert relations_jets.compare(system, claim).verdict is U
