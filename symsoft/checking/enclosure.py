"""Compares two terms by rigorous ball arithmetic at concrete sizes, and finds counterexamples.

Balls that are disjoint refute an identity for good.  Balls that overlap at every point tried are
evidence at those points, never for all n, and the scope says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, cycle, islice
from typing import Any

from flint import arb, ctx

from symsoft.checking import report
from symsoft.checking.compile import OutOfRangeError
from symsoft.checking.evaluate import Point, Program, Programs, index_values
from symsoft.checking.methods import BALLS
from symsoft.checking.relations import RELATIONS, judge
from symsoft.checking.sample import points as sample
from symsoft.language.matrix import ShapeError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index
from symsoft.proof import DOMAIN, Evidence, Verdict

BITS = 128
TRIES = 12
NOWHERE = "no point found where all that is given and needed holds"
COLUMNS = ((2, 3, 1), (3, 2, 1), (1, 2, 3), (2, 1, 3), (3, 1, 2), (1, 3, 2))
"""Values tried for the first size, the second, …: unequal, so that mixed-up ranges show."""

Choice = tuple[tuple[str, int], ...]
"""A value for every size, by name."""


def compare(
    system: System,
    lhs: Any,
    rhs: Any,
    *,
    relation: str = "=",
    sizes: Sequence[Mapping[str, int]] | None = None,
    points: int = 1,
    bits: int = BITS,
) -> Evidence:
    """Evidence for ``lhs relation rhs`` at concrete sizes, every index value and sampled inputs.

    ``sizes`` lists choices of a value for every size; by default three with unequal values from 1
    to 3.  ``points`` usable points are sought at each.  FAILS carries the counterexample.

    Raises UnsupportedError for a node that has no value, ValueError for a quantity without a shape
    or a size without a value.

    >>> from symsoft.language.terms import Ref
    >>> system = System((), {"a": ()})
    >>> compare(system, Ref("a") ** 2, Ref("a") * Ref("a")).verdict.value
    'holds'
    """
    return Enclosure(system, bits).compare(lhs, rhs, relation, sizes, points)


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one point says; at and balls belong to the worst index values."""

    verdict: Verdict
    at: Mapping[Index, int]
    balls: tuple[arb, arb]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Two compiled sides and the relation between them."""

    left: Program
    right: Program
    relation: str

    @property
    def free(self) -> tuple[Index, ...]:
        return tuple(dict.fromkeys(self.left.free + self.right.free))

    def find(self, point: Point) -> _Finding:
        """The first index values that fail, else the first that stay open, else any."""
        found: _Finding | None = None
        for at in index_values(self.free, point.sizes):
            balls = self.left.at(point, at), self.right.at(point, at)
            verdict = judge(self.relation, *balls)
            if verdict is Verdict.FAILS:
                return _Finding(verdict, at, balls)
            if found is None or (verdict is Verdict.UNKNOWN and found.verdict is Verdict.HOLDS):
                found = _Finding(verdict, at, balls)
        assert found is not None, "every range has at least one value"
        return found


class Enclosure:
    """Ball arithmetic for one system; remembers its points and the values of terms at them."""

    def __init__(self, system: System, bits: int = BITS, needed: Sequence[Assumption] = ()) -> None:
        """``needed``: what else holds at the points that are tried when others say nothing."""
        self.system, self.bits = system, bits
        self.needed = tuple(needed)
        with ctx.workprec(bits):
            self.programs = Programs(system)
        self._points: dict[Choice, _Points] = {}

    def compare(
        self,
        lhs: Any,
        rhs: Any,
        relation: str = "=",
        sizes: Sequence[Mapping[str, int]] | None = None,
        points: int = 1,
    ) -> Evidence:
        """As the function ``compare``."""
        if relation not in RELATIONS:
            return Evidence(BALLS, Verdict.UNKNOWN, "", f"balls do not decide '{relation}'")
        with ctx.workprec(self.bits):
            try:
                claim = _Claim(self.programs.program(lhs), self.programs.program(rhs), relation)
            except ShapeError as error:
                detail = f"the shapes do not fit: {error}"
                return Evidence(BALLS, Verdict.FAILS, "every size", detail)
            choices = self._default(claim) if sizes is None else [*map(self._checked, sizes)]
            return self._try(claim, (lhs, rhs), choices, points)

    def inhabited(
        self,
        lhs: Any,
        rhs: Any,
        needed: Sequence[Assumption],
        sizes: Sequence[Mapping[str, int]] | None = None,
    ) -> Evidence:
        """Is there a point where what is assumed and needed holds, at sizes that lhs = rhs has?"""
        with ctx.workprec(self.bits):
            claim = _Claim(self.programs.program(lhs), self.programs.program(rhs), "=")
            choices = self._default(claim) if sizes is None else [*map(self._checked, sizes)]
            for choice in dict.fromkeys(choices):
                if _first(sample(self.programs, dict(choice), needed)) is not None:
                    scope = report.scope({choice: 1}, False, self.bits)
                    return Evidence(DOMAIN, Verdict.HOLDS, scope)
        tried = report.choices_text([dict(c) for c in dict.fromkeys(choices)])
        return Evidence(DOMAIN, Verdict.UNKNOWN, tried or "no values", NOWHERE)

    def _default(self, claim: _Claim) -> list[Choice]:
        """Three choices for every size; integer indices make room for themselves."""
        frames = claim.left.frame, claim.right.frame
        names = dict.fromkeys([*self.system.sizes, *(size for f in frames for size in f.needs)])
        exact = {size: length for f in frames for size, length in f.exact.items()}
        least = {size: max(f.needs.get(size, 1) for f in frames) for size in names}
        columns = list(zip(names, cycle(COLUMNS), strict=False))
        return [
            tuple((s.name, exact.get(s, max(column[row], least[s]))) for s, column in columns)
            for row in range(len(COLUMNS[0]))
        ]

    def _checked(self, sizes: Mapping[str, int]) -> Choice:
        missing = [s.name for s in self.system.sizes if s.name not in sizes]
        if missing:
            raise ValueError(f"no value for the size {missing[0]}")
        return tuple(sizes.items())

    def _try(
        self, claim: _Claim, sides: tuple[Any, Any], choices: list[Choice], points: int
    ) -> Evidence:
        covered: dict[Choice, int] = {}
        doubt = ""
        for choice in dict.fromkeys(choices):
            wanted = points * choices.count(choice)
            try:
                for point in self._at(choice):
                    finding = claim.find(point)
                    if finding.verdict is Verdict.FAILS:
                        return self._failure(point, finding, sides)
                    if finding.verdict is Verdict.UNKNOWN:
                        doubt = doubt or self._doubt(point, finding, sides)
                        continue
                    covered[choice] = covered.get(choice, 0) + 1
                    if covered[choice] == wanted:
                        break
            except OutOfRangeError as error:
                doubt = doubt or f"{error} at {report.choices_text([dict(choice)])}"
        if not covered:
            tried = report.choices_text([dict(c) for c in dict.fromkeys(choices)])
            doubt = doubt or "no point found that satisfies the assumptions"
            return Evidence(BALLS, Verdict.UNKNOWN, tried or "no values", doubt)
        return Evidence(BALLS, Verdict.HOLDS, report.scope(covered, bool(claim.free), self.bits))

    def _at(self, choice: Choice) -> _Points:
        if choice not in self._points:
            sources = [sample(self.programs, dict(choice))]
            if self.needed:
                sources.append(sample(self.programs, dict(choice), self.needed))
            self._points[choice] = _Points(chain(*(islice(s, TRIES) for s in sources)))
        return self._points[choice]

    def _failure(self, point: Point, finding: _Finding, sides: tuple[Any, Any]) -> Evidence:
        scope = report.scope({tuple(point.sizes.items()): 1}, False, self.bits)
        detail = report.counterexample(point, finding.at, finding.balls, sides)
        return Evidence(BALLS, Verdict.FAILS, scope, detail)

    def _doubt(self, point: Point, finding: _Finding, sides: tuple[Any, Any]) -> str:
        finite = all(ball.is_finite() for ball in finding.balls)
        where = [report.place(point, finding.at), report.inputs_text(point, sides)]
        return f"{'undecided' if finite else 'undefined'} at {', '.join(filter(None, where))}"


class _Points:
    """The points at one choice of sizes, drawn when they are first asked for."""

    def __init__(self, source: Iterator[Point]) -> None:
        self.source = source
        self.drawn: list[Point] = []

    def __iter__(self) -> Iterator[Point]:
        for number in count():
            if number == len(self.drawn):
                following = next(self.source, None)
                if following is None:
                    return
                self.drawn.append(following)
            yield self.drawn[number]


def _first(points: Iterator[Point]) -> Point | None:
    try:
        return next(points, None)
    except OutOfRangeError:
        return None
