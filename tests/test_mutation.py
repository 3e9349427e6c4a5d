"""Every single slip in every step of every proof of the catalogue is refuted, or proved equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from symsoft import api
from symsoft.calculus.validity import Validity
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.mutate import judge, mutants
from symsoft.language.spelling import one_line
from symsoft.language.terms import free
from symsoft.proof import Proof, Step, Verdict


def steps(proof: Proof) -> Iterator[tuple[Proof, Step]]:
    for lemma in proof.lemmas:
        yield from steps(lemma)
    for step in proof.steps:
        yield proof, step


MUTATED = (
    *("bce", "ce", "exp-cases", "gelu", "logsoftmax", "lse", "normaliser", "relu", "rmsnorm"),
    *("sigmoid", "softmax", "tanh", "temperature"),
)
"""One entry of each kind: every step of every entry would take an hour."""
ROUTED = (("ce", "matrix"), ("ce-batch", "matrix"))
"""Routes whose lines are of another kind."""


def has_values(enclosure: Enclosure, e: object) -> bool:
    """Is there a point at which the term has a value?"""
    return enclosure.compare(e, e).verdict is Verdict.HOLDS


@pytest.mark.slow
@pytest.mark.parametrize(("name", "route"), [*((name, "direct") for name in MUTATED), *ROUTED])
def test_every_slip_is_found(name: str, route: str) -> None:
    counts: Counter[str] = Counter()
    equal: list[str] = []
    missed: list[str] = []
    seen = set()
    for derivation in api.derivations(api.state(name, route=route)):
        proofs = [derivation.proof, *(form.proof for form in derivation.forms)]
        for proof, step in (found for p in proofs for found in steps(p)):
            if (step.before, step.after) in seen:
                continue
            seen.add((step.before, step.after))
            system = proof.system.assuming(*Validity(proof).conditions)
            enclosure = Enclosure(system)
            for mutant in mutants(step.after, tuple(sorted(free(step.before), key=str))):
                verdict = judge(system, step.before, mutant.term, enclosure)
                counts[verdict] += 1
                line = f"{step.rule}, {mutant.kind}: {one_line(mutant.term)}"
                if verdict == "equal":
                    equal.append(line)
                elif verdict == "undefined":
                    # A slip out of the domain, such as a logarithm of a negative number.
                    assert has_values(enclosure, step.before), line
                    assert not has_values(enclosure, mutant.term), line
                elif verdict != "refuted":
                    missed.append(line)
    print(f"{name}: {dict(counts)}", *equal, sep="\n  equal: ")
    assert missed == []
    assert counts["refuted"] > max(5, counts["undefined"])
