"""Functions that keep an order or turn it round: what is said of u, v is said of f(u), f(v)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sympy import Integer, Rational, S

from symsoft.language.constraints import constraints
from symsoft.language.facts import Fact, linear
from symsoft.language.feasibility import Constraint, conflict
from symsoft.language.intervals import ANY, NONNEGATIVE, POSITIVE, Interval
from symsoft.language.terms import Fn, Pow, key, plus, times

MOST_PAIRS = 30
"""So many pairs of values are compared."""

Edges = tuple[tuple[Any, Any], ...]

INCREASING: dict[str, tuple[Interval, Edges]] = {
    "exp": (ANY, ((S.Zero, S.One),)),
    "log": (ANY, ((S.One, S.Zero),)),
    "tanh": (ANY, ((S.Zero, S.Zero),)),
    "erf": (ANY, ((S.Zero, S.Zero),)),
    "sinh": (ANY, ((S.Zero, S.Zero),)),
    "cosh": (NONNEGATIVE, ((S.Zero, S.One),)),
    "abs": (NONNEGATIVE, ((S.Zero, S.Zero),)),
}
"""Where they increase, of where they are defined, and values that are known."""


@dataclass(frozen=True, slots=True)
class Monotone:
    """A term as f(u): the name of f, u, whether f increases, where it does, known values of f."""

    function: str
    argument: Any
    increases: bool
    where: Interval
    edges: Edges


def monotone(e: Any) -> Monotone | None:
    """The term as an increasing or decreasing function of something, if it is one."""
    if isinstance(e, Fn) and e.name in INCREASING:
        return Monotone(e.name, e.arg, True, *INCREASING[e.name])
    if isinstance(e, Pow) and isinstance(e.exponent, Rational) and e.exponent != 0:
        return _power(e)
    return None


def _power(e: Pow) -> Monotone:
    exponent, edges = e.exponent, ((S.One, S.One),)
    name = f"power {exponent}"
    if not isinstance(exponent, Integer):
        return Monotone(name, e.base, bool(exponent > 0), ANY, edges)
    if exponent < 0:
        return Monotone(name, e.base, False, POSITIVE, edges)
    where = ANY if exponent % 2 else NONNEGATIVE
    return Monotone(name, e.base, True, where, edges)


Sources = frozenset[Any]
Told = Callable[[Any], tuple[Any, Sources]]
"""Something about a term, and what says so."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of a monotone function: the term or number, at what, and what says so."""

    term: Any
    argument: Any
    sources: Sources


def ordered(
    base: Sequence[Constraint], terms: Sequence[Any], range_of: Told, definition: Told
) -> list[Constraint]:
    """f(u) < f(v) wherever the constraints in ``base`` leave no other order than u < v.

    ``definition`` says what a term stands for, ``range_of`` where one lies.
    """
    kinds: dict[str, tuple[Monotone, list[_Value]]] = {}
    for term in _innermost_first(terms, definition):
        meant, by = definition(term)
        found = monotone(meant)
        if found is None:
            continue
        inside, why = range_of(found.argument)
        if inside.meet(found.where) == inside:
            edges = [_Value(value, at, frozenset()) for at, value in found.edges]
            _, values = kinds.setdefault(found.function, (found, edges))
            values.append(_Value(term, found.argument, by | why))
    pairs = [(f, a, b) for f, values in kinds.values() for a, b in combinations(values, 2)]
    out: list[Constraint] = []
    for f, a, b in pairs[:MOST_PAIRS]:
        for first, second in ((a, b), (b, a)):
            out += _compared([*base, *out], f, first, second, range_of)
    return out


def _innermost_first(terms: Sequence[Any], definition: Told) -> list[Any]:
    """The terms and those of which their functions are taken, what is inside before the rest."""
    found: dict[str, Any] = {}
    todo = list(terms)
    while todo:
        term = todo.pop()
        if key(term) not in found:
            found[key(term)] = term
            inside = monotone(definition(term)[0])
            if inside is not None:
                todo += [t for t, _ in linear(inside.argument, "=", frozenset()).terms]
    return list(found.values())[::-1]


def _compared(
    base: Sequence[Constraint], f: Monotone, a: _Value, b: _Value, range_of: Told
) -> Iterator[Constraint]:
    """What follows for the values when the argument of a is surely above that of b."""
    own = a.sources | b.sources
    difference = linear(plus(a.argument, times(S.NegativeOne, b.argument)), "=", own)
    ranges = (c for term, _ in difference.terms for c in _range(term, range_of))
    known = [*base, *ranges]
    for against, so in (("<=", ">"), ("<", ">=")):
        opposite = Fact(difference.terms, against, difference.number, own)
        found: frozenset[Any] | None = conflict([*known, *constraints(opposite)])
        if found is not None:
            signs = (S.One, S.NegativeOne) if f.increases else (S.NegativeOne, S.One)
            value = plus(times(signs[0], a.term), times(signs[1], b.term))
            yield from constraints(linear(value, so, own | found))
            return


def _range(term: Any, range_of: Told) -> Iterator[Constraint]:
    inside, why = range_of(term)
    for relation, end in ((">=", inside.low), ("<=", inside.high)):
        if end is not None:
            yield from constraints(Fact(((term, S.One),), relation, end, why))
