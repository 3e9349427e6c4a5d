"""Makes sampled inputs satisfy an equation: one entry is solved for at each of its index values.

Newton's method finds the entry, one interval Newton step encloses it: the ball that replaces the
entry provably holds a solution, so a counterexample found there is a true one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flint import arb, ctx

from symsoft.checking.dual import ONE, ZERO, Dual, Number
from symsoft.checking.evaluate import Entry, Point, Programs, index_values
from symsoft.language.system import Assumption
from symsoft.language.terms import Index

NEWTON_STEPS = 80
Inputs = dict[Entry, Number]
At = dict[Index, int]


def satisfy(
    programs: Programs,
    sizes: Mapping[str, int],
    inputs: Inputs,
    settled: set[Entry],
    equations: Sequence[Assumption],
) -> None:
    """Change inputs so that the equations hold; entries that are settled stay, solved ones settle.

    Equations are taken one by one, and none may break an earlier one.  One that can't be solved so
    is left as it is.
    """
    solved: list[tuple[_Residual, At]] = []
    for residual in (_Residual(programs, sizes, equation) for equation in equations):
        for at in index_values(residual.free, sizes):
            if not residual.vanishes(inputs, at):
                _solve(residual, at, inputs, settled, solved)
            solved.append((residual, at))


def _solve(
    residual: _Residual,
    at: At,
    inputs: Inputs,
    settled: set[Entry],
    solved: list[tuple[_Residual, At]],
) -> None:
    for place in residual.unknowns():
        old = inputs[place]
        root = None if place in settled else residual.root(inputs, at, place)
        if root is None:
            continue
        inputs[place] = root
        if all(earlier.vanishes(inputs, there) for earlier, there in solved):
            settled.add(place)
            return
        inputs[place] = old


class _Residual:
    """lhs - rhs of an equation as a function of the inputs."""

    def __init__(self, programs: Programs, sizes: Mapping[str, int], equation: Assumption) -> None:
        self.programs, self.sizes = programs, sizes
        self.left, self.right = programs.program(equation.lhs), programs.program(equation.rhs)
        self.free = tuple(dict.fromkeys(self.left.free + self.right.free))
        self.names = programs.inputs_of(equation.lhs, equation.rhs)

    def unknowns(self) -> Iterator[Entry]:
        """The entries that may be solved for: the first quantity first, its last entry first."""
        point = Point(self.programs, self.sizes, {})
        for name in self.names:
            yield from reversed(list(point.entries(name)))

    def value(self, inputs: Inputs, at: At, level: int = 0) -> Number:
        point = Point(self.programs, self.sizes, inputs, level)
        return self.left.at(point, at) - self.right.at(point, at)

    def vanishes(self, inputs: Inputs, at: At) -> bool:
        return bool(self.value(inputs, at).contains(ZERO))

    def root(self, inputs: Inputs, at: At, place: Entry) -> arb | None:
        """A ball around a value of the entry that solves the equation, None if none is found."""
        x = inputs[place].mid()
        for _ in range(NEWTON_STEPS):
            residual, slope = self._linear(inputs, at, place, x)
            move = (residual / slope).mid()
            if not move.is_finite():
                return None
            x = (x - move).mid()
            if abs(move) <= arb(2) ** (-3 * ctx.prec // 4) * (1 + abs(x)):
                return self._enclose(inputs, at, place, x)
        return None

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
