"""How far finite differences are from the derivative, against the step: a log-log plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from symsoft.pictures.axes import Frame, Scale, log_axes
from symsoft.pictures.svg import Canvas, Ink, Point, label_width

WIDTH, HEIGHT = 430.0, 300.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 14.0, 40.0, 46.0


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: its name, and decimal logarithms of step and error."""

    label: str
    points: tuple[Point, ...]


def error_plot(
    series: Sequence[Series],
    across: str,
    ink: Ink,
    *,
    name: str,
    title: str,
    description: str,
) -> str:
    """The SVG of one or two series; ``across`` names the horizontal axis."""
    canvas = Canvas(WIDTH, HEIGHT, ink)
    frame = _frame([p for s in series for p in s.points])
    log_axes(canvas, frame)
    colours = (ink.first, ink.second)
    x = LEFT
    for place, (one, colour) in enumerate(zip(series, colours, strict=False)):
        dashes: dict[str, str | float] = {"stroke_dasharray": "5 3"} if place else {}
        canvas.path(frame.lines(one.points), stroke=colour, stroke_width=1.6, **dashes)
        dots = [[at, at] for line in frame.lines(one.points) for at in line]
        canvas.path(dots, stroke=colour, stroke_width=4, stroke_linecap="round")
        canvas.path([[(x, 17.0), (x + 24, 17.0)]], stroke=colour, stroke_width=1.6, **dashes)
        middle = (x + 12, 17.0)
        canvas.path([[middle, middle]], stroke=colour, stroke_width=4, stroke_linecap="round")
        canvas.text((x + 31, 21), escape(one.label))
        x += label_width(one.label) + 60
    half = (frame.x.start + frame.x.end) / 2
    canvas.text((half, HEIGHT - 8), across, text_anchor="middle")
    return canvas.svg(name, title, description)


def _frame(points: Sequence[Point]) -> Frame:
    x_low, x_high = _range([x for x, _ in points])
    y_low, y_high = _range([y for _, y in points])
    return Frame(
        Scale(x_low, x_high, LEFT, WIDTH - RIGHT), Scale(y_low, y_high, HEIGHT - BOTTOM, TOP)
    )


def _range(values: Sequence[float]) -> tuple[int, int]:
    """Whole exponents around the values."""
    low, high = min(values), max(values)
    first, last = int(low // 1), -int(-high // 1)
    return first, max(last, first + 1)
