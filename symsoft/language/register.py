"""Every quantity and index that the lines mention, with ranges that are joined as they are read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from symsoft.errors import InputError
from symsoft.language.drafts import Letter
from symsoft.language.ranges import Range
from symsoft.language.syntax import Source
from symsoft.language.system import System
from symsoft.language.terms import Size
from symsoft.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Place:
    """A node in a line, to which an error can point."""

    source: Source
    node: ast.AST


@dataclass(frozen=True, slots=True)
class Pair:
    """Two indices that must share a range, since they are compared."""

    a: Letter
    b: Letter
    place: Place


class Register:
    """Quantities in order of first appearance, and indices with the place that brought them in."""

    def __init__(
        self,
        shapes: Mapping[str, tuple[Range, ...]] | None = None,
        size_names: Collection[str] = (),
    ) -> None:
        """With shapes, the quantities are settled and no others are allowed."""
        self.quantities: dict[str, tuple[Range, ...]] = dict(shapes or {})
        self.size_names = frozenset(size_names)
        self.closed = shapes is not None
        self.letters: list[tuple[Letter, Place]] = []
        self.pairs: list[Pair] = []
        self.index_names: set[str] = set()

    def use(self, name: str, rank: int, place: Place) -> tuple[Range, ...]:
        """The axes of a quantity that is used with so many indices.

        Raises InputError when it is known with another number of them, or not known where it must.
        """
        if not rank and name not in self.quantities and name in self.size_names:
            return ()
        if self.closed and name not in self.quantities:
            hint = did_you_mean(name, self.quantities)
            raise place.source.error(f"{name} does not occur in the definitions{hint}", place.node)
        axes = self.quantities.setdefault(name, tuple(Range() for _ in range(rank)))
        if len(axes) != rank:
            message = f"{name} has {_indices(len(axes))} elsewhere and {_indices(rank)} here"
            raise place.source.error(message, place.node)
        return axes

    def index(self, name: str, place: Place) -> Letter:
        """A new index, whose range is still open."""
        letter = Letter(name, Range())
        self.index_names.add(name)
        self.letters.append((letter, place))
        return letter

    def compare(self, a: Any, b: Any, place: Place) -> None:
        """Note that two indices are compared; integers fit every range."""
        if isinstance(a, Letter) and isinstance(b, Letter):
            self.pairs.append(Pair(a, b, place))

    def join(self, index: Any, axis: Range, place: Place) -> None:
        """Note that an index is used at an axis; raises InputError when their sizes differ."""
        if isinstance(index, Letter) and not axis.join(index.range):
            raise _two_ranges(index, axis, place)

    def settle(self, default: Callable[[str], Size | None] = lambda _: None) -> None:
        """Let compared indices share a range and see to it that every range is known.

        A comparison makes two axes one, unless both have a size already.  default gives the size of
        an index that nothing else determines.
        """
        waiting = self.pairs
        while waiting:
            later = [pair for pair in waiting if not self._compared(pair)]
            if len(later) == len(waiting):
                break
            waiting = later
        for letter, _ in self.letters:
            size = None if letter.range.known else default(letter.name)
            if size is not None:
                letter.range.join(Range(size))
        for pair in waiting:
            if not self._compared(pair):
                pair.a.range.join(pair.b.range)
        for letter, place in self.letters:
            if not letter.range.known:
                what = f"the range of {letter.name} can't be known: it indexes no input"
                raise place.source.error(what, place.node)

    def _compared(self, pair: Pair) -> bool:
        """Join the ranges of a pair once one of them is known; False while neither is."""
        a, b = pair.a.range, pair.b.range
        if not (a.known or b.known):
            return False
        if a.size is not None and b.size is not None and a.size != b.size:
            message = (
                f"{pair.a.name} and {pair.b.name} range over different axes; can't compare them"
            )
            raise pair.place.source.error(message, pair.place.node)
        a.join(b)
        return True


def _two_ranges(index: Letter, axis: Range, place: Place) -> InputError:
    a, b = index.range.size, axis.size
    over = f"over {a.name} and over {b.name}" if a and b else "over two axes"
    return place.source.error(f"{index.name} ranges {over}; use two indices", place.node)


def _indices(count: int) -> str:
    return {0: "no index", 1: "1 index"}.get(count, f"{count} indices")


def of_system(system: System) -> Register:
    """A register that knows a system's quantities and nothing else."""
    ranges = {size: Range(size) for size in system.sizes}
    shapes = {name: tuple(ranges[s] for s in shape) for name, shape in system.shapes.items()}
    return Register(shapes, [size.name for size in system.sizes])


__all__ = ["Pair", "Place", "Register", "of_system"]
