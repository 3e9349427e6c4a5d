"""Printed terms before they are cut into lines: pieces of text with the places for a break.

A printer makes pieces, ``fill`` makes lines.  Widths are in whatever unit the printer measures:
columns of a terminal, ems of a page.  Nothing here knows a term.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

SHORTEST = 0.35
"""A line is not broken before this share of its room while there is a break further on."""


class Level(IntEnum):
    """How tightly a printed term holds together; where a tighter one is needed it is bracketed.

    FACTOR is what may stand in a product but not beside a stroke, such as a stacked fraction.
    """

    SUM = 0
    PRODUCT = 1
    FACTOR = 2
    POWER = 3
    ATOM = 4


class After(IntEnum):
    """What follows a printed term, for those that reach as far to the right as they can."""

    END = 0
    PLUS = 1
    TIMES = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is never cut.

    A line may be broken before it when ``at`` is given: the lower, the better a place (even: before
    + or −, odd: before a factor, two more for each bracket around it).  ``broken`` is the text to
    write when it begins a line.  ``mark`` is what stands before and behind a run of marked pieces.
    """

    text: str
    width: float
    at: int | None = None
    broken: str = ""
    mark: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A printed term: its pieces, and where the printer cares its height in lines.

    ``plain`` marks a single symbol, which may stand close to another.
    """

    pieces: tuple[Piece, ...]
    height: float = 1.0
    plain: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return _text(self.pieces)

    @property
    def width(self) -> float:
        return sum(p.width for p in self.pieces)

    def marked(self, before: str, behind: str) -> Box:
        """The same with a mark around it, on every line that it is cut into."""
        pieces = tuple(replace(p, mark=(before, behind)) for p in self.pieces)
        return Box(pieces, self.height)

    def deeper(self) -> Box:
        """The same as it stands inside brackets: its breaks are a worse choice."""
        pieces = (p if p.at is None else replace(p, at=p.at + 2) for p in self.pieces)
        return Box(tuple(pieces), self.height)


def join(boxes: Iterable[Box]) -> Box:
    """Boxes one after the other."""
    boxes = tuple(boxes)
    pieces = tuple(p for b in boxes for p in b.pieces)
    return Box(pieces, max((b.height for b in boxes), default=1.0))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a broken term; ``depth`` counts the brackets that it begins in."""

    text: str
    depth: int
    width: float


def fill(box: Box, first: float, rest: float, indent: float) -> list[Line]:
    """Cut a box into lines: the first has room ``first``, the others ``rest``.

    A line that begins inside d brackets has ``d * indent`` less.  A line is longer than its room
    only when there is no place to break it.
    """
    lines: list[Line] = []
    pieces: Sequence[Piece] = box.pieces
    depth, room = 0, first
    while pieces:
        cut = _cut(pieces, room)
        lines.append(_line(pieces[:cut], depth, fresh=not lines))
        pieces = pieces[cut:]
        if pieces:
            depth = (pieces[0].at or 0) // 2
            room = rest - depth * indent
    return lines


def _line(pieces: Sequence[Piece], depth: int, fresh: bool) -> Line:
    first = pieces[0]
    if not fresh and first.broken:
        pieces = (replace(first, text=first.broken), *pieces[1:])
    return Line(_text(pieces), depth, sum(p.width for p in pieces))


def _text(pieces: Sequence[Piece]) -> str:
    """The text of pieces, with one mark around those that stand together and carry the same."""
    runs = []
    for mark, run in groupby(pieces, key=lambda p: p.mark):
        before, behind = mark or ("", "")
        runs.append(before + "".join(p.text for p in run) + behind)
    return "".join(runs)


def _cut(pieces: Sequence[Piece], room: float) -> int:
    """How many pieces go on the line."""
    if sum(p.width for p in pieces) <= room:
        return len(pieces)
    fitting: list[tuple[int, float, int]] = []
    width = 0.0
    for position, piece in enumerate(pieces):
        if position and piece.at is not None:
            if width > room:
                # No place fits: the first one there is overflows least.
                fitting = fitting or [(position, width, piece.at)]
                break
            fitting.append((position, width, piece.at))
        width += piece.width
    long_enough = [f for f in fitting if f[1] >= SHORTEST * room] or fitting
    if not long_enough:
        return len(pieces)
    best = min(at for _, _, at in long_enough)
    return max(position for position, _, at in long_enough if at == best)
