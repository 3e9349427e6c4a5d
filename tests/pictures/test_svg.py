"""SVG text: well-formed, described, in the colours that were asked for."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from symsoft.display.order import Order
from symsoft.pictures.axes import KEY_LINE, Frame, Key, Scale, decades, legend, ticks
from symsoft.pictures.curve import Curve, curve_plot
from symsoft.pictures.errors import Series, error_plot
from symsoft.pictures.heatmap import heatmap
from symsoft.pictures.labels import Labels
from symsoft.pictures.simplex import CELLS, Arrow, places, simplex_plot
from symsoft.pictures.svg import ON_PAGE, PLAIN, SCALE, Canvas, Ink, coordinate, signed, symbol

WORDS = {"name": "p", "title": 'a < b & "c"', "description": "d"}
SVG = "{http://www.w3.org/2000/svg}"


def drawings(ink: Ink) -> dict[str, str]:
    levels = {at: float(at[0]) for at in places(CELLS)}
    arrows = [Arrow(at, (0.5, -0.25, -0.25)) for at in places(4)]
    series = Series("s<", ((-3.5, -2.0), (-1.0, -4.2)))
    points = tuple((k / 4, k * k / 16) for k in range(-8, 9))
    return {
        "heatmap": heatmap([[0.25, -1.0], [0.0, 3.5]], ["a", "b"], ["c", "d"], ink, **WORDS),
        "errors": error_plot([series], ("h<", "v&"), ink, **WORDS),
        "curve": curve_plot([Curve(symbol("f"), points)], symbol("x"), ink, **WORDS),
        "simplex": simplex_plot(levels, arrows, ["1", "2", "3"], ink, **WORDS),
    }


@pytest.mark.parametrize("name", drawings(PLAIN))
def test_a_drawing_describes_itself(name: str) -> None:
    root = ElementTree.fromstring(drawings(PLAIN)[name])
    title, about = root[0], root[1]
    assert (title.tag, about.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text == WORDS["title"]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"


@pytest.mark.parametrize("name", drawings(PLAIN))
def test_colours(name: str) -> None:
    plain, page = drawings(PLAIN)[name], drawings(ON_PAGE)[name]
    assert "var(" not in plain
    assert "currentColor" not in plain
    assert "currentColor" in page
    assert "font-family" not in page
    assert plain == drawings(PLAIN)[name]


@pytest.mark.parametrize("name", drawings(PLAIN))
def test_everything_lies_on_the_canvas(name: str) -> None:
    root = ElementTree.fromstring(drawings(PLAIN)[name])
    left, top, width, height = map(float, (root.get("viewBox") or "").split())
    for element in root:
        if element.tag in (f"{SVG}rect", f"{SVG}text"):
            assert left <= float(element.get("x", "0")) <= left + width
            assert top <= float(element.get("y", "0")) <= top + height


def test_cells_show_signed_values_and_no_colour_at_zero() -> None:
    root = ElementTree.fromstring(drawings(PLAIN)["heatmap"])
    shown = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert {"+0.25", "−1.00", "0", "+3.50"} <= set(shown)
    cells = list(root.iter(f"{SVG}rect"))[:4]
    opacity = [float(c.get("fill-opacity", "")) for c in cells]
    assert opacity[2] == 0
    assert opacity[3] == max(opacity)
    assert cells[1].get("fill") == PLAIN.negative


def test_the_largest_value_is_readable_on_its_colour() -> None:
    """Contrast of text on the strongest colour, by the definition of WCAG 2."""

    def linear(c: float) -> float:
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4

    def luminance(rgb: list[float]) -> float:
        red, green, blue = (linear(c) for c in rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def channels(colour: str) -> list[float]:
        return [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]

    for colour in (PLAIN.positive, PLAIN.negative):
        mixed = [0.85 * a + 0.15 * b for a, b in zip(channels(colour), [1.0] * 3, strict=True)]
        text, cell = luminance(channels(PLAIN.text)), luminance(mixed)
        assert (max(text, cell) + 0.05) / (min(text, cell) + 0.05) >= 4.5


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_long_labels_have_room(anchor: str) -> None:
    long = symbol("quantity", "12,13")
    maps = heatmap([[1.0, 2.0]], [long], [long, long], PLAIN, **WORDS)
    corners = simplex_plot({}, [], [long, long, long], PLAIN, **WORDS)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    for text in (maps, corners):
        root = ElementTree.fromstring(text)
        left, _, width, _ = map(float, (root.get("viewBox") or "").split())
        for label in root.iter(f"{SVG}text"):
            if label.get("text-anchor", "start") == anchor:
                # A rather narrow estimate: what is longer than that is certainly cut off.
                wide = 5 * len("".join(label.itertext()))
                start = float(label.get("x", "0")) - share * wide
                assert left <= start
                assert start + wide <= left + width


def test_a_legend_that_is_too_long_is_stacked() -> None:
    def heights(*labels: str) -> list[str | None]:
        canvas = Canvas(340.0, 100.0, PLAIN)
        high = legend(canvas, [Key(label, "#000") for label in labels], (10.0, 10.0), 300.0)
        shapes = map(ElementTree.fromstring, canvas.shapes)
        found = [shape.get("y") for shape in shapes if shape.tag == "text"]
        assert high == KEY_LINE * len(set(found))
        return found

    assert len(set(heights("f", "g"))) == 1
    assert len(set(heights("a rather long label", "another long one"))) == 2


@pytest.mark.parametrize("name", drawings(PLAIN))
def test_two_stand_side_by_side_on_paper(name: str) -> None:
    """A4 between margins of 22 mm, with letters of 8 points."""
    root = ElementTree.fromstring(drawings(PLAIN)[name])
    points = 0.75 * SCALE
    assert float(root.get("width", "")) * points <= (166 / 25.4 * 72 - 15) / 2
    assert float(root.get("font-size", "")) * points >= 7.9


@pytest.mark.parametrize(
    ("name", "label"),
    [("W1", "W1,23"), ("x", "x23"), ("x_hat", "x̂23"), ("rate", "rate23"), ("mu", "μ23")],
)
def test_labels_are_named_as_on_a_page(name: str, label: str) -> None:
    shown = ElementTree.fromstring(f"<text>{Labels(Order.of(None))(name, (2, 3))}</text>")
    assert "".join(shown.itertext()) == label
    assert (shown[0].get("font-style") == "italic") == (name != "rate")


def test_a_curve_is_broken_where_there_is_no_value() -> None:
    frame = Frame(Scale(0, 1, 0, 10), Scale(0, 1, 0, 10))
    lines = frame.lines([(0.0, 0.0), (0.1, 0.1), None, (0.3, 0.3), (0.4, 7.0), (0.5, 0.5)])
    assert [len(line) for line in lines] == [2, 1, 1]


def test_numbers() -> None:
    assert coordinate(-0.0) == "0"
    assert signed(-2.0, 0) == "−2"
    assert ticks(0.0, 1.0, 6) == [0.0, 0.2, 0.4, pytest.approx(0.6), 0.8, 1.0]
    assert decades(-3, 0, 7) == [-3, -2, -1, 0]


def test_places_of_the_triangle() -> None:
    found = list(places(5))
    assert len(found) == 6
    assert all(sum(at) == 1 and min(at) > 0 for at in found)
