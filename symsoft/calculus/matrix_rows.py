"""The row convention: the same formula with every vector written as a row.

x^T y becomes x y^T, diag(y) - y y^T becomes diag(y) - y^T y, W^T (y - t) becomes (y - t) W.
"""

from __future__ import annotations

from typing import Any

from sympy import Rational, S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.language.matrix import (
    ARRAYS,
    Blocks,
    Diag,
    Hadamard,
    Kron,
    MatMul,
    Ones,
    Trace,
    Transpose,
    Vec,
    is_scalar,
    shape,
)
from symsoft.language.terms import Add, Fn, Mul, Pow, times
from symsoft.language.walk import contains, rebuild


def in_rows(m: Any) -> Any:
    """The formula with rows for columns; a column as a whole becomes a row.

    >>> from symsoft.language.terms import Size
    >>> n = Size("n")
    >>> y = Vec("y", n)
    >>> in_rows(MatMul(y, Transpose(y))) == MatMul(Transpose(Vec("y", 1, n)), Vec("y", 1, n))
    True
    """
    turned = _turned(m)
    return algebra.transpose(turned) if _is_column(turned) else turned


def _is_column(m: Any) -> bool:
    rows, columns = shape(m)
    return bool(rows) and not columns


def _turned(m: Any) -> Any:
    """The same value, every named vector in it the transpose of a row."""
    if isinstance(m, Rational) or not contains(m, ARRAYS):
        return m
    match m:
        case Vec() if len(m.axes) == 1:
            return Transpose(Vec(m.of, S.One, *m.axes))
        case Ones():
            return Transpose(Ones(S.One, *m.args))
        case Diag():
            return algebra.diag(_turned(m.args[0]))
        case Transpose():
            return algebra.transpose(_turned(m.args[0]))
        case MatMul():
            return algebra.matmul(*map(_turned, m.args))
        case Kron():
            return Kron(*map(_turned, m.args))
        case Blocks():
            return Blocks(_turned(m.body), m.index)
        case Trace():
            return _trace(_turned(m.args[0]))
        case Mul():
            return times(*map(_turned, m.args))
        case Add() | Hadamard() | Pow() | Fn():
            return _entrywise(m)
        case _:
            return rebuild(m, _turned)


def _entrywise(m: Any) -> Any:
    """A function of entries of columns is the transpose of that function of rows."""
    whole = rebuild(m, _turned)
    if is_scalar(m) or not _is_column(m):
        return whole

    def upright(a: Any) -> Any:
        return a if isinstance(a, Rational) or is_scalar(a) else algebra.transpose(a)

    return Transpose(rebuild(whole, upright))


def _trace(m: Any) -> Any:
    """tr(A^T B) = tr(A B^T): a sum over the rows of both."""
    if isinstance(m, MatMul) and len(m.args) == 2 and isinstance(m.args[0], Transpose):
        m = algebra.matmul(m.args[0].args[0], algebra.transpose(m.args[1]))
    return algebra.trace(m)
