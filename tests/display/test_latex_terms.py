"""Terms as LaTeX, spelled as a typesetter would."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational

from symsoft.display.latex_terms import LatexPrinter, to_latex
from symsoft.display.order import Order
from symsoft.language.matrix import (
    Diag,
    Entries,
    Hadamard,
    Identity,
    Jacobian,
    MatMul,
    Ones,
    Row,
    Stacked,
    Transpose,
    Vec,
)
from symsoft.language.terms import (
    PI,
    Add,
    Branch,
    Cases,
    Compare,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
    plus,
)

N = Size("n")
I, J, K = (Index(letter, N) for letter in "ijk")
M1, HALF = Integer(-1), Rational(1, 2)
XI, XJ, XK, YI, YJ = Ref("x", I), Ref("x", J), Ref("x", K), Ref("y", I), Ref("y", J)
S = Sum(Fn("exp", XK), K)
Y = Vec("y", N)
ORDER = Order.of(None, D(YI, XJ), Ref("a"), Ref("T"))


@pytest.mark.parametrize(
    ("e", "printed"),
    [
        (Mul(Fn("exp", XI), Pow(S, M1)), r"\frac{e^{x_i}}{\sum_k e^{x_k}}"),
        (D(YI, XJ), r"\frac{\partial y_i}{\partial x_j}"),
        (D(D(Ref("L"), XI), XJ), r"\frac{\partial^2 L}{\partial x_i\,\partial x_j}"),
        (D(Fn("exp", XI), XJ), r"\frac{\partial}{\partial x_j}\,e^{x_i}"),
        (D(S, XJ), r"\frac{\partial}{\partial x_j}\Bigl(\sum_k e^{x_k}\Bigr)"),
        (Mul(YI, Add(Delta(I, J), Mul(M1, YJ))), r"y_i (\delta_{ij} - y_j)"),
        (Mul(Pow(N, M1), Sum(XK, K)), r"\frac{1}{n} \sum_k x_k"),
        (Mul(S, Ref("a")), r"a \sum_k e^{x_k}"),
        (Add(S, Ref("a")), r"\Bigl(\sum_k e^{x_k}\Bigr) + a"),
        (Fn("exp", Mul(XI, Pow(Ref("T"), M1))), r"e^{x_i/T}"),
        (Fn("log", YI), r"\log y_i"),
        (Mul(Fn("log", YI), Add(YI, Integer(1))), r"(\log y_i) (1 + y_i)"),
        (Fn("log", S), r"\log \sum_k e^{x_k}"),
        (Pow(Fn("tanh", XI), Integer(2)), r"\tanh^2(x_i)"),
        (Fn("erf", XI), r"\operatorname{erf}(x_i)"),
        (Fn("abs", XI), r"\lvert x_i\rvert "),
        (Pow(XI, HALF), r"\sqrt{x_i}"),
        (Pow(Pow(XI, Integer(2)), Integer(3)), r"(x_i^2)^3"),
        (Mul(Integer(2), Integer(3), XI), r"2 \cdot 3 x_i"),
        (Mul(PI, XI), r"\pi x_i"),
        (Sum(XK, K, I), r"\sum_{k \ne i} x_k"),
        (Ref("x_hat", I), r"\hat{x}_i"),
        (Ref("learning_rate"), r"\mathrm{learning\_rate}"),
        (Ref("W1", I, J), "W_{1,ij}"),
        (
            Cases(Branch(YI, Same(I, J)), Branch(Integer(0), Differ(I, J))),
            r"\begin{cases} y_i & \text{if $i = j$} \\ 0 & \text{if $i \ne j$} \end{cases}",
        ),
        (
            Where(Compare(">", XI, Integer(0)), XI, Integer(0)),
            r"\begin{cases} x_i & \text{if $x_i > 0$} \\ 0 & \text{otherwise} \end{cases}",
        ),
        (
            Add(Diag(Y), Mul(M1, MatMul(Y, Transpose(Y)))),
            r"\operatorname{diag}(y) - y\,y^{\mathsf{T}}",
        ),
        (
            Add(Identity(N), Mul(M1, MatMul(Ones(N), Transpose(Y)))),
            r"I - \mathbf{1}\,y^{\mathsf{T}}",
        ),
        (Hadamard(Vec("t", N), Pow(Y, M1)), r"t \oslash y"),
        (Vec(D(Ref("L"), Ref("z1", N)), N), r"\frac{\partial L}{\partial z_1}"),
        (
            MatMul(Transpose(Jacobian(Y, Stacked(Vec("W", N, N)))), Jacobian(Ref("L"), Y)),
            r"\Bigl(\frac{\partial y}{\partial \operatorname{vec}(W)}\Bigr)^{\mathsf{T}}"
            r"\,\Bigl(\frac{\partial L}{\partial y}\Bigr)",
        ),
        (
            Entries(Row(YI, YJ), Row(XI, XJ)),
            r"\begin{pmatrix} y_i & y_j \\ x_i & x_j \end{pmatrix}",
        ),
    ],
    ids=[str(k) for k in range(32)],
)
def test_printed(e: Any, printed: str) -> None:
    assert to_latex(e, ORDER) == printed


def test_e_of_the_user_is_not_the_number() -> None:
    e = Mul(Ref("e"), Fn("exp", XI))
    assert to_latex(e) == r"e \exp(x_i)"


def test_a_large_matrix_is_shown_by_its_corners() -> None:
    rows = [Row(*(Ref("x", Integer(a), Integer(b)) for b in range(1, 10))) for a in range(1, 10)]
    printed = to_latex(Entries(*rows))
    assert printed.count(r"\cdots") == 4
    assert printed.count(r"\vdots") == 4
    assert printed.count(r"\ddots") == 1
    assert "x_{99}" in printed
    assert "x_{45}" not in printed


@pytest.mark.parametrize("room", [6.0, 12.0, 30.0])
def test_what_does_not_fit_can_be_broken(room: float) -> None:
    long = plus(*(Mul(Ref(name), Fn("exp", Mul(Ref(name), XI))) for name in "abcdfghlmpqr"))
    fraction = Mul(long, Pow(plus(long, Integer(1)), M1))
    root = Pow(long, HALF)
    for e in (fraction, root, Fn("exp", long), Mul(XI, fraction)):
        box = LatexPrinter(Order.of(None, e), room=room).box(e)
        assert max(piece.width for piece in box.pieces) <= room


def test_widths_grow_with_the_text() -> None:
    narrow, wide = (LatexPrinter(ORDER).box(e).width for e in (YI, Add(YI, XJ, Ref("a"))))
    assert 0 < narrow < wide
