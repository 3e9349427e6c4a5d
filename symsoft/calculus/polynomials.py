"""The arithmetic that a reader trusts a computer algebra system with: cancel, expand, factor.

Each works level by level, inside sums and functions first, on quotients of polynomials (``level``).
Nothing here knows a rule of calculus or a definition.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import prod
from typing import Any

from sympy import Integer, Rational

from symsoft.calculus.level import Level, is_polynomial
from symsoft.language.terms import Add, D, Delta, Index, Mul, Pow, Ref, Size
from symsoft.language.walk import make, rebuild

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


def on_every_level(e: Any, change: Callable[[Any], Any]) -> Any:
    """Change applied to e and inside each of its sums and functions, innermost first."""
    if isinstance(e, Rational | Ref | Size | Index | Delta | D):
        return e
    inside = _inside(e, change)
    if spread(inside) >= LARGEST:
        return inside
    try:
        return change(inside)
    except ZeroDivisionError:  # undefined as it stands: conditions and checkers will say so
        return inside


def _inside(e: Any, change: Callable[[Any], Any]) -> Any:
    if is_polynomial(e):
        return make(e, tuple(_inside(a, change) for a in e.args))
    if isinstance(e, Rational | Ref | Size | Index | Delta | D):
        return e
    return rebuild(e, lambda a: on_every_level(a, change))


@lru_cache(maxsize=20_000)
def cancel(e: Any) -> Any:
    """num/den in lowest terms, on every level."""
    return on_every_level(e, lambda x: Level(x).cancelled())


@lru_cache(maxsize=20_000)
def expand(e: Any) -> Any:
    """Products multiplied out, on every level."""
    return on_every_level(e, lambda x: Level(x).expanded())


@lru_cache(maxsize=20_000)
def factor(e: Any) -> Any:
    """Numerator and denominator in irreducible factors, on every level."""
    return on_every_level(e, lambda x: Level(x).factored())
