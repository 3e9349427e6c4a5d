"""A function of one variable and its derivative in one plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.pictures.axes import Frame, Key, Scale, cross_axes, legend
from symsoft.pictures.svg import Canvas, Ink, Point

WIDTH, HEIGHT = 340.0, 236.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 14.0, 14.0, 28.0
DASHES = ("", "6 4")
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
    named = zip(curves, (ink.first, ink.second), DASHES, strict=False)
    keys = [Key(curve.label, colour, dashes) for curve, colour, dashes in named]
    below = TOP + legend(canvas, keys, (LEFT, TOP), WIDTH - LEFT - RIGHT)
    frame = _frame([p for c in curves for p in c.points if p is not None], below)
    cross_axes(canvas, frame)
    canvas.text((frame.x.end, frame.y.start + 22), across, text_anchor="end")
    for curve, key in zip(curves, keys, strict=False):
        dashes: dict[str, str | float] = {"stroke_dasharray": key.dashes} if key.dashes else {}
        lines = frame.lines(curve.points)
        canvas.path(lines, stroke=key.colour, stroke_width=2, stroke_linejoin="round", **dashes)
    return canvas.svg(name, title, description)


def _frame(points: Sequence[Point], top: float) -> Frame:
    heights = [y for _, y in points if -TALLEST <= y <= TALLEST] or [0.0]
    low, high = min(heights), max(heights)
    room = 0.06 * (high - low) or 1.0
    low, high = min(low, 0.0) - room, max(high, 0.0) + room
    x = Scale(points[0][0], points[-1][0], LEFT, WIDTH - RIGHT)
    return Frame(x, Scale(low, high, HEIGHT - BOTTOM, top))
