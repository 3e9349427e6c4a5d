"""A page says everything once, in order, and leaves nothing wrong unsaid."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer

from symsoft import api
from symsoft.display import page_rows
from symsoft.display.boxes import Box, Piece
from symsoft.display.corners import corners
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.outline import results
from symsoft.display.page_rows import INDENT, NARROW
from symsoft.display.page_steps import fitted
from symsoft.display.pages import Page, lay_out
from symsoft.display.typst_terms import TypstPrinter
from symsoft.language.terms import Compare, Ref

SCORE = "exp(learning_rate_of_the_layer*x[{0}])"
LONG = f"prediction_score_of_the_sample[i] = {SCORE.format('i')}/sum({SCORE.format('k')}, k)"


def box(text: str, width: float) -> Box:
    return Box((Piece(text, width),))


def page(result: Any, **options: Any) -> Page:
    return lay_out(
        result.derivations, Options(entry=result.entry, n=result.sizes, **options), LatexPrinter
    )


@pytest.fixture(scope="module")
def softmax() -> Any:
    return api.derive("softmax", n=50)


def test_both_formats_lay_out_the_same(softmax: Any) -> None:
    options = Options(n=softmax.sizes)
    latex, typst = (lay_out(softmax.derivations, options, k) for k in (LatexPrinter, TypstPrinter))
    assert [p.kind for p in latex.parts] == [p.kind for p in typst.parts]
    for one, other in zip(latex.parts, typst.parts, strict=True):
        assert [r.number for r in one.steps] == [r.number for r in other.steps]
        assert bool(one.grid) == bool(other.grid)
    assert len(latex.evidence) == len(typst.evidence)


def test_a_large_matrix_has_dots(softmax: Any) -> None:
    (grid,) = (part.grid for part in page(softmax).parts if part.grid)
    assert r"y_1 (1 - y_1) & -y_1 y_2 & -y_1 y_3 & \cdots & -y_1 y_{50}" in grid
    assert r"\vdots & \vdots & \vdots & \ddots & \vdots" in grid
    assert r"-y_{50} y_1" not in grid or r"-y_1 y_{50} & -y_2 y_{50}" in grid


def test_corners_only_of_a_matrix_with_a_gap() -> None:
    found = api.derive("softmax", n=9)
    (entries,) = (r for r in results(found.derivations[0]) if r.name == "entries")
    assert corners(entries, {"n": 9}) is not None
    assert corners(entries, {"n": 4}) is None
    assert corners(entries, {}) is None
    (cases,) = (r for r in results(found.derivations[0]) if r.name == "cases")
    assert corners(cases, {"n": 9}) is None


def test_a_scope_and_its_conditions_are_said_once() -> None:
    found = page(api.derive("temperature", wrt=["T"]))
    (theorem,) = found.theorems
    assert theorem.scope == r"all $n$ $\ge$ 1"
    assert r"T \ne 0" in theorem.conditions


def test_a_reason_with_a_long_formula_goes_below() -> None:
    found = page(api.derive(define=[LONG], wrt=["x"], forms=["delta"]))
    notes = [row for part in found.parts for row in part.steps if row.note]
    assert notes
    assert not any(row.alarm for row in notes)
    assert all("definition of" in row.note or "lemma" in row.note for row in notes)


def test_a_wide_left_side_stands_by_itself() -> None:
    steps = [page_rows.Step("=", box("b", 1.0), "why", "1")]
    narrow = page_rows.rows(box("a", NARROW), steps, 30.0)
    assert [(r.left, r.relation, r.text, r.number) for r in narrow] == [("a", "=", "b", "1")]
    wide = page_rows.rows(box("a", NARROW + 1), steps, 30.0)
    assert [(r.left, r.text, r.depth) for r in wide] == [("", "a", None), ("", "b", None)]


def test_no_page_breaks_a_step_or_leaves_a_line_of_a_chain_alone() -> None:
    long = Box((Piece("b", 8.0), Piece("+ c", 8.0, 0)))
    steps = [page_rows.Step("=", box("b", 1.0), number=str(k)) for k in range(4)]
    found = page_rows.rows(box("a", 1.0), [*steps, page_rows.Step("=", long)], 10.0 + INDENT)
    assert [r.kept for r in found] == [True, False, False, True, True, False]
    huge = Box(tuple(Piece("+ c", 8.0, 0) for _ in range(20)))
    found = page_rows.rows(box("a", 1.0), [page_rows.Step("=", huge)], 10.0 + INDENT)
    assert len(found) == 20
    assert not any(r.kept for r in found)


def test_a_statement_stays_with_its_proof(softmax: Any) -> None:
    stated = [part for part in page(softmax).parts if part.claim and part.steps]
    assert stated
    assert all(part.claim[-1].kept for part in stated)


def test_nothing_is_marked_where_the_line_before_is_not_seen() -> None:
    found = page(api.derive("layernorm", wrt=["x"], forms=["delta", "matrix"]))
    matrix = [p for p in found.parts if "matrix" in p.title]
    assert matrix
    assert not any("changed" in row.text for part in matrix for row in part.steps)
    assert any("changed" in row.text for part in found.parts for row in part.steps)


def test_what_does_not_fit_is_written_another_way() -> None:
    wide, narrow = box("a", 30.0), box("b", 12.0)
    printer = LatexPrinter(Order.of(None), room=28.0)
    assert fitted(lambda p: wide if p.room > 20 else narrow, printer, box("l", 1.0), 28.0) is narrow
    assert fitted(lambda p: wide, printer, box("l", 1.0), 28.0) is wide
    assert printer.room == 28.0


def test_a_long_reason_goes_below() -> None:
    found = page(api.derive("bp", wrt=["z2"]))
    (note,) = (row.note for part in found.parts for row in part.steps if row.note)
    assert note.startswith("one term of the sum alone: n = 2, j = 1: left 1.165")


def test_a_long_right_side_is_continued() -> None:
    pieces = (Piece("b", 8.0), Piece("+ c", 8.0, 0), Piece("d", 8.0, 3))
    steps = [page_rows.Step("=", Box(pieces), "why", "1")]
    first, second, third = page_rows.rows(box("a", 1.0), steps, 10.0 + INDENT)
    assert (first.text, first.reason, first.depth) == ("b", "why", None)
    assert (second.text, second.reason, second.number, second.depth) == ("+ c", "", "", 0)
    assert (third.text, third.depth) == ("d", 1)


def test_what_only_a_theorem_defines_stands_below_its_title() -> None:
    found = page(api.derive("descent"))
    parts = [part for part in found.parts if part.definitions]
    assert len(parts) > 1
    for part in parts:
        assert r"\frac" not in part.title
        assert "y_i" in {row.left for row in part.definitions}
    assert any(r"where $\eta > 0$" in part.title for part in parts)


def test_pieces_are_no_wider_than_they_come_out() -> None:
    """*if x ≥ 3* is 3.3 ems by the metrics; taken for more, a case form is broken too soon."""
    printer = LatexPrinter(Order.of(None))
    x = Ref("x")
    clause = printer.clause(printer.condition([Compare(">=", x, Integer(3))]))
    assert 3.3 < clause.width < 4.3
