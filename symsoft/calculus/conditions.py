"""Where a proof is valid: side conditions of what it writes that are not known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

from sympy import Integer, S

from symsoft.calculus.coefficients import negate
from symsoft.calculus.settling import settle
from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.errors import ContradictionError
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import (
    D,
    Fn,
    Index,
    Pow,
    Reduction,
    Ref,
    Term,
    Where,
    factors,
    free,
    plus,
    times,
)
from symsoft.language.walk import free_in_order, rebuild, rename, subterms
from symsoft.proof import Form, Proof, family

Pairs = tuple[tuple[Any, Any], ...]


def valid_where(proof: Proof, forms: tuple[Form, ...] = ()) -> tuple[Assumption, ...]:
    """The conditions that nobody gave, in the order in which they are needed, each once.

    Raises ContradictionError for a condition that is contradicted by what is given.
    """
    system = proof.system
    conditions: list[Assumption] = []
    wanted = [c for e in _written(proof, forms) for c in needed(e)]
    wanted += [c for p in (proof, *(f.proof for f in forms)) for c in _borders(p)]
    for condition in wanted:
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
    """What must hold for e to be defined, outermost first.

    Inside a restricted sum it must hold only where the restriction does.
    """
    yield from dict.fromkeys(_needed(e, ()))


def _needed(e: Any, apart: Pairs) -> Iterator[Assumption]:
    if not isinstance(e, Term):
        return
    for c in _needed_here(e):
        mine = tuple(pair for pair in apart if any(free(c.lhs) & free(i) for i in pair[:1]))
        yield replace(c, apart=tuple(p for p in mine if free(p[1]) <= free(c.lhs)))
    if isinstance(e, Reduction):
        apart = (*apart, *((e.index, x) for x in e.excluded))
    for a in e.args:
        yield from _needed(a, apart)


def _needed_here(e: Any) -> Iterator[Assumption]:
    """What the outermost node of e needs."""
    if isinstance(e, Fn) and e.name == "log":
        yield _positive(e.arg)
    elif isinstance(e, Pow):
        if isinstance(e.exponent, Integer):
            if e.exponent < 0:
                yield from (_not_zero(f) for f in factors(e.base))
        elif isinstance(e.exponent, Term) or e.exponent < 0:
            yield _positive(e.base)
        else:
            yield Assumption(">=", e.base, S.Zero)


def _positive(e: Any) -> Assumption:
    """What makes e positive: of an even power only that it isn't zero."""
    even = isinstance(e, Pow) and isinstance(e.exponent, Integer) and int(e.exponent) % 2 == 0
    return _not_zero(e.base) if even else Assumption(">", e, S.Zero)


def _not_zero(e: Any) -> Assumption:
    """What makes e defined and different from zero."""
    if isinstance(e, Pow):
        if isinstance(e.exponent, Integer):
            return _not_zero(e.base)
        return Assumption(">", e.base, S.Zero)
    return Assumption("!=", e, S.Zero)


def holds(c: Assumption, system: System) -> bool:
    """Is the condition known to hold, by the shape of its term and by what is given?

    The term is looked at as it stands, after arithmetic, and with its definitions unfolded.
    """
    judge = {">": is_positive, ">=": is_nonnegative, "!=": is_nonzero}[c.relation]
    if c.apart and any(_same_condition(c, a) for a in system.assumptions):
        return True
    if judge(c.lhs, system) or judge(settle(c.lhs), system):
        return True
    plain = _unfolded(c.lhs, system)
    return plain != c.lhs and judge(settle(plain), system)


def _same_condition(c: Assumption, a: Assumption) -> bool:
    return c.relation == a.relation and _standard(c) == _standard(a)


def _standard(c: Assumption) -> tuple[Any, ...]:
    """The condition with its indices numbered by appearance."""
    naming = {i: Index(f"#{k}", i.size) for k, i in enumerate(free_in_order(c.lhs))}
    pairs = frozenset(frozenset(rename(i, naming) for i in pair) for pair in c.apart)
    return rename(c.lhs, naming), pairs


def _unfolded(e: Any, system: System) -> Any:
    """The term in the inputs alone."""
    if isinstance(e, Ref) and system.definition(e.name) is not None:
        return _unfolded(system.unfold(e), system)
    return rebuild(e, lambda a: _unfolded(a, system)) if isinstance(e, Term) else e


def undefined_parts(e: Any, system: System) -> int:
    """How many conditions e needs that are not known to hold."""
    return sum(not holds(c, system) for c in needed(e))


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
    for step in (step for p in family(proof) for step in p.steps):
        if step.rule not in ("matrix", "entries", "cases"):
            yield step.after


def _borders(proof: Proof) -> Iterator[Assumption]:
    """Where pieces are differentiated one by one, the condition must not be at its border."""
    for step in (step for p in family(proof) for step in p.steps):
        if step.rule != "where":
            continue
        for s in subterms(step.before):
            if isinstance(s, D) and isinstance(s.body, Where):
                _, a, b = s.body.args[0].args
                yield Assumption("!=", plus(a, times(S.NegativeOne, b)), S.Zero)


def _check(c: Assumption, system: System) -> None:
    """Is the opposite of the condition given, or known from what is given?"""
    if c.relation in (">", ">=") and is_positive(negate(c.lhs), system):
        raise ContradictionError(
            f"the derivation needs {c.lhs} {c.relation} 0, but what is given makes it negative"
        )
    against = {">": ("<", "<="), ">=": ("<",), "!=": ("=",)}[c.relation]
    for a in system.assumptions:
        if a.lhs == c.lhs and a.relation in against and a.rhs == S.Zero:
            raise ContradictionError(
                f"the derivation needs {c.lhs} {c.relation} 0, but {a.lhs} {a.relation} 0 is given"
            )
