"""The exact decision of an equation; a matrix that is written out is taken cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from sympy import Integer

from symsoft.checking.exact import Memory, decide
from symsoft.language.matrix import At, Entries
from symsoft.language.system import System
from symsoft.language.terms import Index, Term
from symsoft.language.walk import rebuild, rename, subterms
from symsoft.proof import Evidence, Verdict

Lengths = dict[Index, int]


def decide_equation(system: System, lhs: Any, rhs: Any, memory: Memory | None = None) -> Evidence:
    """The exact decision of lhs = rhs.

    Where a matrix is written out, every cell is decided, and HOLDS is for the one size it has.
    ``memory`` is that of earlier decisions.
    """
    lengths = _lengths(lhs, rhs)
    if lengths:
        return _decide_cells(system, lhs, rhs, lengths)
    return decide(system, lhs, rhs, memory=memory)


def _decide_cells(system: System, lhs: Any, rhs: Any, lengths: Lengths) -> Evidence:
    sizes = dict.fromkeys(f"{i.size.name} = {length}" for i, length in lengths.items())
    scope = ", ".join([*sizes, "all index values"])
    for at in _places(lengths):
        sides = _cell(lhs, at), _cell(rhs, at)
        found = decide(system, *sides)
        if found.verdict is not Verdict.HOLDS:  # sums may be written out, too
            found = decide(system, *sides, {i.size.name: n for i, n in lengths.items()})
        if found.verdict is not Verdict.HOLDS:
            place = ", ".join(f"{i.name} = {value}" for i, value in at.items())
            return Evidence(found.method, found.verdict, scope, f"{place}: {found.detail}")
    return Evidence("exact", Verdict.HOLDS, scope)


def _lengths(*sides: Any) -> Lengths:
    """How far each index of a matrix that is written out runs."""
    return {
        index: length
        for side in sides
        for e in subterms(side)
        if isinstance(e, At) and isinstance(e.matrix, Entries)
        for index, length in zip(e.indices, e.matrix.lengths(len(e.indices)), strict=True)
        if isinstance(index, Index)
    }


def _places(lengths: Lengths) -> Iterator[dict[Index, Any]]:
    ranges = (range(1, length + 1) for length in lengths.values())
    for values in product(*ranges):
        yield dict(zip(lengths, map(Integer, values), strict=True))


def _cell(side: Any, at: dict[Index, Any]) -> Any:
    """A side at integer indices, with the cell of the matrix in the place of its entry."""

    def pick(e: Any) -> Any:
        if isinstance(e, At) and isinstance(e.matrix, Entries):
            return e.matrix.cell(*map(int, e.indices))
        return rebuild(e, pick) if isinstance(e, Term) else e

    return pick(rename(side, at))
