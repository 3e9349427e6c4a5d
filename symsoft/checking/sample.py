"""Points that satisfy the assumptions of a system, the same ones on every run.

Input entries are dyadic rationals from a seeded generator, drawn in order of first appearance, so
that neither names nor hash seeds matter.  Every point is verified before it is handed out.
Nothing here judges a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from flint import arb
from sympy import Rational

from symsoft.checking.compile import ball
from symsoft.checking.dual import Number
from symsoft.checking.equations import satisfy
from symsoft.checking.evaluate import Entry, Point, Programs, index_values
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


def points(programs: Programs, sizes: Sizes) -> Iterator[Point]:
    """Points that satisfy every assumption: at most one for each spread in each of four rounds.

    Where values at kinks are stated, the second point lies on kinks.  There may be none: then no
    point was found, which does not say that there is none.
    """
    equations = [a for a in programs.system.assumptions if a.relation == "="]
    spreads = [*SPREADS * ROUNDS]
    if programs.system.kinks:
        spreads.insert(1, AT_KINKS)
    for attempt, spread in enumerate(spreads):
        inputs = _draw(programs, sizes, spread, attempt)
        settled = _set_onehot(programs, sizes, inputs, attempt)
        satisfy(programs, sizes, inputs, settled, equations)
        point = Point(programs, sizes, inputs)
        if satisfied(point):
            yield point


def _draw(programs: Programs, sizes: Sizes, spread: Spread, attempt: int) -> Inputs:
    random = Random(repr((attempt, *sizes.values())))
    bounds = _bounds(programs.system.assumptions)
    point = Point(programs, sizes, {})
    return {
        place: _within(*bounds.get(name, (None, None)), spread, random)
        for name in programs.system.inputs
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


def _bounds(assumptions: tuple[Assumption, ...]) -> dict[str, Bounds]:
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


def satisfied(point: Point) -> bool:
    """Do all assumptions hold at the point?"""
    return all(_satisfied(point, a) for a in point.programs.system.assumptions)


def _satisfied(point: Point, assumption: Assumption) -> bool:
    if assumption.relation == "onehot":
        return _is_onehot(point, assumption.lhs.name)
    left, right = (point.programs.program(s) for s in (assumption.lhs, assumption.rhs))
    return all(
        judge(assumption.relation, left.at(point, at), right.at(point, at)) is Verdict.HOLDS
        for at in index_values(dict.fromkeys(left.free + right.free), point.sizes)
        if all(at.get(i, i) != at.get(j, j) for i, j in assumption.apart)
    )


def _is_onehot(point: Point, name: str) -> bool:
    values = [point.entry(*e) for e in point.entries(name)]
    classes = _classes(point.programs, point.sizes, name)
    rows = [values[start : start + classes] for start in range(0, len(values), classes)]
    ones = [sum(v == 1 for v in row) for row in rows]
    zeros = [sum(v.is_zero() for v in row) for row in rows]
    return all(one == 1 for one in ones) and all(zero == classes - 1 for zero in zeros)
