"""Sums over the same indices taken together: Σ f − Σ g is zero where f − g is.

A summand of several fractions may stand as one sum in one side and as several in the other; over
one denominator their summands are the same.
"""

from __future__ import annotations

from symsoft.checking.exact.atoms import Bound, Poly
from symsoft.checking.exact.bases import Bases
from symsoft.checking.exact.kinds import SumOf
from symsoft.checking.exact.poly import add

DEEPEST = 3
"""Sums within sums are merged so many times."""


def is_zero_merged(normal: Bases, p: Poly, depth: int = DEEPEST) -> bool:
    """Is p zero because its sums over the same indices are, summand by summand?"""
    if normal.is_zero(p):
        return True
    rest, summands = _by_bounds(normal, p)
    if not summands or not depth:
        return False
    parts = (rest, *summands.values())
    return all(is_zero_merged(normal, part, depth - 1) for part in parts)


def _by_bounds(normal: Bases, p: Poly) -> tuple[Poly, dict[tuple[Bound, ...], Poly]]:
    """What has no sum, or several, and for the bounds of each sum what stands under it."""
    rest: Poly = {}
    summands: dict[tuple[Bound, ...], Poly] = {}
    for m, number in p.items():
        sums = [a for a, e in m if isinstance(a, SumOf) and e == 1]
        if len(sums) != 1:
            rest = add(rest, {m: number})
            continue
        (a,) = sums
        term = normal.mul({m - {(a, 1)}: number}, {a.term: 1})
        summands[a.bounds] = add(summands.get(a.bounds, {}), term)
    return rest, summands
