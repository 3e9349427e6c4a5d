r"""Pieces of LaTeX's mathematics put together: brackets in size, spaces, fractions, grids.

Works on boxes that are already printed and knows no term.  Only commands of LaTeX itself and
amsmath are used.  ``latex_widths`` estimates how wide a symbol comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from symsoft.display.boxes import Box, Piece, join
from symsoft.display.latex_widths import scaled, width

NAMED = frozenset(("exp", "log", "sin", "cos", "tanh", "sinh", "cosh"))
"""Functions that have a command of their own."""

RELATIONS = {">=": r"\ge", "<=": r"\le", "!=": r"\ne", "=": "=", ">": ">", "<": "<"}

WRITTEN_OUT = 8
"""A matrix with more rows or columns is shown by its corners."""

_SIZES = (
    (1.4, "", ""),
    (1.7, r"\bigl", r"\bigr"),
    (2.5, r"\Bigl", r"\Bigr"),
    (3.2, r"\biggl", r"\biggr"),
)
_LARGEST = (r"\Biggl", r"\Biggr")
_OPERATORS = (r"\sum", r"\max", r"\min", *(f"\\{name}" for name in sorted(NAMED)))
_LINE = 1.5
"""Higher than this is more than a line with indices and exponents."""


def piece(tex: str, ems: float, height: float = 1.0) -> Box:
    """TeX that is never broken."""
    return Box((Piece(tex, ems),), height)


def symbol(tex: str) -> Box:
    """One symbol, with its indices; a word is kept apart from its neighbours."""
    return Box((Piece(tex, width(tex)),), plain=not tex.startswith(r"\mathrm"))


def operator(tex: str, ems: float, at: int, broken: str) -> Box:
    """A sign before which a line may be broken; ``broken`` is what then begins the line."""
    return Box((Piece(tex, ems, at, broken or " "),))


def group(tex: str) -> str:
    """What stands behind _ or ^: braces unless it is one character."""
    return tex if len(tex) == 1 else f"{{{tex}}}"


def delimited(left: str, inner: Box, right: str) -> Box:
    """Brackets as high as what they enclose needs; lines may be broken within."""
    begin, end = next((s[1:] for s in _SIZES if inner.height <= s[0]), _LARGEST)
    ems = 0.6 if begin else 0.39
    boxes = [piece(begin + left, ems), inner.deeper(), piece(end + right, ems)]
    return Box(join(boxes).pieces, inner.height)


def raised(base: Box, exponent: str, ems: float) -> Box:
    """The base with an exponent that is ``ems`` wide at full size."""
    *rest, last = base.pieces
    end = Piece(f"{last.text}^{group(exponent)}", last.width + scaled(ems), last.at, last.broken)
    return Box((*rest, end), base.height + 0.25, base.plain)


def lowered(base: Box, index: str) -> Box:
    """The base with an index."""
    end = Piece(f"_{group(index)}", scaled(width(index)))
    return Box((*base.pieces, end), base.height)


def stacked(above: Box, below: Box, full_size: bool = False) -> Box:
    """A fraction; ``full_size`` keeps it from shrinking inside another."""
    ems = max(above.width, below.width) + 0.24
    tex = rf"\{'d' if full_size else ''}frac{{{above.text}}}{{{below.text}}}"
    return piece(tex, ems, above.height + below.height + 0.2)


def product(factors: Sequence[Box]) -> Box:
    """Factors side by side, as close as they may stand."""
    parts = [factors[0]]
    for left, right in pairwise(factors):
        parts += [_between(left, right), right]
    return join(parts)


def _between(left: Box, right: Box) -> Box:
    tex = right.pieces[0].text
    digits = left.text[-1].isdigit() and left.text.isdigit()
    if tex[0].isdigit() or (digits and tex.startswith(r"\frac")):
        return operator(r" \cdot ", 0.72, 1, r"{}\cdot ")
    # TeX itself puts a space before an operator such as a sum.
    close = (left.plain and right.plain) or opens(right) or tex.startswith(_OPERATORS)
    return operator(" " if close else r"\,", 0.17, 1, r"{}\cdot ")


def opens(box: Box) -> bool:
    """Does it begin with a bracket?"""
    return box.pieces[0].text.endswith(("(", "["))


def call(name: str, inputs: Sequence[Box]) -> Box:
    """A function applied; ``name`` is a command or letters, perhaps with an exponent."""
    parts = [inputs[0]]
    for box in inputs[1:]:
        parts += [piece(",", 0.44), operator(r"\ ", 0.1, 0, ""), box]
    known = name.partition("^")[0] in NAMED
    tex = name if name.startswith("\\") else f"\\{name}" if known else rf"\operatorname{{{name}}}"
    return join([piece(tex, 0.5 * len(name)), delimited("(", join(parts), ")")])


def cases(rows: Sequence[tuple[Box, Box]]) -> Box:
    """Values, each with its clause."""
    tex = rf"\begin{{cases}} {_table(rows)} \end{{cases}}"
    ems = max(v.width for v, _ in rows) + max(c.width for _, c in rows) + 2.2
    return piece(tex, ems, 1.2 * sum(v.height for v, _ in rows))


def _table(rows: Sequence[Sequence[Box]]) -> str:
    """The rows of an array; what is tall in them is kept at its size and apart."""
    lines = []
    for row in rows:
        height = max(cell.height for cell in row)
        line = " & ".join(_full_size(cell) for cell in row)
        if height > _LINE:
            line += rf"\rule[-{0.45 * height:.1f}em]{{0pt}}{{{height + 0.3:.1f}em}}"
        lines.append(line)
    return r" \\ ".join(lines)


def _full_size(cell: Box) -> str:
    """A cell of an array shrinks fractions and sums unless told otherwise."""
    return rf"\displaystyle {cell.text}" if cell.height > _LINE else cell.text


def inline_cases(rows: Sequence[tuple[Box, Box]]) -> Box:
    """The same in braces on one line, which can be broken."""
    parts: list[Box] = []
    for value, clause in rows:
        parts += [piece(";", 0.3), operator(r"\ ", 0.3, 0, "")] if parts else []
        parts += [value, piece(r"\ ", 0.33), clause]
    return delimited(r"\{", join(parts), r"\}")


def grid(rows: Sequence[Sequence[Box]]) -> Box:
    """A matrix, or its corners when it is large."""
    shown = [_corners(row, piece(r"\cdots", 1.2)) for row in rows]
    gap = [piece(r"\vdots", 0.4)] * len(shown[0])
    shown = _corners(shown, gap)
    columns = [max(cell.width for cell in column) for column in zip(*shown, strict=True)]
    tex = rf"\begin{{pmatrix}} {_table(shown)} \end{{pmatrix}}"
    height = sum(max(cell.height for cell in row) for row in shown)
    return piece(tex, sum(columns) + len(columns) + 1.0, 1.2 * height)


def _corners(cells: Sequence[Any], dots: Any) -> list[Any]:
    """All of a short list; the first three and the last of a long one, with dots between."""
    return list(cells) if len(cells) <= WRITTEN_OUT else [*cells[:3], dots, cells[-1]]
