"""A matrix as coloured cells: one colour for each sign, none at 0, the signed value in the cell."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from symsoft.pictures.svg import Canvas, Ink, Point, label_width, signed

CELL, HEIGHT = 62.0, 38.0
LEFT, TOP, BELOW = 54.0, 28.0, 40.0
STRONGEST = 0.85
"""The opacity of the largest value: what stands on it must stay readable."""
LEGEND = 9


def heatmap(
    values: Sequence[Sequence[float]],
    rows: Sequence[str],
    columns: Sequence[str],
    ink: Ink,
    *,
    name: str,
    title: str,
    description: str,
) -> str:
    """The SVG of a matrix; ``rows`` and ``columns`` are labels made by ``svg.symbol``."""
    largest = max(abs(v) for row in values for v in row) or 1.0
    decimals = places(largest)
    left = max(LEFT, *(label_width(row) + 16 for row in rows))
    cell = max(CELL, *(label_width(column) + 10 for column in columns))
    width = max(cell * len(columns), 4 * CELL)
    canvas = Canvas(left + width + 8, TOP + HEIGHT * len(rows) + BELOW, ink)
    for k, label in enumerate(columns):
        canvas.text((left + cell * (k + 0.5), TOP - 10), label, text_anchor="middle")
    for q, (label, row) in enumerate(zip(rows, values, strict=True)):
        y = TOP + HEIGHT * q
        canvas.text((left - 10, y + HEIGHT / 2 + 4), label, text_anchor="end")
        for k, value in enumerate(row):
            x = left + cell * k
            canvas.rectangle(
                x + 1, y + 1, cell - 2, HEIGHT - 2, rx=3, **_fill(value / largest, ink)
            )
            at = (x + cell / 2, y + HEIGHT / 2 + 4.5)
            canvas.text(at, signed(value, decimals), text_anchor="middle")
    _legend(canvas, largest, decimals, (left + 2 * CELL, TOP + HEIGHT * len(rows) + 12))
    return canvas.svg(name, title, description)


def places(largest: float) -> int:
    """Decimals that show three figures of the largest value, at most five.

    >>> places(0.25), places(12.0), places(0.004)
    (3, 1, 5)
    """
    decimals = 0
    while decimals < 5 and largest * 10**decimals < 100:
        decimals += 1
    return decimals


def _fill(share: float, ink: Ink) -> dict[str, str | float]:
    """The colour of a value that is this share of the largest."""
    colour = ink.negative if share < 0 else ink.positive
    edge: dict[str, str | float] = {"stroke": ink.faint, "stroke_opacity": 0.5}
    return {"fill": colour, "fill_opacity": STRONGEST * abs(share), **edge}


def _legend(canvas: Canvas, largest: float, decimals: int, at: Point) -> None:
    """What the colours mean, from the least to the largest value; ``at`` is its middle."""
    (middle, y), width = at, 14.0
    start = middle - width * LEGEND / 2
    for k in range(LEGEND):
        share = 2 * k / (LEGEND - 1) - 1
        canvas.rectangle(start + width * k, y, width, 10, **_fill(share, canvas.ink))
    small: dict[str, str | float] = {"font_size": "11"}
    low, high = signed(-largest, decimals), signed(largest, decimals)
    canvas.text((start - 6, y + 9), escape(low), text_anchor="end", **small)
    canvas.text((start + width * LEGEND + 6, y + 9), escape(high), **small)
    canvas.text((middle, y + 24), "0", text_anchor="middle", **small)
