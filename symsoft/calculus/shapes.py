"""Rules that write a result in another shape: by cases, as a matrix, entry by entry.

They work on a whole result, with the axes and sizes of the claim in the context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Integer, S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.matrix_notation import NoMatrixForm, to_matrix
from symsoft.calculus.moves import signs
from symsoft.language.matrix import At, Entries, Row
from symsoft.language.terms import (
    Branch,
    Cases,
    Delta,
    Differ,
    Index,
    Same,
    Sum,
    Term,
    factors,
    free,
    times,
    total,
)
from symsoft.language.walk import rebuild, rename, subterms

WRITTEN_OUT = 8
"""Up to this size the entries are written out; beyond it only the kinds of entry."""


@rule("cases", "shape", "y[i]*(delta(i, j) - y[j])")
def by_cases(e: Any, context: Context) -> Any:
    """f(delta_ij) = f(1) where i = j, and f(0) where i != j"""
    tied = sorted(_tied(e), key=lambda i: context.axes.index(i) if i in context.axes else 99)
    if not tied:
        return None
    groupings = [groups for groups in _partitions(tied) if _allowed(groups)]
    return Cases(*(Branch(_under(e, groups), *_conditions(groups)) for groups in groupings))


@rule("matrix", "shape")
def as_matrix(e: Any, context: Context) -> Any:
    """delta_ij f_i is entry i, j of diag(f), f_i g_j of f g^T, Sum_k A_ik B_kj of A B"""
    rows, columns = context.axes[: context.rows], context.axes[context.rows :]
    places = {name: place for place, name in enumerate(context.system.shapes)}
    try:
        return to_matrix(e, rows, columns, places, context.convention)
    except NoMatrixForm as found:
        context.memo["absent"] = found.reason, found.about
        return None


@rule("entries", "shape")
def entry_by_entry(e: Any, context: Context) -> Any:
    """The entries at i, j = 1, ..., n are those with i and j replaced by their values"""
    lengths = [context.sizes.get(i.size.name, 0) for i in context.axes]
    if not 1 <= len(lengths) <= 2 or not all(lengths):
        return None
    if max(lengths) > WRITTEN_OUT:
        return by_cases(e, context)
    cells = [
        [_at(e, dict(zip(context.axes, map(Integer, at), strict=False))) for at in row]
        for row in _places(lengths)
    ]
    return _written_out(cells, context)


def definition_by_class(e: Any, context: Context) -> Any:
    """The entries of a vector's definition, with its sums written out as well; None if large."""
    lengths = [context.sizes.get(i.size.name, 0) for i in context.axes]
    if len(lengths) != 1 or not 1 <= lengths[0] <= WRITTEN_OUT:
        return None
    (index,) = context.axes
    cells = [
        [_without_sums(rename(e, {index: Integer(a)}), context.sizes)]
        for a in range(1, lengths[0] + 1)
    ]
    return _written_out(cells, context)


def _places(lengths: list[int]) -> list[list[tuple[int, ...]]]:
    """The places of a matrix, or of a column, by rows."""
    columns = range(1, lengths[1] + 1) if len(lengths) == 2 else range(1, 2)
    return [[(a, b) for b in columns] for a in range(1, lengths[0] + 1)]


def _written_out(cells: list[list[Any]], context: Context) -> Any:
    if len(context.axes) == 1 and context.convention == "row":
        cells = [[cell for row in cells for cell in row]]
    return At(Entries(*(Row(*row) for row in cells)), *context.axes)


def _without_sums(e: Any, sizes: Mapping[str, int]) -> Any:
    """e with the terms of each sum written out."""

    def write(node: Any) -> Any:
        if isinstance(node, Sum) and 1 <= sizes.get(node.index.size.name, 0) <= WRITTEN_OUT:
            values = map(Integer, range(1, sizes[node.index.size.name] + 1))
            kept = (v for v in values if v not in node.excluded)
            return total(write(rename(node.body, {node.index: v})) for v in kept)
        return rebuild(node, write) if isinstance(node, Term) else node

    return write(e)


def _tied(e: Any) -> list[Index]:
    """The free indices that occur in deltas, by first appearance."""
    deltas = [s for s in subterms(e) if isinstance(s, Delta)]
    found = [a for d in deltas for a in d.args if isinstance(a, Index) and a in free(e)]
    return list(dict.fromkeys(found)) if len(set(found)) > 1 else []


def _partitions(items: list[Index]) -> Iterator[list[list[Index]]]:
    """Every way to group the indices, all together first."""
    if not items:
        yield []
        return
    *rest, last = items
    for groups in _partitions(rest):
        for q in range(len(groups)):
            yield [[*g, last] if p == q else g for p, g in enumerate(groups)]
        yield [*groups, [last]]


def _allowed(groups: list[list[Index]]) -> bool:
    return all(len({i.size for i in g}) == 1 for g in groups)


def _under(e: Any, groups: list[list[Index]]) -> Any:
    """The result where exactly the indices of a group coincide; its first names the group."""
    naming = {i: g[0] for g in groups for i in g}
    return signs(_decided(rename(e, naming), frozenset(naming.values())))


def _conditions(groups: list[list[Index]]) -> list[Any]:
    same = [Same(g[0], other) for g in groups for other in g[1:]]
    heads = [g[0] for g in groups]
    pairs = [(a, b) for q, a in enumerate(heads) for b in heads[q + 1 :] if a.size == b.size]
    return same + [Differ(a, b) for a, b in pairs]


def _at(e: Any, naming: Mapping[Any, Any]) -> Any:
    """The value of e at concrete indices, deltas decided."""
    return signs(_decided(rename(e, naming), frozenset(naming.values())))


def _decided(e: Any, apart: frozenset[Any]) -> Any:
    """Deltas of indices that are known to be equal or different as 1 and 0."""

    def decide(node: Any) -> Any:
        if isinstance(node, Delta) and apart.issuperset(node.args):
            return S.One if node.args[0] == node.args[1] else S.Zero
        if isinstance(node, Sum) and node.excluded:
            picked = _picked(node, apart)
            if picked is not None:
                return decide(picked)
        return rebuild(node, decide) if isinstance(node, Term) else node

    return decide(e)


def _picked(node: Any, apart: frozenset[Any]) -> Any:
    """The term that a delta picks from a restricted sum, if it is known whether it is in."""
    for f in factors(node.body):
        if not isinstance(f, Delta) or node.index not in f.args:
            continue
        other = f.args[0] if f.args[1] == node.index else f.args[1]
        if other in node.excluded:
            return S.Zero
        if apart.issuperset((other, *node.excluded)):
            rest = times(*(g for g in factors(node.body) if g is not f))
            return rename(rest, {node.index: other})
    return None
