"""What goes by its name because that was asked for, written out."""

from __future__ import annotations

from symsoft import api
from symsoft.calculus.derive import Deriver
from symsoft.calculus.explicit import explicit_form, goes_on
from symsoft.calculus.forms_of import hvp_form
from symsoft.language.terms import D
from symsoft.language.text import read_system, read_term
from symsoft.language.walk import contains
from symsoft.proof import Verdict


def layers(count):
    """So many tanh layers without biases, and a quadratic loss."""
    below = ["x", *(f"h{k}" for k in range(1, count))]
    sums = [f"z{k}[i] = sum(W{k}[i,k]*{b}[k], k)" for k, b in enumerate(below, 1)]
    outputs = [f"h{k}[i] = tanh(z{k}[i])" for k in range(1, count + 1)]
    lines = [line for pair in zip(sums, outputs, strict=True) for line in pair]
    return [*lines, f"L = sum((h{count}[i] - t[i])**2, i)/2"]


def made(count, keep, by="W1"):
    deriver = Deriver(read_system(layers(count)), keep=keep)
    proof = deriver.derivative("L", by)
    return deriver, proof, explicit_form(deriver, proof)


def test_every_name_is_written_out_line_by_line():
    _, proof, form = made(2, ["h2", "z2", "z1"])
    assert [step.cites[0].by.name for step in form.proof.steps] == ["z1", "z2", "h2"]
    wanted = "sum((h2[l] - t[l])*(1 - h2[l]**2)*W2[l,q], l)*(1 - h1[q]**2)*x[r]"
    assert form.expr == read_term(wanted, proof.system)
    assert form.proof.claim.lhs == proof.claim.rhs


def test_it_ends_as_without_names():
    _, _, form = made(2, ["z2"], "z1")
    plain = Deriver(read_system(layers(2))).derivative("L", "z1")
    assert form.expr == plain.claim.rhs


def test_there_is_none_where_nothing_goes_by_its_name():
    assert made(2, [])[2] is None
    assert made(2, ["z1"], "z2")[2] is None


def test_a_long_error_keeps_its_name():
    assert made(4, ["h2"])[2] is None
    deriver, proof, form = made(4, ["z1", "h2"])
    assert [step.cites[0].by.name for step in form.proof.steps] == ["z1"]
    assert goes_on(proof.claim.rhs, deriver)


def test_the_second_derivative_of_a_short_chain_is_made_into_code_as_without_names():
    deriver, proof, _ = made(1, ["z1"], "x")
    assert not contains(hvp_form(deriver, proof).expr, D)


def test_an_assumption_is_cited_by_the_line_that_rests_on_it():
    definitions = [
        "z[i] = sum(W[i,k]*x[k], k)",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ]
    found = api.derive(
        define=definitions, given=["sum(t[k], k) = 1"], wrt=["x"], keep=["z"], forms=["explicit"]
    )
    (form, _) = found.derivations[0].forms
    assert found.verdict is Verdict.HOLDS
    assert form.proof.steps[0].given


def test_all_of_it_holds():
    result = api.derive(define=layers(2), keep=["z2", "z1"], wrt=["W1", "z1"])
    assert result.verdict is Verdict.HOLDS
    assert {"explicit", "matrix-explicit"} <= {f.name for f in result.derivations[0].forms}
