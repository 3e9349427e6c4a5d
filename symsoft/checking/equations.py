"""Makes sampled inputs satisfy what is assumed: one entry is solved for at each index value.

Newton's method finds the entry, one interval Newton step encloses it: the ball that replaces the
entry provably holds a solution, so a counterexample found there is a true one.  An inequality is
solved as the equation that leaves it a margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flint import arb, ctx

from symsoft.checking.dual import ONE, ZERO, Dual, Number
from symsoft.checking.evaluate import Entry, Point, Programs, index_values
from symsoft.checking.relations import judge
from symsoft.language.system import Assumption
from symsoft.language.terms import Index
from symsoft.proof import Verdict

NEWTON_STEPS = 120
"""Enough for a double root, where every step only halves the distance."""
GRID = 256
"""A root is sought among the multiples of 1/GRID first: there it is exact."""
SIDES = {"=": 0, ">": 1, ">=": 1, "<": -1, "<=": -1}
"""Whether the left side is to be the larger one."""
Inputs = dict[Entry, Number]
At = dict[Index, int]


def satisfy(
    programs: Programs,
    sizes: Mapping[str, int],
    inputs: Inputs,
    settled: set[Entry],
    assumptions: Sequence[Assumption],
    margin: arb = ZERO,
) -> None:
    """Change inputs so that the assumptions hold.

    Entries that are settled stay, those by which an equation is solved settle.  Assumptions are
    taken one by one, and none may break an earlier one.  One that can't be solved so is left as it
    is.  An inequality that doesn't hold is made to hold by the ``margin``.
    """
    solved: list[tuple[_Residual, At]] = []
    for assumption in (a for a in assumptions if a.relation in SIDES):
        residual = _Residual(programs, sizes, assumption, margin)
        for at in residual.places():
            if residual.holds(inputs, at) or _solve(residual, at, inputs, settled, solved):
                solved.append((residual, at))


def _solve(
    residual: _Residual,
    at: At,
    inputs: Inputs,
    settled: set[Entry],
    solved: list[tuple[_Residual, At]],
) -> bool:
    for place in residual.unknowns():
        old = inputs[place]
        root = None if place in settled else residual.root(inputs, at, place)
        if root is None:
            continue
        inputs[place] = root
        if all(earlier.holds(inputs, there) for earlier, there in solved):
            if residual.side == 0:
                settled.add(place)
            return True
        inputs[place] = old
    return False


class _Residual:
    """lhs - rhs of an assumption as a function of the inputs, less what it is to be."""

    def __init__(
        self, programs: Programs, sizes: Mapping[str, int], assumption: Assumption, margin: arb
    ) -> None:
        self.programs, self.sizes, self.assumption = programs, sizes, assumption
        self.left, self.right = (programs.program(e) for e in (assumption.lhs, assumption.rhs))
        self.free = tuple(dict.fromkeys(self.left.free + self.right.free))
        self.names = programs.inputs_of(assumption.lhs, assumption.rhs)
        self.side = SIDES[assumption.relation]
        self.wanted = margin * self.side

    def places(self) -> Iterator[At]:
        """The index values of which the assumption speaks."""
        return spoken_of(self.assumption, self.free, self.sizes)

    def unknowns(self) -> Iterator[Entry]:
        """The entries that may be solved for: the first quantity first, its last entry first."""
        point = Point(self.programs, self.sizes, {})
        for name in self.names:
            yield from reversed(list(point.entries(name)))

    def value(self, inputs: Inputs, at: At, level: int = 0) -> Number:
        point = Point(self.programs, self.sizes, inputs, level)
        return self.left.at(point, at) - self.right.at(point, at) - self.wanted

    def holds(self, inputs: Inputs, at: At) -> bool:
        if self.side == 0:
            return bool(self.value(inputs, at).contains(ZERO))
        point = Point(self.programs, self.sizes, inputs)
        sides = self.left.at(point, at), self.right.at(point, at)
        return judge(self.assumption.relation, *sides) is Verdict.HOLDS

    def root(self, inputs: Inputs, at: At, place: Entry) -> arb | None:
        """A value of the entry, or a ball around one, that solves it, None if none is found."""
        x = inputs[place].mid()
        for _ in range(NEWTON_STEPS):
            residual, slope = self._linear(inputs, at, place, x)
            move = ZERO if residual.is_zero() else (residual / slope).mid()
            if not move.is_finite():
                return None
            x = (x - move).mid()
            if abs(move) <= arb(2) ** (-3 * ctx.prec // 4) * (1 + abs(x)):
                simple = self._simple(inputs, at, place, x)
                return self._enclose(inputs, at, place, x) if simple is None else simple
        return None

    def _simple(self, inputs: Inputs, at: At, place: Entry, x: arb) -> arb | None:
        """The number of the grid nearest to x, if it is one that will do."""
        near = (x * GRID + arb(1) / 2).floor() / GRID
        changed = {**inputs, place: near}
        if self.side == 0:
            return near if self.value(changed, at).is_zero() else None
        return near if near.is_exact() and self.holds(changed, at) else None

    def _enclose(self, inputs: Inputs, at: At, place: Entry, x: arb) -> arb | None:
        """One interval Newton step: a step that stays inside the box holds a root."""
        box = x + (1 + abs(x)) * arb(0, arb(2) ** (-ctx.prec // 2))
        residual, _ = self._linear(inputs, at, place, x)
        _, slope = self._linear(inputs, at, place, box)
        root = x - residual / slope
        return root if root.is_finite() and box.contains(root) else None

    def _linear(self, inputs: Inputs, at: At, place: Entry, x: arb) -> tuple[arb, arb]:
        """The residual and its derivative by one entry, at x."""
        found = self.value({**inputs, place: Dual(1, x, ONE)}, at, level=1)
        return (found.value, found.slope) if isinstance(found, Dual) else (found, ZERO)


def spoken_of(
    assumption: Assumption, free: Sequence[Index], sizes: Mapping[str, int]
) -> Iterator[At]:
    """The values of the free indices of which an assumption speaks."""
    for at in index_values(dict.fromkeys(free), sizes):
        if all(at.get(i, i) != at.get(j, j) for i, j in assumption.apart):
            yield at
