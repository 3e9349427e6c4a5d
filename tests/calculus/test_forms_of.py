"""The forms of a result: what exists, what it says, and that nothing else is claimed."""

from __future__ import annotations

import pytest

from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import FORMS, forms
from symsoft.display.phrases import ENGLISH
from symsoft.language.matrix import At, Diag, MatMul, Transpose, Vec
from symsoft.language.terms import Branch, Cases, Differ, Index, Same, Size
from symsoft.language.text import read_system, read_term

SOFTMAX = "y[i] = exp(x[i])/sum(exp(x[k]), k)"
N = Size("n")


def forms_by_name(definitions, by, sizes=None, wanted=(), given=()):
    system = read_system(definitions, given)
    deriver = Deriver(system)
    proof = deriver.prove(deriver.claim(system.target.name, by))
    return {f.name: f for f in forms(deriver, proof, sizes, wanted)}


@pytest.fixture(scope="module")
def softmax():
    return forms_by_name([SOFTMAX], "x", {"n": 4})


def test_softmax_has_every_form_of_a_jacobian(softmax):
    others = ("explicit", "hessian", "hvp")
    assert [f for f in softmax if f in FORMS] == [f for f in FORMS if f not in others]
    matrices = ("matrix-vjp", "matrix-jvp", "matrix-definition")
    assert [f for f in softmax if f.startswith("matrix-")] == [*matrices]


def test_cases(softmax):
    i, j = Index("i", N), Index("j", N)
    system = softmax["cases"].proof.system
    assert softmax["cases"].expr == Cases(
        Branch(read_term("y[i]*(1 - y[i])", system), Same(i, j)),
        Branch(read_term("-y[i]*y[j]", system), Differ(i, j)),
    )


def test_matrix(softmax):
    y = Vec("y", N)
    i, j = Index("i", N), Index("j", N)
    assert softmax["matrix"].expr == At(Diag(y) - MatMul(y, Transpose(y)), i, j)


def test_entries_are_written_out_up_to_eight(softmax):
    rows = softmax["entries"].expr.matrix.rows
    assert [len(row) for row in rows] == [4, 4, 4, 4]
    system = softmax["entries"].proof.system
    assert rows[1][1] == read_term("y[2]*(1 - y[2])", system)
    assert rows[0][3] == read_term("-y[1]*y[4]", system)


def test_a_large_size_shows_the_kinds_of_entry():
    large = forms_by_name([SOFTMAX], "x", {"n": 1000}, ("entries",))
    assert isinstance(large["entries"].expr, Cases)


def test_products_with_the_jacobian_are_contracted(softmax):
    vjp, jvp = softmax["vjp"], softmax["jvp"]
    assert vjp.expr == read_term("y[j]*(g[j] - sum(g[k]*y[k], k))", vjp.proof.system)
    assert jvp.expr == read_term("y[i]*(v[i] - sum(y[k]*v[k], k))", jvp.proof.system)


def test_a_cotangent_never_takes_the_name_of_a_quantity():
    found = forms_by_name(["y[i] = g[i]**2"], "g", wanted=("vjp",))["vjp"]
    assert "g_" in found.proof.system.shapes


def test_stable_form_leads_from_the_name_to_the_shift(softmax):
    proof = softmax["stable"].proof
    shifted = "exp(x[i] - max(x[k], k))/sum(exp(x[k] - max(x[l], l)), k)"
    assert softmax["stable"].expr == read_term(shifted, proof.system)
    assert proof.claim.lhs == read_term("y[i]", proof.system)


def test_stable_form_of_log_sum_exp():
    found = forms_by_name(["F = log(sum(exp(x[k]), k))"], "x", wanted=("stable",))["stable"]
    assert found.expr == read_term(
        "max(x[k], k) + log(sum(exp(x[k] - max(x[l], l)), k))", found.proof.system
    )


def test_hessian_of_cross_entropy():
    loss = [SOFTMAX, "L = -sum(t[k]*log(y[k]), k)"]
    found = forms_by_name(loss, "x", wanted=("hessian",))["hessian"]
    wanted = read_term("y[i]*(delta(i, j) - y[j])*sum(t[k], k)", found.proof.system)
    assert found.expr == wanted


def test_second_derivative_of_the_sigmoid():
    found = forms_by_name(["s = 1/(1 + exp(-x))"], "x", wanted=("hessian",))["hessian"]
    assert found.expr == read_term("s*(1 - s)*(1 - 2*s)", found.proof.system)


def test_weights_of_a_dense_layer_are_an_outer_product():
    layer = ["z[i] = sum(W[i,a]*h[a], a)", "L = sum(z[k]**2, k)/2"]
    found = forms_by_name(layer, "W", wanted=("matrix",))["matrix"]
    assert isinstance(found.expr, At)
    assert found.expr.matrix == MatMul(Vec("z", N), Transpose(Vec("h", Size("m"))))


def test_cases_of_a_restricted_sum():
    field = "E[i] = sum(q[k]/(x[i] - x[k])**2, k, k != i)"
    found = forms_by_name([field], "x", wanted=("cases",))["cases"]
    same, different = found.expr.args
    system = found.proof.system
    assert same.body == read_term("-2*sum(q[k]/(x[i] - x[k])**3, k, k != i)", system)
    assert different.body == read_term("2*q[j]/(x[i] - x[j])**3", system)


def test_a_missing_kink_of_the_second_derivative_leaves_the_first():
    system = read_system(["N = sum(abs(x[k])**3, k)"], (), ("abs(0) = 0",))
    deriver = Deriver(system)
    proof = deriver.prove(deriver.claim("N", "x"))
    assert "hessian" not in {f.name for f in forms(deriver, proof)}


SQUARES, RING = "L = sum(x[i]**2, i)", "y[b, i] = x[b, i]*sum(x[b, k], k)"


@pytest.mark.parametrize(
    ("definition", "form", "reason"),
    [
        (SQUARES, "cases", "one-case"),
        (SQUARES, "vjp", "scalar"),
        (SQUARES, "explicit", "written-out"),
        (SQUARES, "stable", "cannot-overflow"),
        (RING, "hvp", "no-scalar"),
        (RING, "entries", "indices"),
        ("s = x**2", "entries", "number"),
    ],
)
def test_a_form_that_is_asked_for_and_absent_says_why(definition, form, reason):
    deriver = Deriver(read_system([definition]))
    proof = deriver.prove(deriver.claim(deriver.system.target.name, "x"))
    assert forms(deriver, proof, {"n": 3, "m": 3}, [form]) == ()
    assert deriver.absent[form].reason == reason
    assert f"absent-{reason}" in ENGLISH.words
