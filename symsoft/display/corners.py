"""The corners of a matrix that is too large to be written out, read off its two kinds of entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Integer

from symsoft.display.outline import Result
from symsoft.language.matrix import At, Entries, Row
from symsoft.language.terms import Cases, Differ, Same
from symsoft.language.walk import free_in_order, rename
from symsoft.proof import Relation

_FIRST = (1, 2, 3)


def corners(result: Result, sizes: Mapping[str, int]) -> Relation | None:
    """For a result of two kinds of entry the matrix of its first three rows and columns and last.

    It says what the cases say at those indices; None where there is no such matrix, or where it
    would have no gap.
    """
    cases, lhs = result.proof.claim.rhs, result.lhs
    axes = free_in_order(lhs)
    if result.name != "entries" or not isinstance(cases, Cases) or len(axes) != 2:
        return None
    last = sizes.get(axes[0].size.name, 0)
    if axes[0].size != axes[1].size or last <= len(_FIRST) + 1:
        return None
    same, apart = (_branch(cases, kind) for kind in (Same, Differ))
    if same is None or apart is None:
        return None
    shown = [Integer(number) for number in (*_FIRST, last)]
    rows = (
        Row(
            *(
                rename(same if a == b else apart, dict(zip(axes, (a, b), strict=True)))
                for b in shown
            )
        )
        for a in shown
    )
    return Relation(At(lhs, *axes), Entries(*rows))


def _branch(cases: Cases, kind: type) -> Any:
    """The body of the one branch with one condition of a kind."""
    found = [b.body for b in cases.args if [type(c) for c in b.conditions] == [kind]]
    return found[0] if len(found) == 1 and len(cases.args) == 2 else None
