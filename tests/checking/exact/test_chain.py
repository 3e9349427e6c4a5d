"""Wider systems: they spare unfolding a chain, and decide nothing that is not so."""

from __future__ import annotations

import pytest

from symsoft.checking.exact import decide
from symsoft.checking.exact.chain import wider, widest
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

CHAIN = read_system(
    [
        "z[i] = sum(W[i,k]*x[k], k)",
        "h[i] = tanh(z[i])",
        "u[i] = sum(V[i,k]*h[k], k)",
        "L = sum(exp(u[i]), i)",
    ]
)


def sides(lhs, rhs, system=CHAIN):
    return read_term(lhs, system), read_term(rhs, system)


def holds(lhs, rhs, system=CHAIN):
    return decide(system, *sides(lhs, rhs, system)).verdict is Verdict.HOLDS


def kept(lhs, rhs, system=CHAIN):
    return [d.name for d in wider(system, sides(lhs, rhs, system)).definitions]


def test_what_both_sides_name_is_any_quantity():
    assert kept("h[i]*h[j]/h[i]", "h[j]") == ["u"]
    assert holds("h[i]*h[j]/h[i]", "h[j]")


def test_a_concrete_index_narrows_the_scope_in_a_wider_system_too():
    assert kept("2*h[2]", "h[2] + h[2]") == ["u"]
    found = decide(CHAIN, *sides("2*h[2]", "h[2] + h[2]"))
    assert found.scope == "all n >= 2, m >= 1"


def test_only_what_a_derivative_goes_through_is_needed():
    line = "D(L, h[j])*x[k]", "sum(V[i,j]*exp(u[i]), i)*x[k]"
    assert [d.name for d in widest(CHAIN, sides(*line)).definitions] == ["u", "L"]
    assert holds(*line)
    assert widest(CHAIN, sides("h[j]", "tanh(z[j])")) is CHAIN


def test_a_definition_read_backwards_keeps_the_definition():
    assert "h" in kept("tanh(z[i])*x[j]", "h[i]*x[j]")
    assert holds("tanh(z[i])*x[j]", "h[i]*x[j]")


def test_the_chain_rule_needs_no_more_than_the_quantity_in_between():
    line = "D(L, z[j])", "sum(D(L, u[k])*D(u[k], z[j]), k)"
    system = wider(CHAIN, sides(*line))
    assert str(system.definition("L").body) != str(CHAIN.definition("L").body)
    assert holds(*line)


@pytest.mark.parametrize(
    "wrong",
    [
        "sum(D(L, u[k])*D(u[j], z[k]), k)",
        "sum(D(L, u[k])*D(u[k], z[j]), k)*2",
        "-sum(D(L, u[k])*D(u[k], z[j]), k)",
        "sum(D(L, h[k])*D(u[k], z[j]), k)",
    ],
)
def test_a_wrong_chain_rule_is_not_decided(wrong):
    square = read_system([*(f"{d.head} = {d.body}" for d in CHAIN.definitions[:2]), *SQUARE])
    assert not holds("D(L, z[j])", wrong, square)


SQUARE = ["u[i] = sum(V[i,k]*h[k], k) + h[i]", "L = sum(exp(u[i]), i)"]


def test_a_chain_rule_past_another_way_is_not_decided():
    # L depends on z through v as well as through u.
    forked = read_system(
        ["u[i] = exp(z[i])", "v[i] = z[i]**2", "L = sum(u[k]*v[k], k)"],
    )
    assert not holds("D(L, z[j])", "sum(D(L, u[k])*D(u[k], z[j]), k)", forked)
    both = "sum(D(L, u[k])*D(u[k], z[j]), k) + sum(D(L, v[k])*D(v[k], z[j]), k)"
    assert holds("D(L, z[j])", both, forked)


def test_a_second_derivative_is_not_taken_for_a_first():
    line = "D(D(L, u[i]), u[j])", "delta(i, j)*D(L, u[i])"
    assert str(wider(CHAIN, sides(*line)).definition("L").body) == str(CHAIN.definition("L").body)
    assert holds(*line)
    assert not holds("D(D(L, u[i]), u[j])", "0*D(L, u[i])")


def test_a_quantity_that_is_also_named_itself_is_not_made_linear():
    assert holds("D(L, u[i])*L", "exp(u[i])*L")
    assert not holds("D(L, u[i])*L", "D(L, u[i])*sum(D(L, u[k])*u[k], k)")
