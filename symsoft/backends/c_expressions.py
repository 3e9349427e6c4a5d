"""Elementwise expressions as C, in one floating-point type.

Nothing is rearranged beyond what keeps the value: signs, what stands above and below a fraction
line, and log(1 + u) and exp(u) - 1, for which libm has functions that lose no digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

from sympy import Rational

from symsoft.backends.as_said import plus_first
from symsoft.backends.c_scope import Scope
from symsoft.backends.c_types import Real, fraction
from symsoft.errors import UnsupportedError
from symsoft.language.near_zero import expm1_argument, log1p_argument, one_less_exp_argument
from symsoft.language.terms import (
    PI,
    Add,
    Delta,
    Fn,
    Mul,
    Pow,
    Ref,
    Size,
    Where,
    factors,
    power,
)
from symsoft.language.walk import contains, refs

CONDITION, SUM, PRODUCT, UNARY, ATOM = range(5)
"""How tightly C holds a spelling together."""

Spelling = tuple[str, int]

LIBM = {f: f for f in ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "erf")} | {"abs": "fabs"}
HELPERS = {"sign": "sign", "maximum": "max", "minimum": "min"}
OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!="}
POWERS = {2: "square", 3: "cube", 4: "fourth"}
"""Powers that are multiplied out."""

VALUE_OF_PI = Fraction("3.14159265358979323846264338327950288")


def show(e: Any, scope: Scope, level: int = CONDITION) -> str:
    """The expression, in brackets unless it holds together as tightly as the level asks.

    Raises UnsupportedError for a node that C has no code for.
    """
    text, own = _spell(e, scope)
    return text if own >= level else f"({text})"


def _spell(e: Any, scope: Scope) -> Spelling:
    match e:
        case Ref():
            return scope.place(e), ATOM
        case Size():
            return f"({scope.real.ctype}){scope.sizes[e]}", UNARY
        case Add():
            return _sum(e, scope)
        case Pow():
            return _power(e, scope)
        case Fn():
            return _function(e, scope)
        case Where():
            return _where(e, scope), CONDITION
        case Mul() | Rational() | Delta():
            negative, text, level = _signed(e, scope)
            if not negative:
                return text, level
            return f"-{_guarded(text, level)}", PRODUCT
        case _ if e == PI:
            return scope.real.literal(VALUE_OF_PI), ATOM
        case _:
            raise UnsupportedError(f"{type(e).__name__} has no code form in C: {e}")


def _guarded(text: str, level: int) -> str:
    """A product that a sign can stand before."""
    return f"({text})" if level < PRODUCT or text.startswith("-") else text


# -- sums and products -----------------------------------------------------------------------------
def _sum(e: Any, scope: Scope) -> Spelling:
    exponent = expm1_argument(e)
    if exponent is not None:
        return scope.call("expm1", show(exponent, scope)), ATOM
    exponent = one_less_exp_argument(e)
    if exponent is not None:
        return "-" + scope.call("expm1", show(exponent, scope)), PRODUCT
    text = ""
    for negative, term, level in (_signed(a, scope) for a in plus_first(e).args):
        sign = (" - " if negative else " + ") if text else ("-" if negative else "")
        text += sign + _guarded(term, level)
    return text, SUM


def _signed(e: Any, scope: Scope) -> tuple[bool, str, int]:
    """Whether a minus stands before e, and the rest of it."""
    numbers = [f for f in factors(e) if isinstance(f, Rational)]
    rest = [f for f in factors(e) if not isinstance(f, Rational | Delta)]
    number = prod((fraction(f) for f in numbers), start=Fraction(1))
    above, below = _coefficient(abs(number), scope.real)
    for f in rest:
        if _is_divisor(f):
            # One after the other: the product of the divisors could overflow.
            below.append(show(power(f.base, -f.exponent), scope, UNARY))
        else:
            above.append(show(f, scope, UNARY if above else PRODUCT))
    text = " / ".join([" * ".join(above) or scope.real.literal(Fraction(1)), *below])
    level = PRODUCT if rest or below else ATOM
    deltas = [f for f in factors(e) if isinstance(f, Delta)]
    if deltas:
        text, level = _picked(deltas, text, level, scope)
    return number < 0, text, level


def _coefficient(value: Fraction, real: Real) -> tuple[list[str], list[str]]:
    """The literals above and below the fraction line that make a number not below 0."""
    if value == 1:
        return [], []
    top, bottom = Fraction(value.numerator), Fraction(value.denominator)
    if real.holds(value) or not (real.holds(top) and real.holds(bottom)):
        return [real.literal(value)], []
    return ([real.literal(top)] if top != 1 else []), [real.literal(bottom)]


def _picked(deltas: Sequence[Any], text: str, level: int, scope: Scope) -> Spelling:
    """The value where the indices coincide, else 0, also where the value is infinite or NaN."""
    pairs = [tuple(scope.position(a) for a in delta.args) for delta in deltas]
    if any(a.isdigit() and b.isdigit() and a != b for a, b in pairs):
        return scope.real.zero, ATOM
    equal = " && ".join(dict.fromkeys(f"{a} == {b}" for a, b in pairs if a != b))
    if not equal:
        return text, level
    if text == scope.real.literal(Fraction(1)):
        return f"({scope.real.ctype})({equal})", UNARY
    return f"{equal} ? {text if level > CONDITION else f'({text})'} : {scope.real.zero}", CONDITION


# -- powers, functions, conditions -----------------------------------------------------------------
def _is_divisor(e: Any) -> bool:
    """Is e one over a power that is cheaper than a call of pow?"""
    if not isinstance(e, Pow) or not isinstance(e.exponent, Rational):
        return False
    exponent = -fraction(e.exponent)
    return exponent in (1, Fraction(1, 2)) or exponent in POWERS


def _power(e: Any, scope: Scope) -> Spelling:
    if _is_divisor(e):
        _, text, level = _signed(e, scope)
        return text, level
    base = show(e.base, scope)
    exponent = fraction(e.exponent) if isinstance(e.exponent, Rational) else None
    if exponent == Fraction(1, 2):
        return scope.call("sqrt", base), ATOM
    if exponent == 2 and isinstance(e.base, Ref):
        return f"{base} * {base}", PRODUCT
    if exponent is not None and exponent in POWERS:
        return scope.helper(POWERS[int(exponent)], base), ATOM
    return scope.call("pow", base, show(e.exponent, scope)), ATOM


def _function(e: Any, scope: Scope) -> Spelling:
    small = log1p_argument(e)
    if small is not None:
        return scope.call("log1p", show(small, scope)), ATOM
    inputs = [show(a, scope) for a in e.inputs]
    if e.name in LIBM:
        return scope.call(LIBM[e.name], *inputs), ATOM
    if e.name in HELPERS:
        return scope.helper(HELPERS[e.name], *inputs), ATOM
    raise UnsupportedError(f"the function {e.name} has no code form in C: {e}")


def _where(e: Any, scope: Scope) -> str:
    """A choice that is NaN where a side of its condition is.

    A comparison with NaN does not hold, so NaN passes where what is chosen then is made of both
    sides; if neither branch is, NaN is asked for.
    """
    condition, u, v = e.args
    op = condition.op
    left, right = (show(a, scope, SUM) for a in condition.args[1:])
    yes, no = show(u, scope, SUM), show(v, scope, SUM)
    needed = {*refs(condition.args[1]), *refs(condition.args[2])}
    if needed <= _carried(v):
        return f"{left} {op} {right} ? {yes} : {no}"
    if needed <= _carried(u):
        return f"{left} {OPPOSITE[op]} {right} ? {no} : {yes}"
    if left == right:  # compilers warn of a comparison with itself
        return f"isnan({left}) ? NAN : {yes if '=' in op else no}"
    return f"isunordered({left}, {right}) ? NAN : {left} {op} {right} ? {yes} : {no}"


def _carried(e: Any) -> set[Any]:
    """Refs that make e NaN where they are NaN."""
    if isinstance(e, Ref):
        return {e}
    if isinstance(e, Pow):
        return _carried(e.base)
    if isinstance(e, Add | Fn) or (isinstance(e, Mul) and not contains(e, Delta)):
        return set().union(*(_carried(a) for a in e.args))
    return set()


__all__ = ["show"]
