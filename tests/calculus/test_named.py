"""Long errors go by their names: a chain of layers costs no more than its length."""

from __future__ import annotations

from symsoft import api
from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import hessian_form, hvp_form
from symsoft.language.terms import D
from symsoft.language.text import read_system, read_term
from symsoft.language.walk import contains
from symsoft.proof import Verdict, family


def layers(count):
    """So many tanh layers and a quadratic loss."""
    found, below = [], "x"
    for k in range(1, count + 1):
        found.append(f"z{k}[i] = sum(W{k}[i,k]*{below}[k], k) + b{k}[i]")
        found.append(f"h{k}[i] = tanh(z{k}[i])")
        below = f"h{k}"
    return [*found, f"L = sum(({below}[i] - t[i])**2, i)/2"]


def gradient(count, by="W1"):
    deriver = Deriver(read_system(layers(count)))
    return deriver.derivative("L", by)


def test_two_layers_are_written_out():
    assert not contains(gradient(2).claim.rhs, D)


def test_the_gradient_of_a_deep_layer_names_the_error_above_it():
    proof = gradient(3)
    row, column = proof.claim.lhs.by.indices
    wanted = f"x[{column.name}]*(1 - h1[{row.name}]**2)*D(L, h1[{row.name}])"
    assert proof.claim.rhs == read_term(wanted, proof.system)


def test_what_is_named_is_a_lemma():
    assert "D(L, h1[j])" in {str(p.claim.lhs) for p in family(gradient(3))}


def test_the_lines_of_a_chain_grow_with_its_length_and_no_faster():
    lines = [sum(len(p.steps) for p in family(gradient(count))) for count in (4, 6, 8)]
    assert lines[2] - lines[1] == lines[1] - lines[0]


def test_a_deep_gradient_holds():
    result = api.derive(define=layers(3), wrt=("W1",), forms=("delta",))
    assert result.verdict is Verdict.HOLDS


def test_a_deep_network_has_no_second_derivative_unless_asked():
    deriver = Deriver(read_system(layers(3)))
    proof = deriver.derivative("L", "b1")
    assert contains(proof.claim.rhs, D)
    assert hessian_form(deriver, proof) is None
    assert hvp_form(deriver, proof) is None


def test_what_is_asked_for_goes_by_its_name_however_short():
    system = read_system(layers(2))
    proof = Deriver(system, keep=["z2"]).derivative("L", "z1")
    wanted = "(1 - h1[j]**2)*sum(W2[k,j]*D(L, z2[k]), k)"
    assert proof.claim.rhs == read_term(wanted, proof.system)


def test_the_chain_rule_leads_through_what_is_asked_for_though_the_body_names_it():
    system = read_system(layers(1))
    plain, asked = (Deriver(system, keep=keep).derivative("L", "z1") for keep in ((), ("h1",)))
    assert plain.steps[0].rule == "definition"
    assert asked.steps[0].rule == "chain-through"
    assert asked.claim.rhs == read_term("(1 - h1[j]**2)*D(L, h1[j])", system)


def test_the_derivative_of_an_array_goes_by_its_name_too():
    system = read_system(["z[i] = sum(W[i,k]*x[k], k)", "y[i] = exp(z[i])/sum(exp(z[k]), k)"])
    proof = Deriver(system, keep=["z"]).derivative("y", "x")
    assert proof.claim.rhs == read_term("sum(W[k,j]*D(y[i], z[k]), k)", system)


def test_a_second_derivative_names_nothing():
    deriver = Deriver(read_system(layers(2)), keep=["z2"])
    form = hessian_form(deriver, deriver.derivative("L", "z1"))
    assert not contains(form.expr, D)
