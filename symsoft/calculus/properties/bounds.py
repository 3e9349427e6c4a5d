"""Rules for bounds, and equations that lead to them: sums above their terms, parts of a whole."""

from __future__ import annotations

from itertools import product as tuples
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import assumption, fact
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.properties.signs import STRICT, WEAK, sign_step
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Sum,
    factors,
    free,
    plus,
    power,
    product,
    summands,
    times,
)
from symsoft.language.walk import fresh, rename


# -- a sum and its terms -----------------------------------------------------------------------
@rule("split-off", "property", on=Sum)
def split_off(node: Any, context: Context) -> Any:
    """Sum_k f_k = f_i + Sum_{k != i} f_k"""
    i = _index_of(node, context)
    if i is None or node.excluded:
        return None
    return plus(rename(node.body, {node.index: i}), Sum(node.body, node.index, i))


@rule("above-term", "property", on=Sum, relation=">=")
def above_term(node: Any, context: Context) -> Any:
    """Sum_k f_k >= f_i
    where f >= 0
    """
    i = _index_of(node, context)
    if i is None or node.excluded or not _has_sign(node.body, context, WEAK):
        return None
    return rename(node.body, {node.index: i})


@rule("above-largest", "property", "sum(exp(x[k]), k)", on=Sum, relation=">=")
def above_largest(node: Any, context: Context) -> Any:
    """Sum_k f_k >= max_k f_k
    where f >= 0
    """
    if not isinstance(node, Sum) or node.excluded or not _has_sign(node.body, context, WEAK):
        return None
    return Max(node.body, node.index)


def _index_of(node: Any, context: Context) -> Index | None:
    """The first axis of the claim that runs over the range of a sum."""
    if not isinstance(node, Sum):
        return None
    return next((i for i in context.axes if i.size == node.index.size), None)


def _has_sign(e: Any, context: Context, wanted: str) -> bool:
    """Is the sign shown?  What it needs is noted."""
    step = sign_step(e, context.system, wanted)
    for a in step.given if step is not None else ():
        context.use(a)
    return step is not None


# -- largest values ----------------------------------------------------------------------------
@rule("largest-exp", "property", "max(exp(x[k]), k)", on=Max)
def largest_exponential(node: Any, context: Context) -> Any:
    """max_k exp(u_k) = exp(max_k u_k)"""
    if not isinstance(node, Max) or not isinstance(node.body, Fn) or node.body.name != "exp":
        return None
    return Fn("exp", Max(node.body.arg, node.index, *node.excluded))


@rule("largest-shift", "property", "max(x[k] + c, k)", on=Max)
def largest_of_shifted(node: Any, context: Context) -> Any:
    """max_k (f_k + c) = max_k f_k + c"""
    if not isinstance(node, Max):
        return None
    inside = [t for t in summands(node.body) if node.index in free(t)]
    outside = [t for t in summands(node.body) if node.index not in free(t)]
    if not inside or not outside:
        return None
    return plus(Max(plus(*inside), node.index, *node.excluded), *outside)


@rule("exp-zero", "property", "exp(0)", on=Fn)
def exponential_of_zero(node: Any, context: Context) -> Any:
    """exp(0) = 1"""
    return S.One if isinstance(node, Fn) and node.name == "exp" and node.arg is S.Zero else None


@rule("delta-same", "property", "delta(i, i)", on=Delta)
def delta_of_one_index(node: Any, context: Context) -> Any:
    """delta_jj = 1"""
    return S.One if isinstance(node, Delta) and node.args[0] == node.args[1] else None


# -- a part of a whole -------------------------------------------------------------------------
@rule(
    "part-of-whole",
    "property",
    "exp(x[i])/(exp(x[i]) + exp(y[i]))",
    on=Mul,
    relation="<",
)
def part_of_whole(node: Any, context: Context) -> Any:
    """u/(u + v) < 1
    where u > 0 and v > 0
    """
    return _part(node, context, STRICT)


@rule(
    "part-at-most",
    "property",
    "exp(x[i])/(exp(x[i]) + y[i]**2)",
    on=Mul,
    relation="<=",
)
def part_at_most(node: Any, context: Context) -> Any:
    """u/(u + v) <= 1
    where u > 0 and v >= 0
    """
    return _part(node, context, WEAK)


def _part(node: Any, context: Context, wanted: str) -> Any:
    found = quotient(node)
    if found is None:
        return None
    part, whole = found
    rest = list(summands(whole))
    if part not in rest:
        return None
    rest.remove(part)
    shown = _has_sign(part, context, STRICT) and _has_sign(plus(*rest), context, wanted)
    return S.One if rest and shown else None


def quotient(e: Any) -> tuple[Any, Any] | None:
    """u and v of u/v, when e divides by one thing."""
    below = [f for f in factors(e) if isinstance(f, Pow) and f.exponent is S.NegativeOne]
    if len(below) != 1:
        return None
    return product(f for f in factors(e) if f is not below[0]), below[0].base


# -- variance ----------------------------------------------------------------------------------
@rule("variance", "property", on=Add)
def variance(node: Any, context: Context) -> Any:
    """Sum_k w_k f_k**2 - (Sum_k w_k f_k)**2 = Sum_k w_k (f_k - Sum_l w_l f_l)**2
    where Sum_k w_k = 1
    """
    found = _spread(node, context)
    if found is None:
        return None
    front, w, f, k = found
    inner = fresh(k.size, {*free(w), *free(f), k})
    mean = Sum(rename(times(w, f), {k: inner}), inner)
    away = power(plus(f, times(S.NegativeOne, mean)), Integer(2))
    return times(front, Sum(times(w, away), k))


@rule("pairs", "property", on=Add)
def pairs(node: Any, context: Context) -> Any:
    """Sum_k w_k f_k**2 - (Sum_k w_k f_k)**2 = 1/2 Sum_k Sum_l w_k w_l (f_k - f_l)**2
    where Sum_k w_k = 1
    """
    found = _spread(node, context)
    if found is None:
        return None
    front, w, f, k = found
    other = fresh(k.size, {*free(w), *free(f), k})
    w2, f2 = rename(w, {k: other}), rename(f, {k: other})
    away = power(plus(f, times(S.NegativeOne, f2)), Integer(2))
    half = times(front, Rational(1, 2))
    return times(half, Sum(Sum(times(w, w2, away), other), k))


def _spread(node: Any, context: Context) -> tuple[Any, Any, Any, Index] | None:
    """a, w, f and k of a (Sum_k w f**2 - (Sum_k w f)**2), when the weights w sum to 1."""
    if not isinstance(node, Add) or len(node.args) != 2:
        return None
    for squares, mean in (node.args, node.args[::-1]):
        for (above, total), (below, square) in tuples(_sums(squares, 1), _sums(mean, 2)):
            k = total.index
            if square.index.size != k.size:
                continue
            # above Sum u f**2 - below (Sum u f)**2 with the weights w = u below/above.
            inner = rename(square.body, {square.index: k})
            share = cancel(times(S.NegativeOne, below, power(above, S.NegativeOne)))
            u = cancel(times(inner, inner, power(total.body, S.NegativeOne)))
            f = cancel(times(total.body, power(inner, S.NegativeOne)))
            if k in free(u) and _sums_to_one(u, share, k, context):
                return cancel(times(above, power(share, S.NegativeOne))), times(share, u), f, k
    return None


def _sums(e: Any, exponent: int) -> list[tuple[Any, Any]]:
    """Each way to read e as a factor times a power of a sum: the factor and the sum."""
    found = []
    for f in factors(e):
        base, raised = (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)
        if raised == exponent and isinstance(base, Sum) and not base.excluded:
            found.append((product(g for g in factors(e) if g is not f), base))
    return found


def _sums_to_one(u: Any, share: Any, k: Index, context: Context) -> bool:
    """Do the weights share u sum to 1: proved, given, or after arithmetic?  It is noted."""
    total = Sum(u, k)
    for use in (fact, assumption):
        known = use(total, context)
        if known is not None:
            return bool(cancel(times(share, known)) is S.One)
    return cancel(times(share, total)) is S.One
