"""What assumptions and definitions say, as linear relations between terms.  Nothing is decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Rational, S

from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import (
    Add,
    Index,
    Mul,
    Pow,
    Sum,
    factors,
    free,
    key,
    plus,
    summands,
    times,
)
from symsoft.language.walk import subterms

SIGNS = {"=": (1, -1), ">": (1,), ">=": (1,), "<": (-1,), "<=": (-1,)}
BINARY = "in"
"""The relation of the entries of a one-hot vector: each is 0 or 1."""

Source = Assumption | Definition
Terms = tuple[tuple[Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """``sum of coefficient*term  relation  number``, from what it was said by."""

    terms: Terms
    relation: str
    number: Any
    sources: frozenset[Source]


def said(a: Assumption) -> Iterator[Fact]:
    """What an assumption says in so many words."""
    if a.apart:
        return
    if a.relation != "onehot":
        yield linear(plus(a.lhs, times(S.NegativeOne, a.rhs)), a.relation, frozenset({a}))
        return
    sources = frozenset({a})
    yield Fact(((a.lhs, S.One),), BINARY, S.Zero, sources)
    yield Fact(((Sum(a.lhs, a.lhs.indices[-1]), S.One),), "=", S.One, sources)


def linear(e: Any, relation: str, sources: frozenset[Source]) -> Fact:
    """The relation of e to 0, with like terms collected and numbers on the right."""
    parts = [_split(t) for t in _expanded(e)]
    number = -sum((c for c, term in parts if term is S.One), S.Zero)
    terms = collected((term, c) for c, term in parts if term is not S.One)
    return Fact(terms, relation, number, sources)


def _split(t: Any) -> tuple[Any, Any]:
    """(c, rest) with t = c rest and c a number."""
    numbers = [f for f in factors(t) if isinstance(f, Rational)]
    return times(*numbers), times(*(f for f in factors(t) if not isinstance(f, Rational)))


def collected(parts: Iterable[tuple[Any, Any]]) -> Terms:
    """Like terms as one, those that cancel left out."""
    found: dict[str, list[Any]] = {}
    for term, c in parts:
        found.setdefault(key(term), [term, S.Zero])[1] += c
    return tuple((term, c) for term, c in found.values() if c != 0)


def _expanded(e: Any) -> Iterator[Any]:
    """The summands of e, of numbers times sums and of sums over an index."""
    for t in summands(e):
        c, inner = _split(t)
        if isinstance(inner, Sum) and not inner.excluded:
            yield from (_out_of_sum(times(c, b), inner.index) for b in _expanded(inner.body))
        elif isinstance(inner, Add):
            yield from (times(c, b) for b in _expanded(inner))
        else:
            yield t


def _out_of_sum(t: Any, index: Index) -> Any:
    """Sum over the index, with numbers outside."""
    c, rest = _split(t)
    return times(c, index.size if rest is S.One else Sum(rest, index))


def sums(fact: Fact) -> Iterator[Fact]:
    """What follows for the sums over an index that is free in every term."""
    for index in _shared(fact.terms) if fact.relation in SIGNS else ():
        terms = tuple((Sum(t, index), c) for t, c in fact.terms)
        count = ((index.size, -fact.number),) if fact.number != 0 else ()
        summed = Fact((*terms, *count), fact.relation, S.Zero, fact.sources)
        yield summed
        if not count:
            yield from sums(summed)


def totals(system: System) -> Iterator[Fact]:
    """y_i = f_i/Sum_k f_k adds up to 1."""
    for d in system.definitions:
        for place, index in enumerate(d.indices):
            if _adds_up(d.body, index):
                terms = ((Sum(d.head, d.indices[place]), S.One),)
                yield Fact(terms, "=", S.One, frozenset({d}))


def _adds_up(body: Any, index: Index) -> bool:
    below = [f.base for f in factors(body) if isinstance(f, Pow) and f.exponent is S.NegativeOne]
    above = [f for f in factors(body) if not isinstance(f, Pow) or f.exponent is not S.NegativeOne]
    if len(below) != 1 or not isinstance(body, Mul):
        return False
    return bool(below[0] == Sum(times(*above), index))


def free_indices(e: Any) -> list[Any]:
    """The free indices, in order of appearance."""
    return list(dict.fromkeys(s for s in subterms(e) if isinstance(s, Index) and s in free(e)))


def _shared(terms: Terms) -> list[Any]:
    return (
        [i for i in free_indices(terms[0][0]) if all(i in free(t) for t, _ in terms)]
        if terms
        else []
    )
