"""Points and programs: the value of every term at concrete sizes and concrete inputs.

A term is compiled once for a system and run at every index value; derivatives come from dual
numbers over the definitions.  Nothing here samples, compares or judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from symsoft.checking.compile import Build, Code, OutOfRangeError, ball
from symsoft.checking.dual import ONE, Dual, Number
from symsoft.checking.frame import Frame
from symsoft.language.system import System
from symsoft.language.terms import Index, key
from symsoft.language.walk import names

Entry = tuple[str, tuple[int, ...]]
"""One entry of a named quantity: the name and the index values."""


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled term; ``free`` are its free indices in order of appearance."""

    number: int
    code: Code
    frame: Frame
    free: tuple[Index, ...]
    slots: tuple[int, ...]

    def at(self, point: Point, indices: Mapping[Index, int]) -> Number:
        """The value where the free indices have the values given."""
        return self.run(point, [indices[i] for i in self.free])

    def run(self, point: Point, at: Sequence[int]) -> Number:
        """The value at the values of the free indices, in their order; remembered at the point."""
        place = (self.number, *at)
        if place not in point.known:
            frame = list(self.frame.values)
            for slot, value in zip(self.slots, at, strict=True):
                frame[slot] = value
            point.known[place] = self.code(point, frame)
        return point.known[place]


@dataclass(slots=True)
class Point:
    """A value for every input entry; entries of defined quantities are evaluated and remembered."""

    programs: Programs
    sizes: Mapping[str, int]
    inputs: dict[Entry, Number]
    level: int = 0
    known: dict[tuple[Any, ...], Number] = field(default_factory=dict)
    nearby: dict[Entry, Point] = field(default_factory=dict)

    def entry(self, name: str, at: tuple[int, ...]) -> Number:
        found = self.inputs.get((name, at))
        if found is not None:
            return found
        program = self.programs.definition(name)
        if program is None:
            raise OutOfRangeError(f"{name} has no entry {at}")
        return program.run(self, at)

    def entries(self, name: str) -> Iterator[Entry]:
        """Every entry of a quantity, the last index fastest."""
        axes = (range(1, self.sizes[s.name] + 1) for s in self.programs.system.shapes[name])
        return ((name, at) for at in product(*axes))

    def nudged(self, name: str, at: tuple[int, ...]) -> Point:
        """The point where one entry carries a derivative; a defined quantity becomes an input."""
        place = (name, at)
        if place not in self.nearby:
            inputs = dict(self.inputs)
            if self.programs.definition(name) is not None:
                inputs.update((e, self.entry(*e)) for e in self.entries(name))
            if place not in inputs:
                raise OutOfRangeError(f"{name} has no entry {at}")
            inputs[place] = Dual(self.level + 1, inputs[place], ONE)
            self.nearby[place] = Point(self.programs, self.sizes, inputs, self.level + 1)
        return self.nearby[place]


def index_values(free: Iterable[Index], sizes: Mapping[str, int]) -> Iterator[dict[Index, int]]:
    """Every assignment of values to indices, the last index fastest."""
    indices = tuple(free)
    ranges = (range(1, sizes[i.size.name] + 1) for i in indices)
    return (dict(zip(indices, at, strict=True)) for at in product(*ranges))


class Programs:
    """The compiled terms of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.kinks = {k.function: ball(k.value) for k in system.kinks if k.at == 0}
        self._compiled: dict[Any, Program] = {}
        self._definitions: dict[str, Program | None] = {}
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """A small number that stands for a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def program(self, e: Any) -> Program:
        """The program of a term.

        Raises UnsupportedError for a node that has no value, ValueError for an unknown quantity.
        """
        if e not in self._compiled:
            self._compiled[e] = self._compile(e, (), "value of " + key(e))
        return self._compiled[e]

    def definition(self, name: str) -> Program | None:
        """The program of a defined quantity, as a function of its indices."""
        if name not in self._definitions:
            found = self.system.definition(name)
            self._definitions[name] = (
                None
                if found is None
                else self._compile(found.body, found.indices, "definition of " + name)
            )
        return self._definitions[name]

    def inputs_of(self, *terms: Any) -> list[str]:
        """The inputs on which terms depend, through definitions too, in order of appearance."""
        found: dict[str, None] = {}
        todo = [name for e in terms for name in names(e)]
        while todo:
            name = todo.pop(0)
            if name not in found:
                found[name] = None
                definition = self.system.definition(name)
                todo = (names(definition.body) if definition else []) + todo
        return [name for name in found if self.system.definition(name) is None]

    def _compile(self, e: Any, leading: tuple[Index, ...], text: str) -> Program:
        build = Build(self, leading)
        code = build.code(e, {})
        slots = build.frame.free
        return Program(self.number(text), code, build.frame, tuple(slots), tuple(slots.values()))
