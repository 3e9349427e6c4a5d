"""Every row of the table of results has a proof whose every step holds for all n."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from symsoft import api
from symsoft.catalog import find, known
from symsoft.checking.check import check_derivation, verdict
from symsoft.proof import Derivation, Proof, Step, Verdict

ROWS = (
    # From the documents that the project was started from.
    *("softmax", "shift", "exp-cases", "normaliser", "quotient", "jacobian-cases"),
    *("jacobian-delta", "jacobian-matrix", "log-route", "three-classes", "backward"),
    *("ce", "ce-output", "ce-logits", "ce-batch", "sigmoid", "bp", "dense", "descent"),
    # Beyond them.
    *("logsoftmax", "lse", "ce-hessian", "jvp", "temperature", "smoothing", "bce", "kl"),
    *("focal", "nll-regression", "mlp", "attention", "rmsnorm", "layernorm"),
    *("tanh", "softplus", "silu", "gelu", "gelu-tanh", "mish", "elu", "selu", "softsign"),
    *("log-sigmoid", "relu", "leaky-relu", "hardswish", "hardsigmoid", "softshrink"),
    *("mse", "huber", "hinge", "log-cosh", "poisson-nll", "gaussian-nll", "infonce"),
    *("softmin", "gumbel-softmax", "masked-softmax", "cosine-similarity", "softmax-one"),
)
"""The ids of the table; its last row, ``user``, stands for what a user defines."""

BESIDE = ("ce-onehot", "softmax-batch", "network", "lse-affine", "distillation", "focal-sigmoid")
"""Entries for results that a row of the table names beside its first."""


def steps_of(proof: Proof) -> Iterator[Step]:
    """The steps of a proof and of its lemmas."""
    for lemma in proof.lemmas:
        yield from steps_of(lemma)
    yield from proof.steps


def general(d: Derivation) -> list[Proof]:
    """The proofs that are not about one n, as what is written out is."""
    return [d.proof, *(form.proof for form in d.forms if "entries" not in form.name)]


def for_all_n(step: Step) -> bool:
    """Is the step decided exactly, for every size and all values?"""
    return any(
        e.method == "exact" and e.verdict is Verdict.HOLDS and e.scope.startswith("all")
        for e in step.evidence
    )


def undecided(proofs: list[Proof]) -> list[str]:
    steps = [step for proof in proofs for step in steps_of(proof)]
    return [f"{s.rule}: {s.before} = {s.after}" for s in steps if not for_all_n(s)]


def test_every_row_has_its_name() -> None:
    assert set(ROWS) | set(BESIDE) <= set(known())


def test_no_row_is_listed_twice() -> None:
    assert len(set(ROWS)) == len(ROWS)


@pytest.mark.parametrize("name", [*ROWS, *BESIDE])
def test_every_row_holds_for_all_n(name: str) -> None:
    """The derivative itself, or the form that the row asks for in its place."""
    problem = api.state(name)
    forms = ("delta",) if "delta" in problem.forms or not problem.forms else ()
    found = api.derivations(problem, forms=forms, strict=False)
    assert found
    for d in map(check_derivation, found):
        assert d.proof.steps
        assert verdict(d) is Verdict.HOLDS
        assert not undecided(general(d))


def test_what_a_user_defines_holds_for_all_n() -> None:
    result = api.derive(define=["y[i] = x[i]/sqrt(sum(x[k]**2, k))"])
    assert result.verdict is Verdict.HOLDS
    assert not undecided([d.proof for d in result.derivations])


@pytest.mark.slow
def test_the_share_of_steps_that_are_decided_for_all_n() -> None:
    """All forms of all entries by all routes; run with -s to read the figures."""
    decided, total, verdicts = 0, 0, {}
    for name in known():
        entry, _ = find(name)
        if entry.name != name:
            continue
        for route in entry.routes:
            found = api.derivations(api.state(name, route=route), strict=False)
            for d in map(check_derivation, found):
                steps = [step for proof in general(d) for step in steps_of(proof)]
                decided += sum(map(for_all_n, steps))
                total += len(steps)
                verdicts[name, route, d.proof.claim.lhs] = undecided(general(d))
    print(f"{decided} of {total} steps are decided for all n")
    assert {place: found for place, found in verdicts.items() if found} == {}
    assert decided == total > 1000
