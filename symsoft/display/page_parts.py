"""Pieces of mathematics on a page put together: brackets in size, spaces, fractions, grids.

Works on boxes that are already printed and knows no term.  ``PageParts`` decides how wide and how
high things are and how close they stand; a format's own parts say by which signs that is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from symsoft.display.boxes import Box, Piece, join
from symsoft.display.page_widths import Notation, scaled

NAMED = frozenset(("exp", "log", "sin", "cos", "tanh", "sinh", "cosh"))
"""Functions that both formats know by name."""

WRITTEN_OUT = 8
"""A matrix with more rows or columns is shown by its corners."""

Cells = Sequence[Sequence[Box]]

_HEIGHTS = (1.4, 1.7, 2.5, 3.2)
"""Up to which height, in lines, each size of bracket is enough."""
_LINE = 1.5
"""Higher than this is more than a line with indices and exponents."""


def piece(text: str, ems: float, height: float = 1.0) -> Box:
    """Text that is never broken."""
    return Box((Piece(text, ems),), height)


def operator(text: str, ems: float, at: int, broken: str) -> Box:
    """A sign before which a line may be broken; ``broken`` is what then begins the line."""
    return Box((Piece(text, ems, at, broken or " "),))


class PageParts(ABC):
    """How one format writes what a page of mathematics is made of."""

    notation: ClassVar[Notation]
    mark: ClassVar[tuple[str, str]]
    """What stands around that which is new in a step."""
    relations: ClassVar[Mapping[str, str]]
    signs: ClassVar[Mapping[str, str]]
    """``partial``, ``pi``, ``delta``, ``sum``, ``max``, ``min``, ``ones``, ``identity``,
    ``transpose``, ``times`` and ``over`` entry by entry, ``kron``, ``dot``; ``thin``, ``space`` and
    ``close``, the spaces; ``comma``, ``semicolon``, ``stroke`` and three kinds of dots."""
    spelled: ClassVar[tuple[str, ...]]
    """How an operator begins before which the format itself makes a space."""
    word: ClassVar[str]
    """How a name of several letters begins."""
    unary: ClassVar[str]
    """What makes a minus behind it a sign rather than an operator."""
    stack: ClassVar[str]
    """How a fraction begins."""

    # -- signs -------------------------------------------------------------------------------
    @abstractmethod
    def group(self, text: str) -> str:
        """What stands behind _ or ^."""

    @abstractmethod
    def bracket(self, sign: str, size: int, closes: bool) -> str:
        """One of ``( [ { |`` or its counterpart in one of five sizes; 0 is that of a letter."""

    @abstractmethod
    def fraction(self, above: str, below: str, full_size: bool) -> str:
        """A fraction; ``full_size`` keeps it from shrinking inside another."""

    @abstractmethod
    def root(self, under: str) -> str: ...

    @abstractmethod
    def function(self, name: str) -> str:
        """The name of a function, perhaps with an exponent, before its arguments."""

    @abstractmethod
    def broken(self, sign: str) -> str:
        """A sign between two operands when it begins a line."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Running text, already escaped, inside a formula."""

    @abstractmethod
    def cases_of(self, rows: Cells) -> str: ...

    @abstractmethod
    def matrix_of(self, rows: Cells) -> str: ...

    # -- put together ------------------------------------------------------------------------
    def width(self, text: str) -> float:
        return self.notation.width(text)

    def symbol(self, text: str) -> Box:
        """One symbol, with its indices; a word is kept apart from its neighbours."""
        return Box((Piece(text, self.width(text)),), plain=not text.startswith(self.word))

    def indexed(self, base: str, below: str) -> str:
        return f"{base}_{self.group(below)}" if below else base

    def delimited(self, sign: str, inner: Box) -> Box:
        """Brackets as high as what they enclose needs; lines may be broken within."""
        size = next((k for k, most in enumerate(_HEIGHTS) if inner.height <= most), len(_HEIGHTS))
        ems = 0.6 if size else 0.39
        left, right = (piece(self.bracket(sign, size, closes), ems) for closes in (False, True))
        return Box(join([left, inner.deeper(), right]).pieces, inner.height)

    def opens(self, box: Box) -> bool:
        """Does it begin with a round or square bracket?"""
        sizes = range(len(_HEIGHTS) + 1)
        first = box.pieces[0]
        signs = (self.bracket(sign, size, False) for sign in "([" for size in sizes)
        return first.mark is None and first.text in signs

    def raised(self, base: Box, exponent: str, ems: float) -> Box:
        """The base with an exponent that is ``ems`` wide at full size."""
        end = self._attached(base, f"^{self.group(exponent)}", ems)
        return Box(end.pieces, base.height + 0.25, base.plain)

    def lowered(self, base: Box, index: str) -> Box:
        """The base with an index."""
        return self._attached(base, f"_{self.group(index)}", self.width(index))

    def _attached(self, base: Box, script: str, ems: float) -> Box:
        *rest, last = base.pieces
        text = Box((last,)).text  # a mark ends before the script
        end = Piece(f"{text}{script}", last.width + scaled(ems), last.at, last.broken)
        return Box((*rest, end), base.height)

    def stacked(self, above: Box, below: Box, full_size: bool = False) -> Box:
        ems = max(above.width, below.width) + 0.24
        text = self.fraction(above.text, below.text, full_size)
        return piece(text, ems, above.height + below.height + 0.2)

    def product(self, factors: Sequence[Box]) -> Box:
        """Factors side by side, as close as they may stand."""
        boxes = [factors[0]]
        for left, right in pairwise(factors):
            between = self._between(left, right)
            marks = {left.pieces[-1].mark, right.pieces[0].mark}
            boxes += [between.marked(*self.mark) if marks == {self.mark} else between, right]
        return join(boxes)

    def _between(self, left: Box, right: Box) -> Box:
        text = right.pieces[0].text
        digits = left.text[-1].isdigit() and left.text.isdigit()
        dot = self.broken(self.signs["dot"])
        if text[0].isdigit() or (digits and text.startswith(self.stack)):
            return operator(f" {self.signs['dot']} ", 0.72, 1, dot)
        known = right.pieces[0].mark is None and text.startswith(self.spelled)
        close = (left.plain and right.plain) or self.opens(right) or known
        return operator(self.signs["close" if close else "thin"], 0.17, 1, dot)

    def between(self, boxes: Sequence[Box], signs: Sequence[str]) -> Box:
        """Boxes with signs such as ``times``, ``kron`` and ``thin`` between them."""
        found = [boxes[0]]
        for sign, box in zip(signs, boxes[1:], strict=True):
            text = self.signs[sign]
            if sign == "thin":
                found += [operator(text, 0.17, 1, self.broken(self.signs["dot"])), box]
            else:
                found += [operator(f" {text} ", 1.22, 1, self.broken(text)), box]
        return join(found)

    def listed(self, boxes: Sequence[Box], separator: str = "comma") -> Box:
        """Boxes with commas between them."""
        found = [boxes[0]]
        for box in boxes[1:]:
            sign, space = self.signs[separator], self.signs["space"]
            found += [piece(sign, 0.44), operator(space, 0.33, 0, self.unary), box]
        return join(found)

    def call(self, name: str, inputs: Sequence[Box]) -> Box:
        """A function applied; ``name`` is a known one, perhaps with an exponent, or letters."""
        arguments = self.delimited("(", self.listed(inputs))
        return join([piece(self.function(name), 0.5 * len(name)), arguments])

    def cases(self, rows: Sequence[tuple[Box, Box]]) -> Box:
        """Values, each with its clause."""
        ems = max(v.width for v, _ in rows) + max(c.width for _, c in rows) + 2.2
        return piece(self.cases_of(rows), ems, 1.2 * sum(v.height for v, _ in rows))

    def inline_cases(self, rows: Sequence[tuple[Box, Box]]) -> Box:
        """The same in braces on one line, which can be broken."""
        space = self.signs["space"]
        pairs = [join([value, piece(space, 0.33), clause]) for value, clause in rows]
        return self.delimited("{", self.listed(pairs, "semicolon"))

    def grid(self, rows: Cells) -> Box:
        """A matrix, or its corners when it is large."""
        far, wide = len(rows) > WRITTEN_OUT, len(rows[0]) > WRITTEN_OUT
        return self.dotted([_corners(row) for row in _corners(rows)], far, wide)

    def dotted(self, rows: Cells, far: bool = True, wide: bool = True) -> Box:
        """A matrix with dots before its last row if ``far``, before its last column if ``wide``."""
        right, down, across = (
            piece(self.signs[key], 1.2) for key in ("dots", "vertical dots", "diagonal dots")
        )
        shown = [[*row[:-1], right, row[-1]] if wide else list(row) for row in rows]
        if far:
            gap = [down] * len(shown[0])
            gap[-2] = across if wide else down
            shown.insert(-1, gap)
        columns = [max(cell.width for cell in column) for column in zip(*shown, strict=True)]
        height = sum(max(cell.height for cell in row) for row in shown)
        return piece(self.matrix_of(shown), sum(columns) + len(columns) + 1.0, 1.2 * height)


def is_tall(box: Box) -> bool:
    """Is it more than a line, so that an array has to keep it at its size?"""
    return box.height > _LINE


def _corners(cells: Sequence[Any]) -> Sequence[Any]:
    """All of a short list; the first three and the last of a long one."""
    return cells if len(cells) <= WRITTEN_OUT else [*cells[:3], cells[-1]]
