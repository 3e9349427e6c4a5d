"""Points that satisfy the assumptions of a system, the same ones on every run.

Input entries are dyadic rationals from a seeded generator, drawn in order of first appearance, so
that neither names nor hash seeds matter.  Every point is verified before it is handed out.
Nothing here judges a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from random import Random

from flint import arb
from sympy import Rational

from symsoft.checking.compile import ball
from symsoft.checking.dual import ZERO, Number
from symsoft.checking.equations import satisfy, spoken_of
from symsoft.checking.evaluate import Entry, Point, Programs
from symsoft.checking.relations import judge
from symsoft.language.system import Assumption
from symsoft.language.terms import Index, Ref
from symsoft.proof import Verdict

DENOMINATOR = 256
ROUNDS = 4
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
Sizes = Mapping[str, int]
Inputs = dict[Entry, Number]
Bounds = tuple[Rational | None, Rational | None]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where entries are drawn from: ``low`` to ``high`` in units of 1/256, shrunk by ``scale``."""

    low: int
    high: int
    scale: int = 1
    signed: bool = False

    def draw(self, random: Random) -> arb:
        value = random.randrange(self.low, self.high)
        negative = self.signed and random.random() < 0.5
        return arb(-value if negative else value) / (DENOMINATOR * self.scale)


SPREADS = (
    Spread(64, 512, signed=True),
    Spread(64, 512),
    Spread(8, 248),
    Spread(8, 248, scale=2, signed=True),
    Spread(8, 248, scale=32),
    Spread(512, 2048),
)
"""Tried in turn: general values first, then ranges on which roots and logarithms are defined."""

AT_KINKS = Spread(0, 1)
"""All zero, where kinks mostly lie: what is stated for a kink is judged as well."""
SOLVED_FROM = (SPREADS[0], SPREADS[1], SPREADS[3], AT_KINKS, Spread(2**15, 2**17))
"""Where solving begins; what has a bound begins there, or on it."""


MARGINS = (arb(1), arb(2) ** -4, arb(2) ** -12, ZERO)
"""By how much inequalities that don't hold by chance are made to hold; with 0, on the border."""


def points(programs: Programs, sizes: Sizes, needed: Sequence[Assumption] = ()) -> Iterator[Point]:
    """Points that satisfy every assumption, and whatever else is ``needed``.

    At most one for each spread in each of four rounds; when none of these is one, those that are
    found by solving.  Where values at kinks are stated, the second point lies on kinks.  There may
    be none: then no point was found, which does not say that there is none.
    """
    search = _Search(programs, sizes, (*programs.system.assumptions, *needed))
    found = False
    for point in search.drawn():
        found = True
        yield point
    if not found:
        yield from search.solved()


def preferred(
    programs: Programs, sizes: Sizes, needed: Sequence[Assumption], number: int
) -> list[Point]:
    """So many points, those of ``points`` where what is needed holds, or else such as do."""
    usual = list(islice(points(programs, sizes), number))
    found = [p for p in usual if satisfied(p, needed)]
    if len(found) < number:
        found += islice(points(programs, sizes, needed), number - len(found))
    return found or usual


class _Search:
    """Looks for points at one choice of sizes."""

    def __init__(self, programs: Programs, sizes: Sizes, assumptions: Sequence[Assumption]) -> None:
        self.programs, self.sizes, self.assumptions = programs, sizes, assumptions
        self.equations = [a for a in assumptions if a.relation == "="]

    def drawn(self) -> Iterator[Point]:
        """By chance, with equations solved."""
        spreads = [*SPREADS * ROUNDS]
        if self.programs.system.kinks:
            spreads.insert(1, AT_KINKS)
        for attempt, spread in enumerate(spreads):
            yield from self._tried(attempt, spread, self.equations)

    def solved(self) -> Iterator[Point]:
        """With inequalities solved as well, those that nothing says earlier once more."""
        for attempt, (margin, spread) in enumerate(product(MARGINS, SOLVED_FROM)):
            yield from self._tried(attempt, spread, [*self.assumptions] * 2, margin)

    def _tried(
        self, attempt: int, spread: Spread, wanted: Sequence[Assumption], margin: arb = ZERO
    ) -> Iterator[Point]:
        inputs = self._draw(spread, attempt)
        settled = _set_onehot(self.programs, self.sizes, inputs, attempt)
        satisfy(self.programs, self.sizes, inputs, settled, wanted, margin)
        point = Point(self.programs, self.sizes, inputs)
        if satisfied(point, self.assumptions):
            yield point

    def _draw(self, spread: Spread, attempt: int) -> Inputs:
        random = Random(repr((attempt, *self.sizes.values())))
        bounds = _bounds(self.assumptions)
        point = Point(self.programs, self.sizes, {})
        return {
            place: _within(*bounds.get(name, (None, None)), spread, random)
            for name in self.programs.system.inputs
            for place in point.entries(name)
        }


def _within(low: Rational | None, high: Rational | None, spread: Spread, random: Random) -> arb:
    if low is not None and high is not None:
        share = arb(random.randrange(1, DENOMINATOR)) / DENOMINATOR
        return ball(low) + share * ball(high - low)
    value = spread.draw(random)
    if low is not None:
        return ball(low) + abs(value)
    return value if high is None else ball(high) - abs(value)


def _bounds(assumptions: Sequence[Assumption]) -> dict[str, Bounds]:
    """The bounds that are stated for all entries of a quantity by plain numbers."""
    out: dict[str, Bounds] = {}
    for a in assumptions:
        relation, side, number = a.relation, a.lhs, a.rhs
        if isinstance(side, Rational):
            relation, side, number = MIRRORED.get(relation, relation), number, side
        if not (isinstance(side, Ref) and isinstance(number, Rational)):
            continue
        if not all(isinstance(i, Index) for i in side.indices):
            continue
        low, high = out.get(side.name, (None, None))
        if relation in (">", ">="):
            low = number if low is None else max(low, number)
        if relation in ("<", "<="):
            high = number if high is None else min(high, number)
        out[side.name] = low, high
    return out


def _set_onehot(programs: Programs, sizes: Sizes, inputs: Inputs, attempt: int) -> set[Entry]:
    """Make every one-hot input a unit vector along its last axis; the class varies."""
    settled: set[Entry] = set()
    for assumption in programs.system.assumptions:
        if assumption.relation != "onehot" or assumption.lhs.name not in programs.system.inputs:
            continue
        name = assumption.lhs.name
        classes = _classes(programs, sizes, name)
        for place in Point(programs, sizes, {}).entries(name):
            *row, column = place[1]
            inputs[place] = arb(int(column == (attempt + sum(row)) % classes + 1))
            settled.add(place)
    return settled


def _classes(programs: Programs, sizes: Sizes, name: str) -> int:
    return sizes[programs.system.shapes[name][-1].name]


def satisfied(point: Point, assumptions: Sequence[Assumption] | None = None) -> bool:
    """Do all assumptions hold at the point, by default those of the system?"""
    wanted = point.programs.system.assumptions if assumptions is None else assumptions
    return all(_satisfied(point, a) for a in wanted)


def _satisfied(point: Point, assumption: Assumption) -> bool:
    if assumption.relation == "onehot":
        return _is_onehot(point, assumption.lhs.name)
    left, right = (point.programs.program(s) for s in (assumption.lhs, assumption.rhs))
    return all(
        judge(assumption.relation, left.at(point, at), right.at(point, at)) is Verdict.HOLDS
        for at in spoken_of(assumption, left.free + right.free, point.sizes)
    )


def _is_onehot(point: Point, name: str) -> bool:
    values = [point.entry(*e) for e in point.entries(name)]
    classes = _classes(point.programs, point.sizes, name)
    rows = [values[start : start + classes] for start in range(0, len(values), classes)]
    ones = [sum(v == 1 for v in row) for row in rows]
    zeros = [sum(v.is_zero() for v in row) for row in rows]
    return all(one == 1 for one in ones) and all(zero == classes - 1 for zero in zeros)
