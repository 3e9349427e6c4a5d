"""SVG 1.1 written by hand: a canvas, the colours, numbers and symbols as text.

Coordinates are rounded to hundredths, so that the text depends on nothing but the numbers given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Self

from symsoft.display.names import columns

_TAG = re.compile("<[^>]*>")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours for text, lines and values; whatever SVG takes as a colour."""

    text: str
    faint: str
    positive: str
    negative: str
    first: str
    second: str
    paper: str
    font: str


SCALE = 0.82
"""The size on paper, next to 96 to an inch: letters of 13 come out at 8 points."""

PLAIN = Ink(
    text="#1b1f24",
    faint="#9aa1a9",
    positive="#d9772b",
    negative="#3d7fc4",
    first="#1f5fa8",
    second="#c2571a",
    paper="#ffffff",
    font="New Computer Modern, Latin Modern Roman, serif",
)
"""Fixed colours: for print, and for whatever reads SVG 1.1 and no style sheet."""

ON_PAGE = Ink(
    text="currentColor",
    faint="var(--faint, #9aa1a9)",
    positive="var(--positive, #d9772b)",
    negative="var(--negative, #3d7fc4)",
    first="var(--first, #1f5fa8)",
    second="var(--second, #c2571a)",
    paper="var(--paper, #ffffff)",
    font="inherit",
)
"""The colours of the page that the drawing stands in, light or dark."""


def coordinate(value: float) -> str:
    """A length with at most two decimals.

    >>> coordinate(1.50), coordinate(-0.001)
    ('1.5', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def signed(value: float, decimals: int) -> str:
    """A number with its sign, as a cell shows it.

    >>> signed(-0.125, 2), signed(0.5, 2), signed(0.0, 2)
    ('−0.12', '+0.50', '0')
    """
    if value == 0:
        return "0"
    text = f"{abs(value):.{decimals}f}"
    return f"{'−' if value < 0 else '+'}{text}"


def symbol(base: str, below: str = "", behind: str = "") -> str:
    """A symbol with its index, as the inside of a text element; one letter is in italics.

    >>> symbol("rate", "1")
    'rate<tspan dy="3" font-size="75%">1</tspan>'
    """
    letter = columns(base.rstrip("′")) == 1 and base[0].isalpha()
    shown = f'<tspan font-style="italic">{escape(base)}</tspan>' if letter else escape(base)
    index = f'<tspan dy="3" font-size="75%">{escape(below)}</tspan>' if below else ""
    rest = f'<tspan dy="{-3 if below else 0}">{escape(behind)}</tspan>' if behind else ""
    return f"{shown}{index}{rest}"


def label_width(inside: str) -> float:
    """How wide the inside of a text element comes out, rather too wide."""
    return 7.5 * columns(unescape(_TAG.sub("", inside)))


def power_of_ten(exponent: int) -> str:
    """10 with an exponent, as the inside of a text element."""
    if exponent == 0:
        return "1"
    sign = "−" if exponent < 0 else ""
    return f'10<tspan dy="-4" font-size="75%">{sign}{abs(exponent)}</tspan>'


@dataclass(slots=True)
class Canvas:
    """Collects shapes; ``svg`` is the whole drawing, which begins ``margin`` to the left of 0."""

    width: float
    height: float
    ink: Ink
    margin: float = 0.0
    shapes: list[str] = field(default_factory=list)

    def _add(self, name: str, inside: str, attributes: Mapping[str, str | float]) -> Self:
        pairs = (
            f'{key.rstrip("_").replace("_", "-")}="{_value(value)}"'
            for key, value in attributes.items()
        )
        end = f">{inside}</{name}>" if inside else "/>"
        self.shapes.append(f"<{name} {' '.join(pairs)}{end}")
        return self

    def rectangle(
        self, x: float, y: float, width: float, height: float, **attributes: str | float
    ) -> Self:
        shape = {"x": x, "y": y, "width": width, "height": height}
        return self._add("rect", "", {**shape, **attributes})

    def path(self, lines: Sequence[Sequence[Point]], **attributes: str | float) -> Self:
        """Lines, each through its points; nothing when there are none."""
        drawn = "".join(_line(line) for line in lines if len(line) > 1)
        shape = {"d": drawn, "fill": "none"}
        return self._add("path", "", {**shape, **attributes}) if drawn else self

    def polygon(self, corners: Sequence[Point], **attributes: str | float) -> Self:
        return self._add("path", "", {"d": f"{_line(corners)}Z", **attributes})

    def text(self, at: Point, inside: str, **attributes: str | float) -> Self:
        """Text whose baseline begins at a point; ``inside`` is escaped or made by ``symbol``."""
        shape: dict[str, str | float] = {"x": at[0], "y": at[1], "fill": self.ink.text}
        return self._add("text", inside, {**shape, **attributes})

    def svg(self, name: str, title: str, description: str) -> str:
        """The drawing; ``name`` tells its title and description from others on a page."""
        width, height = coordinate(self.width), coordinate(self.height)
        box = f"{coordinate(-self.margin)} 0 {width} {height}"
        # A style sheet keeps a wide one from shrinking until nobody can read it.
        on_page = f' style="--width: {width}px"'
        plain = f' font-family="{escape(self.ink.font)}"'
        font = on_page if self.ink.font == "inherit" else plain
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
            f'width="{width}" height="{height}" role="img" '
            f'aria-labelledby="{name}-title {name}-about" font-size="13"{font}>'
        )
        about = (
            f'<title id="{name}-title">{escape(title)}</title>'
            f'<desc id="{name}-about">{escape(description)}</desc>'
        )
        return "\n".join([head, about, *self.shapes, "</svg>\n"])


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else coordinate(value)


def _line(points: Sequence[Point]) -> str:
    places = [f"{coordinate(x)} {coordinate(y)}" for x, y in points]
    if len(places) == 2 and places[0] == places[1]:
        return f"M{places[0]}h0"  # a dot, where the ends of lines are round
    return "M" + "L".join(places)
