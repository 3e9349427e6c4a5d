"""What makes one form of a result nicer than another: a number, the smaller the nicer.

A name costs one, a sum two, a function two; a sum whose summand could leave it costs six more,
since it does n**2 work where n would do and hides its structure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.coefficients import has_minus
from symsoft.language.terms import (
    Add,
    Compare,
    Constant,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Term,
    factors,
    free,
    key,
)
from symsoft.language.walk import contains, rename

REPEATED = 6.0
"""The most that is charged for a product with a bracket that stands under a sum beside it, too."""


@lru_cache(maxsize=100_000)
def cost(e: Any) -> float:
    """How long and how clumsy e looks to a mathematician."""
    if isinstance(e, Rational):
        return 0.0 if abs(e) == 1 else 0.4
    if isinstance(e, Size | Delta | Constant):
        return 1.0
    if isinstance(e, Ref):
        return 1 + 0.1 * len(e.indices)
    if isinstance(e, Index):
        return 0.0
    if isinstance(e, Reduction):
        return 2 + cost(e.body) + 6 * _mixed(e) + 0.5 * len(e.excluded)
    if isinstance(e, Add):
        return _cost_of_sum(e)
    if isinstance(e, Mul):
        return sum(cost(a) for a in e.args) + 0.25 * has_minus(e)
    if isinstance(e, Pow):
        if e.exponent is S.NegativeOne:
            return cost(e.base) + 0.2
        if isinstance(e.exponent, Integer) and e.exponent < 0:
            return cost(e.base) + 1.1 + cost(-e.exponent) / 2
        high = isinstance(e.exponent, Integer) and e.exponent > 2
        return cost(e.base) + 0.9 + cost(e.exponent) / 2 + 0.3 * bool(high)
    if isinstance(e, Fn | Compare):
        return 2 + sum(cost(a) for a in e.args[1:])
    return 2 + sum(cost(a) for a in e.args)


def _cost_of_sum(e: Any) -> float:
    terms = 0.0
    bodies = [s for a in e.args for s in factors(a) if _is_sum_of_brackets(s)]
    for a in e.args:
        number = isinstance(a, Rational)
        terms += 0.3 + cost(a) + 0.3 * number + 0.3 * (number and bool(a < 0))
        terms -= max((_repeated(a, s) for s in bodies), default=0.0)
    return 0.5 + terms + 0.2 * all(has_minus(a) for a in e.args)


def _is_sum_of_brackets(s: Any) -> bool:
    return isinstance(s, Sum) and any(isinstance(f, Add) for f in factors(s.body))


def _repeated(a: Any, s: Any) -> float:
    """What is saved because a summand repeats, at one index, what stands under the sum."""
    present = {key(f) for f in factors(a)}
    inside = factors(s.body)
    # Most summands are nothing like it, which is seen without naming indices anew.
    kinds = {_look(f) for f in factors(a)}
    if not kinds.issuperset(map(_look, inside)):
        return 0.0
    for i in free(a):
        if i.size == s.index.size and all(key(rename(f, {s.index: i})) in present for f in inside):
            return max(cost(rename(s.body, {s.index: i})) - REPEATED, 0.0)
    return 0.0


def _look(e: Any) -> Any:
    """What naming indices anew keeps of a term: its class, its names, the classes below it."""
    return (type(e), frozenset(e.names), e.kinds) if isinstance(e, Term) else e


def _mixed(e: Any) -> bool:
    """Has a factor of the body summands over different indices, which sums of their own could take?

    Beside a factor that has all these indices itself, no such sum would be over fewer of them.
    """
    inside = [f for f in factors(e.body) if e.index in free(f)]
    for a in inside:
        if isinstance(a, Add):
            beside = frozenset().union(*(free(f) for f in inside if f is not a and _stays(f)))
            if len({(free(t) | beside) - {e.index} for t in a.args}) > 1:
                return True
    return False


def _stays(f: Any) -> bool:
    """Not a factor with a delta, which picks a term."""
    return not contains(f, Delta)
