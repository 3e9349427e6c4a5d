r"""Terms and running text for Markdown: formulas as in LaTeX, but only what GitHub allows of it.

GitHub refuses \operatorname and macros that could hide text, reads Markdown inside $…$ but not
inside $`…`$ and fenced blocks, and may end a formula at a $ inside \text.  A notebook takes the
plain signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from symsoft.display.boxes import Box
from symsoft.display.latex_names import latex_names
from symsoft.display.latex_parts import LatexParts
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.names import Names
from symsoft.display.order import Order
from symsoft.display.page_parts import Cells, is_tall
from symsoft.display.phrases import Phrases

_SPECIAL = re.compile(r"[\\`*_{}\[\]#+!|~]")
_LARGE = re.compile(r"\\(sum|max|min)(?![a-z])")
"""What would have its index below it in a formula that stands by itself."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What stands before and behind a formula in a line and one by itself, and for a dollar."""

    inline: tuple[str, str]
    display: tuple[str, str]
    dollar: str


GITHUB = Dialect(("$`", "`$"), ("```math", "```"), "<span>$</span>")
NOTEBOOK = Dialect(("$", "$"), ("$$", "$$"), r"\$")


class MarkdownParts(LatexParts):
    """How GitHub's MathJax has it."""

    mark = ("", "")
    relations: ClassVar = {**LatexParts.relations, "<": r"\lt", ">": r"\gt"}

    def function(self, name: str) -> str:
        tex = super().function(name)
        return re.sub(r"\\operatorname\{([^}]*)\}", r"\\mathop{\\mathrm{\1}}", tex)

    def words(self, text: str) -> str:
        return super().words(text).replace(r"\text{}", "")

    def cases_of(self, rows: Cells) -> str:
        return rf"\begin{{cases}} {_table(rows)} \end{{cases}}"

    def matrix_of(self, rows: Cells) -> str:
        return rf"\begin{{pmatrix}} {_table(rows)} \end{{pmatrix}}"


class MarkdownPrinter(LatexPrinter):
    """Spells terms for Markdown.

    ``prose`` says whether words stand in the running text or inside a formula, as the reason does
    that is set beside a step.
    """

    parts = MarkdownParts()
    prose = False

    def __init__(
        self, order: Order, exponential: str, phrases: Phrases, room: float, dialect: Dialect
    ) -> None:
        super().__init__(order, exponential, phrases, room)
        self.dialect = dialect

    def shown(self, order: Order) -> Names:
        return latex_names(order.names, chinese=True)

    def among_words(self) -> Self:
        """The same printer for running text."""
        found = copy(self)
        found.prose = True
        return found

    def quote(self, formula: str) -> str:
        if not self.prose:
            small = rf"{{\textstyle {formula}}}" if _LARGE.search(formula) else formula
            return rf"}}{small}\text{{"
        before, behind = self.dialect.inline
        return f"{before}{formula}{behind}"

    def escape(self, text: str) -> str:
        if self.prose:
            return escape(text, self.dialect)
        return re.sub(r"[\\{}$]", r"\\\g<0>", text)  # what MathJax reads inside \text

    def condition(self, conditions: Sequence[Any]) -> Box:
        inner = copy(self)
        inner.prose = False
        return super(MarkdownPrinter, inner).condition(conditions)


def escape(text: str, dialect: Dialect = GITHUB) -> str:
    r"""Running text with nothing in it taken for Markdown, HTML or a formula.

    >>> print(escape("a_b < $5 *"))
    a\_b &lt; <span>$</span>5 \*
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", re.sub("[&<>]", lambda c: _ENTITIES[c[0]], text))
    return escaped.replace("$", dialect.dollar)


def _table(rows: Cells) -> str:
    """The rows of an array; what is tall in them is kept at its size and apart."""
    lines = []
    for row in rows:
        tall = [cell for cell in row if is_tall(cell)]
        cells = (rf"\displaystyle {c.text}" if is_tall(c) else c.text for c in row)
        lines.append((" & ".join(cells), r" \\[6pt] " if tall else r" \\ "))
    return "".join(line + end for line, end in lines[:-1]) + lines[-1][0]
