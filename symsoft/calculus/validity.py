"""Where a derivation is valid: the conditions that nobody gave, and what of it needs which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from sympy import Rational, S

from symsoft.calculus.borders import is_smooth
from symsoft.calculus.coefficients import negate
from symsoft.calculus.conditions import Need, holds, knowing, needs
from symsoft.calculus.cost import cost
from symsoft.calculus.settling import settle
from symsoft.calculus.sides import tidied
from symsoft.errors import ContradictionError
from symsoft.language.contradictions import clash, listed
from symsoft.language.spelling import assumption_line, one_line
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import D, Fn, Where, plus
from symsoft.language.walk import subterms
from symsoft.proof import Proof, family

WANTED = {">": "be positive", ">=": "not be negative", "!=": "not be 0"}
SHORT = 60
"""Longer terms are left out of a message."""
NOTHING = System((), {})
"""What is known of numbers needs no assumption."""


class Validity:
    """The conditions under which some proofs about one thing hold, the first of them the main one.

    Raises ContradictionError for conditions that are contradicted by what is given or by each
    other.
    """

    def __init__(self, *proofs: Proof) -> None:
        wanted = [tuple(_wanted(p)) for p in proofs]
        self.system = proofs[0].system
        every = [n for found in wanted for n in found]
        # What one piece needs may rule out what another one does: then each says where it does.
        self.wanted = [tuple(dict.fromkeys(n.condition for n in found)) for found in wanted]
        if any(n.pieces for n in every) and _exclude(self.system, every):
            every = [replace(n, condition=n.guarded) for n in every]
            self.wanted = [tuple(dict.fromkeys(n.guarded for n in found)) for found in wanted]
        self.conditions = self._necessary(every)

    def _necessary(self, wanted: Sequence[Need]) -> tuple[Assumption, ...]:
        """Those not known to hold, in the order in which they are needed, none that follows."""
        system, found = self.system, list[Need]()
        for need in wanted:
            if not holds(need.condition, system):
                _check(need, self.system, found)
                found.append(need)
                system = knowing(system, need.condition)
        conditions = [need.condition for need in found]
        for condition in sorted(conditions, key=lambda c: -cost(c.lhs)):
            others = [c for c in conditions if c is not condition]
            if holds(condition, reduce(knowing, others, self.system)):
                conditions = others
        return tuple(conditions)

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


def _wanted(proof: Proof) -> Iterator[Need]:
    for e in (*(d.body for d in _used(proof.system, proof.claim.lhs)), *_lines(proof)):
        yield from dict.fromkeys(needs(e))
    yield from _borders(proof)


def _used(system: System, e: Any) -> list[Definition]:
    """The definitions on which e is built."""
    return [d for d in system.definitions if system.depends(e, d.name)]


def _lines(proof: Proof) -> Iterator[Any]:
    """What the steps write, without other notations for what stands there already."""
    for step in (step for p in family(proof) for step in p.steps):
        if step.rule not in ("matrix", "entries", "cases"):
            yield step.after


def _borders(proof: Proof) -> Iterator[Need]:
    """Pieces are differentiated one by one off their border, unless the derivatives meet there."""
    for p in family(proof):
        for step in (step for step in p.steps if step.rule == "where"):
            for s in subterms(step.before):
                if isinstance(s, D) and isinstance(s.body, Where) and not is_smooth(s, p.system):
                    _, a, b = s.body.args[0].args
                    off = Assumption("!=", plus(a, negate(b)), S.Zero)
                    yield Need(off, s.body)


def _tidied(c: Assumption) -> Assumption:
    relation, lhs, rhs = tidied(c.relation, c.lhs, c.rhs)
    return replace(c, relation=relation, lhs=lhs, rhs=rhs)


def check_given(system: System) -> None:
    """Raise ContradictionError when what is given rules out that something given is defined.

    A piece needs what it does only where it is taken.
    """
    for a in system.assumptions:
        for need in (need for side in (a.lhs, a.rhs) for need in needs(side)):
            _check_number(need)
            _check(replace(need, condition=need.guarded), system, (), assumption_line(a))


def _exclude(system: System, wanted: Sequence[Need]) -> bool:
    """Do the conditions exclude each other, or what is given?"""
    conditions = dict.fromkeys(n.condition for n in wanted if not holds(n.condition, system))
    return bool(clash(system.assuming(*conditions))[0])


def _check(
    need: Need, system: System, earlier: Sequence[Need], who: str = "the derivation"
) -> None:
    """Is the opposite known from what is given, or from that and what is needed earlier?"""
    _check_number(need)
    c = need.condition
    others = {n.condition: n for n in earlier}
    guilty, by = clash(system.assuming(*others, c))
    if not guilty:
        return
    given = [assumption_line(a) for a in guilty if a is not c and a not in others]
    first = [_told(others[a]) for a in guilty if a in others]
    together = " together" if first else ""
    if not given:
        because = f" by the definition of {listed(by)}" if by else ""
        ending = f"which can't hold{together}{because}"
    elif first:
        ending = f"which can't hold together with what is given: {listed(given)}"
    else:
        ending = f"but what is given says otherwise: {listed(given)}"
    raise ContradictionError(f"{who} needs {listed([*first, _told(need)])}, {ending}")


def _told(need: Need) -> str:
    """``x < 1 for log(1 - x)``; of a long term only the condition."""
    term = one_line(need.term)
    why = f" for {term}" if len(term) <= SHORT else ""
    return assumption_line(_tidied(need.condition)) + why


def _check_number(need: Need) -> None:
    """Raise ContradictionError when what has to be positive, say, is a number that isn't."""
    number, wanted = settle(need.condition.lhs), WANTED[need.condition.relation]
    if isinstance(number, Rational) and not holds(replace(need.condition, lhs=number), NOTHING):
        term, what = one_line(need.term), _place(need.term)
        subject = f"{term} is undefined: {what}" if len(term) <= SHORT else what
        raise ContradictionError(f"{subject} must {wanted}, and here it is {one_line(number)}")


def _place(term: Any) -> str:
    """What of the term has to be positive, say."""
    if isinstance(term, Fn):
        return f"the argument of {term.name}"
    if not isinstance(term.exponent, Rational):
        return "the base of a real power"
    return "a denominator" if term.exponent < 0 else "the base of a root"
