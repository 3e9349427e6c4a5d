"""One Typst document: statement, definitions, the theorem in numbered steps, its forms, evidence.

Needs nothing but Typst and the fonts it brings; Chinese needs a font beside them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from symsoft.display import pages
from symsoft.display.options import Options
from symsoft.display.page_rows import MARGIN, REASON, TAG, Row
from symsoft.display.page_steps import Part
from symsoft.display.templates import render
from symsoft.display.typst_terms import TypstPrinter
from symsoft.fonts import FAMILIES
from symsoft.pictures import PLAIN, SCALE, figures
from symsoft.proof import Derivation

SUFFIX = ".typ"

OTHERS = {"zh-TW": ("Noto Serif CJK TC",), "zh-CN": ("Noto Serif CJK SC",)}
"""Whole families of which symsoft brings a part, for characters that it lacks."""


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as a document."""
    spoken = options.phrases.language
    language, _, region = spoken.partition("-")
    own = [FAMILIES[spoken]] if spoken in FAMILIES else []
    fonts = ["New Computer Modern", "New Computer Modern Math", *own, *OTHERS.get(spoken, ())]
    page = pages.lay_out(derivations, options, TypstPrinter)
    return render(
        "typst/document.typ.j2",
        page=page,
        definitions=list(map(_row, page.definitions)),
        theorems=list(map(_shown, page.theorems)),
        parts=list(map(_shown, page.parts)),
        language=_string(language),
        region=_string(region) if region else "none",
        fonts=", ".join(map(_string, fonts)),
        margin=MARGIN,
        reason_width=f"{REASON}em",
        tag_width=f"{TAG}em",
        drawing_scale=SCALE,
        figures=_figures(derivations, options),
        listings=[
            (code.language, _string(code.language), _string(code.text)) for code in options.listings
        ],
    )


def _shown(part: Part) -> dict[str, Any]:
    """A part as the template takes it."""
    return {
        "kind": part.kind,
        "title": part.title,
        "scope": part.scope,
        "definitions": [f"kept({_line(row)})" for row in part.definitions],
        "claim": list(map(_row, part.claim)),
        "conditions": part.conditions,
        "steps": list(map(_row, part.steps)),
        "rows": list(map(_row, part.rows)),
        "grid": part.grid,
        "scale": part.scale,
    }


def _figures(derivations: Sequence[Derivation], options: Options) -> list[tuple[str, str, str]]:
    """For each picture its drawing and its description, as strings, and its caption."""
    if options.detail == "brief":
        return []
    found = []
    for figure in figures(derivations, options):
        printer = TypstPrinter(figure.order, options.exponential or "e", options.phrases)
        drawing, about = _string(figure.svg(PLAIN)), _string(figure.about)
        found.append((drawing, about, figure.caption(printer)))
    return found


def _row(row: Row) -> str:
    """One line of a chain as an argument of the template's functions."""
    return f"kept({_line(row)})" if row.kept else _line(row)


def _line(row: Row) -> str:
    if row.note:
        return f"{'trouble' if row.alarm else 'remark'}[{row.note}]"
    if row.depth is not None:
        return f"more({row.depth}, {_math(row.text)})"
    body = f"{row.relation} {row.text}" if row.relation else row.text
    return f"line-of({_math(row.left)}, {_math(body)}, [{row.reason}], [{row.number}])"


def _math(text: str) -> str:
    return f"$display({text})$" if text else "none"


def _string(text: str) -> str:
    """A string literal: what Typst escapes in one is a part of what JSON does."""
    return json.dumps(text, ensure_ascii=False)
