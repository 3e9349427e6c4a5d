"""The numbers that pictures show: one point for a system, and values there from ball arithmetic.

A number is used only when its ball is so narrow that rounding it to a double is the same on every
machine; otherwise there is no number and no picture.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flint import arb, ctx
from sympy import Integer

from symsoft.checking.compile import OutOfRangeError
from symsoft.checking.evaluate import Entry, Point, Programs, index_values
from symsoft.checking.sample import points
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Ref
from symsoft.language.walk import names, refs

BITS = 256
NARROW = arb(2) ** -180
TRIED = 24
"""So many sampled points are looked at."""
EIGHTHS = 8
"""Inputs that nothing is assumed about are moved to multiples of 1/8, which read well."""


@dataclass(frozen=True, slots=True)
class Place:
    """Concrete sizes and one value for every input."""

    system: System
    sizes: Mapping[str, int]
    point: Point

    def value(self, e: Any, at: Mapping[Index, int] | None = None) -> float | None:
        """The value of a term as the nearest double; None where there is none."""
        with precise():
            return number(self.ball(e, at or {}))

    def ball(self, e: Any, at: Mapping[Index, int]) -> Any:
        """The enclosure of a term, NaN where it has no value."""
        try:
            return self.point.programs.program(e).at(self.point, at)
        except (OutOfRangeError, ZeroDivisionError, ValueError):
            return arb("nan")

    def moved(self, changes: Mapping[Entry, Any]) -> Place:
        """The place with other values for some inputs, or for defined quantities."""
        inputs = {**self.point.inputs, **changes}
        point = Point(self.point.programs, self.sizes, inputs)
        return Place(self.system, self.sizes, point)

    def entries(self, name: str) -> list[Entry]:
        """Every entry of a quantity, the last index fastest."""
        return list(self.point.entries(name))


@contextmanager
def precise() -> Iterator[None]:
    """Ball arithmetic wide enough for pictures."""
    with ctx.workprec(BITS):
        yield


def number(ball: Any) -> float | None:
    """The double nearest to a narrow ball, None for any other.

    >>> number(arb(1) / 4), number(arb("nan"))
    (0.25, None)
    """
    if not ball.is_finite() or not ball.rad() <= NARROW * (1 + abs(ball.mid())):
        return None
    if ball.contains(0):
        return 0.0
    return float(ball.mid())


def place(system: System, sizes: Mapping[str, int], terms: Sequence[Any]) -> Place | None:
    """A sampled point at which every entry of the terms has a value, None if there is none.

    Of the values for inputs that the assumptions speak of, shares and probabilities mostly, those
    are taken whose least one is largest; all others are the first point's where that is possible.
    """
    with precise():
        programs = Programs(system)
        sampled = list(islice(points(programs, sizes), TRIED))
        bound = assumed(system)
        for point in sorted(sampled, key=lambda p: -_least(p, bound)):
            for first in (sampled[0], point):
                inputs = {
                    **first.inputs,
                    **{e: v for e, v in point.inputs.items() if e[0] in bound},
                }
                here = Place(system, sizes, Point(programs, sizes, _rounded(inputs, bound)))
                if all(_has_values(here, e) for e in terms):
                    return here
        return None


def assumed(system: System) -> set[str]:
    """The inputs that an assumption binds by more than a whole lower bound."""
    return {
        n
        for a in system.assumptions
        if _lower_bound(a) is None
        for side in (a.lhs, a.rhs)
        for n in names(side)
    }


def lowest(given: Sequence[Assumption], name: str) -> int | None:
    """The whole number below which an input may not go, None if it may."""
    bounds = [_lower_bound(a) for a in given]
    found = [bound[1] for bound in bounds if bound is not None and bound[0] == name]
    return max(found, default=None)


def _lower_bound(a: Assumption) -> tuple[str, int] | None:
    """``x_k > 0`` for all k, as the name and the number."""
    plain = isinstance(a.lhs, Ref) and all(isinstance(i, Index) for i in a.lhs.indices)
    if plain and a.relation in (">", ">=") and isinstance(a.rhs, Integer):
        return a.lhs.name, int(a.rhs)
    return None


def _least(point: Point, bound: Collection[str]) -> float:
    settled = [float(v.mid()) for (name, _), v in point.inputs.items() if name in bound]
    return min(settled, default=0.0)


def _rounded(inputs: Mapping[Entry, Any], bound: Collection[str]) -> dict[Entry, Any]:
    return {
        entry: value if entry[0] in bound else (value * EIGHTHS).ceil() / EIGHTHS
        for entry, value in inputs.items()
    }


def _has_values(here: Place, e: Any) -> bool:
    free = [i for i in getattr(e, "free", ()) if isinstance(i, Index)]
    return all(number(here.ball(e, at)) is not None for at in index_values(free, here.sizes))


def sizes_for(system: System, asked: Mapping[str, int] | None, most: int) -> dict[str, int]:
    """The sizes that were asked for where none is larger than ``most``, else 4, 3 and 2.

    A size that an index written as a number needs is at least that.
    """
    every = [s.name for s in system.sizes]
    if asked and all(asked.get(name, 1) <= most for name in every):
        return {name: asked.get(name, 1) for name in every}
    chosen = {name: (4, 3, 2)[min(k, 2)] for k, name in enumerate(every)}
    for ref, size in _literal_indices(system):
        chosen[size] = max(chosen[size], ref)
    return chosen


def _literal_indices(system: System) -> Iterator[tuple[int, str]]:
    for definition in system.definitions:
        for ref in refs(definition.body):
            for at, size in zip(ref.indices, system.shapes[ref.name], strict=True):
                if isinstance(at, Integer):
                    yield int(at), size.name
