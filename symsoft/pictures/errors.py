"""How far finite differences are from the derivative, against the step: a log-log plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from symsoft.pictures.axes import Frame, Key, Scale, legend, log_axes
from symsoft.pictures.svg import Canvas, Ink, Point, coordinate

WIDTH, HEIGHT = 340.0, 276.0
LEFT, RIGHT, TOP, BOTTOM = 68.0, 14.0, 14.0, 44.0
DASHES = ("", "5 3")


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: its name, and decimal logarithms of step and error."""

    label: str
    points: tuple[Point, ...]


def error_plot(
    series: Sequence[Series],
    axes: tuple[str, str],
    ink: Ink,
    *,
    name: str,
    title: str,
    description: str,
) -> str:
    """The SVG of one or two series; ``axes`` names the horizontal and the vertical axis."""
    canvas = Canvas(WIDTH, HEIGHT, ink)
    named = zip(series, (ink.first, ink.second), DASHES, strict=False)
    keys = [Key(escape(one.label), colour, dashes, dots=True) for one, colour, dashes in named]
    below = TOP + legend(canvas, keys, (LEFT, TOP), WIDTH - LEFT - RIGHT)
    frame = _frame([p for s in series for p in s.points], below)
    log_axes(canvas, frame)
    for one, key in zip(series, keys, strict=False):
        dashes: dict[str, str | float] = {"stroke_dasharray": key.dashes} if key.dashes else {}
        canvas.path(frame.lines(one.points), stroke=key.colour, stroke_width=1.6, **dashes)
        dots = [[at, at] for line in frame.lines(one.points) for at in line]
        canvas.path(dots, stroke=key.colour, stroke_width=4, stroke_linecap="round")
    (across, up), x, y = axes, frame.x, frame.y
    canvas.text(((x.start + x.end) / 2, HEIGHT - 8), escape(across), text_anchor="middle")
    at = (14.0, (y.start + y.end) / 2)
    turned = f"rotate(-90 {coordinate(at[0])} {coordinate(at[1])})"
    canvas.text(at, escape(up), text_anchor="middle", transform=turned)
    return canvas.svg(name, title, description)


def _frame(points: Sequence[Point], top: float) -> Frame:
    x_low, x_high = _range([x for x, _ in points])
    y_low, y_high = _range([y for _, y in points])
    return Frame(
        Scale(x_low, x_high, LEFT, WIDTH - RIGHT), Scale(y_low, y_high, HEIGHT - BOTTOM, top)
    )


def _range(values: Sequence[float]) -> tuple[int, int]:
    """Whole exponents around the values."""
    low, high = min(values), max(values)
    first, last = int(low // 1), -int(-high // 1)
    return first, max(last, first + 1)
