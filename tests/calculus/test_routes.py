"""Routes: other proofs of the same claims, each recognised by the rule that makes it one."""

from __future__ import annotations

import pytest

from symsoft.api import derive
from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.routes import ROUTES, follows
from symsoft.catalog import entries
from symsoft.errors import InputError
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

LOSS = ["y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)"]


def proved(definitions, by, route, given=()):
    deriver = Deriver(read_system(definitions, given), route=route)
    return deriver.prove(deriver.claim(deriver.system.target.name, by))


def rules_of(proof):
    return [step.rule for step in proof.steps]


@pytest.mark.parametrize(
    ("name", "route"), [(e.name, r) for e in entries().values() for r in e.routes if r != "direct"]
)
def test_every_route_of_the_catalogue_proves_the_claim_of_the_direct_one(name, route):
    forms = ("delta", "explicit") if entries()[name].keep else ("delta",)
    direct, other = derive(name, forms=forms), derive(name, forms=("delta",), route=route)
    assert other.verdict is Verdict.HOLDS
    for a, b in zip(direct.derivations, other.derivations, strict=True):
        assert a.proof.claim.lhs == b.proof.claim.lhs
        # Where the direct route keeps the names of errors, it writes them out as well.
        written = [f.proof.claim.rhs for f in a.forms if f.name == "explicit"]
        assert (written or [a.proof.claim.rhs])[0] == b.proof.claim.rhs
    assert follows(route, (d.proof for d in other.derivations))
    assert not follows(route, (d.proof for d in direct.derivations))


def test_every_route_is_made_by_a_rule_of_the_book():
    assert {key for keys in ROUTES.values() for key in keys} <= set(full_book())


def test_splitting_the_sum_at_the_index():
    proof = proved(LOSS, "x", "split", ["sum(t[k], k) = 1"])
    found = rules_of(proof)
    assert found.index("split-at-index") < found.index("join-sum") < found.index("assumption")


def test_adding_and_subtracting_one():
    found = rules_of(proved(["s = 1/(1 + exp(-x))"], "x", "add-subtract"))
    start = found.index("add-subtract")
    assert found[start : start + 4] == ["add-subtract", "split-quotient", "fold", "factor"]


def test_the_result_is_shown_before_and_after_what_is_given():
    proof = proved(LOSS, "x", "direct", ["sum(t[k], k) = 1"])
    (step,) = (s for s in proof.steps if s.rule == "assumption")
    assert step.before == read_term("y[j]*sum(t[k], k) - t[j]", proof.system)
    assert step.after == read_term("y[j] - t[j]", proof.system)


@pytest.mark.parametrize("route", ["split", "add-subtract", "log", "matrix"])
def test_a_route_that_does_not_fit_is_refused(route):
    with pytest.raises(InputError, match=f"the route '{route}' does not fit"):
        derive(define=["y = a*x**2"], route=route)
