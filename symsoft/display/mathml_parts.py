"""Pieces of MathML put together: brackets in size, fractions, tables, places for a break.

Works on boxes that are already printed and knows no term.  Every piece is well-formed by itself, so
that a long formula can be several ``math`` elements, between which a browser breaks the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape, unescape
from itertools import pairwise
from typing import TypeVar

from symsoft.display.boxes import Box, Piece, join

_Cell = TypeVar("_Cell")
NEW = ('<mrow class="new">', "</mrow>")
"""What stands around that which is new in a step."""
RELATIONS = {
    ">=": "≥",
    "<=": "≤",
    "!=": "≠",
    "=": "=",
    ">": ">",
    "<": "<",
    "limit": "→",
    "first order": "≈",
    "differs": "≢",
}
SIGNS = {
    "sum": "<mo>∑</mo>",
    "max": '<mo movablelimits="true">max</mo>',
    "min": '<mo movablelimits="true">min</mo>',
}
"""The signs of sums and extrema, with what is below or beside them."""
TOGETHER = 15.0
"""A part up to this width, in ems, is not broken: it fits on a small screen."""
WRITTEN_OUT = 8
"""A matrix with more rows or columns is shown by its corners."""
SHOWN = 3
_LINE = 1.4
"""Higher than this, in lines, and brackets are stretched."""
_OPENING = ('<mo stretchy="false">(', "<mrow><mo>(")
_TAG = re.compile(r"<(/?)\w+[^>]*?(/?)>")
_NARROW = frozenset("ijlft(),.;:|/!'[]")


def piece(text: str, ems: float | None = None, height: float = 1.0, plain: bool = False) -> Box:
    """MathML that is never broken; its width is estimated from its letters.

    What is ``plain`` may stand close to another: one letter, with its indices.
    """
    return Box((Piece(text, width(text) if ems is None else ems),), height, plain)


def number(value: object) -> Box:
    """Digits."""
    return piece(f"<mn>{value}</mn>", plain=True)


def operator(sign: str, at: int) -> Box:
    """A sign between operands, before which a line may be broken."""
    text = f"<mo>{escape(sign)}</mo>"
    broken = f'<mo form="infix">{escape(sign)}</mo>'
    return Box((Piece(text, 1.3, at, broken),))


def width(text: str) -> float:
    """The width of some MathML set on one line, in ems; an estimate."""
    letters = unescape(_TAG.sub("", text))
    return sum(0.35 if c in _NARROW else 1.0 if ord(c) > 0x2E80 else 0.58 for c in letters)


def one(text: str) -> str:
    """The text as one element.

    >>> one("<mi>x</mi>"), one("<mi>x</mi><mi>y</mi>")
    ('<mi>x</mi>', '<mrow><mi>x</mi><mi>y</mi></mrow>')
    """
    depth = roots = 0
    for tag in _TAG.finditer(text):
        closes, empty = tag[1], tag[2]
        roots += not depth and not closes
        depth += -1 if closes else 0 if empty else 1
    return text if roots == 1 else f"<mrow>{text}</mrow>"


def scripted(tag: str, base: str, *scripts: str) -> str:
    """A base with what stands at its corners: ``msub``, ``msup``, ``munder``.

    >>> scripted("msub", "<mi>y</mi>", "<mi>i</mi>")
    '<msub><mi>y</mi><mi>i</mi></msub>'
    """
    return f"<{tag}>{''.join(map(one, (base, *scripts)))}</{tag}>"


def delimited(left: str, inner: Box, right: str) -> Box:
    """Brackets as high as what they enclose; where that is long, lines may be broken within."""
    if inner.height > _LINE and inner.width <= TOGETHER:
        text = f"<mrow>{_fence(left, 'prefix')}{inner.text}{_fence(right, 'postfix')}</mrow>"
        return piece(text, inner.width + 1.0, inner.height)
    size = ' stretchy="false"'
    if inner.height > _LINE:
        size = f' minsize="{inner.height:.1f}em" maxsize="{inner.height:.1f}em"'
    ends = (piece(_fence(left, "prefix", size), 0.4), piece(_fence(right, "postfix", size), 0.4))
    return Box(join([ends[0], inner.deeper(), ends[1]]).pieces, inner.height)


def _fence(sign: str, form: str, size: str = "") -> str:
    where = f' form="{form}"' if sign == "|" else ""
    return f"<mo{where}{size}>{sign}</mo>"


def attached(tag: str, base: Box, script: str) -> Box:
    """An index or exponent at a box, at its last piece when that is long."""
    *rest, last = base.pieces
    if base.width <= TOGETHER:
        text = scripted(tag, base.text, script)
        return piece(text, None, base.height + 0.25, base.plain)
    text = scripted(tag, Box((last,)).text, script)
    return Box((*rest, Piece(text, width(text), last.at)), base.height + 0.25)


def stacked(above: Box, below: Box, full_size: bool = False) -> Box:
    """A fraction; ``full_size`` keeps it from shrinking inside another."""
    text = scripted("mfrac", above.text, below.text)
    if full_size:
        text = text.replace("<mfrac>", '<mfrac displaystyle="true" scriptlevel="0">', 1)
    return piece(text, max(above.width, below.width) + 0.3, above.height + below.height + 0.2)


def product(factors: Sequence[Box]) -> Box:
    """Factors side by side, as close as they may stand."""
    boxes = [factors[0]]
    for left, right in pairwise(factors):
        between = _between(left, right)
        marks = {left.pieces[-1].mark, right.pieces[0].mark}
        boxes += [between.marked(*NEW) if marks == {NEW} else between, right]
    return join(boxes)


def _between(left: Box, right: Box) -> Box:
    """A dot before a number, else a thin space; a dot wherever a line begins."""
    if right.text.startswith(("<mn>", "<msup><mn>")):
        return operator("·", 1)
    close = (left.plain and right.plain) or right.text.startswith(_OPENING)
    text = "" if close else '<mspace width="0.17em"></mspace>'
    return Box((Piece(text, 0.17, 1, '<mo form="infix">·</mo>'),))


def between(boxes: Sequence[Box], signs: Sequence[str]) -> Box:
    """Boxes with signs between them, before which a line may be broken."""
    found = [boxes[0]]
    for sign, box in zip(signs, boxes[1:], strict=True):
        found += [operator(sign, 1), box]
    return join(found)


def comma() -> Box:
    """A comma, behind which a line may be broken."""
    return Box((Piece('<mo separator="true">,</mo>', 0.6), Piece("", 0.0, 0)))


def marked_up(text: str) -> str:
    """MathML in which what stands beside the elements, such as ``= 4``, is in elements too.

    >>> marked_up("<mi>n</mi> = 4")
    '<mi>n</mi><mo>=</mo><mn>4</mn>'
    """
    depth, start, found = 0, 0, ""
    for tag in [*_TAG.finditer(text), None]:
        beside = text[start : tag.start() if tag else len(text)]
        found += beside if depth else "".join(map(_token, beside.split()))
        if tag:
            depth += -1 if tag[1] else 0 if tag[2] else 1
            found, start = found + tag[0], tag.end()
    return found


def _token(text: str) -> str:
    tag = "mn" if text[0].isdigit() else "mo"
    return f"<{tag}>{text}</{tag}>"


def words(text: str) -> str:
    """Running text inside a formula; its spaces at the ends are kept."""
    return f"<mtext>{escape(text)}</mtext>".replace(" ", "\N{NO-BREAK SPACE}") if text else ""


def grid(rows: Sequence[Sequence[Box]]) -> Box:
    """A matrix, or its corners when it is large."""
    large = max(len(rows), len(rows[0])) > WRITTEN_OUT
    return dotted(rows) if large else matrix(rows)


def dotted(rows: Sequence[Sequence[Box]]) -> Box:
    """The first three rows and columns of a matrix and the last, with dots between."""
    shown = [_corners(row, piece("<mo>⋯</mo>", 1.2)) for row in rows]
    gap = [piece("<mo>⋮</mo>", 0.5)] * len(shown[0])
    if len(gap) > SHOWN:
        gap[SHOWN] = piece("<mo>⋱</mo>", 1.2)
    return matrix(_corners(shown, gap))


def matrix(shown: Sequence[Sequence[Box]]) -> Box:
    """Rows in brackets."""
    columns = [max(cell.width for cell in column) for column in zip(*shown, strict=True)]
    height = 1.2 * sum(max(cell.height for cell in row) for row in shown)
    text = f"<mrow><mo>(</mo>{_table(shown)}<mo>)</mo></mrow>"
    return piece(text, sum(columns) + len(columns) + 1.0, height)


def cases(rows: Sequence[tuple[Box, Box]]) -> Box:
    """Values, each with its clause."""
    ems = max(v.width for v, _ in rows) + max(c.width for _, c in rows) + 2.2
    text = f"<mrow><mo>{{</mo>{_table(rows, 'cases')}</mrow>"
    return piece(text, ems, 1.3 * len(rows))


def _table(rows: Sequence[Sequence[Box]], kind: str = "matrix") -> str:
    lines = ("".join(f"<mtd>{cell.text}</mtd>" for cell in row) for row in rows)
    return f'<mtable class="{kind}">{"".join(f"<mtr>{line}</mtr>" for line in lines)}</mtable>'


def _corners(cells: Sequence[_Cell], dots: _Cell) -> list[_Cell]:
    return [*cells[:SHOWN], dots, cells[-1]] if len(cells) > SHOWN else list(cells)


def chunks(box: Box, room: float = TOGETHER) -> list[str]:
    """The box in parts, between which a line may be broken; one part where it is short.

    Each part is as wide as the best places for a break allow, and no part is broken that fits in
    the room.
    """
    if box.width <= room:
        return [_text(box)]
    places = [p.at for p in box.pieces[1:] if p.at is not None]
    if not places:
        return [_text(box)]
    best = min(places)
    parts: list[list[Piece]] = [[]]
    for number, p in enumerate(box.pieces):
        if number and p.at == best:
            parts.append([])
        parts[-1].append(p)
    return [chunk for part in parts for chunk in chunks(Box(tuple(part)), room)]


def _text(box: Box) -> str:
    """The text of a part, whose first sign knows that a line may begin with it."""
    first, *rest = box.pieces
    return Box((replace(first, text=first.broken or first.text), *rest)).text
