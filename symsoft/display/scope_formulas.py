"""The formulas in a scope as a document writes them: sizes as symbols, conditions as elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symsoft.display import sentences
from symsoft.display.scopes import Formula, signs
from symsoft.display.term_printer import TermPrinter
from symsoft.language.spelling import assumption_line
from symsoft.language.terms import Size
from symsoft.proof import Derivation

_RANGE = r"\(?[A-Za-z]\w*(?:, [A-Za-z]\w*)*\)? (?:=|>=) [\d(][\d., ()]*"
_SIZES = re.compile(rf"{_RANGE}(?:, {_RANGE})*")
_PARTS = re.compile(r"([A-Za-z]\w*)")


def formula_of(derivations: Sequence[Derivation], printer: TermPrinter) -> Formula:
    """Writes the formulas in the scopes of these derivations by a printer."""
    small = printer.inline()
    listed = (d.valid_where for d in derivations)
    known = {", ".join(map(assumption_line, given)): given for given in listed if given}

    def size(name: str) -> str:
        return small.quote(small.box(Size(name)).text)

    def write(text: str) -> str:
        if text in known:
            conditions = [sentences.assumption(a, printer) for a in known[text]]
            return printer.phrases.listed(conditions, printer.escape)
        if not _SIZES.fullmatch(text):
            return printer.escape(signs(text))
        parts = _PARTS.split(text)
        return "".join(size(s) if q % 2 else printer.escape(signs(s)) for q, s in enumerate(parts))

    return write
