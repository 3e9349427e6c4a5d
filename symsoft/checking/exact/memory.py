"""Normal forms that one decision leaves to the next: two steps of a proof share a side.

What is kept depends on the system alone, so that a decision is the same whatever went before it.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer

from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.normal import Normal
from symsoft.checking.exact.poly import WORK
from symsoft.checking.exact.problem import Problem, reachable
from symsoft.checking.exact.sums import Pairs
from symsoft.language.system import System
from symsoft.language.terms import Delta, Ref
from symsoft.language.walk import names, subterms

Normals = dict[tuple[Mode, Pairs], Normal]


class Memory:
    """The normal forms of one system, and of the wider systems in which it is tried."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[Problem, Normals]] = {}

    def normals(self, problem: Problem, sides: tuple[Any, ...]) -> tuple[Problem, Normals]:
        """What is known for a problem, with the problem that it is about, its budget unspent.

        Sizes that have a value, concrete indices and names that the system doesn't have belong to
        one decision: then nothing is known, and nothing is kept.
        """
        system = problem.system
        if problem.given or not _general(system, sides):
            return problem, {}
        place = system.definitions, tuple(system.shapes.items()), system.assumptions
        root, found = self._known.setdefault(place, (problem, {}))
        root.budget.left = WORK
        return root, found


def _general(system: System, sides: tuple[Any, ...]) -> bool:
    """Do the sides speak of the system's quantities alone, at no concrete index?"""
    if any(name not in system.shapes for e in sides for name in names(e)):
        return False
    given = [side for a in system.assumptions for side in (a.lhs, a.rhs)]
    nodes = (s for e in reachable(system, [*sides, *given]) for s in subterms(e))
    indices = (i for s in nodes if isinstance(s, Ref | Delta) for i in s.args)
    return not any(isinstance(i, Integer) for i in indices)
