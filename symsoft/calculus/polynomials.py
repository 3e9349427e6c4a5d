"""The arithmetic that a reader trusts a computer algebra system with: cancel, expand, factor.

Each works level by level, inside sums and functions first, on quotients of polynomials (``level``).
Nothing here knows a rule of calculus or a definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product as tuples
from math import prod
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.coefficients import like_terms, negate
from symsoft.calculus.level import Level
from symsoft.calculus.powers import is_polynomial
from symsoft.calculus.remembering import remembered
from symsoft.language.terms import (
    Add,
    D,
    Delta,
    Index,
    Mul,
    Pow,
    Ref,
    Size,
    factors,
    plus,
    product,
    summands,
    times,
)
from symsoft.language.walk import make, rebuild

Change = Callable[[Any], Any]

LARGEST = 400
"""Terms of more products than this are left alone: multiplying them out would take minutes."""


def spread(e: Any) -> int:
    """How many products e would have, multiplied out."""
    if isinstance(e, Add):
        return sum(spread(a) for a in e.args)
    if isinstance(e, Mul):
        return prod(spread(a) for a in e.args)
    if isinstance(e, Pow) and isinstance(e.exponent, Integer):
        return int(spread(e.base) ** min(abs(int(e.exponent)), 12))
    return 1


def on_every_level(e: Any, change: Change, whole: Change) -> Any:
    """Change applied to e and inside each of its sums and functions, innermost first.

    ``whole`` is what this comes to for the inside of one: it may remember what it was asked.
    """
    if isinstance(e, Rational | Ref | Size | Index | Delta | D):
        return e
    inside = _inside(e, whole)
    if spread(inside) >= LARGEST:
        return inside
    try:
        return change(inside)
    except ZeroDivisionError:  # undefined as it stands: conditions and checkers will say so
        return inside


def _inside(e: Any, whole: Change) -> Any:
    if is_polynomial(e):
        return make(e, tuple(_inside(a, whole) for a in e.args))
    if isinstance(e, Rational | Ref | Size | Index | Delta | D):
        return e
    return rebuild(e, whole)


def in_brackets(e: Any, change: Change, whole: Change | None = None, top: bool = True) -> Any:
    """Change applied to e and to each bracket inside it, innermost first.

    What is changed sees the brackets inside it as they are; nothing is multiplied out.  By
    ``whole`` this is done to one bracket: it may remember what it was asked.
    """
    if isinstance(e, Rational | Ref | Size | Index | Delta | D):
        return e
    again = whole or partial(in_brackets, change=change)
    if not is_polynomial(e):
        return rebuild(e, again)
    parts = (
        again(a) if isinstance(a, Add) else in_brackets(a, change, whole, False) for a in e.args
    )
    inside = make(e, tuple(parts))
    if not top or not is_polynomial(inside):
        return inside
    try:
        return like_terms(change(inside))
    except ZeroDivisionError:  # undefined as it stands: conditions and checkers will say so
        return inside


def level_of(e: Any) -> Level | None:
    """The outermost level of e, None where that is undefined as it stands, as 1/(1 - 1) is."""
    try:
        return Level(e)
    except ZeroDivisionError:
        return None


@remembered(5_000)
def _around(e: Any) -> Level:
    """The outermost level of e with its brackets kept."""
    return Level(e, brackets=True)


@remembered(20_000)
def cancel_around(e: Any) -> Any:
    """num/den in lowest terms with the brackets kept."""
    return in_brackets(e, lambda x: _around(x).cancelled(), cancel_around)


@remembered(20_000)
def factor_around(e: Any) -> Any:
    """Numerator and denominator in factors, with the brackets kept."""
    return in_brackets(e, lambda x: _around(x).factored(), factor_around)


@remembered(20_000)
def expand_around(e: Any) -> Any:
    """Products with a bracket multiplied out, what is inside it and powers of brackets kept."""

    def change(x: Any) -> Any:
        if spread(x) >= LARGEST:
            return x
        return Level(plus(*(distributed(t) for t in summands(x))), brackets=True).cancelled()

    return in_brackets(e, change, expand_around)


def distributed(t: Any) -> Any:
    """The product multiplied out, but not what is inside a power or a function."""
    choices = tuples(*(summands(f) for f in factors(t)))
    return plus(*(times(*chosen) for chosen in choices))


def groupings(e: Any) -> Iterator[Any]:
    """The terms with one factor taken together, for each factor of several terms but not of all."""
    for g in _generators(e):
        yield in_brackets(e, partial(_grouped, g), partial(_grouped_inside, g))


@remembered(20_000)
def _generators(e: Any) -> dict[Any, None]:
    """What the terms of e, or of a bracket in it, are made of, in order of appearance."""
    found: dict[Any, None] = {}

    def look(x: Any) -> Any:
        if isinstance(x, Add):
            found.update(dict.fromkeys(_around(x).generators))
        return x

    def inside(x: Any) -> Any:
        found.update(_generators(x))
        return as_it_is(x)

    in_brackets(e, look, inside)
    return found


@remembered(20_000)
def as_it_is(e: Any) -> Any:
    """What in_brackets makes of e when nothing is changed there."""
    return in_brackets(e, lambda x: x, as_it_is)


def _grouped_inside(g: Any, e: Any) -> Any:
    """A bracket, or what is in a function, grouped by what is found in it, else as it is."""
    if _generators(e).keys().isdisjoint((g, negate(g))):  # a bracket goes by either sign
        return as_it_is(e)
    return in_brackets(e, partial(_grouped, g), partial(_grouped_inside, g))


def _grouped(g: Any, e: Any) -> Any:
    if not isinstance(e, Add):
        return e
    found = _with_terms_of(e, g)
    if found is not None:
        return found
    level = _around(e)
    grouped = level.grouped(level.generators.index(g)) if g in level.generators else None
    return e if grouped is None else grouped


def _with_terms_of(e: Any, bracket: Any) -> Any:
    """(a + b) c + a + b + d as (a + b) (c + 1) + d; None when a and b don't stand there."""
    for sign in (S.One, S.NegativeOne):
        wanted = [times(sign, t) for t in bracket.args] if isinstance(bracket, Add) else []
        if wanted and all(t in e.args for t in wanted):
            rest = [t for t in e.args if t not in wanted]
            within = [t for t in rest if bracket in factors(t)]
            if within:
                others = [product(f for f in factors(t) if f != bracket) for t in within]
                return plus(
                    times(bracket, plus(*others, sign)), *(t for t in rest if t not in within)
                )
    return None


@remembered(20_000)
def cancel(e: Any) -> Any:
    """num/den in lowest terms, on every level."""
    return on_every_level(e, lambda x: Level(x).cancelled(), cancel)


@remembered(20_000)
def expand(e: Any) -> Any:
    """Products multiplied out, on every level."""
    return on_every_level(e, lambda x: Level(x).expanded(), expand)


@remembered(20_000)
def factor(e: Any) -> Any:
    """Numerator and denominator in irreducible factors, on every level."""
    return on_every_level(e, lambda x: Level(x).factored(), factor)
