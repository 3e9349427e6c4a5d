"""The triangle of three shares that sum to 1: level lines of a function, arrows of a flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from symsoft.pictures.svg import Canvas, Ink, Point, label_width

SIDE = 256.0
LEFT, TOP, BOTTOM = 40.0, 30.0, 30.0
RISE = sqrt(3.0) / 2
CELLS = 24
"""Into how many parts a side is cut for the level lines."""
ARROWS = 9
LEVELS = 9
LONGEST = 24.0

Shares = tuple[Fraction, Fraction, Fraction]
Triangle = tuple[tuple[Point, float], ...]
"""Three corners with the values there."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """How the shares move at one place."""

    at: Shares
    move: tuple[float, float, float]


def places(parts: int) -> Iterator[Shares]:
    """The inner points of the triangle cut into ``parts`` on each side.

    >>> [tuple(map(str, p)) for p in places(3)]
    [('1/3', '1/3', '1/3')]
    """
    for a in range(1, parts):
        for b in range(1, parts - a):
            yield Fraction(a, parts), Fraction(b, parts), Fraction(parts - a - b, parts)


def simplex_plot(
    levels: Mapping[Shares, float | None],
    arrows: Sequence[Arrow],
    corners: Sequence[str],
    ink: Ink,
    *,
    name: str,
    title: str,
    description: str,
) -> str:
    """The SVG; ``levels`` holds a function at ``places(CELLS)``, ``corners`` are labels."""
    left = max(LEFT, *(label_width(corner) / 2 for corner in corners))
    canvas = Canvas(SIDE + 2 * left, SIDE * RISE + TOP + BOTTOM, ink, left - LEFT)
    canvas.path(_level_lines(levels), stroke=ink.faint, stroke_opacity=0.8)
    ends = [_place((1, 0, 0)), _place((0, 1, 0)), _place((0, 0, 1))]
    canvas.polygon(ends, fill="none", stroke=ink.text, stroke_width=1.2)
    _draw_arrows(canvas, arrows)
    moves = ((0.0, -12.0), (-8.0, 20.0), (8.0, 20.0))
    for (x, y), (dx, dy), label in zip(ends, moves, corners, strict=True):
        canvas.text((x + dx, y + dy), label, text_anchor="middle")
    return canvas.svg(name, title, description)


def _place(shares: Sequence[float | Fraction]) -> Point:
    """The first share is at the top, the second on the left, the third on the right."""
    top, _, right = (float(s) for s in shares)
    return LEFT + SIDE * (right + top / 2), TOP + SIDE * RISE * (1 - top)


def _draw_arrows(canvas: Canvas, arrows: Sequence[Arrow]) -> None:
    fastest = max((sum(m * m for m in a.move) for a in arrows), default=0.0)
    if not fastest:
        return
    shafts, heads = [], []
    for arrow in arrows:
        # The root makes slow places visible; the direction is exact.
        speed = sqrt(sqrt(sum(m * m for m in arrow.move) / fastest))
        x, y = _place(arrow.at)
        dx, dy = _direction(arrow.move)
        length = LONGEST * speed
        if length < 2:
            continue
        tip = (x + dx * length / 2, y + dy * length / 2)
        shafts.append([(x - dx * length / 2, y - dy * length / 2), tip])
        wing = 2.0 + 2.5 * speed
        heads.append(
            [
                (tip[0] - wing * (dx + dy / 2), tip[1] - wing * (dy - dx / 2)),
                tip,
                (tip[0] - wing * (dx - dy / 2), tip[1] - wing * (dy + dx / 2)),
            ]
        )
    canvas.path([*shafts, *heads], stroke=canvas.ink.first, stroke_width=1.3)


def _direction(move: tuple[float, float, float]) -> Point:
    """A move of the shares as a unit vector on the canvas."""
    dx, dy = move[2] + move[0] / 2, -RISE * move[0]
    length = sqrt(dx * dx + dy * dy)
    return (dx / length, dy / length) if length else (0.0, 0.0)


def _level_lines(values: Mapping[Shares, float | None]) -> list[list[Point]]:
    known = [v for v in values.values() if v is not None]
    if not known or min(known) == max(known):
        return []
    low, high = min(known), max(known)
    # Closer together towards the low end, where a function with poles at the edges is flat.
    shares = (k / (LEVELS + 1) for k in range(1, LEVELS + 1))
    triangles = list(_triangles(values))
    crossings = (
        list(_crossing(triangle, low + (high - low) * share * share))
        for share in shares
        for triangle in triangles
    )
    return [crossing for crossing in crossings if len(crossing) == 2]


def _triangles(values: Mapping[Shares, float | None]) -> Iterator[Triangle]:
    """The small triangles whose corners all have a value."""
    unit = Fraction(1, CELLS)
    corners = {at: (_place(at), value) for at, value in values.items() if value is not None}
    for a, b, c in values:
        for other, last in (
            ((a - unit, b + unit, c), (a - unit, b, c + unit)),
            ((a + unit, b - unit, c), (a + unit, b, c - unit)),
        ):
            found = [corners.get(at) for at in ((a, b, c), other, last)]
            if None not in found:
                yield tuple(corner for corner in found if corner is not None)


def _crossing(triangle: Triangle, level: float) -> Iterator[Point]:
    """Where a level crosses the sides of a small triangle, by linear interpolation."""
    for q, ((x, y), u) in enumerate(triangle):
        (z, w), v = triangle[(q + 1) % 3]
        if (u < level) != (v < level):
            share = (level - u) / (v - u)
            yield x + share * (z - x), y + share * (w - y)
