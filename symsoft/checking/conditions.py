"""Conditions that never hold, as the exact decision of an equation shows."""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.checking.exact import decide
from symsoft.errors import ContradictionError
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, System
from symsoft.proof import Verdict

STRICT = (">", "<", "!=")


def check_conditions(system: System, conditions: Sequence[Assumption]) -> None:
    """Raise ContradictionError for a condition that asks two sides to differ which are equal.

    >>> from symsoft.language.terms import Ref, times
    >>> x, y = Ref("x"), Ref("y")
    >>> system = System((), {"x": (), "y": ()})
    >>> check_conditions(system, [Assumption("!=", times(x, y), times(y, x))])
    Traceback (most recent call last):
    ...
    symsoft.errors.ContradictionError: x*y != y*x is needed, but both sides are always equal
    """
    for c in conditions:
        if c.relation in STRICT and decide(system, c.lhs, c.rhs).verdict is Verdict.HOLDS:
            line = assumption_line(c)
            raise ContradictionError(f"{line} is needed, but both sides are always equal")
