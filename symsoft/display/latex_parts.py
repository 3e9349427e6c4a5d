r"""Pieces of LaTeX's mathematics; only commands of LaTeX itself and amsmath are used.

\changed and \trouble are the document's own, see templates/latex.
"""

from __future__ import annotations

import re
from typing import ClassVar

from symsoft.display.boxes import Box
from symsoft.display.page_parts import NAMED, Cells, PageParts, is_tall
from symsoft.display.page_widths import Notation

_SIZES = ("", r"\big", r"\Big", r"\bigg", r"\Bigg")
_BRACKETS = {"(": "()", "[": "[]", "{": (r"\{", r"\}"), "|": (r"\lvert ", r"\rvert ")}


class LatexParts(PageParts):
    """How LaTeX writes them."""

    notation = Notation(
        re.compile(r"\\[A-Za-z]+|\\.|[_^]|[{}]|."),
        {
            r"\,": 0.17,
            r"\ ": 0.33,
            r"\mathrm": 0.0,
            r"\mathbf": 0.05,
            r"\mathsf": 0.0,
            r"\hat": 0.0,
            r"\bar": 0.0,
            r"\tilde": 0.0,
            r"\dot": 0.0,
            r"\_": 0.5,
        },
        "{}",
    )
    mark = (r"\changed{", "}")
    relations: ClassVar = {
        ">=": r"\ge",
        "<=": r"\le",
        "!=": r"\ne",
        "=": "=",
        ">": ">",
        "<": "<",
        "limit": r"\to",
        "first order": r"\approx",
        "differs": r"\not\equiv",
    }
    signs: ClassVar = {
        "partial": r"\partial",
        "pi": r"\pi",
        "delta": r"\delta",
        "sum": r"\sum",
        "max": r"\max",
        "min": r"\min",
        "ones": r"\mathbf{1}",
        "identity": r"\mathbf{I}",
        "transpose": r"\mathsf{T}",
        "times": r"\odot",
        "over": r"\oslash",
        "kron": r"\otimes",
        "dot": r"\cdot",
        "circle": r"\circ ",
        "beside": "",
        "thin": r"\,",
        "space": r"\ ",
        "close": " ",
        "comma": ",",
        "semicolon": ";",
        "stroke": "/",
        "dots": r"\cdots",
        "vertical dots": r"\vdots",
        "diagonal dots": r"\ddots",
    }
    spelled = (r"\sum", r"\max", r"\min", *(f"\\{name}" for name in sorted(NAMED)))
    word = r"\mathrm"
    unary = r"\mathopen{}"
    stack = r"\frac"

    def group(self, text: str) -> str:
        return text if len(text) == 1 else f"{{{text}}}"

    def bracket(self, sign: str, size: int, closes: bool) -> str:
        command = _SIZES[size] + ("r" if closes else "l") if size else ""
        return command + _BRACKETS[sign][closes]

    def fraction(self, above: str, below: str, full_size: bool) -> str:
        return rf"\{'d' if full_size else ''}frac{{{above}}}{{{below}}}"

    def root(self, under: str) -> str:
        return rf"\sqrt{{{under}}}"

    def function(self, name: str) -> str:
        if name in ("max", "min") or name.partition("^")[0] in NAMED:
            return f"\\{name}"
        return rf"\operatorname{{{name}}}"

    def broken(self, sign: str) -> str:
        return f"{{}}{sign} "

    def words(self, text: str) -> str:
        return rf"\text{{{text}}}"

    def cases_of(self, rows: Cells) -> str:
        return rf"\begin{{cases}} {_table(rows)} \end{{cases}}"

    def matrix_of(self, rows: Cells) -> str:
        return rf"\begin{{pmatrix}} {_table(rows)} \end{{pmatrix}}"


def _table(rows: Cells) -> str:
    """The rows of an array; what is tall in them is kept at its size and apart."""
    lines = []
    for row in rows:
        tall = [cell for cell in row if is_tall(cell)]
        line = " & ".join(_full_size(cell) for cell in row)
        if tall:
            height = max(cell.height for cell in tall)
            line += rf"\rule[-{0.45 * height:.1f}em]{{0pt}}{{{height + 0.3:.1f}em}}"
        lines.append(line)
    return r" \\ ".join(lines)


def _full_size(cell: Box) -> str:
    """A cell of an array shrinks fractions and sums unless told otherwise."""
    return rf"\displaystyle {cell.text}" if is_tall(cell) else cell.text
