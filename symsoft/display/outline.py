"""The parts of a printed derivation, in the order in which a document shows them; no format.

Lemmas come first, each once, whoever uses it and under whatever index names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

from sympy import Integer

from symsoft.display.changes import Changed, changed
from symsoft.language.matrix import At, Entries, Vec, array_of
from symsoft.language.system import Assumption, Definition
from symsoft.language.terms import D, Index, Ref, Size, key
from symsoft.language.walk import contains, names, rename, subterms
from symsoft.proof import Derivation, Form, Proof, Property, Relation


@dataclass(frozen=True, slots=True)
class Result:
    """A form as it is shown.

    ``lhs`` is where its steps start; ``repeated`` says that they have been shown before.
    ``stated`` is what to say first when the steps lead from the form to what it is a form of, or
    prove a theorem; ``where`` is what only the theorem defines or assumes.
    """

    name: str
    lhs: Any
    proof: Proof
    repeated: bool
    stated: Relation | None
    where: tuple[Definition | Assumption, ...] = ()

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What only the theorem defines, to be shown before it."""
        return tuple(d for d in self.where if isinstance(d, Definition))

    @property
    def sizes(self) -> dict[str, int]:
        """The concrete sizes of a result that is written out."""
        e = self.proof.claim.rhs
        if not isinstance(e, At) or not isinstance(e.matrix, Entries):
            return {}
        pairs = zip(e.indices, e.matrix.lengths(len(e.indices)), strict=True)
        return {i.size.name: length for i, length in pairs if isinstance(i, Index)}


def _lines(proof: Proof) -> list[tuple[Any, Any, str]]:
    return [(step.before, step.after, step.rule) for step in proof.steps]


def lemmas(derivations: Sequence[Derivation]) -> tuple[Proof, ...]:
    """Every lemma that the proofs and forms use, those it uses itself before it.

    Those about definitions that only a theorem has stand with the theorem.
    """
    known = derivations[0].proof.system.definitions
    proofs = [*(d.proof for d in derivations), *(p for d in derivations for p in d.further)]
    found = _below(proofs, {_claim_key(d.proof.claim) for d in derivations})
    return tuple(p for p in found if set(p.system.definitions) <= set(known))


def _below(proofs: Sequence[Proof], seen: set[str]) -> list[Proof]:
    """The lemmas below the proofs that have not been seen yet, each once."""
    found: list[Proof] = []

    def visit(proof: Proof) -> None:
        for lemma in proof.lemmas:
            if _claim_key(lemma.claim) not in seen and not any(_begins(lemma, p) for p in found):
                seen.add(_claim_key(lemma.claim))
                visit(lemma)
                found.append(lemma)

    for proof in proofs:
        visit(proof)
    return found


def _begins(lemma: Proof, longer: Proof) -> bool:
    """Are the lines of a lemma the first ones of another proof, which says the same otherwise?"""
    same = lemma.claim.lhs == longer.claim.lhs
    return same and _lines(lemma) == _lines(longer)[: len(lemma.steps)]


def results(derivation: Derivation) -> list[Result]:
    """The forms of a derivation, then the theorems about it, as shown.

    A lemma about definitions that only a theorem has stands before the first one that uses it.
    """
    used = {_claim_key(lemma.claim) for lemma in lemmas([derivation])}
    seen = {*used, _claim_key(derivation.proof.claim)}
    found = _forms(derivation)
    for theorem in derivation.properties:
        found += [_lemma(p, derivation) for p in _below([theorem.proof], seen)]
        found.append(_theorem(theorem, derivation, used))
    return found


def _lemma(proof: Proof, derivation: Derivation) -> Result:
    """A lemma that stands with a theorem, with the definitions that its claim is about."""
    known, claim = derivation.proof.system.definitions, proof.claim
    own = (d for d in proof.system.definitions if d not in known)
    where = tuple(d for d in own if d.name in names(claim.lhs) or d.name in names(claim.rhs))
    return Result("lemma", claim.lhs, proof, False, None, where)


def _theorem(found: Property, derivation: Derivation, used: set[str]) -> Result:
    proof, system = found.proof, derivation.proof.system
    where: tuple[Definition | Assumption, ...] = (
        *(d for d in proof.system.definitions if d not in system.definitions),
        *(a for a in proof.given if a not in system.assumptions),
    )
    repeated = _claim_key(proof.claim) in used
    stated = proof.claim if len(proof.steps) > 1 and not repeated else None
    return Result(f"property-{found.name}", proof.claim.lhs, proof, repeated, stated, where)


def _forms(derivation: Derivation) -> list[Result]:
    return [_result(derivation, form) for form in derivation.forms]


def _result(derivation: Derivation, form: Form) -> Result:
    main, own = derivation.proof.claim, form.proof.claim
    repeated = _lines(form.proof) == _lines(derivation.proof)
    lhs = _start(own.lhs, [main, *(f.proof.claim for f in derivation.forms)])
    if _names_arrays(derivation) and isinstance(own.rhs, At) and lhs == main.lhs:
        lhs = _whole_derivative(lhs, own.rhs)
    backwards = form.expr == own.lhs and own.relation == "="
    stated = Relation(own.rhs, own.lhs) if backwards else None
    return Result(form.name, lhs, form.proof, repeated, stated)


def _start(lhs: Any, claims: list[Relation]) -> Any:
    """A form that starts from a result is one of what that is the result of."""
    found = next((claim for claim in claims if claim.rhs == lhs), None)
    if found is None:
        return lhs
    return _start(found.lhs, [claim for claim in claims if claim is not found])


def _names_arrays(derivation: Derivation) -> bool:
    """Do matrix forms of the derivation name other derivatives as arrays?"""
    return any(isinstance(f.expr, At) and contains(f.expr, D) for f in derivation.forms)


def _whole_derivative(lhs: Any, e: At) -> Any:
    """The derivative as an array, beside others that are named so; else as it is."""
    entries = e.args[1:]
    return array_of(lhs) if (*lhs.body.indices, *lhs.by.indices) == entries else lhs


def equations(result: Result) -> list[Relation]:
    """The entries of what is written out one by one, where places have names."""
    e = result.proof.claim.rhs
    if not isinstance(e, At) or not isinstance(e.matrix, Entries):
        return []
    if not any(i.size.name in result.proof.system.labels for i in e.indices):
        return []
    places = product(*(range(1, n + 1) for n in e.matrix.lengths(len(e.indices))))
    return [
        Relation(
            rename(result.lhs, dict(zip(e.indices, map(Integer, at), strict=True))),
            e.matrix.cell(*at),
        )
        for at in places
    ]


def proofs(derivations: Sequence[Derivation]) -> list[Proof]:
    """Every proof that the document shows, each once, in its order."""
    found = list(lemmas(derivations))
    for derivation in derivations:
        found.append(derivation.proof)
        found += [r.proof for r in results(derivation) if not r.repeated]
    return found


def whole(lhs: Any, e: Any) -> tuple[Any, Any]:
    """Both sides of a claim about the entries of an array, as one about the array.

    ``lhs = At(M, i, j)`` is shown as the array of all lhs, and M, where the array of all y_i is y;
    anything else as it is.
    """
    if not isinstance(e, At):
        return lhs, e
    if isinstance(lhs, Ref) and lhs.indices == e.args[1:]:
        return Ref(lhs.name), e.matrix
    if isinstance(lhs, Vec):
        return lhs, e.matrix
    return (At(lhs, *e.args[1:]) if e.indices else lhs), e.matrix


def lines(lhs: Any, proof: Proof) -> list[Any]:
    """What stands in each line of a proof: the left side, then what every step leads to.

    Where the first step leads to an array and no line numbers it otherwise, each line is shown as
    an array, as by ``whole``.
    """
    after = [step.after for step in proof.steps]
    numbering = {e.args[1:] for e in after if isinstance(e, At)}
    if not after or not isinstance(after[0], At) or len(numbering) > 1:
        return [lhs, *after]
    (indices,) = numbering
    first, _ = whole(lhs, after[0])
    return [first, *(_as_array(e, indices) for e in after)]


def news(lhs: Any, proof: Proof) -> list[Changed]:
    """The line that each step gives, with what is new beside the line above it.

    Above the first stands ``lhs``; where that step starts from something else, nobody sees what it
    changed.
    """
    _, *after = lines(lhs, proof)
    if not after:
        return []
    seen = key(proof.steps[0].before) == key(lhs)
    first = changed(lhs, after[0]) if seen else Changed(after[0])
    return [first, *(changed(*pair) for pair in pairwise(after))]


def _as_array(e: Any, indices: tuple[Any, ...]) -> Any:
    if isinstance(e, At):
        return e.matrix
    return At(e, *indices) if indices else e


def ranges(definition: Definition) -> list[tuple[Size, list[Index]]]:
    """The indices of a definition by their size, in order of first appearance."""
    grouped: dict[Size, list[Index]] = {}
    for index in dict.fromkeys(_indices(definition)):
        grouped.setdefault(index.size, []).append(index)
    return list(grouped.items())


def _indices(definition: Definition) -> Iterator[Index]:
    yield from definition.indices
    yield from (s for s in subterms(definition.body) if isinstance(s, Index))


def derived(derivation: Derivation) -> Any:
    """What the derivation is of: the left side of its claim."""
    return derivation.proof.claim.lhs


def _claim_key(claim: Relation) -> str:
    """The same for claims that differ in index names only."""
    free = [s for s in subterms(claim.lhs) if isinstance(s, Index) and s in claim.lhs.free]
    naming = {i: Index(f"?{q}", i.size) for q, i in enumerate(dict.fromkeys(free))}
    return f"{key(rename(claim.lhs, naming))} {claim.relation} {key(rename(claim.rhs, naming))}"
