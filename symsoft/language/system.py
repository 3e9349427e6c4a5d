"""What the user said: definitions, assumptions, values at kinks.  Data and look-ups only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from symsoft.language.terms import Index, Ref, Size
from symsoft.language.walk import names, rename


@dataclass(frozen=True, slots=True)
class Definition:
    """``name_indices = body`` for every value of the indices."""

    name: str
    indices: tuple[Index, ...]
    body: Any

    @property
    def head(self) -> Any:
        return Ref(self.name, *self.indices)


@dataclass(frozen=True, slots=True)
class Assumption:
    """``lhs relation rhs`` for every value of the free indices.

    The relation is one of = > >= < <= != or ``onehot`` (lhs is one entry of a vector whose entries
    are 0 or 1 with sum 1, rhs is 1).  It speaks only of values at which the indices of each pair in
    ``apart`` differ.
    """

    relation: str
    lhs: Any
    rhs: Any
    apart: tuple[tuple[Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Kink:
    """The derivative's value that is taken where a function has none: ``abs'(0) = 0``."""

    function: str
    at: Any
    value: Any


@dataclass(frozen=True, slots=True)
class System:
    """Definitions in the order in which they were given, and the shape of every quantity.

    ``shapes`` maps each name, input or defined, to the sizes of its axes, in order of first
    appearance; a scalar has the shape ().  ``labels`` are names for the places along an axis, by
    the name of its size: classes a, b, c rather than 1, 2, 3.
    """

    definitions: tuple[Definition, ...]
    shapes: Mapping[str, tuple[Size, ...]]
    assumptions: tuple[Assumption, ...] = ()
    kinks: tuple[Kink, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _reached: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "shapes", MappingProxyType(dict(self.shapes)))
        object.__setattr__(self, "labels", MappingProxyType(dict(self.labels)))

    @property
    def target(self) -> Definition:
        """The definition that is differentiated: the last."""
        return self.definitions[-1]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names that are not defined, in order of first appearance."""
        return tuple(n for n in self.shapes if self.definition(n) is None)

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Every size, in order of first appearance."""
        return tuple(dict.fromkeys(s for shape in self.shapes.values() for s in shape))

    def definition(self, name: str) -> Definition | None:
        return next((d for d in self.definitions if d.name == name), None)

    def unfold(self, ref: Any) -> Any:
        """The body of a defined quantity, at the indices of ref."""
        found = self.definition(ref.name)
        if found is None:
            raise KeyError(ref.name)
        return rename(found.body, dict(zip(found.indices, ref.indices, strict=True)))

    def depends(self, e: Any, name: str) -> bool:
        """Does e contain the quantity, directly or through definitions?"""
        return any(n == name or name in self._reach(n) for n in names(e))

    def _reach(self, name: str) -> frozenset[str]:
        """The names on which a defined quantity is built."""
        if name not in self._reached:
            self._reached[name] = frozenset()
            found = self.definition(name)
            direct = names(found.body) if found is not None else []
            self._reached[name] = frozenset(direct).union(*(self._reach(n) for n in direct))
        return self._reached[name]

    def assuming(self, *more: Assumption) -> System:
        return replace(self, assumptions=self.assumptions + more)
