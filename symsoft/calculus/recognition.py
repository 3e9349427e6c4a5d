"""Rules that recognise a shorter name for what stands written out: abs, tanh, one choice of two.

Rules on a node, in the search for a nice form; each works on a sum or a product.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import content, negate
from symsoft.calculus.context import Context
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.signs import is_positive
from symsoft.language.terms import (
    Add,
    Compare,
    Fn,
    Mul,
    Pow,
    Where,
    factors,
    plus,
    power,
    product,
    times,
)

OPPOSITE = {">": "<=", "<=": ">", "<": ">=", ">=": "<"}


@rule("abs-sign", "form", "a*x[i]*sign(x[i])", on=Mul)
def absolute_value(node: Any, context: Context) -> Any:
    """u sign(u) = abs(u) and abs(u) sign(u) = u"""
    if not isinstance(node, Mul):
        return None
    for f in node.args:
        if isinstance(f, Fn) and f.name == "sign":
            rest = [g for g in node.args if g is not f]
            for part, value in ((f.arg, Fn("abs", f.arg)), (Fn("abs", f.arg), f.arg)):
                left = _taken(rest, part)
                if left is not None:
                    return times(value, *left)
    return None


def _taken(given: list[Any], part: Any) -> list[Any] | None:
    """The factors that are left when the part is taken out, None when it isn't in there."""
    left = list(given)
    for f in factors(part):
        if f in left:
            left.remove(f)
        elif negate(f) in left:
            left[left.index(negate(f))] = S.NegativeOne
        else:
            return None
    return left


@rule("sinh-cosh", "form", "a*sinh(x[i])/cosh(x[i])", on=Mul)
def tangent_of_quotient(node: Any, context: Context) -> Any:
    """sinh(u)/cosh(u) = tanh(u)"""
    if not isinstance(node, Mul):
        return None
    up = {b.arg: x for b, x in _powers(node, "sinh") if x > 0}
    down = {b.arg: -x for b, x in _powers(node, "cosh") if x < 0}
    for u, x in up.items():
        if u in down:
            times_ = min(x, down[u])
            back = times(power(Fn("sinh", u), -times_), power(Fn("cosh", u), times_))
            return cancel(times(node, back, power(Fn("tanh", u), times_)))
    return None


def _powers(node: Any, name: str) -> list[tuple[Any, Any]]:
    """The whole powers of one function among the factors, as function and exponent."""
    pairs = [(f.base, f.exponent) if isinstance(f, Pow) else (f, S.One) for f in node.args]
    return [
        (b, x) for b, x in pairs if isinstance(b, Fn) and b.name == name and isinstance(x, Integer)
    ]


@rule("tanh-quotient", "form", "(exp(x[i]) - exp(-x[i]))/(exp(x[i]) + exp(-x[i]))", on=Mul)
def tangent_of_exponentials(node: Any, context: Context) -> Any:
    """(exp(a) - exp(b))/(exp(a) + exp(b)) = tanh((a - b)/2)"""
    if not isinstance(node, Mul):
        return None
    for f in node.args:
        above = _two_exponentials(f)
        if above is None or above[0][0] != -above[1][0]:
            continue
        for g in node.args:
            below = _two_exponentials(g.base) if isinstance(g, Pow) else None
            if below is None or g.exponent is not S.NegativeOne or below[0][0] != below[1][0]:
                continue
            if {u for _, u in above} == {u for _, u in below}:
                (c, a), (_, b) = above
                rest = [h for h in node.args if h is not f and h is not g]
                half = cancel(times(Rational(1, 2), plus(a, times(S.NegativeOne, b))))
                return times(c / below[0][0], *rest, Fn("tanh", half))
    return None


def _two_exponentials(e: Any) -> list[tuple[Any, Any]] | None:
    """[(c, a), (d, b)] for c exp(a) + d exp(b), where exp(0) is 1; None for anything else."""
    if not isinstance(e, Add) or len(e.args) != 2:
        return None
    found = []
    for t in e.args:
        c, rest = content(t)
        if isinstance(rest, Fn) and rest.name == "exp":
            found.append((c, rest.arg))
        elif rest is S.One:
            found.append((c, S.Zero))
    return found if len(found) == 2 else None


@rule("root-product", "form", "sqrt(2*pi)", on=Pow)
def root_of_product(node: Any, context: Context) -> Any:
    """(a b)**p = a**p b**p
    where a > 0 and b > 0
    """
    if not isinstance(node, Pow) or isinstance(node.exponent, Integer):
        return None
    numbers = [f for f in factors(node.base) if _is_number(f)]
    rest = product(f for f in factors(node.base) if not _is_number(f))
    if (
        len(factors(node.base)) < 2
        or not numbers
        or not is_positive(product(numbers), context.system)
    ):
        return None
    parts = [*numbers, rest] if rest is not S.One else numbers
    return times(*(power(f, node.exponent) for f in parts))


def _is_number(e: Any) -> bool:
    """A number, or made of numbers such as pi."""
    return isinstance(e, Rational) or not (e.names or e.free)


@rule("where-sum", "form", "where(x[i] > 0, a, 0) + b*where(x[i] <= 0, 1, 0)", on=Add)
def sum_of_pieces(node: Any, context: Context) -> Any:
    """a where(c, u, v) + b where(c, p, q) = where(c, a u + b p, a v + b q)"""
    if not isinstance(node, Add):
        return None
    for q, t in enumerate(node.args):
        first = _piece(t)
        for p in range(q + 1, len(node.args)):
            second = _piece(node.args[p])
            if first is None or second is None:
                continue
            both = _same_condition(first, second)
            if both is not None:
                rest = [s for r, s in enumerate(node.args) if r not in (p, q)]
                return plus(both, *rest)
    return None


def _piece(t: Any) -> tuple[Any, Any, Any] | None:
    """(condition, u, v) of a summand that is one choice times anything."""
    for f in factors(t):
        if isinstance(f, Where):
            rest = [g for g in factors(t) if g is not f]
            condition, u, v = f.args
            return condition, times(*rest, u), times(*rest, v)
    return None


def _same_condition(first: tuple[Any, Any, Any], second: tuple[Any, Any, Any]) -> Any:
    """The sum of two choices by one condition, or by a condition and its opposite."""
    condition, u, v = first
    other, p, q = second
    if other == Compare(OPPOSITE[condition.op], *condition.args[1:]):
        other, p, q = condition, q, p
    if other != condition:
        return None
    return Where(condition, plus(u, p), plus(v, q))
