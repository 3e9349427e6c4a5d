"""Matrix formulas in NumPy's spelling."""

from __future__ import annotations

import pytest
from sympy import S

from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import Pair
from symsoft.language.matrix_text import read_matrix
from symsoft.language.terms import Size

N = Size("n")
SHAPES = {"x": (N,), "y": (N,), "w": (N, N), "a": ()}


@pytest.mark.parametrize(
    ("formula", "text", "axes"),
    [
        ("w.T @ diag(x) @ y", "wᵀ diag(x) y", 1),
        ("w.T @ (x - 2*y)", "wᵀ (x − 2·y)", 1),
        ("x * y/x", "x ⊙ y ⊘ x", 1),
        ("-a*x", "−a·x", 1),
        ("x.T @ ones", "xᵀ 𝟏", 0),
        ("w * eye", "w ⊙ I", 2),
        ("row(w)", "w_{p,:}", 1),
        ("blockdiag(w)", "blockdiag_b(w)", 2),
    ],
)
def test_read(formula, text, axes):
    found = read_matrix(formula, SHAPES, N)
    assert TextPrinter(Order.of(None, found)).box(found.matrix).text == text
    assert len(found.args) - 1 == axes


def test_pairs_number_what_is_stacked():
    (pair,) = read_matrix("kron(x, eye) @ y", SHAPES, N).args[1:]
    assert isinstance(pair, Pair)


@pytest.mark.parametrize("formula", ["x[0]", "x if y else w", "x < y"])
def test_anything_else_is_refused(formula):
    with pytest.raises(ValueError, match="no matrix formula"):
        read_matrix(formula, SHAPES, N)


def test_division_is_by_a_power():
    assert read_matrix("x/y", SHAPES, N).matrix.args[1].exponent is S.NegativeOne
