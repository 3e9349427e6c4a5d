"""Sums of exponentials, the largest exponent in them, and lowering every exponent by it.

No rules: the theorems that say why this keeps the value stand in ``overflow``.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from sympy import Rational, S

from symsoft.calculus.coefficients import content, has_minus, negate
from symsoft.calculus.cost import cost
from symsoft.calculus.settling import settle
from symsoft.calculus.signs import is_nonnegative
from symsoft.language.system import System
from symsoft.language.terms import Add, Fn, Max, Mul, Pow, Sum, Term, free, plus, summands, times
from symsoft.language.walk import subterms

Split = tuple[Any, Any]
"""(c, rest) with S = exp(c) rest, where nothing in the rest is above exp(0)."""


def two_exponentials(e: Any) -> Split | None:
    """A sum of two exponentials, one of which may be 1 = exp(0)."""
    if not isinstance(e, Add) or len(e.args) != 2 or e.args[0] == e.args[1]:
        return None
    exponents = [S.Zero if t is S.One else exponent_of(t) for t in e.args]
    if None in exponents or _is_two_lowered(e):
        return None
    gap = settle(plus(exponents[0], negate(exponents[1])))
    return _larger(*exponents), plus(S.One, Fn("exp", negate(absolute(gap))))


def _larger(a: Any, b: Any) -> Any:
    """The larger of two exponents, by maximum(u, 0) or abs(u) where one is 0 or minus the other."""
    if settle(plus(a, b)) is S.Zero:
        return absolute(a)
    if a is not S.Zero and b is not S.Zero:
        return Fn("maximum", a, b)
    u = a if b is S.Zero else b
    if all(has_minus(t) for t in summands(u)):
        return plus(u, Fn("maximum", negate(u), S.Zero))
    return Fn("maximum", u, S.Zero)


def several_exponentials(e: Any, system: System) -> Split | None:
    """A positive sum over an index, or of several terms, with exponentials in it."""
    if not isinstance(e, Add | Sum) or two_exponentials(e) is not None or _is_two_lowered(e):
        return None
    c = largest(e)
    if c is None or not is_nonnegative(_unweighted(e), system):
        return None
    return c, lowered_by(e, c)


def _unweighted(e: Any) -> Any:
    """The sum without the weights that it gives to its exponentials: their sign doesn't matter."""
    if isinstance(e, Add):
        return plus(*map(_unweighted, e.args))
    if isinstance(e, Sum):
        return Sum(_unweighted(e.body), e.index, *e.excluded)
    if isinstance(e, Mul):
        found = [f for f in e.args if largest(f) is not None]
        return times(*found) if found else e
    return e


def largest(e: Any) -> Any:
    """The largest exponent in a sum, None where a term has none or more than one."""
    if isinstance(e, Add):
        found = [S.Zero if _is_plain(t) else largest(t) for t in e.args]
        if None in found or _is_plain(e):
            return None
        return reduce(_larger, dict.fromkeys(found))
    if isinstance(e, Sum):
        inside = largest(e.body)
        if inside is None or e.excluded:
            return None
        return Max(inside, e.index) if e.index in free(inside) else inside
    if isinstance(e, Mul):
        found = [c for c in map(largest, e.args) if c is not None]
        return found[0] if len(found) == 1 else None
    return exponent_of(e)


def lowered_by(e: Any, c: Any) -> Any:
    """exp(-c) e, with the factor in each of its exponentials."""
    if isinstance(e, Add):
        return plus(*(lowered_by(t, c) for t in e.args))
    if isinstance(e, Sum):
        return Sum(lowered_by(e.body, c), e.index)
    exponent = exponent_of(e)
    if exponent is not None:
        return exp_of(plus(exponent, negate(c)))
    if isinstance(e, Mul) and not _is_plain(e):
        return times(*(f if largest(f) is None else lowered_by(f, c) for f in e.args))
    return times(e, exp_of(negate(c)))


def _is_two_lowered(e: Any) -> bool:
    """Is it 1 + exp(-|u|)?"""
    return (
        isinstance(e, Add)
        and len(e.args) == 2
        and S.One in e.args
        and any(_is_negative_absolute(exponent_of(t)) for t in e.args)
    )


def _is_plain(e: Any) -> bool:
    """Is there no exponential in it?"""
    return not any(exponent_of(s) is not None for s in subterms(e))


def exponent_of(e: Any) -> Any:
    """u for exp(u), p u for exp(u)**p, None for anything else."""
    if isinstance(e, Pow) and isinstance(e.exponent, Rational):
        inner = exponent_of(e.base)
        return None if inner is None else times(e.exponent, inner)
    return e.arg if isinstance(e, Fn) and e.name == "exp" else None


def exp_of(u: Any) -> Any:
    """exp(u), with the exponent as it is or after arithmetic, whichever is shorter."""
    u = min(settle(u), u, key=cost)
    return S.One if u is S.Zero else Fn("exp", u)


def _is_negative_absolute(u: Any) -> bool:
    number, rest = content(u) if u is not None else (S.One, u)
    return bool(number < 0) and isinstance(rest, Fn) and rest.name == "abs"


def absolute(u: Any) -> Any:
    """|u|, with a number in front taken out."""
    number, rest = content(u)
    return times(abs(number), Fn("abs", rest) if isinstance(rest, Term) else S.One)
