"""Lines are cut at operators, never inside a name, and fit where that is possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symsoft.display.boxes import Box, Piece, fill, join
from symsoft.display.text_terms import operator, piece

pieces = st.lists(
    st.tuples(st.text("abcxyz", min_size=1, max_size=9), st.sampled_from([None, 0, 1, 2, 4])),
    min_size=1,
    max_size=30,
).map(lambda found: Box(tuple(Piece(text, len(text), at) for text, at in found)))


@given(pieces, st.integers(12, 40))
def test_nothing_is_lost_and_lines_fit(box: Box, room: int) -> None:
    lines = fill(box, room, room, 0)
    assert "".join(line.text for line in lines) == box.text
    for line in lines:
        inside = [p for p in box.pieces if p.at is not None]
        assert line.width <= room or line.width <= longest(box) or not inside


def longest(box: Box) -> float:
    """The widest stretch without a place for a break."""
    widths, width = [0.0], 0.0
    for p in box.pieces:
        width = p.width if p.at is not None else width + p.width
        widths.append(width)
    return max(widths)


def test_a_break_at_the_top_is_preferred() -> None:
    inner = join([piece("("), piece("aaaa"), operator(" + ", 2), piece("bbbb"), piece(")")])
    box = join([piece("xxxxxxxx"), operator(" + ", 0), inner])
    assert [line.text for line in fill(box, 20, 20, 2)] == ["xxxxxxxx", "+ (aaaa + bbbb)"]


def test_a_deep_break_is_indented() -> None:
    inner = [piece("("), piece("a" * 12), operator(" + ", 2), piece("b" * 12), piece(")")]
    lines = fill(join(inner), 20, 20, 2)
    assert [line.depth for line in lines] == [0, 1]


@pytest.mark.parametrize("room", [1.0, 5.0])
def test_an_atom_that_is_too_long_is_kept_whole(room: float) -> None:
    box = join([piece("a" * 9), operator(" + ", 0), piece("b" * 9)])
    assert [line.text for line in fill(box, room, room, 0)] == ["a" * 9, "+ " + "b" * 9]
