"""Where the values of a term's indices stand while it is evaluated.  Nothing is evaluated here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Integer

from symsoft.language.terms import Index, Ref, Size

Scope = dict[Index, int]
"""The slot of each index that is bound at a place."""


class Frame:
    """One list of values; every index, bound or free, and every integer index has its own slot.

    ``free`` holds the slots of the free indices in order of appearance.  ``needs`` gives, for each
    size met, the largest integer index along it; ``exact`` the only value of a size for which a
    matrix is written out.
    """

    def __init__(self, leading: tuple[Index, ...]) -> None:
        self.values: list[int] = []
        self.needs: dict[Size, int] = {}
        self.exact: dict[Size, int] = {}
        self.free: Scope = {i: self.slot() for i in leading}

    def slot(self, value: int = 0) -> int:
        """A new slot."""
        self.values.append(value)
        return len(self.values) - 1

    def place(self, index: Any, scope: Scope) -> int:
        """The slot of an index or of an integer."""
        if isinstance(index, Integer):
            return self.slot(int(index))
        if index in scope:
            return scope[index]
        if index not in self.free:
            self.free[index] = self.slot()
            self.need(index.size)
        return self.free[index]

    def places(self, indices: Sequence[Any], scope: Scope) -> tuple[int, ...]:
        return tuple(self.place(i, scope) for i in indices)

    def need(self, size: Size, length: int = 1) -> None:
        """Note that a size occurs, and that an index reaches that far along it."""
        self.needs[size] = max(self.needs.get(size, 1), length)

    def reach(self, e: Ref, shapes: Mapping[str, tuple[Size, ...]]) -> None:
        """Note how far the integer indices of a quantity reach.

        Raises ValueError for a quantity without a shape or with another number of axes.
        """
        if e.name not in shapes:
            raise ValueError(f"{e.name} has no shape")
        for size, index in zip(shapes[e.name], e.indices, strict=True):
            self.need(size, int(index) if isinstance(index, Integer) else 1)

    def written_out(self, size: Size, length: int) -> None:
        """Note that a matrix is written out for this value of a size only."""
        self.exact[size] = length
