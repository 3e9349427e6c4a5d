"""The numbers in front of terms: signs, common numerical factors.  No other arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd, lcm
from typing import Any

from sympy import Rational, S

from symsoft.language.terms import Add, Mul, plus, summands, times


def has_minus(e: Any) -> bool:
    """Does e begin with a minus sign when it is printed?"""
    if isinstance(e, Rational):
        return bool(e < 0)
    return isinstance(e, Mul) and isinstance(e.args[0], Rational) and bool(e.args[0] < 0)


def negate(e: Any) -> Any:
    """-e, with the sign taken into a sum."""
    return plus(*(times(S.NegativeOne, t) for t in summands(e)))


def content(e: Any) -> tuple[Any, Any]:
    """(c, rest) with e = c rest, c rational; a sum gives its common numerical factor."""
    if isinstance(e, Rational):
        return e, S.One
    if isinstance(e, Mul) and isinstance(e.args[0], Rational):
        return e.args[0], times(*e.args[1:])
    if isinstance(e, Add):
        numbers = [content(t)[0] for t in e.args]
        c = common_number(numbers)
        if c is not S.One:
            return c, plus(*(times(S.One / c, t) for t in e.args))
    return S.One, e


def like_terms(e: Any) -> Any:
    """Summands that differ only in the number in front as one; 1 - h - h is 1 - 2 h."""
    if not isinstance(e, Add):
        return e
    numbers: dict[Any, Any] = {}
    for t in e.args:
        if isinstance(t, Rational):
            c, rest = t, S.One
        else:
            c, rest = content(t) if isinstance(t, Mul) else (S.One, t)
        numbers[rest] = numbers.get(rest, S.Zero) + c
    if len(numbers) == len(e.args):
        return e
    return plus(*(times(c, rest) for rest, c in numbers.items()))


def common_number(numbers: Iterable[Any]) -> Any:
    """The positive rational that divides all of them into coprime integers."""
    known = [n for n in numbers if n is not S.Zero]
    top = gcd(*(int(n.p) for n in known))
    return Rational(top, lcm(*(int(n.q) for n in known))) if known else S.One
