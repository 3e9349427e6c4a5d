"""The judges of one system: which are asked about a claim, and what they have said.

Nothing is judged here, and nothing is weighed: what the evidence amounts to, check.py says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.checking.cells import decide_equation
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.exact import Memory
from symsoft.checking.lemmas import by_lemmas, usable
from symsoft.checking.methods import BALLS, STEPS, SYMPY
from symsoft.checking.relations import RELATIONS
from symsoft.checking.relations_judges import decide, sample
from symsoft.checking.relations_signs import scope as sizes_of
from symsoft.errors import UnsupportedError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, key
from symsoft.language.walk import contains, names
from symsoft.proof import DOMAIN, SAMPLING, Evidence, Proof, Relation, Step, Verdict

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


def signature(system: System) -> tuple[str, ...]:
    """The same for systems that say the same."""
    return (
        *(f"{key(d.head)} = {key(d.body)}" for d in system.definitions),
        *(f"{name}{[s.name for s in shape]}" for name, shape in system.shapes.items()),
        *(f"{key(a.lhs)} {a.relation} {key(a.rhs)} {_apart(a)}" for a in system.assumptions),
        *(f"{k.function}({k.at}) {k.value}" for k in system.kinks),
    )


def _apart(a: Assumption) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(map(key, pair))) for pair in a.apart)


def _about(system: System, conditions: Sequence[Assumption]) -> list[Assumption]:
    """The conditions on what the system knows."""
    return [c for c in conditions if {*names(c.lhs), *names(c.rhs)} <= system.shapes.keys()]


class Bench:
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
        proofs = [proof_of(step) for step in steps]
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


def proof_of(step: Step) -> Evidence | None:
    """The evidence that proves a step, None when nothing does."""
    return next((e for e in step.evidence if e.proves), None)
