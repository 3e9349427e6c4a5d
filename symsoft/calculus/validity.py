"""Where a derivation is valid: the conditions that nobody gave, and what of it needs which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from sympy import S

from symsoft.calculus.borders import is_smooth
from symsoft.calculus.coefficients import negate
from symsoft.calculus.conditions import holds, knowing, needed
from symsoft.calculus.cost import cost
from symsoft.calculus.sides import tidied
from symsoft.errors import ContradictionError
from symsoft.language.contradictions import clash, listed
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import D, Where, plus
from symsoft.language.walk import subterms
from symsoft.proof import Proof, family


class Validity:
    """The conditions under which some proofs about one thing hold, the first of them the main one.

    Raises ContradictionError for a condition that is contradicted by what is given.
    """

    def __init__(self, *proofs: Proof) -> None:
        self.wanted = [tuple(_wanted(p)) for p in proofs]
        self.system = proofs[0].system
        self.conditions = self._necessary([c for found in self.wanted for c in found])

    def _necessary(self, wanted: Sequence[Assumption]) -> tuple[Assumption, ...]:
        """Those not known to hold, in the order in which they are needed, none that follows."""
        system, found = self.system, list[Assumption]()
        for condition in wanted:
            if not holds(condition, system):
                _check(condition, self.system)
                found.append(condition)
                system = knowing(system, condition)
        for condition in sorted(found, key=lambda c: -cost(c.lhs)):
            others = [c for c in found if c is not condition]
            if holds(condition, reduce(knowing, others, self.system)):
                found = others
        return tuple(found)

    @property
    def listed(self) -> tuple[Assumption, ...]:
        """The conditions as a reader expects them, in the order in which they are needed."""
        return tuple(dict.fromkeys(map(_tidied, self.conditions)))

    def of(self, place: int) -> tuple[Assumption, ...]:
        """Those that the proof at this place needs."""
        return tuple(dict.fromkeys(_tidied(c) for c in self.conditions if self._needs(place, c)))

    def _needs(self, place: int, condition: Assumption) -> bool:
        others = (c for c in self.conditions if c is not condition)
        without = reduce(knowing, others, self.system)
        return not all(holds(c, without) for c in self.wanted[place])


def _wanted(proof: Proof) -> Iterator[Assumption]:
    for e in (*(d.body for d in _used(proof.system, proof.claim.lhs)), *_lines(proof)):
        yield from needed(e)
    yield from _borders(proof)


def _used(system: System, e: Any) -> list[Definition]:
    """The definitions on which e is built."""
    return [d for d in system.definitions if system.depends(e, d.name)]


def _lines(proof: Proof) -> Iterator[Any]:
    """What the steps write, without other notations for what stands there already."""
    for step in (step for p in family(proof) for step in p.steps):
        if step.rule not in ("matrix", "entries", "cases"):
            yield step.after


def _borders(proof: Proof) -> Iterator[Assumption]:
    """Pieces are differentiated one by one off their border, unless the derivatives meet there."""
    for p in family(proof):
        for step in (step for step in p.steps if step.rule == "where"):
            for s in subterms(step.before):
                if isinstance(s, D) and isinstance(s.body, Where) and not is_smooth(s, p.system):
                    _, a, b = s.body.args[0].args
                    yield Assumption("!=", plus(a, negate(b)), S.Zero)


def _tidied(c: Assumption) -> Assumption:
    relation, lhs, rhs = tidied(c.relation, c.lhs, c.rhs)
    return replace(c, relation=relation, lhs=lhs, rhs=rhs)


def _check(c: Assumption, system: System) -> None:
    """Is the opposite of the condition known from what is given?"""
    guilty, by = clash(system.assuming(c))
    wanted = f"the derivation needs {assumption_line(_tidied(c))}"
    given = [assumption_line(a) for a in guilty if a is not c]
    if given:
        raise ContradictionError(f"{wanted}, but what is given says otherwise: {listed(given)}")
    if guilty:
        because = f" by the definition of {listed(by)}" if by else ""
        raise ContradictionError(f"{wanted}, which can't hold{because}")
