"""Matrix notation: shapes that fit, and entries that say what the notation says."""

from __future__ import annotations

import pytest
from sympy import Integer, S

from symsoft.language.matrix import (
    At,
    Blocks,
    Diag,
    Entries,
    Hadamard,
    Identity,
    Jacobian,
    Kron,
    MatMul,
    Ones,
    Pair,
    Row,
    RowOf,
    ShapeError,
    Stacked,
    Trace,
    Transpose,
    Vec,
    entry,
    in_indices,
    is_scalar,
    shape,
)
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Compare,
    D,
    Delta,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
)
from symsoft.language.text import read_term

N, M = Size("n"), Size("m")
I, J, K = (Index(letter, N) for letter in "ijk")
A, B = Index("a", M), Index("b", M)
W, Y = Vec("W", N, M), Vec("Y", M, N)
COLUMN, LINE = Vec("y", N), Vec("y", 1, N)
SYSTEM = System((), {"W": (N, M), "h": (M,), "y": (N,), "Y": (M, N), "x": (N,), "c": ()})


@pytest.mark.parametrize(
    ("matrix", "wanted"),
    [
        (COLUMN, ((N,), ())),
        (LINE, ((), (N,))),
        (W, ((N,), (M,))),
        (Ones(1, N), ((), (N,))),
        (Diag(LINE), ((N,), (N,))),
        (MatMul(LINE, W), ((), (M,))),
        (MatMul(LINE, COLUMN), ((), ())),
        (MatMul(COLUMN, LINE), ((N,), (N,))),
        (Kron(LINE, Identity(M)), ((M,), (N, M))),
        (Kron(W, COLUMN), ((N, N), (M,))),
        (Blocks(Diag(RowOf("Y", A, N)), A), ((M, N), (M, N))),
        (Trace(MatMul(W, Y)), ((), ())),
        (Mul(Ref("T"), MatMul(LINE, COLUMN), W), ((N,), (M,))),
        (Fn("maximum", W, S.Zero), ((N,), (M,))),
        (Pow(W, Integer(2)), ((N,), (M,))),
        (Ref("y", I), ((), ())),
        (Stacked(W), ((M, N), ())),
        (MatMul(Kron(Transpose(Vec("h", M)), W), Stacked(Transpose(Vec("V", M, M)))), ((N,), ())),
        (Jacobian(COLUMN, Vec("h", M)), ((N,), (M,))),
        (Jacobian(LINE, Vec("h", 1, M)), ((N,), (M,))),
        (Jacobian(Ref("L"), Vec("h", 1, M)), ((), (M,))),
        (Jacobian(COLUMN, Ref("s")), ((N,), ())),
        (Jacobian(COLUMN, Stacked(W)), ((N,), (M, N))),
        (Jacobian(Ref("L"), Ref("s")), ((), ())),
    ],
)
def test_shape(matrix, wanted):
    assert shape(matrix) == wanted
    assert is_scalar(matrix) == (wanted == ((), ()))


@pytest.mark.parametrize(
    "matrix",
    [
        MatMul(W, W),
        MatMul(COLUMN, COLUMN),
        Add(W, Transpose(W)),
        Add(COLUMN, LINE),
        Add(S.One, COLUMN),
        Hadamard(W, COLUMN),
        Mul(W, COLUMN),
        Fn("maximum", W, COLUMN),
        Diag(W),
        Diag(S.One),
        Trace(W),
        Vec("V", N, M, N),
        Where(Compare(">", COLUMN, S.Zero), W, W),
        Pow(W, COLUMN),
        Max(COLUMN, I),
        Jacobian(COLUMN, W),
    ],
)
def test_what_does_not_conform_has_no_shape(matrix):
    with pytest.raises(ShapeError):
        shape(matrix)


@pytest.mark.parametrize(
    "place",
    [At(COLUMN, I, J), At(W, I), At(W, A, I), At(S.One, I), At(Kron(W, W), I, A), At(LINE, A)],
)
def test_indices_must_run_over_the_axes(place):
    with pytest.raises(ShapeError):
        _ = place.entry


@pytest.mark.parametrize(
    ("matrix", "at", "text"),
    [
        (MatMul(W, Vec("h", M)), (I,), "sum(W[i,b]*h[b], b)"),
        (MatMul(Vec("h", 1, M), Transpose(W)), (I,), "sum(W[i,b]*h[b], b)"),
        (MatMul(COLUMN, LINE), (I, J), "y[i]*y[j]"),
        (MatMul(LINE, COLUMN), (), "sum(y[k]*y[k], k)"),
        (Diag(LINE), (I, J), "delta(i, j)*y[i]"),
        (Transpose(W), (A, I), "W[i,a]"),
        (Transpose(COLUMN), (I,), "y[i]"),
        (Trace(MatMul(W, Y)), (), "sum(sum(W[k,b]*Y[b,k], b), k)"),
        (Kron(Transpose(Vec("h", M)), Diag(COLUMN)), (I, A, J), "h[a]*delta(i, j)*y[i]"),
        (Kron(W, LINE), (I, A, J), "W[i,a]*y[j]"),
        (RowOf("Y", A, N), (I,), "Y[a,i]"),
        (Vec(D(Ref("c"), Ref("W", N, M)), N, M), (I, A), "D(c, W[i,a])"),
        (Vec(D(Ref("y", N), Ref("h", M)), N, M), (I, A), "D(y[i], h[a])"),
        (Vec(D(Ref("c"), Ref("y", N)), 1, N), (I,), "D(c, y[i])"),
        (Mul(MatMul(LINE, COLUMN), COLUMN), (I,), "sum(y[k]*y[k], k)*y[i]"),
        (Pow(W, Integer(2)), (I, A), "W[i,a]**2"),
        (Fn("maximum", COLUMN, S.Zero), (I,), "maximum(y[i], 0)"),
        (Stacked(W), (A, I), "W[i,a]"),
        (Transpose(Stacked(Transpose(W))), (I, A), "W[i,a]"),
        (Jacobian(COLUMN, Vec("h", M)), (I, A), "D(y[i], h[a])"),
        (Transpose(Jacobian(COLUMN, Vec("h", M))), (A, I), "D(y[i], h[a])"),
        (Jacobian(COLUMN, Stacked(W)), (I, A, J), "D(y[i], W[j,a])"),
    ],
)
def test_entry(matrix, at, text):
    assert entry(matrix, *at) == read_term(text, SYSTEM)


def test_in_index_notation_however_deep():
    inner = At(MatMul(LINE, Vec("x", N)))
    found = in_indices(Mul(inner, At(Jacobian(COLUMN, Vec("h", M)), I, A)))
    assert found == read_term("sum(y[k]*x[k], k)*D(y[i], h[a])", SYSTEM)
    written = At(Entries(Row(S.One)), I)
    assert in_indices(Mul(written, inner)).args[0] == written
    with pytest.raises(ShapeError):
        in_indices(Mul(Ref("c"), At(MatMul(W, W), I, J)))


def test_blocks_are_numbered_by_the_slow_indices():
    block = MatMul(Transpose(RowOf("Y", A, N)), RowOf("Y", A, N))
    found = entry(Blocks(block, A), A, I, B, J)
    assert found == Mul(Delta(A, B), Ref("Y", A, I), Ref("Y", A, J))
    assert entry(Blocks(block, A), B, I, B, J) == Mul(Ref("Y", B, I), Ref("Y", B, J))


def test_a_block_is_bound():
    blocks = Blocks(Diag(RowOf("Y", A, N)), A)
    assert blocks.free == frozenset()
    assert blocks == Blocks(Diag(RowOf("Y", B, N)), B)


def test_summed_indices_capture_nothing():
    number = Sum(Ref("y", K), K)
    found = entry(Mul(number, MatMul(LINE, COLUMN)))
    assert found == Mul(number, Sum(Mul(Ref("y", J), Ref("y", J)), J))


def test_pairs_count_as_two_indices():
    place = At(Kron(LINE, Identity(M)), A, Pair(I, B))
    assert place.indices == (A, I, B)
    assert place.entry == Mul(Ref("y", I), Delta(A, B))


def test_written_out():
    column = Entries(Row(S.Zero), Row(S.One))
    assert (column.lengths(1), column.cell(2)) == ((2,), S.One)
    line = Entries(Row(S.Zero, S.One))
    assert (line.lengths(1), line.cell(2)) == ((2,), S.One)
    assert (line.lengths(2), line.cell(1, 2)) == ((1, 2), S.One)
    with pytest.raises(IndexError):
        line.cell(2, 1)
