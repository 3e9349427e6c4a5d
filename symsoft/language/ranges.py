"""Which indices and axes share a range, and what the ranges are called.

Union-find: every axis of an array and every index begins with a range of its own; using an index at
an axis joins the two.  Sizes are named n, m, p, ... by first appearance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from symsoft.language.terms import Size

SIZE_LETTERS = "nmpqrsuvwabcdefgh"
"""Letters for sizes, in the order in which they are tried."""


class Range:
    """The range of an index or of an axis; ranges that were joined have one ``root``."""

    __slots__ = ("_known", "_parent", "_size")

    def __init__(self, size: Size | None = None) -> None:
        """With a size, the range is settled already."""
        self._parent: Range | None = None
        self._size = size
        self._known = size is not None

    @property
    def root(self) -> Range:
        found = self
        while found._parent is not None:
            found = found._parent
        if found is not self:
            self._parent = found
        return found

    @property
    def size(self) -> Size | None:
        return self.root._size

    @property
    def known(self) -> bool:
        """Does an array that somebody supplies have an axis with this range?"""
        return self.root._known

    def settle(self) -> None:
        """Note that the range is the axis of an input."""
        self.root._known = True

    def join(self, other: Range) -> bool:
        """Make the two one range; False, and no change, if their sizes are known to differ."""
        a, b = self.root, other.root
        if a is b:
            return True
        if a._size is not None and b._size is not None and a._size != b._size:
            return False
        b._parent = a
        a._size = a._size or b._size
        a._known = a._known or b._known
        return True


def name_sizes(
    ranges: Iterable[Range], taken: Collection[str], asked: Collection[str]
) -> tuple[dict[Range, Size], tuple[str, ...]]:
    """A size for each root, by first appearance, and which of the names asked for became sizes.

    Letters in taken name something else and are skipped.
    """
    letters = (
        letter + suffix
        for suffix in ("", *map(str, range(1, 1000)))
        for letter in SIZE_LETTERS
        if letter + suffix not in taken
    )
    roots = dict.fromkeys(r.root for r in ranges)
    sizes = {root: Size(next(letters)) for root in roots}
    return sizes, tuple(s.name for s in sizes.values() if s.name in asked)


__all__ = ["SIZE_LETTERS", "Range", "name_sizes"]
