"""The matrix forms of whole results, in both conventions, as the table of results has them."""

from __future__ import annotations

import re
from functools import cache

import pytest

from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import forms
from symsoft.calculus.matrix_forms import axes_of
from symsoft.calculus.results import derivation
from symsoft.checking.check import check
from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import At
from symsoft.language.terms import D, Index, Ref, Size
from symsoft.language.text import read_system
from symsoft.proof import Verdict

SOFTMAX = ["y[i] = exp(x[i])/sum(exp(x[k]), k)"]
CE = [*SOFTMAX, "L = -sum(t[k]*log(y[k]), k)"]
DENSE = [
    "z[i] = sum(W[i,k]*h[k], k) + b[i]",
    "y[i] = exp(z[i])/sum(exp(z[k]), k)",
    "L = -sum(t[k]*log(y[k]), k)",
]
BATCH = [
    "Y[b,i] = exp(X[b,i])/sum(exp(X[b,k]), k)",
    "H = -mean(sum(T[b,i]*log(Y[b,i]), i), b)",
]
NORM = ["r = sqrt(mean(x[k]**2, k) + e)", "u[i] = x[i]/r", "y[i] = gamma[i]*u[i]"]
ATTENTION = [
    "s[k] = sum(q[a]*K[k,a], a)/sqrt(d)",
    "p[k] = exp(s[k])/sum(exp(s[l]), l)",
    "o[a] = sum(p[k]*V[k,a], k)",
]
ONE, ROWS = ("sum(t[k], k) = 1",), ("sum(T[b,k], k) = 1",)

WRITTEN = [
    (SOFTMAX, (), "x", "matrix-vjp", "y ⊙ (g − (yᵀ g)·𝟏)", "y ⊙ (g − (y gᵀ)·𝟏)"),
    (SOFTMAX, (), "x", "matrix-jvp", "y ⊙ (v − (yᵀ v)·𝟏)", "y ⊙ (v − (y vᵀ)·𝟏)"),
    (SOFTMAX, (), "x", "matrix-definition", "(1/(𝟏ᵀ exp(x)))·exp(x)", "(1/(𝟏 exp(x)ᵀ))·exp(x)"),
    (CE, ONE, "x", "matrix-definition", "−log(y)ᵀ t", "−log(y) tᵀ"),
    (CE, ONE, "x", "matrix-hessian", "diag(y) − y yᵀ", "diag(y) − yᵀ y"),
    (CE, ONE, "x", "matrix-hvp", "y ⊙ (v − (yᵀ v)·𝟏)", "y ⊙ (v − (y vᵀ)·𝟏)"),
    (CE, ONE, "x", "matrix-jvp", "(y − t)ᵀ v", "(y − t) vᵀ"),
    (DENSE, ONE, "W", "matrix", "(y − t) hᵀ", "(y − t)ᵀ h"),
    (DENSE, ONE, "h", "matrix", "Wᵀ (y − t)", "(y − t) W"),
    (DENSE, ONE, "h", "matrix-hessian", "Wᵀ (diag(y) − y yᵀ) W", "Wᵀ (diag(y) − yᵀ y) W"),
    (DENSE, ONE, "W", "matrix-jvp", "(y − t)ᵀ v h", "(y − t) v hᵀ"),
    (
        DENSE,
        ONE,
        "W",
        "matrix-hessian",
        "(h hᵀ) ⊗ (diag(y) − y yᵀ)",
        "(diag(y) − yᵀ y) ⊗ (hᵀ h)",
    ),
    (BATCH, ROWS, "X", "matrix", "(1/n)·(Y − T)", "(1/n)·(Y − T)"),
    (BATCH, ROWS, "Y", "matrix", "−(1/n)·(T ⊘ Y)", "−(1/n)·(T ⊘ Y)"),
    (BATCH, ROWS, "X", "matrix-definition", "−tr(log(Y)ᵀ T)/n", "−tr(log(Y) Tᵀ)/n"),
    (BATCH[:1], (), "X", "matrix-vjp", "Y ⊙ (g − (Y ⊙ g) 𝟏 𝟏ᵀ)", "Y ⊙ (g − (Y ⊙ g) 𝟏ᵀ 𝟏)"),
    (NORM, (), "x", "matrix", "(1/r)·diag(γ) (I − (1/n)·u uᵀ)", "(1/r)·diag(γ) (I − (1/n)·uᵀ u)"),
    (["z[i] = sum(W[i,a]*x[a], a)"], (), "W", "matrix", "xᵀ ⊗ I", "I ⊗ x"),
    (["Z[b,j] = sum(X[b,i]*W[i,j], i)"], (), "W", "matrix-vjp", "Xᵀ g", "Xᵀ g"),
    (["Z[b,j] = sum(X[b,i]*W[i,j], i)"], (), "X", "matrix", "Wᵀ ⊗ I", "I ⊗ Wᵀ"),
    (["f = sum(sum(x[i]*A[i,j]*x[j], j), i)"], (), "x", "matrix", "(A + Aᵀ) x", "x (A + Aᵀ)"),
    (["f = sum(sum(x[i]*A[i,j]*x[j], j), i)"], (), "x", "matrix-definition", "xᵀ A x", "x A xᵀ"),
    (
        ATTENTION,
        (),
        "K",
        "matrix",
        "(1/√d)·(qᵀ ⊗ ((Vᵀ − o 𝟏ᵀ) diag(p)))",
        "(1/√d)·(((Vᵀ − oᵀ 𝟏) diag(p)) ⊗ q)",
    ),
]


@cache
def proved(definitions, given, by):
    deriver = Deriver(read_system(definitions, given))
    return deriver, deriver.prove(deriver.claim(deriver.system.target.name, by))


def made(definitions, given, by, wanted, convention):
    deriver, proof = proved(tuple(definitions), given, by)
    deriver.convention = convention
    # The definition comes when nothing in particular is asked for.
    asked = () if wanted == "matrix-definition" else (wanted.removeprefix("matrix-"),)
    return {f.name: f for f in forms(deriver, proof, wanted=asked)}[wanted]


@pytest.mark.parametrize(("definitions", "given", "by", "name", "column", "row"), WRITTEN)
def test_results_in_matrix_form(definitions, given, by, name, column, row):
    for convention, wanted in (("column", column), ("row", row)):
        form = made(definitions, given, by, name, convention)
        assert isinstance(form.expr, At)
        printer = TextPrinter(Order.of_claim(form.proof.system, form.proof.claim))
        assert printer.box(form.expr.matrix).text == wanted
        verdicts = {e.verdict for e in check(form.proof).evidence}
        assert verdicts == {Verdict.HOLDS}


def test_why_there_is_none():
    system = read_system(["s = 1/(1 + exp(-x))"])
    found = derivation("s", system, "x", wanted=("matrix",))
    (absent,) = found.absent
    assert (absent.name, absent.reason) == ("matrix", "number")
    assert derivation("s", system, "x").absent == ()


def test_three_indices():
    found = derivation("y", read_system(SOFTMAX), "x", wanted=("hessian", "matrix"))
    assert [f.name for f in found.forms] == ["matrix", "hessian"]


def test_axes():
    n = Size("n")
    i, j, k = (Index(letter, n) for letter in "ijk")
    number, vector, by, again = Ref("L"), Ref("y", i), Ref("x", j), Ref("x", k)
    assert axes_of(D(vector, by)) == ((i,), (j,))
    assert axes_of(D(number, by)) == ((j,), ())
    assert axes_of(D(D(number, by), again)) == ((j,), (k,))
    assert axes_of(D(D(vector, by), again)) == ((i, j, k), ())


def test_names_change_nothing_but_names():
    naming = {"W": "B", "h": "z2", "y": "a", "t": "u", "z": "q", "b": "w", "L": "C"}
    renamed = [re.sub(r"\b[a-zA-Z]\b", lambda m: naming.get(m[0], m[0]), d) for d in DENSE]
    given = ("sum(u[k], k) = 1",)
    for name, by in (("matrix", "W"), ("matrix-hessian", "h"), ("matrix-jvp", "W")):
        plain = made(DENSE, ONE, by, name, "column").expr.matrix
        other = made(renamed, given, naming[by], name, "column").expr.matrix
        spelled = re.sub(r"\b[a-zA-Z]\b", lambda m: naming.get(m[0], m[0]), repr(plain.args))
        assert spelled == repr(other.args)
