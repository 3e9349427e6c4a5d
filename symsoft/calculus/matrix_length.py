"""How long a formula in matrix notation looks: of two that say the same, the shorter is shown."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Rational

from symsoft.calculus.cost import cost as cost_in_indices
from symsoft.language.matrix import (
    ARRAYS,
    Blocks,
    Diag,
    Identity,
    Ones,
    RowOf,
    Stacked,
    Trace,
    Transpose,
    Vec,
)
from symsoft.language.terms import Compare, Fn, Pow, Size, Where
from symsoft.language.walk import contains

LEAVES = {Vec: 1.0, RowOf: 1.1, Ones: 1.0, Identity: 0.5}
SIGNS = {
    Diag: 0.4,
    Transpose: 0.3,
    Trace: 0.5,
    Blocks: 1.0,
    Stacked: 0.5,
    Fn: 0.5,
    Pow: 0.5,
    Where: 0.5,
}
"""What a node costs beside its parts."""


@lru_cache(maxsize=50_000)
def length(m: Any) -> float:
    """How long a formula in matrix notation looks."""
    if isinstance(m, Rational):
        return 0.0 if abs(m) == 1 else 0.4
    if type(m) in LEAVES:
        return LEAVES[type(m)]
    if isinstance(m, Size):
        return 0.7
    if not contains(m, ARRAYS):
        return cost_in_indices(m)
    parts = m.args[1:] if isinstance(m, Fn | Compare) else m.args
    own = SIGNS.get(type(m), 0.1 * (len(parts) - 1))
    return own + sum(length(a) for a in parts)


def shorter(*found: Any) -> Any:
    """The shortest formula, the first among equals."""
    return min(found, key=lambda m: round(length(m), 6))
