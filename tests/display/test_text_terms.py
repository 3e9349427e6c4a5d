"""Terms as a mathematician writes them in plain text."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational

from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter, to_text
from symsoft.language.matrix import (
    At,
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
    Max,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
    times,
)

N = Size("n")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
M1, HALF = Integer(-1), Rational(1, 2)
XI, XJ, XK, YI, YJ = Ref("x", I), Ref("x", J), Ref("x", K), Ref("y", I), Ref("y", J)
S = Sum(Fn("exp", XK), K)
SOFTMAX = Mul(Fn("exp", XI), Pow(S, M1))
Y, G = Vec("y", N), Vec("g", N)
ERROR = Vec(D(Ref("L"), Ref("z1", N)), N)
ORDER = Order.of(None, D(YI, XJ), Ref("a"), Ref("b"), Ref("T"))


@pytest.mark.parametrize(
    ("e", "printed"),
    [
        (SOFTMAX, "exp(x_i)/Σ_k exp(x_k)"),
        (D(YI, XJ), "∂y_i/∂x_j"),
        (D(SOFTMAX, XJ), "∂/∂x_j (exp(x_i)/Σ_k exp(x_k))"),
        (D(Fn("exp", XI), XJ), "∂/∂x_j exp(x_i)"),
        (D(S, XJ), "∂/∂x_j (Σ_k exp(x_k))"),
        (D(D(Ref("L"), XI), XJ), "∂²L/∂x_i∂x_j"),
        (D(D(Ref("L"), Ref("a")), Ref("a")), "∂²L/∂a²"),
        (Mul(D(Fn("exp", XI), XJ), D(Fn("exp", XJ), XJ)), "(∂/∂x_j exp(x_i))·∂/∂x_j exp(x_j)"),
        (Mul(Add(Mul(M1, YJ), Delta(J, I)), YI), "y_i·(δ_ij − y_j)"),
        (Mul(M1, YJ, YI), "−y_i·y_j"),
        (Add(Mul(M1, YJ), Integer(1)), "1 − y_j"),
        (Add(Fn("exp", Mul(M1, XI)), Integer(1)), "1 + exp(−x_i)"),
        (Add(XI, Mul(M1, Ref("a"))), "x_i − a"),
        (Add(Mul(M1, Ref("a")), XI), "x_i − a"),
        (Add(Mul(M1, Ref("a")), Mul(M1, XI)), "−a − x_i"),
        (Add(XI, Integer(-2)), "x_i − 2"),
        (Mul(M1, Mul(M1, XI)), "−(−x_i)"),
        (Mul(M1, Add(XI, YJ)), "−(x_i + y_j)"),
        (Mul(XI, Pow(N, M1), Ref("x_hat", J)), "x_i·x̂_j/n"),
        (Mul(Pow(N, M1), Sum(XK, K)), "(1/n)·Σ_k x_k"),
        (Mul(Pow(Ref("T"), M1), YI, Add(Delta(I, J), Mul(M1, YJ))), "(y_i/T)·(δ_ij − y_j)"),
        (Mul(HALF, Pow(XI, Integer(2))), "x_i²/2"),
        (Mul(Rational(-2, 3), XI), "−2·x_i/3"),
        (Mul(HALF, Add(XI, YJ)), "(x_i + y_j)/2"),
        (Add(S, Ref("a")), "(Σ_k exp(x_k)) + a"),
        (Add(Integer(2), S), "2 + Σ_k exp(x_k)"),
        (Mul(S, XI, S), "x_i·(Σ_k exp(x_k))·Σ_k exp(x_k)"),
        (Sum(Mul(M1, XK), K), "Σ_k (−x_k)"),
        (Sum(Add(XK, Ref("y", K)), K), "Σ_k (x_k + y_k)"),
        (Sum(XK, K, I), "Σ_{k≠i} x_k"),
        (Sum(Mul(Delta(J, K), Ref("y", K)), K), "Σ_k y_k·δ_kj"),
        (Max(XK, K), "max_k x_k"),
        (Mul(XI, Pow(Sum(Mul(XK, Ref("y", K)), K), M1)), "x_i/(Σ_k y_k·x_k)"),
        (Pow(XI, HALF), "√x_i"),
        (Pow(Add(XI, Integer(1)), HALF), "√(1 + x_i)"),
        (Pow(XI, Rational(-1, 2)), "1/√x_i"),
        (Pow(XI, Rational(3, 2)), "x_i^(3/2)"),
        (Pow(XI, Ref("a")), "x_i^a"),
        (Pow(XI, Add(Ref("a"), M1)), "x_i^(a − 1)"),
        (Fn("abs", Add(Integer(1), Fn("abs", XI))), "abs(1 + |x_i|)"),
        (Fn("maximum", XI, Integer(0)), "max(x_i, 0)"),
        (Mul(PI, XI), "π·x_i"),
        (Where(Compare(">=", XI, Integer(0)), XI, Integer(0)), "{x_i if x_i ≥ 0; 0 otherwise}"),
        (
            Cases(Branch(YI, Same(I, J)), Branch(Mul(M1, YI), Differ(I, J), Differ(J, K))),
            "{y_i if i = j; −y_i if i ≠ j and j ≠ k}",
        ),
        (Ref("W", I, Integer(12)), "W_{i,12}"),
        (Ref("learning_rate"), "learning_rate"),
        (Ref("w_1", I), "w_1[i]"),
        (Ref("lam"), "λ"),
    ],
    ids=str,
)
def test_printed(e: Any, printed: str) -> None:
    assert to_text(e, ORDER) == printed


@pytest.mark.parametrize(
    ("e", "printed"),
    [
        (Add(Mul(M1, MatMul(Y, Transpose(Y))), Diag(Y)), "diag(y) − y yᵀ"),
        (Mul(Pow(Ref("T"), M1), MatMul(Y, Transpose(Y))), "(1/T)·y yᵀ"),
        (Hadamard(Y, Add(G, times(M1, MatMul(Transpose(Y), G), Ones(N)))), "y ⊙ (g − (yᵀ g)·𝟏)"),
        (Hadamard(G, Pow(Y, M1)), "g ⊘ y"),
        (Add(Identity(N), Mul(M1, MatMul(Ones(N), Transpose(Y)))), "I − 𝟏 yᵀ"),
        (MatMul(Transpose(Vec("W", N, N)), Diag(Y), G), "Wᵀ diag(y) g"),
        (Transpose(MatMul(Vec("W", N, N), G)), "(W g)ᵀ"),
        (ERROR, "∂L/∂z1"),
        (MatMul(Vec("W", N, N), ERROR), "W (∂L/∂z1)"),
        (Hadamard(Y, ERROR), "y ⊙ (∂L/∂z1)"),
        (Pow(Y, Integer(2)), "y^∘2"),
        (At(Diag(Y), I, J), "[diag(y)]_ij"),
        (At(MatMul(Transpose(Y), G)), "yᵀ g"),
        (Mul(Integer(2), At(Add(Ref("a"), MatMul(Transpose(Y), G)))), "2·(a + yᵀ g)"),
        (MatMul(Transpose(Jacobian(Y, G)), Jacobian(Ref("L"), Y)), "(∂y/∂g)ᵀ (∂L/∂y)"),
        (Jacobian(Y, Stacked(Transpose(Vec("W", N, N)))), "∂y/∂vec(Wᵀ)"),
        (Jacobian(Y, Transpose(Stacked(Vec("W", N, N)))), "∂y/∂vec(W)"),
        (Stacked(MatMul(Y, Transpose(G))), "vec(y gᵀ)"),
        (At(Entries(Row(YI, YJ), Row(XI, XJ)), I, J), "[y_i, y_j; x_i, x_j]_ij"),
    ],
    ids=[
        "outer",
        "scaled",
        "hadamard",
        "over",
        "ones",
        "product",
        "transpose",
        "error",
        "times error",
        "hadamard error",
        "power",
        "at",
        "number",
        "number in a product",
        "chain rule",
        "by rows",
        "by columns",
        "stacked",
        "entries",
    ],
)
def test_arrays(e: Any, printed: str) -> None:
    assert to_text(e, ORDER) == printed


def test_power_of_e_on_request() -> None:
    assert to_text(SOFTMAX, ORDER, exponential="e") == "e^(x_i)/Σ_k e^(x_k)"
    assert to_text(Pow(Fn("exp", Ref("a")), Integer(2)), ORDER, exponential="e") == "(e^a)²"


def test_names_that_would_look_alike_do_not() -> None:
    both = Add(Ref("y_i"), YI)
    assert to_text(both) == "y__i + y_i"


def test_a_node_that_is_no_term_is_refused() -> None:
    with pytest.raises(TypeError, match="no printer for str"):
        TextPrinter(ORDER).box("x")
