"""Other proofs of the same claim: splitting a sum at k = j, adding and subtracting the same term.

The rules here are used only where their route is asked for; the logarithmic derivative, which a
route begins with, stands with the other beginnings (``start``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Integer, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import negate
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import is_singular
from symsoft.calculus.settling import everywhere, settle
from symsoft.language.terms import (
    Add,
    Delta,
    Mul,
    Pow,
    Sum,
    Term,
    factors,
    plus,
    power,
    summands,
    times,
)
from symsoft.language.walk import rename, subterms
from symsoft.proof import Proof, family

ROUTES: Mapping[str, tuple[str, ...]] = {
    "direct": (),
    "log": ("log-derivative", "log-product"),
    "split": ("split-at-index",),
    "add-subtract": ("add-subtract",),
    "matrix": ("matrix-chain", "matrix-product"),
}
"""The routes, each with the rules of which one makes it that route."""


WANTS: Mapping[str, str] = {
    "matrix": "a chain needs a definition through which all dependence on the variable passes",
}
"""What a problem must have for a route, where that can be said."""


def follows(route: str, proofs: Iterator[Proof]) -> bool:
    """Does one of the proofs, or a lemma, use a rule that makes the route?"""
    keys = ROUTES[route]
    return not keys or any(step.rule in keys for p in family(*proofs) for step in p.steps)


@rule("split-at-index", "route", "sum(x[k]*(delta(k, j) - y[j]), k)", on=Sum)
def split_at_index(node: Any, context: Context) -> Any:
    """Sum_k f_k = f_j + Sum_{k != j} f_k, where delta_jj = 1 and delta_kj = 0 for k != j"""
    if not isinstance(node, Sum) or node.excluded:
        return None
    k = node.index
    for d in (s for s in subterms(node.body) if isinstance(s, Delta) and k in s.args):
        j = d.args[0] if d.args[1] == k else d.args[1]
        one = rename(_with_delta(node.body, d, S.One), {k: j})
        others = _with_delta(node.body, d, S.Zero)
        if j != k and others is not S.Zero and not is_singular(one):
            return plus(one, Sum(others, k, j))
    return None


@rule("join-sum", "route", "a*x[j] + a*sum(x[k], k, k != j)", on=Add)
def join_sum(node: Any, context: Context) -> Any:
    """f_j + Sum_{k != j} f_k = Sum_k f_k"""
    if not isinstance(node, Add):
        return None
    for q, term in enumerate(node.args):
        for s in (f for f in factors(term) if isinstance(f, Sum) and len(f.excluded) == 1):
            rest = times(*(f for f in factors(term) if f is not s))
            missing = settle(times(rest, rename(s.body, {s.index: s.excluded[0]})))
            for p, other in enumerate(node.args):
                if p != q and settle(other) == missing:
                    left = [t for x, t in enumerate(node.args) if x not in (p, q)]
                    return plus(*left, times(rest, Sum(s.body, s.index)))
    return None


def _with_delta(e: Any, d: Any, value: Any) -> Any:
    return everywhere(e, lambda node: value if node == d else None, again=False, on=Delta)


@rule("add-subtract", "route", "exp(x[i])/(1 + exp(x[i]))**2", on=Mul)
def add_and_subtract(node: Any, context: Context) -> Any:
    """u/(u + c)**p = (u + c - c)/(u + c)**p
    where u + c != 0
    """
    for f, rest in _quotients(node):
        u = times(*rest)
        others = [t for t in summands(f.base) if t != u]
        if len(others) == len(summands(f.base)) - 1:
            return times(Add(*summands(f.base), *summands(negate(plus(*others)))), f)
    return None


@rule("split-quotient", "route", "(a + b - c)/(a + b)**2", on=Mul)
def split_quotient(node: Any, context: Context) -> Any:
    """(d + c)/d**p = 1/d**(p-1) + c/d**p
    where d != 0
    """
    for f, rest in _quotients(node):
        if len(rest) != 1 or not isinstance(rest[0], Add):
            continue
        left = list(rest[0].args)
        for t in summands(f.base):
            if t not in left:
                break
            left.remove(t)
        else:
            lower = power(f.base, f.exponent + 1)
            return plus(lower, times(plus(*left), f)) if left else lower
    return None


def _quotients(node: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Each whole power of a sum in a denominator, with the other factors."""
    if not isinstance(node, Mul):
        return
    for q, f in enumerate(node.args):
        below = isinstance(f, Pow) and isinstance(f.exponent, Integer) and f.exponent < 0
        if below and isinstance(f.base, Term) and isinstance(f.base, Add):
            yield f, [g for p, g in enumerate(node.args) if p != q]
