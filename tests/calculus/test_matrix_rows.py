"""The row convention of a line: the same entry, every vector a row, nothing simplified."""

from __future__ import annotations

import pytest

from symsoft.calculus.matrix_rows import in_rows
from symsoft.checking.exact import decide
from symsoft.display.order import Order
from symsoft.display.structure import vectors
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import At, Jacobian, MatMul, Transpose, Vec
from symsoft.language.matrix_text import read_matrix
from symsoft.language.system import System
from symsoft.language.terms import Index, Ref, Size
from symsoft.language.text import read_system
from symsoft.proof import Verdict

N = Size("n")
SYSTEM = System((), {**dict.fromkeys("xyu", (N,)), **dict.fromkeys("vw", (N, N)), "a": ()})


def text(e):
    return TextPrinter(Order.of(None, e)).box(e.matrix).text


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("x", "x"),
        ("w.T @ (x - y)", "(x − y) w"),
        ("(diag(x) - x @ y.T).T @ (-(y/x))", "(−(y ⊘ x)) (diag(x) − xᵀ y)"),
        ("(x - y) @ u.T", "(x − y)ᵀ u"),
        ("x.T @ y", "x yᵀ"),
        ("a*(x.T @ y)*u", "a·(x yᵀ)·u"),
        ("kron(x, eye) @ y", "y (x ⊗ I)"),
        ("kron(eye, x.T)", "I ⊗ x"),
        ("vec((x @ y.T).T)", "vec(yᵀ x)ᵀ"),
        ("w * v @ ones", "𝟏 (w ⊙ v)ᵀ"),
        ("blockdiag(diag(row(w)) - row(w).T @ row(w)).T @ vec(v.T)", None),
        ("eye - ones @ x.T", "I − 𝟏ᵀ x"),
    ],
)
def test_a_line_with_rows(formula, wanted):
    before = read_matrix(formula, SYSTEM.shapes, N)
    after = in_rows(before)
    if wanted is not None:
        assert text(after) == wanted
        assert vectors(after.matrix) in ("row", "")
    assert after.args[1:] == before.args[1:]
    assert decide(SYSTEM, before, after).verdict is Verdict.HOLDS


def test_derivatives_turn_with_what_they_are_by():
    system = read_system(["y[i] = sum(w[i,k]*x[k], k)", "L = sum(y[k]**2, k)"])
    n, m = system.shapes["w"]
    x, y, j = Vec("x", m), Vec("y", n), Index("j", m)
    before = At(MatMul(Transpose(Jacobian(y, x)), Jacobian(Ref("L"), y)), j)
    after = in_rows(before)
    assert text(after) == "(∂L/∂y) (∂y/∂x)"
    assert decide(system, before, after).verdict is Verdict.HOLDS


def test_what_is_no_matrix_formula_stays():
    assert in_rows(Ref("a")) == Ref("a")
