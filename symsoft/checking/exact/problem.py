"""What one decision is about: the system, ranks for its names, the sizes that have a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sympy import Integer

from symsoft.checking.exact.atoms import VALUE, Label
from symsoft.checking.exact.poly import Budget, Undecided
from symsoft.language.system import System
from symsoft.language.terms import Index, Ref, Size, free
from symsoft.language.walk import names, subterms


class Problem:
    """Shared by all normal forms of one decision.

    Names and sizes are numbered by first appearance in the system, so that nothing depends on how
    they are spelled.
    """

    def __init__(self, system: System, terms: tuple[Any, ...], sizes: Mapping[str, int]) -> None:
        self.system = system
        self.budget = Budget()
        self.names: dict[str, int] = {name: q for q, name in enumerate(system.shapes)}
        self.size_ranks: dict[str, int] = {}
        self.axes: dict[str, tuple[Size, ...]] = dict(system.shapes)
        self.reach: dict[str, int] = {}
        """The largest concrete index value met on an axis, by the name of its size."""
        self.given = dict(sizes)
        occurring = dict.fromkeys(s.name for s in _sizes(system, terms))
        ordered = [s.name for s in system.sizes if s.name in occurring]
        self.occurring = list(dict.fromkeys([*ordered, *occurring]))
        for name in [*(s.name for s in system.sizes), *self.occurring]:
            self.size_rank(name)

    @property
    def sizes(self) -> dict[int, int]:
        """The sizes that have a value, by rank."""
        return {self.size_rank(name): value for name, value in self.given.items()}

    def size_rank(self, name: str) -> int:
        """The number of a size."""
        return self.size_ranks.setdefault(name, len(self.size_ranks))

    def rank(self, name: str) -> int:
        """The number of a quantity."""
        return self.names.setdefault(name, len(self.names))

    def name(self, rank: int) -> str:
        """The quantity with a number."""
        return list(self.names)[rank]

    def value(self, index: Integer, size: Size) -> Label:
        """The label of a concrete index value on an axis."""
        number = int(index)
        if number < 1 or number > self.given.get(size.name, number):
            raise Undecided(f"index {number} is out of range")
        self.reach[size.name] = max(number, self.reach.get(size.name, 1))
        return Label(VALUE, number)

    def check_shape(self, ref: Any) -> None:
        """Raises Undecided when the indices of a reference do not run over its axes."""
        axes = self.axes.get(ref.name)
        if axes is None:
            if not all(isinstance(i, Index) for i in ref.indices):
                raise Undecided(f"the shape of {ref.name} is not known")
            axes = self.axes[ref.name] = tuple(i.size for i in ref.indices)
        fits = len(axes) == len(ref.indices) and all(
            not isinstance(i, Index) or i.size == axis
            for i, axis in zip(ref.indices, axes, strict=True)
        )
        if not fits:
            raise Undecided(f"the indices of {ref} do not run over its axes")


def free_in_order(*terms: Any) -> list[Index]:
    """The free indices of terms by first appearance."""
    found: dict[Index, None] = {}
    for e in terms:
        wanted = free(e)
        found.update((s, None) for s in subterms(e) if isinstance(s, Index) and s in wanted)
    return list(found)


def reachable(system: System, terms: Iterable[Any]) -> list[Any]:
    """Terms, and the bodies of the definitions on which they depend."""
    found, seen = list(terms), set()
    for e in found:
        for name in names(e):
            definition = system.definition(name)
            if definition is not None and name not in seen:
                seen.add(name)
                found.append(definition.body)
    return found


def _sizes(system: System, terms: Iterable[Any]) -> Iterator[Size]:
    """The sizes that terms speak of, directly or through definitions."""
    for e in reachable(system, terms):
        for s in subterms(e):
            if isinstance(s, Size):
                yield s
            elif isinstance(s, Index):
                yield s.size
            elif isinstance(s, Ref):
                yield from system.shapes.get(s.name, ())
