"""Rules on sums over one range: merging them, leaving a term out of them, putting it back.

Rules on a node, in the search for a nice form.
"""

from __future__ import annotations

from typing import Any

from sympy import Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import is_singular
from symsoft.language.terms import Add, Index, Sum, factors, free, plus, times
from symsoft.language.walk import free_in_order, rename


@rule("merge-sums", "form", "a*sum(x[k], k) - a*sum(y[k]*x[k], k)", on=Add)
def merge_sums(node: Any, context: Context) -> Any:
    """Sum_k f_k + Sum_k g_k = Sum_k (f_k + g_k)"""
    if not isinstance(node, Add):
        return None
    parts = [_one_sum(t) for t in node.args]
    for q, first in enumerate(parts):
        for p in range(q + 1, len(parts)):
            second = parts[p]
            if first is not None and second is not None and _same_range(first[1], second[1]):
                both = _merged(first, second)
                if both is not None:
                    rest = [t for r, t in enumerate(node.args) if r not in (p, q)]
                    return plus(both, *rest)
    return None


def _merged(first: tuple[list[Any], Any], second: tuple[list[Any], Any]) -> Any:
    """One sum of both, with the factors that they share in front.

    None when others would have to go in that are no scalars: those do better outside.
    """
    (ours, f), (theirs, g) = first, second
    shared, alone, others = [], [], list(theirs)
    for x in ours:
        if x in others and not isinstance(x, Rational):
            others.remove(x)
            shared.append(x)
        else:
            alone.append(x)
    if any(free(x) for x in alone + others):
        return None
    body = plus(times(*alone, f.body), times(*others, rename(g.body, {g.index: f.index})))
    return times(*shared, Sum(body, f.index, *f.excluded))


def _one_sum(t: Any) -> tuple[list[Any], Any] | None:
    """(factors outside, sum) of a summand with exactly one sum as a factor."""
    sums = [f for f in factors(t) if isinstance(f, Sum)]
    if len(sums) != 1:
        return None
    return [f for f in factors(t) if f is not sums[0]], sums[0]


def _same_range(f: Any, g: Any) -> bool:
    """Do two sums range over the same values, under a letter that both may bind?"""
    same = f.index.size == g.index.size and set(f.excluded) == set(g.excluded)
    return same and f.index not in free(g)


@rule("sum-with", "form", "sum(x[k]*y[i], k, k != i)", on=Sum)
def put_back(node: Any, context: Context) -> Any:
    """Sum_{k != i} f_k = Sum_k f_k - f_i
    where f_i is defined
    """
    if not isinstance(node, Sum) or len(node.excluded) != 1:
        return None
    (i,) = node.excluded
    term = rename(node.body, {node.index: i})
    if is_singular(term):
        return None
    return plus(Sum(node.body, node.index), times(S.NegativeOne, term))


@rule("sum-without", "form", "a*sum(x[k], k) - a*x[i]", on=Add)
def leave_out(node: Any, context: Context) -> Any:
    """Sum_k f_k - f_i = Sum_{k != i} f_k"""
    if not isinstance(node, Add):
        return None
    for q, t in enumerate(node.args):
        found = _one_sum(t)
        if found is None or found[1].excluded:
            continue
        outside, s = found
        for p, other in enumerate(node.args):
            i = _taken_off(times(*outside), s, other) if p != q else None
            if i is not None:
                rest = [x for r, x in enumerate(node.args) if r not in (p, q)]
                return plus(times(*outside, Sum(s.body, s.index, i)), *rest)
    return None


def _taken_off(outside: Any, s: Any, other: Any) -> Index | None:
    """The index i for which other is -outside f_i, None when there is none."""
    for i in free_in_order(other):
        if i.size != s.index.size:
            continue
        wanted = times(S.NegativeOne, outside, rename(s.body, {s.index: i}))
        if wanted == other:
            return i
    return None
