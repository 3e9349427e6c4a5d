r"""Pieces of Typst's mathematics.

``changed``, ``begin`` and ``end`` are the document's own, see templates/typst.  Brackets, commas
and semicolons are escaped: unescaped ones belong to Typst.
"""

from __future__ import annotations

import re
from typing import ClassVar

from symsoft.display.boxes import Box
from symsoft.display.page_parts import NAMED, Cells, PageParts, is_tall
from symsoft.display.page_widths import Notation

_BRACKETS = {"(": "()", "[": "[]", "{": "{}", "|": "||"}
_WORDS = ("upright", "bold", "sans", "hat", "macron", "tilde", "dot", "acute", "grave", "diaer")


class TypstParts(PageParts):
    """How Typst writes them."""

    notation = Notation(
        re.compile(r"[A-Za-z]{2,}|\\.|[_^]|[()]|."),
        {**dict.fromkeys((*_WORDS, "caron", "breve"), 0.0), r"\,": 0.44, "thin": 0.17, r"\_": 0.5},
        "()",
    )
    mark = ("changed(", ")")
    relations: ClassVar = {
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
    signs: ClassVar = {
        "partial": "∂",
        "pi": "π",
        "delta": "δ",
        "sum": "sum",
        "max": "max",
        "min": "min",
        "ones": "bold(1)",
        "identity": "bold(upright(I))",
        "transpose": "upright(sans(T))",
        "times": "⊙",
        "over": "⊘",
        "kron": "⊗",
        "dot": "⋅",
        "circle": "∘ ",
        "beside": " ",
        "thin": " thin ",
        "space": " space ",
        "close": " ",
        "comma": r"\,",
        "semicolon": r"\;",
        "stroke": r"\/",
        "dots": "⋯",
        "vertical dots": "⋮",
        "diagonal dots": "⋱",
    }
    spelled = ("sum_", "max", "min", *sorted(NAMED), "op(")
    word = "upright("
    unary = ""
    stack = "frac("

    def group(self, text: str) -> str:
        return text if len(text) == 1 else f"({text})"

    def bracket(self, sign: str, size: int, closes: bool) -> str:
        character = _BRACKETS[sign][closes]
        if not size and sign != "|":
            return f"\\{character}"
        return f'#{"end" if closes else "begin"}("{character}", {size})' + " " * (not closes)

    def fraction(self, above: str, below: str, full_size: bool) -> str:
        stacked = f"frac({above}, {below})"
        return f"display({stacked})" if full_size else stacked

    def root(self, under: str) -> str:
        return f"sqrt({under})"

    def function(self, name: str) -> str:
        word, power, exponent = name.partition("^")
        known = word in ("max", "min") or word in NAMED
        return (word if known else f'op("{word}")') + power + exponent

    def broken(self, sign: str) -> str:
        return f"{sign} med "

    def words(self, text: str) -> str:
        return f"#[{text}]"

    def cases_of(self, rows: Cells) -> str:
        lines = (" & quad ".join(_full_size(cell) for cell in row) for row in rows)
        return f"cases({', '.join(lines)})"

    def matrix_of(self, rows: Cells) -> str:
        lines = (", ".join(_full_size(cell) for cell in row) for row in rows)
        return f"mat({'; '.join(lines)})"


def _full_size(cell: Box) -> str:
    """A cell of an array shrinks fractions and sums unless told otherwise."""
    return f"display({cell.text})" if is_tall(cell) else cell.text
