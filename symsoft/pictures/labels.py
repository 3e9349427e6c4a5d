"""Symbols as a drawing labels things with them: as on a page, an index below the line.

A name of one letter is in italics, a word upright.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from symsoft.display.names import GREEK, Names, Shown, on_page
from symsoft.display.order import Order
from symsoft.pictures.svg import symbol


class _Drawn:
    """The script of a drawing, which is plain text."""

    def letter(self, name: str) -> str:
        return unicodedata.normalize("NFC", GREEK.get(name, name))

    def accented(self, mark: str, letter: str) -> str:
        return unicodedata.normalize("NFC", letter + mark)

    def word(self, name: str) -> str:
        return name

    def primed(self, base: str, count: int) -> str:
        return base + "′" * count


def _drawn(name: str, known: frozenset[str]) -> Shown:
    return on_page(name, known, _Drawn())


class Labels:
    """Labels with the names of a derivation, in its order of symbols."""

    def __init__(self, order: Order) -> None:
        self.names = Names.of(order.names, _drawn, str)

    def __call__(self, name: str, at: Sequence[int] = (), behind: str = "") -> str:
        """A name with the indices of one of its entries, as the inside of a text element.

        >>> Labels(Order.of(None))("W1", (2, 3))
        '<tspan font-style="italic">W</tspan><tspan dy="3" font-size="75%">1,23</tspan>'
        """
        shown = self.names[name]
        below = ",".join(part for part in (shown.sub, indices(at)) if part)
        return symbol(shown.base, below, behind)


def indices(at: Sequence[int]) -> str:
    """Indices side by side, with commas where one could be read as two.

    >>> indices((1, 2)), indices((1, 12))
    ('12', '1,12')
    """
    return ("" if all(v < 10 for v in at) else ",").join(map(str, at))
