"""The live panels as the fields of a page: labels, captions and the first numbers.

What the program in the page writes later, ``templates/html/live.js``, is written here first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sympy import Integer

from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.term_printer import TermPrinter
from symsoft.display.text_terms import TextPrinter
from symsoft.language.terms import Ref
from symsoft.pictures.live import STEP, Input, Live, Panel
from symsoft.proof import Proof

Fields = dict[str, Any]
_SMALL, _LARGE = Decimal("0.0001"), 1e5


def live_page(found: Live, printer_of: Callable[[Proof], TermPrinter], options: Options) -> Fields:
    """What the template needs to write the panels, the formulas by a printer of the page's."""
    printer = printer_of(found.panels[0].derivation.proof)
    arrays = [*found.inputs, *([found.cotangent] if found.cotangent else [])]
    moved = [i for i in arrays if not i.fixed]
    return {
        "step": f"{STEP:g}",
        "inputs": [_sliders(i, printer, i is found.cotangent) for i in moved],
        "fixed": [_fixed(i, printer) for i in found.inputs if i.fixed],
        "panels": [_panel(p, printer_of(p.derivation.proof), options) for p in found.panels],
        # Nothing in it may end the script element.
        "data": json.dumps(found.data, ensure_ascii=True, separators=(",", ":")).replace(
            "<", "\\u003c"
        ),
    }


def _sliders(one: Input, printer: TermPrinter, is_cotangent: bool) -> Fields:
    small, say = printer.inline(), printer.phrases.word
    key = "cotangent" if is_cotangent else "input"
    return {
        "name": printer.escape(one.name),
        "title": say(key, printer.escape, formula=small.quote(small.box(Ref(one.name)).text)),
        "low": f"{one.low:g}",
        "high": f"{one.high:g}",
        "sliders": [
            {
                "label": _entry(one.name, at, printer),
                # Browsers do not read a name off a formula.
                "name": printer.escape(_plain(one.name, at, printer)),
                "entry": str(number),
                "value": f"{value:g}",
            }
            for number, (at, value) in enumerate(zip(one.places, one.values, strict=True))
        ],
    }


def _fixed(one: Input, printer: TermPrinter) -> str:
    small = printer.inline()
    values = ", ".join(f"{v:.4g}".replace("-", "−") for v in one.values)
    return printer.phrases.word(
        "fixed input",
        printer.escape,
        formula=small.quote(small.box(Ref(one.name)).text),
        values=printer.escape(f"({values})" if one.places[0] else values),
    )


def _panel(panel: Panel, printer: TermPrinter, options: Options) -> Fields:
    claim, table = panel.derivation.proof.claim, panel.table
    order = Order.of_claim(panel.derivation.proof.system, claim)
    small = printer.inline()
    body, by = claim.lhs.body.name, claim.lhs.by.name
    rows = [
        {
            "label": _label(body, at, table.is_matrix, printer),
            "head": "" if table.is_matrix else shown(panel.heads[q]),
            "cells": [shown(v) for v in table.values[q]],
            "sum": shown(panel.sums[q]),
        }
        for q, at in enumerate(table.rows)
    ]
    return {
        "name": printer.escape(TextPrinter(order, "exp", options.phrases).box(claim.lhs).text),
        "caption": small.quote(small.related(claim.lhs, claim.relation, claim.rhs)),
        "columns": [_label(by, at, table.is_matrix, printer) for at in table.columns],
        "rows": rows,
        "summed": len(table.columns) > 1,
        "products": [shown(v) for v in panel.products],
    }


def _label(name: str, at: Sequence[int], bare: bool, printer: TermPrinter) -> str:
    """An entry of a quantity, or only its number where rows and columns belong to one array."""
    if bare:
        return printer.escape(",".join(map(str, at)))
    return _entry(name, at, printer)


def _entry(name: str, at: Sequence[int], printer: TermPrinter) -> str:
    small = printer.inline()
    return small.quote(small.box(Ref(name, *map(Integer, at))).text)


def _plain(name: str, at: Sequence[int], printer: TermPrinter) -> str:
    return TextPrinter(printer.order).box(Ref(name, *map(Integer, at))).text


def shown(value: float) -> str:
    """A number with its sign and four decimals, as ``live.js`` writes it.

    >>> shown(-0.25), shown(0.0), shown(123456.0)
    ('−0.2500', '0.0000', '+1.235e+5')
    """
    size = abs(value)
    sign = "−" if value < 0 else "+"
    if size >= _LARGE:
        digits, _, exponent = f"{size:.3e}".partition("e")
        return f"{sign}{digits}e{int(exponent):+d}"
    rounded = Decimal(size).quantize(_SMALL, ROUND_HALF_UP)
    return f"{sign if rounded else ''}{rounded}"
