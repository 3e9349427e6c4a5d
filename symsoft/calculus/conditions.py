"""Where a proof is valid: side conditions of what it writes that are not known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

from sympy import Integer, S

from symsoft.calculus.settling import settle
from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.errors import ContradictionError
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import Fn, Pow, Term, factors
from symsoft.language.walk import subterms
from symsoft.proof import Form, Proof


def valid_where(proof: Proof, forms: tuple[Form, ...] = ()) -> tuple[Assumption, ...]:
    """The conditions that nobody gave, in the order in which they are needed, each once.

    Raises ContradictionError for a condition that is contradicted by what is given.
    """
    system = proof.system
    conditions: list[Assumption] = []
    for e in _written(proof, forms):
        for condition in needed(e):
            if not holds(condition, system):
                _check(condition, system)
                conditions.append(condition)
                system = _knowing(system, condition)
    for condition in list(conditions):
        others = [c for c in conditions if c is not condition]
        if holds(condition, reduce(_knowing, others, proof.system)):
            conditions = others
    return tuple(conditions)


def needed(e: Any) -> Iterator[Assumption]:
    """What must hold for e to be defined, outermost first."""
    for s in subterms(e):
        if isinstance(s, Fn) and s.name == "log":
            yield Assumption(">", s.arg, S.Zero)
        elif isinstance(s, Pow):
            if isinstance(s.exponent, Integer):
                if s.exponent < 0:
                    yield from (_not_zero(f) for f in factors(s.base))
            elif isinstance(s.exponent, Term) or s.exponent < 0:
                yield Assumption(">", s.base, S.Zero)
            else:
                yield Assumption(">=", s.base, S.Zero)


def _not_zero(e: Any) -> Assumption:
    """What makes e defined and different from zero."""
    if isinstance(e, Pow):
        if isinstance(e.exponent, Integer):
            return _not_zero(e.base)
        return Assumption(">", e.base, S.Zero)
    return Assumption("!=", e, S.Zero)


def holds(c: Assumption, system: System) -> bool:
    """Is the condition known to hold, by the shape of its term and by what is given?"""
    judge = {">": is_positive, ">=": is_nonnegative, "!=": is_nonzero}[c.relation]
    return judge(c.lhs, system) or judge(settle(c.lhs), system)


def undefined_parts(e: Any, system: System) -> int:
    """How many conditions e needs that are not known to hold."""
    return sum(not holds(c, system) for c in dict.fromkeys(needed(e)))


def with_conditions(system: System) -> System:
    """The system with whatever its definitions need taken for granted."""
    for d in system.definitions:
        for condition in needed(d.body):
            if not holds(condition, system):
                system = _knowing(system, condition)
    return system


def _knowing(system: System, condition: Assumption) -> System:
    """The system with the condition given, as it is written and as it is after arithmetic."""
    return system.assuming(condition, replace(condition, lhs=settle(condition.lhs)))


def _written(proof: Proof, forms: tuple[Form, ...]) -> Iterator[Any]:
    yield from (d.body for d in _used(proof.system, proof.claim.lhs))
    yield from _lines(proof)
    for form in forms:
        yield from _lines(form.proof)


def _used(system: System, e: Any) -> list[Definition]:
    """The definitions on which e is built."""
    return [d for d in system.definitions if system.depends(e, d.name)]


def _lines(proof: Proof) -> Iterator[Any]:
    """What the steps write, without other notations for what stands there already."""
    for lemma in proof.lemmas:
        yield from _lines(lemma)
    for step in proof.steps:
        if step.rule not in ("matrix", "entries", "cases"):
            yield step.after


def _check(c: Assumption, system: System) -> None:
    """Is the opposite of the condition given?"""
    against = {">": ("<", "<="), ">=": ("<",), "!=": ("=",)}[c.relation]
    for a in system.assumptions:
        if a.lhs == c.lhs and a.relation in against and a.rhs == S.Zero:
            raise ContradictionError(
                f"the derivation needs {c.lhs} {c.relation} 0, but {a.lhs} {a.relation} 0 is given"
            )
