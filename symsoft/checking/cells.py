"""Takes a claim about a matrix that is written out apart into one exact claim for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from sympy import Integer

from symsoft.checking.exact import decide
from symsoft.language.matrix import At, Entries
from symsoft.language.system import System
from symsoft.language.terms import Index, Term
from symsoft.language.walk import rebuild, rename, subterms
from symsoft.proof import Evidence, Relation, Verdict

Lengths = dict[Index, int]


def is_written_out(claim: Relation) -> bool:
    """Does a side contain an entry, at free indices, of a matrix that is written out?"""
    return bool(_lengths(claim))


def decide_cells(system: System, claim: Relation) -> Evidence:
    """The exact decision of every cell; HOLDS at the one size that the matrix has."""
    lengths = _lengths(claim)
    sizes = dict.fromkeys(f"{i.size.name} = {length}" for i, length in lengths.items())
    scope = ", ".join([*sizes, "all index values"])
    for at in _places(lengths):
        found = decide(system, _cell(claim.lhs, at), _cell(claim.rhs, at))
        if found.verdict is not Verdict.HOLDS:
            place = ", ".join(f"{i.name} = {value}" for i, value in at.items())
            return Evidence(found.method, found.verdict, scope, f"{place}: {found.detail}")
    return Evidence("exact", Verdict.HOLDS, scope)


def _lengths(claim: Relation) -> Lengths:
    """How far each index of a matrix that is written out runs."""
    return {
        index: length
        for side in (claim.lhs, claim.rhs)
        for e in subterms(side)
        if isinstance(e, At) and isinstance(e.matrix, Entries)
        for index, length in zip(
            e.indices, (len(e.matrix.rows), len(e.matrix.rows[0])), strict=False
        )
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
            row, column = (*(int(i) for i in e.indices), 1)[:2]
            return e.matrix.rows[row - 1][column - 1]
        return rebuild(e, pick) if isinstance(e, Term) else e

    return pick(rename(side, at))
