"""Theorems are found by rules, on systems that no catalogue has, and what is false is not found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sympy import oo

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.properties import KINDS, LIMIT, Claim, properties
from symsoft.checking.check import check, scope, verdict
from symsoft.checking.exact import decide
from symsoft.language.spelling import one_line
from symsoft.language.terms import Ref
from symsoft.language.text import read_system, read_term
from symsoft.proof import Proof, Toward, Verdict

SOFTMAX = ("y[i] = exp(x[i])/sum(exp(x[k]), k)",)
LOSS = (*SOFTMAX, "L = -sum(t[k]*log(y[k]), k)")
MINIMUM = ("y[i] = exp(-x[i])/sum(exp(-x[k]), k)",)
MORE = ("y[i] = exp(x[i])/(1 + sum(exp(x[k]), k))",)
SMOOTH = ("F = log(sum(exp(x[k]), k))",)
WEIGHTED = ("w[i] = exp(a[i])/sum(exp(a[k]), k)", "L = sum(w[k]*x[k]**2, k) - sum(w[k]*x[k], k)**2")
SQUARES = ("L = mean((x[k] - t[k])**2, k)",)
HOT = ("y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)",)
ONE = ("sum(t[k], k) = 1",)


def found(
    kind: str, definitions: Sequence[str], given: Sequence[str] = (), by: str = "x", **without: str
) -> Proof | None:
    system = read_system(definitions, given)
    book = full_book().without(*without.values())
    deriver = Deriver(system, book)
    derivative = deriver.prove(deriver.claim(system.target.name, by))
    made = properties(deriver, derivative, [Claim(kind)])
    return made[0].proof if made else None


def holds(proof: Proof | None) -> str:
    """The claim of a proof that was found and holds."""
    assert proof is not None
    checked = check(proof)
    assert verdict(checked) is Verdict.HOLDS, checked
    assert scope(checked).startswith("all ")
    for step in checked.steps:
        assert all(e.verdict is Verdict.HOLDS for e in step.evidence), step
        assert step.evidence
    claim = checked.claim
    return f"{one_line(claim.lhs)} {claim.relation} {one_line(claim.rhs)}"


@pytest.mark.parametrize(
    ("kind", "definitions", "given", "claim"),
    [
        ("total", SOFTMAX, (), "sum(y[i], i) = 1"),
        ("total", MINIMUM, (), "sum(y[i], i) = 1"),
        ("positive", MINIMUM, (), "y[i] > 0"),
        ("positive", ("y = x**2 + 1",), (), "y > 0"),
        ("nonnegative", ("y = x**2",), (), "y >= 0"),
        ("positive", ("y = a*exp(x)",), ("a > 0",), "y > 0"),
        ("nonnegative", ("y = a*x**2",), ("a >= 0",), "y >= 0"),
        ("below-one", SOFTMAX, (), "y[i] < 1"),
        ("at-most-one", SOFTMAX, (), "y[i] <= 1"),
        ("below-one", MORE, (), "y[i] < 1"),
        ("below-one", ("s = 1/(1 + exp(-x))",), (), "s < 1"),
        ("denominator", SMOOTH, (), "sum(exp(x[k] - max(x[l], l)), k) >= 1"),
        ("shift", SMOOTH, (), "log(sum(exp(x[k] + c), k)) = F + c"),
        ("shift", HOT, (), "exp((x[i] + c)/T)/sum(exp((x[k] + c)/T), k) = y[i]"),
        ("rows", SOFTMAX, (), "sum(D(y[i], x[j]), j) = 0"),
        ("columns", MINIMUM, (), "sum(D(y[i], x[j]), i) = 0"),
        ("columns", ("y[i] = x[i] - mean(x[k], k)",), (), "sum(D(y[i], x[j]), i) = 0"),
        ("gradient-total", LOSS, ONE, "sum(D(L, x[j]), j) = 0"),
        ("gradient-total", SMOOTH, (), "sum(D(F, x[j]), j) = 1"),
        ("symmetry", MINIMUM, (), "D(y[i], x[j]) - D(y[j], x[i]) = 0"),
        ("null-space", LOSS, ONE, "sum(D(D(L, x[i]), x[j]), j) = 0"),
        ("decrease", SQUARES, (), "eta*sum(D(L, x[j])**2, j) >= 0"),
    ],
)
def test_what_is_found(
    kind: str, definitions: Sequence[str], given: Sequence[str], claim: str
) -> None:
    assert holds(found(kind, definitions, given)) == claim


@pytest.mark.parametrize(
    ("definitions", "given"), [(LOSS, ONE), (SMOOTH, ()), (WEIGHTED, ()), (SQUARES, ())]
)
def test_hessians_that_are_semidefinite(definitions: Sequence[str], given: Sequence[str]) -> None:
    proof = found("semidefinite", definitions, given)
    assert holds(proof).endswith(">= 0")


def test_a_quadratic_form_is_zero_only_where_all_entries_agree() -> None:
    claim = holds(found("spread", LOSS, ONE))
    assert claim.endswith(">= 1/2*y[i]*y[j]*(v[i] - v[j])**2")
    weighted = holds(found("spread", (*SOFTMAX, "F = log(sum(exp(x[k]), k))")))
    assert weighted.endswith(">= 1/2*y[i]*y[j]*(v[i] - v[j])**2")


def test_steps_to_first_order() -> None:
    assert holds(found("first-order", SQUARES)).endswith(" first order eta*sum(v[k]*D(L, x[k]), k)")
    proof = found("descent", LOSS, ONE)
    assert holds(proof).endswith(" first order -eta*sum(D(L, x[k])**2, k)")
    assert proof is not None
    against = proof.system.definition("v")
    assert against is not None
    assert one_line(against.body) == "-D(L, x[j])"


def test_a_step_is_tried_at_sizes_that_have_the_entries_spoken_of() -> None:
    proof = found("first-order", ["L = x[1]*x[2] + sum(x[k], k)"])
    assert proof is not None
    (balls,) = (e for e in check(proof).evidence if e.method == "enclosure")
    assert balls.verdict is Verdict.HOLDS


def test_one_term_for_the_whole_sum_is_shown_to_be_wrong() -> None:
    proof = found("elementwise", LOSS, ONE)
    assert proof is not None
    checked = check(proof)
    assert verdict(checked) is Verdict.HOLDS
    assert checked.claim.relation == "differs"
    (step,) = (s for s in checked.steps if s.relation == "differs")
    assert [e.method for e in step.evidence] == ["counterexample"]
    assert "left" in step.evidence[0].detail


@pytest.mark.parametrize(
    ("kind", "definitions", "given"),
    [
        ("total", MORE, ()),  # less than 1
        ("positive", ("y = x**3",), ()),
        ("positive", ("y = x**2",), ()),  # 0 at 0
        ("nonnegative", ("y = a*x**2",), ()),
        ("below-one", ("y[i] = exp(x[i])/sum(exp(2*x[k]), k)",), ()),
        ("at-most-one", ("y[i] = exp(x[i])/sum(a[k]*exp(x[k]), k)",), ()),
        ("shift", MORE, ()),
        ("shift", ("y[i] = x[i]**2",), ()),
        ("rows", ("u[i] = exp(x[i])",), ()),
        ("gradient-total", LOSS, ()),  # without sum t = 1 it is sum t - sum t: see below
        ("symmetry", ("y[i] = exp(x[i])*sum(a[k]*x[k], k)",), ()),
        ("semidefinite", ("L = sum(x[k]**3, k)",), ()),
        ("semidefinite", ("L = -log(sum(exp(x[k]), k))",), ()),  # concave
        ("spread", SQUARES, ()),
        ("null-space", SQUARES, ()),
        ("elementwise", ("a[i] = exp(z[i])", "C = sum(a[i]**2, i)"), ()),
        ("first-order", SOFTMAX, ()),  # no scalar
        ("first-order", ["L = x[2]**2"], ()),  # no entry that stands for all
    ],
)
def test_what_is_not_so_is_not_found(
    kind: str, definitions: Sequence[str], given: Sequence[str]
) -> None:
    by = "z" if kind == "elementwise" else "x"
    proof = found(kind, definitions, given, by)
    if kind == "gradient-total":  # true for any t: sum_j (y_j sum_k t_k - t_j) = 0
        assert proof is None or holds(proof)
    else:
        assert proof is None


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("below-one", "part-of-whole"),
        ("below-one", "split-off"),
        ("denominator", "above-largest"),
        ("denominator", "largest-exp"),
        ("semidefinite", "variance"),
        ("semidefinite", "nonnegative"),
        ("spread", "above-term"),
        ("first-order", "taylor"),
        ("elementwise", "leave-out"),
    ],
)
def test_without_its_rule_a_theorem_is_not_found(kind: str, rule: str) -> None:
    scalar = kind in ("semidefinite", "spread", "first-order", "elementwise")
    definitions, given = (LOSS, ONE) if scalar else (SOFTMAX, ())
    assert found(kind, definitions, given, rule=rule) is None


# -- limits ------------------------------------------------------------------------------------
TWO = (
    "q[i] = exp(z[i]/T)/sum(exp(z[k]/T), k)",
    "p[i] = exp(v[i]/T)/sum(exp(v[k]/T), k)",
    "C = -sum(p[k]*log(q[k]), k)",
)
MEAN_ZERO = ("sum(z[k], k) = 0", "sum(v[k], k) = 0")


def limit(definitions: Sequence[str], of: str, given: Sequence[str] = ()) -> Proof | None:
    system = read_system(definitions, given)
    deriver = Deriver(system)
    derivative = deriver.prove(deriver.claim(system.target.name, system.inputs[0]))
    claim = Claim(LIMIT, term=read_term(of, system), toward=Toward(Ref("T"), oo))
    made = properties(deriver, derivative, [claim])
    return made[0].proof if made else None


@pytest.mark.parametrize(
    ("definitions", "of", "given", "value"),
    [
        (HOT, "y[i]", (), "1/n"),
        (HOT, "T*D(y[i], x[j])", (), "1/n*(delta(i, j) - 1/n)"),
        (("y = T*(exp(x/T) - 1)",), "y", (), "x"),
        (("y = T**2*(exp(x/T) - 1 - x/T)",), "y", (), "1/2*x**2"),
        # Hinton, Vinyals, Dean 2015: equation 4, and what it is before logits have mean 0.
        (TWO, "T**2*D(C, z[i])", MEAN_ZERO, "(z[i] - v[i])/n"),
        (TWO, "T**2*D(C, z[i])", (), "(z[i] - mean(z[k], k) - v[i] + mean(v[k], k))/n"),
    ],
)
def test_limits(definitions: Sequence[str], of: str, given: Sequence[str], value: str) -> None:
    proof = limit(definitions, of, given)
    assert " limit " in holds(proof)
    assert proof is not None
    expected = read_term(value, proof.system)
    assert decide(proof.system, proof.claim.rhs, expected).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("definitions", "of"),
    [(("y = exp(x*T)",), "y"), (("y = T*x",), "y"), (HOT, "T*y[i]")],
)
def test_what_has_no_limit_is_not_found(definitions: Sequence[str], of: str) -> None:
    assert limit(definitions, of) is None


def test_every_kind_is_tried_in_a_fixed_order() -> None:
    system = read_system(SOFTMAX)
    deriver = Deriver(system)
    derivative = deriver.prove(deriver.claim("y", "x"))
    names = [p.name for p in properties(deriver, derivative, list(map(Claim, KINDS)))]
    assert names == [name for name in KINDS if name in names]
    assert {"total", "positive", "below-one", "shift", "rows", "symmetry"} <= set(names)
