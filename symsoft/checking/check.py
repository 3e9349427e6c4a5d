"""Attaches evidence to every step of a proof, and says what a proof is worth.

Each step, substep, lemma and claim goes to the exact decision, which covers every n, and to ball
arithmetic at a few sizes, which finds counterexamples; a thorough check asks SymPy as well.
Nothing is judged here: this file hands out the work and weighs what comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symsoft.checking.bench import Bench, Judges, Sizes, proof_of, signature
from symsoft.checking.conditions import check_conditions
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, System
from symsoft.proof import (
    DOMAIN,
    Derivation,
    Form,
    Proof,
    Property,
    Step,
    Verdict,
    family,
)


def check(
    proof: Proof, *, sizes: Sizes | None = None, exact: bool = True, balls: bool = True
) -> Proof:
    """The proof with evidence attached to its claim, its steps and substeps, and its lemmas.

    ``sizes`` are the choices at which balls compare, by default three from 1 to 3.
    """
    return _Checker(Judges(exact=exact, balls=balls, sizes=sizes)).proof(proof)


def check_derivation(
    derivation: Derivation, *, sizes: Sizes | None = None, thorough: bool = False
) -> Derivation:
    """The derivation with its proof and the proofs of its forms checked.

    The scope of what is proved says where the derivation is valid.  A thorough check tries three
    points at each size and compares the derivatives claimed with SymPy's own.

    Raises ContradictionError for a condition that never holds.
    """
    check_conditions(derivation.proof.system, derivation.valid_where)
    points = 3 if thorough else 1
    checker = _Checker(
        Judges(sympy=thorough, sizes=sizes, points=points, needed=derivation.valid_where)
    )
    main = checker.valid(derivation.proof, derivation.needed)

    def valid(part: Form | Property) -> Proof:
        other = not {*part.valid_where} <= {*derivation.needed}
        seek = other or part.proof.system != derivation.proof.system
        return checker.valid(part.proof, part.valid_where, seek)

    return replace(
        derivation,
        proof=main,
        forms=tuple(replace(form, proof=valid(form)) for form in derivation.forms),
        properties=tuple(replace(p, proof=valid(p)) for p in derivation.properties),
    )


def _where(conditions: Sequence[Assumption]) -> str:
    return " where " + ", ".join(map(assumption_line, conditions)) if conditions else ""


def verdict(subject: Proof | Derivation) -> Verdict:
    """What the evidence amounts to.

    FAILS when any evidence fails.  HOLDS when every step of the proof, of its lemmas, of its forms
    and of the properties is proved; agreement at sample points proves nothing.  Otherwise UNKNOWN,
    as is a proof that was not checked.  That steps add up to their claim, a Proof itself sees to.
    """
    proofs = list(_proofs(subject))
    steps = [step for proof in proofs for step in _steps(proof.steps)]
    checked: list[Proof | Step] = [*proofs, *steps]
    if any(e.verdict is Verdict.FAILS for item in checked for e in item.evidence):
        return Verdict.FAILS
    proved = all(proof_of(step) is not None for step in steps)
    proved = proved and not any(map(is_vacuous, proofs))
    return Verdict.HOLDS if proved else Verdict.UNKNOWN


def is_vacuous(proof: Proof) -> bool:
    """Was no point found where what the proof needs holds?"""
    return any(e.method == DOMAIN and e.verdict is not Verdict.HOLDS for e in proof.evidence)


def scope(subject: Proof | Derivation) -> str:
    """For which sizes and inputs the claim holds, '' when that was not earned."""
    if verdict(subject) is not Verdict.HOLDS:
        return ""
    proof = subject.proof if isinstance(subject, Derivation) else subject
    direct = [e.scope for e in proof.evidence if e.proves]
    if direct:
        return direct[0]
    steps = (step for p in _proofs(proof) for step in _steps(p.steps))
    found = (proof_of(step) for step in steps)
    where = _where(subject.needed) if isinstance(subject, Derivation) else ""
    return "; ".join(dict.fromkeys(e.scope for e in found if e is not None)) + where


def _proofs(subject: Proof | Derivation) -> Iterator[Proof]:
    """The proof and the proofs of its forms and properties, with all their lemmas, each once."""
    if isinstance(subject, Derivation):
        return family(subject.proof, *subject.further)
    return family(subject)


def _steps(steps: Sequence[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _steps(step.substeps)


class _Checker:
    """One run; every equation is judged once, in however many proofs it occurs."""

    def __init__(self, judges: Judges) -> None:
        self.judges = judges
        self._benches: dict[tuple[str, ...], Bench] = {}
        self._checked: dict[int, tuple[Proof, Proof]] = {}

    def proof(self, proof: Proof) -> Proof:
        """The proof with evidence; a lemma that many proofs share is checked once."""
        if id(proof) not in self._checked:
            self._checked[id(proof)] = proof, self._proof(proof)
        return self._checked[id(proof)][1]

    def valid(self, proof: Proof, needed: Sequence[Assumption], seek: bool = True) -> Proof:
        """The proof with evidence, its conditions said in the scope of whatever proves its claim.

        ``seek`` a point where they hold: that none was found is evidence too, that one was goes
        without saying.
        """
        proof, where = self.proof(proof), _where(needed)
        found = [replace(e, scope=e.scope + where) if e.proves else e for e in proof.evidence]
        bench = self._bench(proof.system, ())
        domain = bench.inhabited(proof.claim, needed) if seek else None
        if domain is not None and domain.verdict is not Verdict.HOLDS:
            found.append(domain)
        return replace(proof, evidence=tuple(found))

    def _proof(self, proof: Proof) -> Proof:
        claim = proof.claim
        lemmas = tuple(self.proof(lemma) for lemma in proof.lemmas)
        proved = [lemma for lemma in lemmas if verdict(lemma) is Verdict.HOLDS]
        steps = tuple(self._step(step, proof.system, proved) for step in proof.steps)
        bench = self._bench(proof.system, proof.given)
        evidence = bench.judge(claim, whole=True)
        if len(proved) == len(lemmas) and not any(e.proves for e in evidence):
            evidence = bench.by_steps(claim, steps, evidence)
        return replace(proof, steps=steps, lemmas=lemmas, evidence=evidence)

    def _step(self, step: Step, system: System, proved: Sequence[Proof]) -> Step:
        """The step with evidence; where it needs lemmas, those that are proved serve."""
        substeps = tuple(self._step(inner, system, proved) for inner in step.substeps)
        bench = self._bench(system, step.given)
        evidence = bench.judge(step.claim)
        if step.cites and not any(e.proves for e in evidence):
            evidence = bench.with_lemmas(step.claim, proved, evidence)
        return replace(step, substeps=substeps, evidence=evidence)

    def _bench(self, system: System, given: Sequence[Assumption]) -> Bench:
        """Where the claims of a system are judged, with what a step is given besides."""
        system = system.assuming(*(a for a in given if a not in system.assumptions))
        said = signature(system)
        if said not in self._benches:
            self._benches[said] = Bench(system, self.judges)
        return self._benches[said]
