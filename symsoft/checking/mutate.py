"""Wrong variants of a term, one slip each, and what the judges make of them.

A judge is only as good as the errors it notices: every slip that a person makes (a lost sign, a
wrong index, a forgotten delta or sum) must be refuted, unless the variant is equal after all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sympy import Rational, S

from symsoft.checking.cells import decide_equation
from symsoft.checking.enclosure import Enclosure
from symsoft.language.matrix import Hadamard, Kron, MatMul, Transpose
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
    D,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Sum,
    Term,
    Where,
    free,
    key,
    plus,
    power,
    times,
)
from symsoft.language.walk import make, rename, subterms
from symsoft.proof import Verdict

Slips = Iterator[tuple[str, Any]]
Indices = tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A term with one slip; ``kind`` names the slip."""

    kind: str
    term: Any


def mutants(e: Any, among: Indices = ()) -> Iterator[Mutant]:
    """Every single slip at every place of e, each variant once, none of them equal to e.

    An index is replaced only by one over the same range: a free index of e, one of ``among``, or
    one that is bound around the place.

    >>> [m.kind for m in mutants(Ref("a") - Ref("b"))]
    ['sign', 'sign', 'drop summand', 'drop summand', 'drop factor']
    """
    seen = {key(e)}
    inside = (s for s in subterms(e) if isinstance(s, Index) and s in free(e))
    around = tuple(dict.fromkeys([*inside, *among]))
    for kind, term in (*_exchanged(e, around), *_slips(e, around)):
        if key(term) not in seen:
            seen.add(key(term))
            yield Mutant(kind, term)


def judge(system: System, before: Any, mutant: Any, enclosure: Enclosure | None = None) -> str:
    """How the judges see ``before = mutant``; an enclosure of the system saves repeated work.

    "refuted": balls are disjoint somewhere.  "equal": proved for every n, so the slip is none.
    "undefined": no usable point.  "unexplained": nobody noticed the slip, a gap in the judges.
    """
    evidence = (enclosure or Enclosure(system)).compare(before, mutant, points=3)
    if evidence.verdict is Verdict.FAILS:
        return "refuted"
    if decide_equation(system, before, mutant).verdict is Verdict.HOLDS:
        return "equal"
    return "undefined" if evidence.verdict is Verdict.UNKNOWN else "unexplained"


def _exchanged(e: Any, around: Indices) -> Slips:
    """Two indices over one range exchanged throughout."""
    for i, j in combinations(around, 2):
        if i.size == j.size:
            yield "exchange indices", rename(e, {i: j, j: i})


def _slips(e: Any, around: Indices) -> Slips:
    """The slips at the root of e, then those at every place below it."""
    own = _OWN.get(type(e))
    if own is not None:
        yield from own(e, around)
    for position, part in enumerate(e.args):
        if _enters(e, position, part):
            inner = around
            if isinstance(e, Reduction):
                inner = (*(i for i in around if i != e.index), e.index)
            for kind, slip in _slips(part, inner):
                yield kind, _replaced(e, position, slip)


def _enters(e: Any, position: int, part: Any) -> bool:
    """Is this argument a place for slips: not an index, a condition or a variable of D?"""
    only_body = isinstance(e, Reduction | D | Branch) and position > 0
    return isinstance(part, Term) and not isinstance(part, Index) and not only_body


def _replaced(e: Any, position: int, part: Any) -> Any:
    return make(e, (*e.args[:position], part, *e.args[position + 1 :]))


def _without(e: Any, position: int) -> tuple[Any, ...]:
    return (*e.args[:position], *e.args[position + 1 :])


def _add(e: Any, _around: Indices) -> Slips:
    for position, part in enumerate(e.args):
        yield "sign", _replaced(e, position, times(S.NegativeOne, part))
    for position in range(len(e.args)):
        yield "drop summand", plus(*_without(e, position))


def _mul(e: Any, _around: Indices) -> Slips:
    for position, part in enumerate(e.args):
        kind = "drop delta" if isinstance(part, Delta) else "drop factor"
        yield kind, times(*_without(e, position))
    yield "sign", times(S.NegativeOne, e)


def _delta(e: Any, around: Indices) -> Slips:
    yield "delta to 1", S.One
    yield from _reindexed(e, 0, around)


def _ref(e: Any, around: Indices) -> Slips:
    yield from _reindexed(e, 1, around)
    for p, q in combinations(range(1, len(e.args)), 2):
        a, b = e.args[p], e.args[q]
        if isinstance(a, Index) and isinstance(b, Index) and a.size == b.size:
            yield "swap indices", _replaced(_replaced(e, p, b), q, a)


def _reindexed(e: Any, first: int, around: Indices) -> Slips:
    """Each index of e, from an argument on, replaced by the others over its range."""
    for position in range(first, len(e.args)):
        old = e.args[position]
        for new in around:
            if isinstance(old, Index) and new != old and new.size == old.size:
                yield "index", _replaced(e, position, new)


def _derivative(e: Any, around: Indices) -> Slips:
    for kind, by in _ref(e.by, around):
        yield kind, D(e.body, by)


def _sum(e: Any, around: Indices) -> Slips:
    for index in around:
        if index.size == e.index.size:
            yield "lose sum", rename(e.body, {e.index: index})
    yield "double sum", Sum(times(2, e.body), *e.args[1:])
    for position in range(2, len(e.args)):
        yield "drop exclusion", Sum(*_without(e, position))


def _extreme(e: Any, _around: Indices) -> Slips:
    yield "max for min", (Min if isinstance(e, Max) else Max)(*e.args)


def _pow(e: Any, _around: Indices) -> Slips:
    base, exponent = e.args
    if isinstance(exponent, Rational) and exponent.q == 2:
        yield "lose root", power(base, 2 * exponent)
    for change in (S.One, S.NegativeOne):
        number = isinstance(exponent, Rational)
        yield "exponent", power(base, exponent + change if number else plus(exponent, change))
    yield "exponent", power(base, times(S.NegativeOne, exponent))


def _fn(e: Any, _around: Indices) -> Slips:
    if e.name in _MISTAKEN:
        yield "function", Fn(_MISTAKEN[e.name], *e.inputs)
    if len(e.inputs) == 1:
        yield "sign inside", Fn(e.name, times(S.NegativeOne, e.arg))
    else:
        yield "swap arguments", Fn(e.name, *reversed(e.inputs))


def _where(e: Any, _around: Indices) -> Slips:
    condition, then, otherwise = e.args
    yield "swap branches", Where(condition, otherwise, then)


def _cases(e: Any, _around: Indices) -> Slips:
    for p, q in combinations(range(len(e.args)), 2):
        a, b = e.args[p], e.args[q]
        swapped = _replaced(e, p, Branch(b.body, *a.conditions))
        yield "swap branches", _replaced(swapped, q, Branch(a.body, *b.conditions))


def _transposed(e: Any, _around: Indices) -> Slips:
    yield "drop transpose", e.args[0]


def _matrices(e: Any, _around: Indices) -> Slips:
    for position in range(len(e.args)):
        left = _without(e, position)
        yield "drop factor", type(e)(*left) if len(left) > 1 else left[0]
        if position and not isinstance(e, Hadamard):
            before, after = e.args[position - 1 : position + 1]
            yield "swap factors", _replaced(_replaced(e, position - 1, after), position, before)


_MISTAKEN = {
    "sin": "cos",
    "cos": "sin",
    "sinh": "cosh",
    "cosh": "sinh",
    "maximum": "minimum",
    "minimum": "maximum",
}

_OWN: dict[type, Callable[[Any, Indices], Slips]] = {
    Add: _add,
    Mul: _mul,
    Delta: _delta,
    Ref: _ref,
    D: _derivative,
    Sum: _sum,
    Max: _extreme,
    Min: _extreme,
    Pow: _pow,
    Fn: _fn,
    Where: _where,
    Cases: _cases,
    Transpose: _transposed,
    MatMul: _matrices,
    Hadamard: _matrices,
    Kron: _matrices,
}
