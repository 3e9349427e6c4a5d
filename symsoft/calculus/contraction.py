"""Rules on sums: deltas pick terms, constants leave, what is given or proved of a sum is used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

from sympy import Integer, S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.polynomials import cancel
from symsoft.language.system import Assumption
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Sum,
    Term,
    Where,
    factors,
    free,
    plus,
    power,
    product,
    summands,
    times,
    total,
)
from symsoft.language.walk import contains, rename, subterms


@rule("cancel-factors", "sum", "x[i]*y[i]/x[i]", on=Mul)
def cancel_factors(node: Any, context: Context) -> Any:
    """a**p a**q = a**(p+q)
    where a != 0
    """
    if not isinstance(node, Mul):
        return None
    powers: dict[Any, list[Any]] = {}
    for f in node.args:
        base, exponent = (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)
        powers.setdefault(base, []).append(exponent)
    if all(len(x) == 1 for x in powers.values()):
        return None
    if any(isinstance(b, Delta) and len(x) > 1 for b, x in powers.items()):
        powers = {b: [S.One] if isinstance(b, Delta) else x for b, x in powers.items()}
    return times(*(power(b, _added(x)) for b, x in powers.items()))


def _added(exponents: list[Any]) -> Any:
    if all(e.is_Rational for e in exponents):
        return sum(exponents, S.Zero)
    return cancel(plus(*exponents))


@rule("where-factor", "sum", "where(x[i] > 0, delta(i, j)*a, 0)", on=Where)
def where_factor(node: Any, context: Context) -> Any:
    """where(c, a u, a v) = a where(c, u, v)"""
    if not isinstance(node, Where):
        return None
    condition, u, v = node.args
    if u == v:
        return u
    given = [factors(x) for x in (u, v) if x is not S.Zero]
    # Beside 0 only deltas leave: exp(x) where(x < 0, 1, 0) overflows where there is nothing.
    kind = Term if len(given) == 2 else Delta
    common = [f for f in given[0] if isinstance(f, kind) and all(f in x for x in given)]
    if not common:
        return None
    u, v = (x if x is S.Zero else _without(x, common) for x in (u, v))
    return times(*common, u if u == v else Where(condition, u, v))


def _without(e: Any, gone: list[Any]) -> Any:
    left = list(factors(e))
    for f in gone:
        left.remove(f)
    return product(left)


@rule("delta-through", "sum", "sum(sum(delta(k, j)*w[i, k], k, k != i), i)", on=Sum)
def delta_through(node: Any, context: Context) -> Any:
    """Sum_i Sum_{k != i} delta_kj f_ik = Sum_{i != j} f_ij,
    Sum_k v_k Sum_{l != i} delta_kl f_l = Sum_{l != i} v_l f_l
    """
    if not isinstance(node, Sum):
        return None
    for inner in factors(node.body):
        if not isinstance(inner, Sum) or not inner.excluded:
            continue
        outside = product(g for g in factors(node.body) if g is not inner)
        for f in factors(inner.body):
            if isinstance(f, Delta) and inner.index in f.args:
                rest = product(g for g in factors(inner.body) if g is not f)
                other = f.args[0] if f.args[1] == inner.index else f.args[1]
                found = _through(node, inner, other, outside, rest)
                if found is not None:
                    return found
    return None


def _through(node: Any, inner: Any, other: Any, outside: Any, rest: Any) -> Any:
    """The double sum with one index gone: the inner one, or the outer one that the delta names."""
    if other != node.index:
        if inner.excluded != (node.index,):
            return None
        body = times(outside, rename(rest, {inner.index: other}))
        return Sum(body, node.index, *node.excluded, other)
    if node.excluded or node.index in inner.excluded or inner.index in free(outside):
        return None
    body = rename(times(outside, rest), {node.index: inner.index})
    return Sum(body, inner.index, *inner.excluded)


@rule("delta", "sum", "sum(delta(k, j)*x[k], k)", on=Sum)
def delta(node: Any, context: Context) -> Any:
    """Sum_k delta_kj f_k = f_j"""
    if not isinstance(node, Sum):
        return None
    k = node.index
    for f in factors(node.body):
        if isinstance(f, Delta) and k in f.args:
            other = f.args[0] if f.args[1] == k else f.args[1]
            rest = product(g for g in factors(node.body) if g is not f)
            if other == k:
                return Sum(rest, k, *node.excluded)
            if any(is_singular(rename(rest, {k: e})) for e in node.excluded):
                return None  # f_j may be undefined exactly where the sum leaves it out
            away = [plus(S.One, times(-1, _same(other, e))) for e in node.excluded]
            return times(rename(rest, {k: other}), *away)
    return None


def is_singular(e: Any) -> bool:
    """Does e divide by, or take the logarithm of, what is zero after arithmetic?"""
    for s in subterms(e):
        if isinstance(s, Pow) and not (isinstance(s.exponent, Integer) and s.exponent > 0):
            if _vanishes(s.base):
                return True
        elif isinstance(s, Fn) and s.name == "log" and _vanishes(s.arg):
            return True
    return False


def _vanishes(e: Any) -> bool:
    if isinstance(e, Fn) and e.name == "abs":
        return _vanishes(e.arg)
    return any(cancel(f) is S.Zero for f in factors(e))


def _same(a: Any, b: Any) -> Any:
    if a == b:
        return S.One
    return S.Zero if isinstance(a, Integer) and isinstance(b, Integer) else Delta(a, b)


def has_delta(e: Any, k: Index) -> bool:
    """Does a delta of the index occur in e?"""
    if not contains(e, Delta):
        return False
    return any(isinstance(d, Delta) and k in d.args for d in subterms(e))


def _picks(e: Any, k: Index) -> bool:
    """Is there a delta of k in e, or of the index of a sum that leaves k out?"""
    if has_delta(e, k):
        return True
    sums = (s for s in subterms(e) if isinstance(s, Sum) and k in s.excluded)
    return any(has_delta(s.body, s.index) for s in sums)


@rule("split-at-delta", "sum", "sum(x[k]*(delta(k, j) - y[j]), k)", on=Sum)
def split_at_delta(node: Any, context: Context) -> Any:
    """Sum_k a_k (delta_kj + g_k) = Sum_k a_k delta_kj + Sum_k a_k g_k"""
    if not isinstance(node, Sum):
        return None
    k = node.index
    for f in factors(node.body):
        if isinstance(f, Add) and _picks(f, k):
            rest = [g for g in factors(node.body) if g is not f]
            parts = [t for t in f.args if _picks(t, k)]
            other = [t for t in f.args if not _picks(t, k)]
            sums = [Sum(times(*rest, t), k, *node.excluded) for t in parts]
            if other:
                sums.append(Sum(times(*rest, total(other)), k, *node.excluded))
            return total(sums) if len(sums) > 1 else None
    return None


@rule("constants-out", "sum", "sum(a*x[k], k)", on=Sum)
def constants_out(node: Any, context: Context) -> Any:
    """Sum_k a f_k = a Sum_k f_k and Sum_k a = n a"""
    return pulled(node)


def pulled(node: Any) -> Any:
    """The sum with its index-free factors in front, None when it has none."""
    if not isinstance(node, Sum):
        return None
    k = node.index
    out = [f for f in factors(node.body) if k not in free(f)]
    rest = product(f for f in factors(node.body) if k in free(f))
    if rest is S.One:
        if len(node.excluded) > 1:
            return None
        return times(*out, plus(k.size, Integer(-len(node.excluded))))
    if not out or all(f is S.One for f in out):
        return None
    return times(*out, Sum(rest, k, *node.excluded))


@rule("assumption", "sum")
def assumption(node: Any, context: Context) -> Any:
    """What is given holds where it is used."""
    for given in context.assumptions:
        for left, right in _equations(given):
            for mapping in _matches(left, node):
                if rename(left, mapping) == node:
                    context.use(given)
                    return rename(right, mapping)
    return None


def _equations(given: Assumption) -> Iterator[tuple[Any, Any]]:
    if given.relation == "=":
        yield given.lhs, given.rhs
    elif given.relation == "onehot":
        entry = given.lhs
        yield Sum(entry, entry.indices[-1]), S.One
        yield power(entry, 2), entry


def _matches(pattern: Any, node: Any) -> Iterator[dict[Any, Any]]:
    """Every way to name the free indices of pattern by those of node, ranges respected."""
    if type(pattern) is not type(node):
        return
    ours = sorted(free(pattern), key=lambda i: i.name)
    theirs = sorted(free(node), key=lambda i: i.name)
    for chosen in permutations(theirs, len(ours)):
        if all(a.size == b.size for a, b in zip(ours, chosen, strict=True)):
            yield dict(zip(ours, chosen, strict=True))


@rule("fact", "sum", on=Sum)
def fact(node: Any, context: Context) -> Any:
    """A sum of a defined quantity equals what was proved of it."""
    if not isinstance(node, Sum) or not isinstance(node.body, Ref) or node.excluded:
        return None
    ref, k = node.body, node.index
    if context.system.definition(ref.name) is None or list(ref.indices).count(k) != 1:
        return None
    place = list(ref.indices).index(k)
    proof = context.prove_sum(ref.name, place)
    if proof is None:
        return None
    context.cite(node)
    for given in proof.given:
        context.use(given)
    return proof.claim.rhs


@rule("split-sum", "form", "sum(x[k]*(1 + y[k]*z), k)", on=Sum)
def split_sum(node: Any, context: Context) -> Any:
    """Sum_k (f_k + g_k) = Sum_k f_k + Sum_k g_k"""
    if not isinstance(node, Sum):
        return None
    for f in factors(node.body):
        if isinstance(f, Add):
            rest = [g for g in factors(node.body) if g is not f]
            sums = [Sum(times(*rest, t), node.index, *node.excluded) for t in summands(f)]
            return total(pulled(s) or s for s in sums)
    return None


@rule("exchange", "form", "sum(x[k]*sum(w[k, l]*y[l], l), k)", on=Sum)
def exchange(node: Any, context: Context) -> Any:
    """Sum_k a_k Sum_l b_l c_kl = Sum_l b_l Sum_k a_k c_kl"""
    if not isinstance(node, Sum) or not contains(node.body, Sum) or node.excluded:
        return None
    sums = [s for s in factors(node.body) if isinstance(s, Sum) and node.index in free(s)]
    for s in sorted(sums, key=lambda s: len(free(s)), reverse=True):  # what others hide behind
        rest = [g for g in factors(node.body) if g is not s]
        if s.excluded or any(s.index in free(g) for g in rest):
            continue
        inner = Sum(times(*rest, s.body), node.index)
        return Sum(pulled(inner) or inner, s.index)
    return None
