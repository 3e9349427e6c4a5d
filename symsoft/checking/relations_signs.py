"""The sign of a term as it is written, for every n: positive, at least 0, or not known.

A square, an exponential or a sum of such things shows its sign only before it is multiplied out;
what shows none is asked of the exact checker's normal form.  Nothing here rewrites terms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Integer, Rational

from symsoft.checking.exact.atoms import FREE, Label
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.normal import Normal
from symsoft.checking.exact.poly import OpenPair, Undecided
from symsoft.checking.exact.problem import Problem, free_in_order, reachable
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Constant,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
)
from symsoft.language.walk import refs, subterms

UNKNOWN, NONNEGATIVE, POSITIVE = range(3)
"""What is known of a sign: nothing, >= 0 wherever defined, > 0 wherever defined."""


def least_sizes(system: System) -> dict[str, int]:
    """The least value of each size: 1, or what an assumption such as ``n >= 2`` says."""
    least = {size.name: 1 for size in system.sizes}
    for a in system.assumptions:
        if isinstance(a.lhs, Size) and isinstance(a.rhs, Integer) and a.relation in (">", ">="):
            low = int(a.rhs) + (a.relation == ">")
            least[a.lhs.name] = max(low, least.get(a.lhs.name, 1))
    return least


def scope(system: System, *terms: Any) -> str:
    """The sizes for which a claim about the terms is decided, such as ``all n >= 2``."""
    least = least_sizes(system)
    occurring: dict[str, None] = {}
    for e in reachable(system, terms):
        for s in subterms(e):
            if isinstance(s, Size | Index):
                occurring[(s.size if isinstance(s, Index) else s).name] = None
        for ref in refs(e):
            for at, size in zip(ref.indices, system.shapes.get(ref.name, ()), strict=False):
                occurring[size.name] = None
                if isinstance(at, Integer):
                    least[size.name] = max(int(at), least.get(size.name, 1))
    known = [*(size.name for size in system.sizes), *occurring]
    grouped: dict[int, list[str]] = {}
    for name in dict.fromkeys(n for n in known if n in occurring):
        grouped.setdefault(least.get(name, 1), []).append(name)
    ranges = [f"{', '.join(names)} >= {low}" for low, names in grouped.items()]
    return "all " + ", ".join(ranges) if ranges else "all values"


class Signs:
    """The signs of terms of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.least = least_sizes(system)
        self._known: dict[Any, int] = {}

    def sign(self, e: Any) -> int:
        """POSITIVE, NONNEGATIVE or UNKNOWN, wherever e is defined and for every free index."""
        if e not in self._known:
            self._known[e] = UNKNOWN  # a definition that leads back here shows nothing
            found = self._written(e)
            self._known[e] = found if found == POSITIVE else max(found, self._normal(e))
        return self._known[e]

    def _written(self, e: Any) -> int:
        if isinstance(e, Rational):
            return POSITIVE if e > 0 else NONNEGATIVE if e == 0 else UNKNOWN
        rule = _RULES.get(type(e))
        return rule(self, e) if rule is not None else UNKNOWN

    def _certain(self, _e: Any) -> int:
        return POSITIVE

    def _delta(self, _e: Any) -> int:
        return NONNEGATIVE

    def _ref(self, e: Any) -> int:
        known = self.system.definition(e.name) is not None
        return self.sign(self.system.unfold(e)) if known else UNKNOWN

    def _function(self, e: Any) -> int:
        return {"exp": POSITIVE, "cosh": POSITIVE, "abs": NONNEGATIVE}.get(e.name, UNKNOWN)

    def _add(self, e: Any) -> int:
        found = [self.sign(a) for a in e.args]
        return max(found) if all(found) else UNKNOWN

    def _product(self, e: Any) -> int:
        return min(map(self.sign, e.args))

    def _power(self, e: Any) -> int:
        base, p = e.base, e.exponent
        if self.sign(base) == POSITIVE:
            return POSITIVE
        if not isinstance(p, Rational):
            return UNKNOWN
        if isinstance(p, Integer) and p % 2:
            return NONNEGATIVE if self.sign(base) else UNKNOWN
        # An even power, or a root, of which the base is at least 0 where it is defined.
        return POSITIVE if p < 0 else NONNEGATIVE

    def _sum(self, e: Any) -> int:
        found = self.sign(e.body)
        filled = len(e.excluded) < self.least.get(e.index.size.name, 1)
        return found if filled else min(found, NONNEGATIVE)

    def _extreme(self, e: Any) -> int:
        return UNKNOWN if e.excluded else self.sign(e.body)

    def _where(self, e: Any) -> int:
        return min(map(self.sign, e.args[1:]))

    def _normal(self, e: Any) -> int:
        """What the normal form shows, with the assumptions."""
        try:
            normal, env = normal_forms(self.system, e)
            p = normal.normal(e, env)
            if normal.positive_poly(p):
                return POSITIVE
            return NONNEGATIVE if normal.nonnegative_poly(p) else UNKNOWN
        except (Undecided, OpenPair, RecursionError):
            return UNKNOWN


def normal_forms(system: System, *terms: Any) -> tuple[Normal, dict[Index, Label]]:
    """Normal forms for terms of a system, with labels for their free indices."""
    problem = Problem(system, terms, {})
    indices = free_in_order(*terms)
    env = {i: Label(FREE, q) for q, i in enumerate(indices)}
    return Normal(problem, system.assumptions, Mode()), env


_RULES: dict[type, Callable[[Signs, Any], int]] = {
    Size: Signs._certain,
    Constant: Signs._certain,
    Delta: Signs._delta,
    Ref: Signs._ref,
    Fn: Signs._function,
    Add: Signs._add,
    Mul: Signs._product,
    Pow: Signs._power,
    Sum: Signs._sum,
    Max: Signs._extreme,
    Min: Signs._extreme,
    Where: Signs._where,
}
