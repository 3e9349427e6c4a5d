r"""One LaTeX document: statement, definitions, the theorem in numbered steps, its forms, evidence.

It compiles unchanged under pdflatex, xelatex and lualatex, and needs no package beyond amsmath,
graphicx, xcolor and geometry.  ``display.pages`` has cut the lines, so that nothing runs over the
margin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symsoft.display import pages, sentences
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.page_evidence import Finding
from symsoft.display.page_rows import GAP, LINE, MARGIN, NARROW, REASON, TAG, Row
from symsoft.display.page_steps import Part
from symsoft.display.templates import render
from symsoft.pictures import SCALE, figures
from symsoft.proof import Derivation

SUFFIX = ".tex"

LONGEST_TABLE = 24
"""A table of more rows is cut, for it would be higher than a page."""
_SIZES = {1.0: "", 0.9: r"\small", 0.8: r"\footnotesize", 0.7: r"\scriptsize"}


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as a document."""
    page = pages.lay_out(derivations, options, LatexPrinter)
    text = render(
        "latex/document.tex.j2",
        page=page,
        definitions=_rows(page.definitions),
        theorems=list(map(_shown, page.theorems)),
        parts=list(map(_shown, page.parts)),
        language=options.phrases.language,
        margin=MARGIN,
        reason_width=f"{REASON}em",
        tag_width=f"{TAG}em",
        note_width=f"{LINE - TAG - 2 * GAP - NARROW}em",
        tables=_tables(page.evidence),
        certificates=_tables(page.certificate),
        drawing_scale=SCALE,
        figures=_figures(derivations, options),
        listings=[(code.language, _ascii(code.text)) for code in options.listings],
    )
    return _breakable(text)


def snippet(derivations: Sequence[Derivation], options: Options) -> str:
    """The steps of the derivations as one display, for a notebook."""
    rows: list[str] = []
    for derivation in derivations:
        proof = derivation.proof
        order = Order.of_claim(proof.system, proof.claim)
        printer = LatexPrinter(order, options.exponential or "e", options.phrases)
        left = f"{printer.box(proof.claim.lhs).text} "
        for step in proof.steps:
            after, sign = printer.box(step.after).text, printer.relation(step.relation)
            rows.append(rf"{left}&{sign} {after} && \text{{{sentences.reason(step, printer)}}}")
            left = ""
    inner = " \\\\\n".join(rows)
    return f"$$\\begin{{aligned}}\n{inner}\n\\end{{aligned}}$$"


def _shown(part: Part) -> dict[str, str]:
    """A part as the template takes it."""
    return {
        "kind": part.kind,
        "title": part.title,
        "scope": part.scope,
        "definitions": _rows(part.definitions),
        "claim": _rows(part.claim),
        "conditions": part.conditions,
        "steps": _rows(part.steps),
        "rows": _rows(part.rows),
        "grid": part.grid,
        "size": _SIZES[part.scale],
    }


def _figures(derivations: Sequence[Derivation], options: Options) -> list[tuple[str, str]]:
    """The name and the caption of each picture, which is shown where a PDF of that name is."""
    if options.detail == "brief":
        return []
    found = []
    for figure in figures(derivations, options):
        printer = LatexPrinter(figure.order, options.exponential or "e", options.phrases)
        found.append((f"{options.prefix}{figure.name}", figure.caption(printer)))
    return found


def _tables(found: Sequence[Finding]) -> list[Sequence[Finding]]:
    """The rows of a table, in tables short enough for a page."""
    starts = range(0, len(found), LONGEST_TABLE)
    return [found[start : start + LONGEST_TABLE] for start in starts]


def _rows(rows: Sequence[Row]) -> str:
    r"""The lines of an alignment, with \\ behind each but the last, \\* where no page may end."""
    lines = [_row(row) + (r" \\*" if row.kept else r" \\") for row in rows[:-1]]
    return "\n".join([*lines, *map(_row, rows[-1:])])


def _row(row: Row) -> str:
    if row.note:
        return rf"&\{'trouble' if row.alarm else 'remark'}{{{row.note}}}"
    if row.depth is not None:
        return r"&\qquad " + r"\quad " * row.depth + row.text
    start = f"{row.left} " if row.left else ""
    relation = f"{row.relation} " if row.relation else ""
    why = rf" \why{{{row.reason}}}" if row.reason else " &&"
    tag = rf" \tag{{{row.number}}}" if row.number else r" \untagged" if row.reason else ""
    return f"{start}&{relation}{row.text}{why}{tag}"


def _breakable(text: str) -> str:
    r"""LuaTeX breaks lines between Chinese characters, but not between one and a formula.

    Where a space stands between the two, that is enough; behind Chinese punctuation there is none.

    >>> print(_breakable("對 $x$、$y$"))
    對 $x$、\allowbreak $y$
    """
    return re.sub(r"([，。、；：])\$", r"\1\\allowbreak $", text)


def _ascii(code: str) -> str:
    """Code as every engine can print it."""
    return code.encode("ascii", "backslashreplace").decode()
