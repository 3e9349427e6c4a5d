"""Where a proof is valid: side conditions of what it writes that are not known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Integer, S

from symsoft.calculus.polynomials import cancel
from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.errors import ContradictionError
from symsoft.language.system import Assumption, System
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
        for condition in _needed(e):
            if _holds(condition, system):
                continue
            _check(condition, system)
            conditions.append(condition)
            system = system.assuming(condition)
    return tuple(c for c in conditions if not _holds(c, _without(system, c)))


def _without(system: System, condition: Assumption) -> System:
    left = tuple(a for a in system.assumptions if a != condition)
    return System(system.definitions, system.shapes, left, system.kinks)


def _written(proof: Proof, forms: tuple[Form, ...]) -> Iterator[Any]:
    for d in proof.system.definitions:
        if d.name == proof.system.target.name or proof.system.depends(proof.claim.lhs, d.name):
            yield d.body
    yield from _lines(proof)
    for form in forms:
        yield from _lines(form.proof)


def _lines(proof: Proof) -> Iterator[Any]:
    for lemma in proof.lemmas:
        yield from _lines(lemma)
    for step in proof.steps:
        yield step.after


def _needed(e: Any) -> Iterator[Assumption]:
    """What must hold for e to be defined, outermost first."""
    for s in subterms(e):
        if isinstance(s, Fn) and s.name == "log":
            yield Assumption(">", s.arg, S.Zero)
        elif isinstance(s, Pow):
            if isinstance(s.exponent, Integer):
                if s.exponent < 0:
                    yield from (Assumption("!=", f, S.Zero) for f in factors(s.base))
            elif isinstance(s.exponent, Term) or s.exponent < 0:
                yield Assumption(">", s.base, S.Zero)
            else:
                yield Assumption(">=", s.base, S.Zero)


def _holds(c: Assumption, system: System) -> bool:
    judge = {">": is_positive, ">=": is_nonnegative, "!=": is_nonzero}[c.relation]
    return judge(c.lhs, system) or judge(cancel(c.lhs), system)


def _check(c: Assumption, system: System) -> None:
    """Is the opposite of the condition known?"""
    against = {">": ("<", "<="), ">=": ("<",), "!=": ("=",)}[c.relation]
    for a in system.assumptions:
        if a.lhs == c.lhs and a.relation in against and a.rhs == S.Zero:
            raise ContradictionError(
                f"the derivation needs {c.lhs} {c.relation} 0, but {a.lhs} {a.relation} 0 is given"
            )
