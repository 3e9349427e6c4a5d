"""The row convention: the same formula with every vector written as a row, nothing simplified.

x^T y becomes x y^T, diag(y) - y y^T becomes diag(y) - y^T y, W^T (y - t) becomes (y - t) W.
"""

from __future__ import annotations

from typing import Any

from sympy import Rational, S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.language.matrix import (
    ARRAYS,
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
    Stacked,
    Trace,
    Transpose,
    Vec,
    is_scalar,
    shape,
)
from symsoft.language.terms import Add, Compare, Fn, Mul, Pow, Where, factors, plus, times
from symsoft.language.walk import contains, rebuild


def in_rows(e: Any) -> Any:
    """An entry of a formula with columns as the same entry of one with rows.

    >>> from symsoft.language.terms import Index, Size
    >>> n = Size("n")
    >>> y, j = Vec("y", n), Index("j", n)
    >>> in_rows(At(y, j)) == At(Vec("y", 1, n), j)
    True
    """
    if not isinstance(e, At) or isinstance(e.matrix, Entries):
        return e
    rows, columns = shape(e.matrix)
    return At(_turned(e.matrix, bool(rows) and not columns), *e.args[1:])


def _turned(m: Any, flip: bool) -> Any:
    """m with rows for columns; with ``flip`` its transpose."""
    if isinstance(m, Rational) or not contains(m, ARRAYS):
        return m
    flip = flip and not is_scalar(m)
    match m:
        case Vec() if len(m.axes) == 1:
            return _upright(Vec(m.of, S.One, *m.axes), flip)
        case Ones():
            return _upright(Ones(S.One, *m.args), flip)
        case Identity():
            return m
        case Diag():
            return Diag(_turned(m.args[0], bool(shape(m.args[0])[0])))
        case Transpose():
            return _turned(m.args[0], not flip)
        case Stacked():
            return _upright(Transpose(Stacked(_turned(m.args[0], False))), flip)
        case Jacobian():
            return _derivative(m, flip)
        case MatMul() if flip:
            return MatMul(*(_turned(a, True) for a in reversed(m.args)))
        case MatMul():
            return MatMul(*(_turned(a, False) for a in m.args))
        case Trace():
            return Trace(_by_rows(_turned(m.args[0], False)))
        case Kron():
            return Kron(*(_turned(a, flip) for a in m.args))
        case Blocks():
            return Blocks(_turned(m.body, flip), m.index)
        case Mul():
            return times(*(_turned(a, flip) for a in m.args))
        case Compare():
            return rebuild(m, lambda a: _turned(a, flip))
        case Add() | Hadamard() | Pow() | Fn() | Where():
            return _entrywise(m, flip)
        case _:
            return Transpose(m) if flip else m


def _upright(row: Any, flip: bool) -> Any:
    """The row as it is where a column was flipped, otherwise its transpose."""
    if flip:
        return row
    return row.args[0] if isinstance(row, Transpose) else Transpose(row)


def _derivative(m: Any, flip: bool) -> Any:
    rows, columns = shape(m)
    whole = Jacobian(*(_turned(v, True) for v in m.args))
    if rows and columns:
        return Transpose(whole) if flip else whole
    return _upright(whole, flip) if rows else whole


def _entrywise(m: Any, flip: bool) -> Any:
    """A function of the entries of a column is the transpose of that function of rows."""
    rows, columns = shape(m)
    if rows and not columns:
        return _upright(rebuild(m, lambda a: _turned(a, True)), flip)
    if flip and rows and not isinstance(m, Add):
        return Transpose(rebuild(m, lambda a: _turned(a, False)))
    turned = rebuild(m, lambda a: _turned(a, flip))
    # A matrix stands before the transpose of another.
    return plus(*sorted(turned.args, key=_is_transpose)) if flip and rows else turned


def _is_transpose(t: Any) -> bool:
    return any(isinstance(f, Transpose) for f in factors(t))


def _by_rows(m: Any) -> Any:
    """tr(A^T B) = tr(A B^T): a sum over the rows of both."""
    if isinstance(m, MatMul) and len(m.args) == 2 and isinstance(m.args[0], Transpose):
        return MatMul(m.args[0].args[0], algebra.transpose(m.args[1]))
    return m
