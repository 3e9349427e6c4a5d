"""What a term needs in order to be defined, and which of it is known to hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sympy import Integer, S

from symsoft.calculus.coefficients import negate
from symsoft.calculus.remembering import remembered
from symsoft.calculus.settling import pull_all, settle
from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.language.matrix import in_indices
from symsoft.language.system import Assumption, System
from symsoft.language.terms import (
    Add,
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
from symsoft.language.walk import free_in_order, rebuild, rename

Pairs = tuple[tuple[Any, Any], ...]
OPPOSITE = {">": "<=", "<=": ">", "<": ">=", ">=": "<", "==": "!=", "!=": "=="}
STANDING = 1_000_000
"""Indices that stand still count from here: no literal index is as large."""


@dataclass(frozen=True, slots=True)
class Need:
    """A condition and the term that it makes defined.

    ``pieces`` are the comparisons of the pieces within which it is needed, outermost first, each
    with whether it is to hold there.
    """

    condition: Assumption
    term: Any
    pieces: tuple[tuple[Any, bool], ...] = ()

    @property
    def guarded(self) -> Assumption:
        """The condition as one that asks nothing where the pieces are not taken."""
        lhs = self.condition.lhs
        for comparison, wanted in reversed(self.pieces):
            lhs = Where(comparison, lhs, S.One) if wanted else Where(comparison, S.One, lhs)
        return replace(self.condition, lhs=lhs)


def needed(e: Any) -> Iterator[Assumption]:
    """What must hold for e to be defined, outermost first."""
    yield from dict.fromkeys(need.condition for need in needs(e))


def needs(e: Any, apart: Pairs = ()) -> Iterator[Need]:
    """What must hold for e to be defined, outermost first, and for which term in it.

    Inside a restricted sum it must hold only where the restriction does, at indices ``apart``; of a
    piece, what follows from the condition of the piece is left out.
    """
    yield from _needs_inside(e, apart) if apart else _needs_of(e)


@remembered(50_000)
def _needs_of(e: Any) -> tuple[Need, ...]:
    """What e needs where no index is left out, each once: forms of a result share their parts."""
    return tuple(dict.fromkeys(_needs_inside(e, ())))


def _needs_inside(e: Any, apart: Pairs) -> Iterator[Need]:
    if not isinstance(e, Term):
        return
    e = in_indices(e)
    for c in _needed_here(e):
        mine = tuple(pair for pair in apart if any(free(c.lhs) & free(i) for i in pair[:1]))
        told = replace(c, apart=tuple(p for p in mine if free(p[1]) <= free(c.lhs)))
        yield Need(told, e)
    if isinstance(e, Reduction):
        apart = (*apart, *((e.index, x) for x in e.excluded))
    if isinstance(e, Where):
        yield from _needs_of_pieces(e, apart)
        return
    for a in e.args:
        yield from needs(a, apart)


def _needs_of_pieces(e: Any, apart: Pairs) -> Iterator[Need]:
    condition, *pieces = e.args
    yield from needs(condition, apart)
    difference = plus(condition.args[1], negate(condition.args[2]))
    for op, piece in zip((condition.op, OPPOSITE[condition.op]), pieces, strict=True):
        for need in needs(piece, apart):
            if not _follows(need.condition, op, difference):
                weaker = _weaker(need.condition, op, difference)
                taken = (condition, piece is pieces[0])
                yield replace(need, condition=weaker, pieces=(taken, *need.pieces))


def _weaker(c: Assumption, op: str, difference: Any) -> Assumption:
    """What is not negative by the condition of its piece is positive when it isn't 0."""
    at_least = replace(c, relation=">=")
    known = c.relation == ">" and _follows(at_least, op, difference)
    return replace(c, relation="!=") if known else c


def _follows(c: Assumption, op: str, difference: Any) -> bool:
    """Does the condition hold where the difference is op 0, at the very same indices?"""
    if op == "==":
        return False
    if op in ("<", "<="):
        op, difference = {"<": ">", "<=": ">="}[op], negate(difference)
    still = {i: Integer(k) for k, i in enumerate(free(difference) | free(c.lhs), STANDING)}
    piece = knowing(System((), {}), Assumption(op, rename(difference, still), S.Zero))
    return holds(replace(c, lhs=rename(c.lhs, still), apart=()), piece)


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
    if any(judge(e, system) for e in (c.lhs, settle(c.lhs), settle(_with_factors(c.lhs)))):
        return True
    plain = _unfolded(c.lhs, system)
    return plain != c.lhs and judge(settle(plain), system)


def _with_factors(e: Any) -> Any:
    """The term with exp(a + b) as exp(a) exp(b), so that a factor can leave a sum."""

    def apart(node: Any) -> Any:
        if isinstance(node, Fn) and node.name == "exp" and isinstance(node.arg, Add):
            return times(*(Fn("exp", t) for t in node.arg.args))
        return rebuild(node, apart) if isinstance(node, Term) else node

    return pull_all(apart(e))


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
                system = knowing(system, condition)
    return system


def knowing(system: System, condition: Assumption) -> System:
    """The system with the condition given, as it is written and as it is after arithmetic."""
    return system.assuming(condition, replace(condition, lhs=settle(condition.lhs)))
