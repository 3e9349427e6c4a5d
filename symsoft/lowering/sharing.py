"""Passes over the Lets of a kernel: common terms once, row scalars outside loops, output reused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sympy import Integer

from symsoft.kernel import Let
from symsoft.language.terms import Fn, Pow, Reduction, Ref, Term, free
from symsoft.language.walk import rebuild, rename, renamed, subterms
from symsoft.lowering.builder import Names, standard


def shared(lets: list[Let], fresh: Names) -> list[Let]:
    """Costly terms that are needed twice, or in a loop that doesn't change them, computed once."""
    counts = Counter(
        standard(s)[0] for let in lets for s in _costly(let.expr) if not _is_let(let, s)
    )
    for let in lets:
        loops = free(let.target) or isinstance(let.expr, Reduction)
        for s in _costly(let.expr):
            if loops and not free(s) and not _is_let(let, s):
                counts[standard(s)[0]] += 1
    kept: dict[Any, str] = {}
    out: list[Let] = []
    for let in lets:
        expr = _replaced(let.expr, let, counts, kept, fresh, out)
        out.append(Let(let.target, expr))
    return out


def _costly(e: Any) -> Iterator[Any]:
    """Functions and powers in e that cost more than reading a number."""
    for s in subterms(e):
        if isinstance(s, Fn) or (isinstance(s, Pow) and not isinstance(s.exponent, Integer)):
            yield s


def _is_let(let: Let, s: Any) -> bool:
    """Is s what the Let computes anyway?"""
    return s is let.expr


def _replaced(
    e: Any, let: Let, counts: Counter[Any], kept: dict[Any, str], fresh: Names, out: list[Let]
) -> Any:
    """e with what is kept read instead of computed; a Let for it is put before its first use."""
    if not isinstance(e, Term) or isinstance(e, Ref):
        return e
    if isinstance(e, Reduction):
        body = _replaced(e.body, let, counts, kept, fresh, out)
        return type(e)(body, e.index, *e.excluded)
    if next(_costly(e), None) is e and not _is_let(let, e):
        shape, indices = standard(e)
        if counts[shape] > 1 or shape in kept:
            if shape not in kept:
                inside = rebuild(e, lambda a: _replaced(a, let, counts, kept, fresh, out))
                kept[shape] = fresh.fresh()
                out.append(Let(Ref(kept[shape], *indices), inside))
            return Ref(kept[shape], *indices)
    return rebuild(e, lambda a: _replaced(a, let, counts, kept, fresh, out))


def inlined(lets: list[Let], output: str) -> list[Let]:
    """What is read only once, and computed as often there as by itself, put where it is read."""
    for place, let in enumerate(lets):
        name = let.target.name
        if isinstance(let.expr, Reduction) or name == output:
            continue
        uses = [(q, s) for q, x in enumerate(lets) for s in _reads(x, name)]
        if len(uses) != 1:
            continue
        ((q, use),) = uses
        around = set(lets[q].target.indices)
        if isinstance(lets[q].expr, Reduction):
            around.add(lets[q].expr.index)
        if around != set(use.indices):
            continue
        naming = dict(zip(let.target.indices, use.indices, strict=True))
        value = rename(let.expr, naming)
        changed = Let(lets[q].target, _with(lets[q].expr, use, value))
        rest = [changed if k == q else x for k, x in enumerate(lets) if k != place]
        return inlined(rest, output)
    return lets


def _reads(let: Let, name: str) -> list[Any]:
    return [s for s in subterms(let.expr) if isinstance(s, Ref) and s.name == name]


def _with(e: Any, use: Any, value: Any) -> Any:
    if e == use:
        return value
    return rebuild(e, lambda a: _with(a, use, value)) if isinstance(e, Term) else e


def in_place(lets: list[Let], output: str) -> list[Let]:
    """A temporary that only the last statement still reads, entry by entry, kept in the output.

    The output then holds the temporary first and is overwritten by the last statement.
    """
    *before, last = lets
    if isinstance(last.expr, Reduction):
        return lets
    for let in before:
        name = let.target.name
        axes = tuple(i.size for i in let.target.indices)
        if not axes or axes != tuple(i.size for i in last.target.indices):
            continue
        uses = [s for s in subterms(last.expr) if isinstance(s, Ref) and s.name == name]
        if uses and all(u.indices == last.target.indices for u in uses):
            other = {name: output}
            kept = [Let(renamed(x.target, other), renamed(x.expr, other)) for x in lets]
            return kept[:-1] if _changes_nothing(kept[-1]) else kept
    return lets


def _changes_nothing(let: Let) -> bool:
    return bool(let.target == let.expr)
