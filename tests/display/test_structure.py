"""What a printer asks of a term before it prints it."""

from __future__ import annotations

import pytest

from symsoft.display.structure import branches
from symsoft.language.spelling import one_line
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["y = a*b*x"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("where(x > 0, a, b)", ["x > 0: a", "b"]),
        ("where(x <= -3, 0, where(x >= 3, a, b))", ["x <= -3: 0", "x >= 3: a", "b"]),
        ("where(x > 1, 0, where(x <= 1, a, b))", ["x > 1: 0", "x <= 1: a", "b"]),
        # Here the order matters, so that a piece stays in a piece.
        ("where(x >= 1, 0, where(x <= 1, a, b))", ["x >= 1: 0", "where(x <= 1, a, b)"]),
        ("where(x > 0, 0, where(x > -1, a, b))", ["x > 0: 0", "where(x > -1, a, b)"]),
        ("where(x > 0, 0, where(a < 0, a, b))", ["x > 0: 0", "where(a < 0, a, b)"]),
        ("where(x > b, 0, where(x < a, a, b))", ["x > b: 0", "where(x < a, a, b)"]),
        ("where(x == 0, 0, where(x > 0, a, b))", ["x == 0: 0", "where(x > 0, a, b)"]),
    ],
)
def test_pieces_that_exclude_each_other_stand_side_by_side(text, wanted):
    assert list(map(one_line, branches(read_term(text, SYSTEM)))) == wanted


def test_what_is_to_be_marked_stays_whole():
    e = read_term("where(x <= -3, 0, where(x >= 3, a, b))", SYSTEM)
    assert len(list(branches(e, (e.args[2],)))) == 2
