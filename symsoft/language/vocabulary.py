"""The words that the one-line syntax gives a meaning of its own."""

from __future__ import annotations

from symsoft.language.terms import FUNCTIONS, PI, Max, Min, Reduction, Sum

ARITIES = {name: 2 if name in ("maximum", "minimum") else 1 for name in sorted(FUNCTIONS)}
"""Elementary functions and how many arguments they take."""

REDUCTIONS: dict[str, type[Reduction]] = {"sum": Sum, "mean": Sum, "max": Max, "min": Min}
"""Reductions over an index and the node that each is made of."""

CONSTANTS = {PI.name: PI}

CALLS = (*ARITIES, "sqrt", "where", "delta", *REDUCTIONS, "D")
"""Every function that needs no catalogue."""

RESERVED = frozenset((*CALLS, *CONSTANTS, "onehot", "cases"))
"""Words that can't be the names of quantities or indices."""


__all__ = ["ARITIES", "CALLS", "CONSTANTS", "REDUCTIONS", "RESERVED"]
