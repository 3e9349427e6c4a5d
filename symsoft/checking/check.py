"""Attaches evidence to every step of a proof, and says what a proof is worth.

Each step, substep, lemma and claim goes to the exact decision, which covers every n, and to ball
arithmetic at a few sizes, which finds counterexamples; a thorough check asks SymPy as well.
Nothing is judged here: this file hands out the work and weighs what comes back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from symsoft.checking.cells import decide_equation
from symsoft.checking.conditions import check_conditions
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.exact import Memory
from symsoft.checking.lemmas import by_lemmas, usable
from symsoft.checking.methods import BALLS, STEPS, SYMPY
from symsoft.checking.relations import RELATIONS
from symsoft.checking.relations_judges import decide, sample
from symsoft.checking.relations_signs import scope as sizes_of
from symsoft.errors import UnsupportedError
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, key
from symsoft.language.walk import contains, names
from symsoft.proof import (
    DOMAIN,
    SAMPLING,
    Derivation,
    Evidence,
    Form,
    Proof,
    Property,
    Relation,
    Step,
    Verdict,
    family,
)

Sizes = Sequence[Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Judges:
    """Which judges are asked, and how much the sampling ones do."""

    exact: bool = True
    balls: bool = True
    sympy: bool = False
    sizes: Sizes | None = None
    points: int = 1
    needed: Sequence[Assumption] = ()
    """Conditions of the proofs: balls look there, too, where points of any kind say nothing."""


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
    proved = all(_proof_of(step) is not None for step in steps)
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
    found = (_proof_of(step) for step in steps)
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


def _proof_of(step: Step) -> Evidence | None:
    """The evidence that proves a step, None when nothing does."""
    return next((e for e in step.evidence if e.proves), None)


class _Checker:
    """One run; every equation is judged once, in however many proofs it occurs."""

    def __init__(self, judges: Judges) -> None:
        self.judges = judges
        self._benches: dict[tuple[str, ...], _Bench] = {}
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
        steps = tuple(self._step(step, proof) for step in proof.steps)
        bench = self._bench(proof.system, proof.given)
        evidence = bench.judge(claim, whole=True)
        proved = all(verdict(lemma) is Verdict.HOLDS for lemma in lemmas)
        if proved and not any(e.proves for e in evidence):
            evidence = bench.by_steps(claim, steps, evidence)
        return replace(proof, steps=steps, lemmas=lemmas, evidence=evidence)

    def _step(self, step: Step, proof: Proof) -> Step:
        substeps = tuple(self._step(inner, proof) for inner in step.substeps)
        bench = self._bench(proof.system, step.given)
        evidence = bench.judge(step.claim)
        if step.cites and not any(e.proves for e in evidence):
            evidence = bench.with_lemmas(step.claim, proof.lemmas, evidence)
        return replace(step, substeps=substeps, evidence=evidence)

    def _bench(self, system: System, given: Sequence[Assumption]) -> _Bench:
        """Where the claims of a system are judged, with what a step is given besides."""
        system = system.assuming(*(a for a in given if a not in system.assumptions))
        signature = _signature(system)
        if signature not in self._benches:
            self._benches[signature] = _Bench(system, self.judges)
        return self._benches[signature]


def _signature(system: System) -> tuple[str, ...]:
    """The same for systems that say the same."""
    return (
        *(f"{key(d.head)} = {key(d.body)}" for d in system.definitions),
        *(f"{name}{[s.name for s in shape]}" for name, shape in system.shapes.items()),
        *(f"{key(a.lhs)} {a.relation} {key(a.rhs)}" for a in system.assumptions),
        *(f"{k.function}({k.at}) {k.value}" for k in system.kinks),
    )


def _about(system: System, conditions: Sequence[Assumption]) -> list[Assumption]:
    """The conditions on what the system knows."""
    return [c for c in conditions if {*names(c.lhs), *names(c.rhs)} <= system.shapes.keys()]


class _Bench:
    """The judges of one system, and what they have said."""

    def __init__(self, system: System, judges: Judges) -> None:
        self.system, self.judges = system, judges
        self.enclosure = Enclosure(system, needed=_about(system, judges.needed))
        self.memory = Memory()
        self._said: dict[tuple[Any, ...], tuple[Evidence, ...]] = {}

    def judge(self, claim: Relation, whole: bool = False) -> tuple[Evidence, ...]:
        """What the judges say; SymPy is asked about whole claims that differentiate."""
        equation = claim.relation == "="
        asked = whole and equation and self.judges.sympy and contains(claim.lhs, D)
        place = (key(claim.lhs), claim.relation, key(claim.rhs), claim.toward, asked)
        if place not in self._said:
            self._said[place] = tuple(self._ask(claim, asked))
        return self._said[place]

    def inhabited(self, claim: Relation, needed: Sequence[Assumption]) -> Evidence | None:
        """Whether a point was found where the claim speaks of something; None if none is sought."""
        if not self.judges.balls:
            return None
        about = _about(self.system, needed)
        try:
            return self.enclosure.inhabited(claim.lhs, claim.rhs, about, self.judges.sizes)
        except UnsupportedError as error:
            return Evidence(DOMAIN, Verdict.UNKNOWN, "", str(error))

    def by_steps(
        self, claim: Relation, steps: Sequence[Step], evidence: tuple[Evidence, ...]
    ) -> tuple[Evidence, ...]:
        """What is found of a claim that no judge proves whole, but may follow from its steps.

        An equation does for the sizes for which all of them hold.
        """
        proofs = [_proof_of(step) for step in steps]
        scopes = {e.scope for e in proofs if e is not None}
        if None in proofs or any(e.verdict is Verdict.FAILS for e in evidence):
            return evidence
        if claim.relation != "=":
            terms = (e for step in steps for e in (step.before, step.after))
            scopes = {sizes_of(self.system, *terms)}
        if len(scopes) != 1:
            return evidence
        followed = Evidence(STEPS, Verdict.HOLDS, *scopes)
        return (followed, *(e for e in evidence if e.method in SAMPLING))

    def with_lemmas(
        self, claim: Relation, lemmas: Sequence[Proof], evidence: tuple[Evidence, ...]
    ) -> tuple[Evidence, ...]:
        """What is found of a step that no judge proves alone, but may hold by lemmas."""
        known = usable(lemmas, self.system)
        if not known or not self.judges.exact or claim.relation != "=":
            return evidence
        try:
            lhs, rhs = (by_lemmas(side, known) for side in (claim.lhs, claim.rhs))
        except (ValueError, TypeError, IndexError):
            return evidence  # no formula to judge, as is said there
        found = decide_equation(self.system, lhs, rhs, self.memory)
        if not found.proves:
            return evidence
        return (found, *(e for e in evidence if e.method != found.method))

    def _ask(self, claim: Relation, asked: bool) -> list[Evidence]:
        found = []
        if self.judges.exact and claim.relation == "=":
            found.append(decide_equation(self.system, claim.lhs, claim.rhs, self.memory))
        elif self.judges.exact:
            found += decide(self.system, claim)
        if self.judges.balls and claim.relation != "differs":
            found.append(self._compare(claim))
        if asked:
            found.append(self._agree(claim))
        return found

    def _compare(self, claim: Relation) -> Evidence:
        if claim.relation not in RELATIONS:
            return sample(self.system, claim, self.judges.points)
        try:
            return self.enclosure.compare(
                claim.lhs, claim.rhs, claim.relation, self.judges.sizes, self.judges.points
            )
        except UnsupportedError as error:
            return Evidence(BALLS, Verdict.UNKNOWN, "", str(error))

    def _agree(self, claim: Relation) -> Evidence:
        from symsoft.checking.oracle import agree  # only a thorough check needs it

        try:
            return agree(self.system, claim)
        except UnsupportedError as error:
            return Evidence(SYMPY, Verdict.UNKNOWN, "", str(error))
