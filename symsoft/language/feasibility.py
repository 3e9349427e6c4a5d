"""Can linear constraints hold together?  Fourier and Motzkin's elimination, in exact numbers.

Each constraint remembers what it came from, so that a contradiction names its sources.  A problem
that grows too large is left undecided, which counts as feasible.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST = 400
"""No more constraints than this are kept at once."""

Sources = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Constraint:
    """``sum of coefficient*unknown + constant >= 0``, > 0 when ``strict``."""

    coefficients: tuple[tuple[str, Fraction], ...]
    constant: Fraction
    strict: bool
    sources: Sources

    @staticmethod
    def of(
        coefficients: Mapping[str, Fraction], constant: Fraction, strict: bool, sources: Sources
    ) -> Constraint:
        """The constraint with its first coefficient scaled to 1 or -1."""
        kept = sorted((name, c) for name, c in coefficients.items() if c)
        scale = abs(kept[0][1]) if kept else Fraction(1)
        scaled = tuple((name, c / scale) for name, c in kept)
        return Constraint(scaled, constant / scale, strict, sources)

    def __getitem__(self, name: str) -> Fraction:
        return next((c for known, c in self.coefficients if known == name), Fraction(0))

    @property
    def impossible(self) -> bool:
        at_best = self.constant < 0 or (self.strict and self.constant == 0)
        return not self.coefficients and at_best


def conflict(constraints: Iterable[Constraint]) -> Sources | None:
    """The sources of constraints that can't hold together, None when nothing is found.

    >>> x_is_more = Constraint.of({"x": Fraction(1)}, Fraction(-1), True, frozenset({"x > 1"}))
    >>> x_is_less = Constraint.of({"x": Fraction(-1)}, Fraction(0), True, frozenset({"x < 0"}))
    >>> sorted(conflict([x_is_more, x_is_less]))
    ['x < 0', 'x > 1']
    """
    current = _strongest(constraints)
    while True:
        found = next((c.sources for c in current if c.impossible), None)
        unknowns = sorted({name for c in current for name, _ in c.coefficients})
        if found is not None or not unknowns:
            return found
        name = min(unknowns, key=lambda u: _growth(u, current))
        if _growth(name, current) + len(current) > MOST:
            return None
        current = _without(name, current)


def _growth(name: str, constraints: Sequence[Constraint]) -> int:
    below = sum(c[name] > 0 for c in constraints)
    above = sum(c[name] < 0 for c in constraints)
    return below * above - below - above


def _without(name: str, constraints: Sequence[Constraint]) -> list[Constraint]:
    """What follows for the other unknowns."""
    below = [c for c in constraints if c[name] > 0]
    above = [c for c in constraints if c[name] < 0]
    rest = [c for c in constraints if not c[name]]
    return _strongest([*rest, *(_sum(a, b, name) for a in below for b in above)])


def _sum(a: Constraint, b: Constraint, name: str) -> Constraint:
    p, q = -b[name], a[name]
    total = {known: p * c for known, c in a.coefficients}
    for known, c in b.coefficients:
        total[known] = total.get(known, Fraction(0)) + q * c
    constant = p * a.constant + q * b.constant
    return Constraint.of(total, constant, a.strict or b.strict, a.sources | b.sources)


def _strongest(constraints: Iterable[Constraint]) -> list[Constraint]:
    """Of constraints on the same combination only the strongest; the one of fewer sources first."""
    best: dict[tuple[tuple[str, Fraction], ...], Constraint] = {}
    for c in constraints:
        known = best.get(c.coefficients)
        if known is None or _strength(c) > _strength(known):
            best[c.coefficients] = c
    return list(best.values())


def _strength(c: Constraint) -> tuple[Fraction, bool, int]:
    return -c.constant, c.strict, -len(c.sources)
