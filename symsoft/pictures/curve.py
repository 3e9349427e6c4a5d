"""A function of one variable and its derivative in one plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.pictures.axes import Frame, Scale, cross_axes
from symsoft.pictures.svg import Canvas, Ink, Point, label_width

WIDTH, HEIGHT = 430.0, 280.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 14.0, 40.0, 28.0
TALLEST = 12.0
"""Values beyond this are left out, so that a pole does not flatten the rest."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Values at points of one axis, None where there is none; ``label`` is made by ``svg``."""

    label: str
    points: tuple[Point | None, ...]


def curve_plot(
    curves: Sequence[Curve],
    across: str,
    ink: Ink,
    *,
    name: str,
    title: str,
    description: str,
) -> str:
    """The SVG of a function and its derivative, which is dashed."""
    canvas = Canvas(WIDTH, HEIGHT, ink)
    frame = _frame([p for c in curves for p in c.points if p is not None])
    cross_axes(canvas, frame)
    canvas.text((frame.x.end, frame.y.start + 22), across, text_anchor="end")
    colours = (ink.first, ink.second)
    x = LEFT
    for place, (curve, colour) in enumerate(zip(curves, colours, strict=False)):
        dashes: dict[str, str | float] = {"stroke_dasharray": "6 4"} if place else {}
        lines = frame.lines(curve.points)
        canvas.path(lines, stroke=colour, stroke_width=2, stroke_linejoin="round", **dashes)
        canvas.path([[(x, 17.0), (x + 26, 17.0)]], stroke=colour, stroke_width=2, **dashes)
        canvas.text((x + 33, 21), curve.label)
        x += label_width(curve.label) + 60
    return canvas.svg(name, title, description)


def _frame(points: Sequence[Point]) -> Frame:
    heights = [y for _, y in points if -TALLEST <= y <= TALLEST] or [0.0]
    low, high = min(heights), max(heights)
    room = 0.06 * (high - low) or 1.0
    low, high = min(low, 0.0) - room, max(high, 0.0) + room
    x = Scale(points[0][0], points[-1][0], LEFT, WIDTH - RIGHT)
    return Frame(x, Scale(low, high, HEIGHT - BOTTOM, TOP))
