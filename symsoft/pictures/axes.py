"""Axes of a plot: from values to places on the canvas, with ticks where a person puts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.pictures.svg import Canvas, Point, label_width, power_of_ten

STEPS = (1, 2, 5)
TICK = 4.0
SAMPLE, KEY_GAP, KEY_LINE = 26.0, 14.0, 18.0
"""A line in a legend, what is between two entries, and how far they are apart in height."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` on pixels from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Frame:
    """Two scales that make a plot."""

    x: Scale
    y: Scale

    def at(self, x: float, y: float) -> Point:
        return self.x(x), self.y(y)

    def lines(self, points: Sequence[Point | None]) -> list[list[Point]]:
        """The curve through points; it is broken at None and where it leaves the frame."""
        found: list[list[Point]] = [[]]
        for point in points:
            if point is None or not self.y.holds(point[1]):
                found.append([])
            else:
                found[-1].append(self.at(*point))
        return [line for line in found if line]


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round values between the two, evenly apart.

    >>> ticks(-4.0, 4.0, 5)
    [-4.0, -2.0, 0.0, 2.0, 4.0]
    """
    unit = 1.0
    while (high - low) / unit > most:
        unit *= 10
    while (high - low) / unit <= most / 10:
        unit /= 10
    size = next((s * unit / 10 for s in STEPS if (high - low) / (s * unit / 10) <= most), unit)
    first = int(low / size) - 1
    values = (k * size for k in range(first, first + 4 * most))
    return [v for v in values if low - size / 1000 <= v <= high + size / 1000]


def decades(low: int, high: int, most: int) -> list[int]:
    """Whole exponents between the two, evenly apart.

    >>> decades(-12, 0, 5)
    [-12, -9, -6, -3, 0]
    """
    step = next(s for s in range(1, high - low + 2) if (high - low) // s + 1 <= most)
    return list(range(high, low - 1, -step))[::-1]


def plain(value: float) -> str:
    """A tick's label.

    >>> plain(-0.5), plain(2.0)
    ('−0.5', '2')
    """
    return f"{value:.6g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a label made by ``svg``, the colour of its line, and its dashes."""

    label: str
    colour: str
    dashes: str = ""
    dots: bool = False


def legend(canvas: Canvas, keys: Sequence[Key], at: Point, width: float) -> float:
    """What the lines are, side by side from a point on where there is room, else one below another.

    Returns how high it is.
    """
    wide = [SAMPLE + 7 + label_width(key.label) for key in keys]
    beside = sum(wide) + KEY_GAP * (len(keys) - 1) <= width
    x, y = at
    for key, own in zip(keys, wide, strict=True):
        dashes: dict[str, str | float] = {"stroke_dasharray": key.dashes} if key.dashes else {}
        canvas.path([[(x, y), (x + SAMPLE, y)]], stroke=key.colour, stroke_width=1.8, **dashes)
        if key.dots:
            middle = (x + SAMPLE / 2, y)
            canvas.path(
                [[middle, middle]], stroke=key.colour, stroke_width=4, stroke_linecap="round"
            )
        canvas.text((x + SAMPLE + 7, y + 4), key.label)
        x, y = (x + own + KEY_GAP, y) if beside else (x, y + KEY_LINE)
    return KEY_LINE * (1 if beside else len(keys))


def log_axes(canvas: Canvas, frame: Frame) -> None:
    """A grid with powers of ten for exponents as values."""
    x, y, ink = frame.x, frame.y, canvas.ink
    for k in decades(int(x.low), int(x.high), 7):
        canvas.path([[(x(k), y.start), (x(k), y.end)]], stroke=ink.faint, stroke_opacity=0.4)
        canvas.text((x(k), y.start + 18), power_of_ten(k), text_anchor="middle")
    for k in decades(int(y.low), int(y.high), 7):
        canvas.path([[(x.start, y(k)), (x.end, y(k))]], stroke=ink.faint, stroke_opacity=0.4)
        canvas.text((x.start - 7, y(k) + 4), power_of_ten(k), text_anchor="end")


def cross_axes(canvas: Canvas, frame: Frame) -> None:
    """Axes through 0, or along the edge when 0 is not in the frame."""
    x, y, ink = frame.x, frame.y, canvas.ink
    across = y(0.0) if y.holds(0.0) else y.start
    up = x(0.0) if x.holds(0.0) else x.start
    canvas.path([[(x.start, across), (x.end, across)]], stroke=ink.faint)
    canvas.path([[(up, y.start), (up, y.end)]], stroke=ink.faint)
    for value in ticks(x.low, x.high, 8):
        if value:
            canvas.path([[(x(value), across), (x(value), across + TICK)]], stroke=ink.faint)
            canvas.text((x(value), across + 17), plain(value), text_anchor="middle", font_size="11")
    for value in ticks(y.low, y.high, 6):
        if value:
            canvas.path([[(up - TICK, y(value)), (up, y(value))]], stroke=ink.faint)
            canvas.text((up - 7, y(value) + 4), plain(value), text_anchor="end", font_size="11")
