"""The shapes of matrix formulas, and whether their parts fit."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import S

from symsoft.language.arrays import (
    ARRAYS,
    Blocks,
    Diag,
    Hadamard,
    Identity,
    Jacobian,
    Kron,
    MatMul,
    Ones,
    RowOf,
    Stacked,
    Trace,
    Transpose,
    Vec,
)
from symsoft.language.terms import Add, Compare, Fn, Mul, Pow, Size, Term, Where
from symsoft.language.walk import contains

Axes = tuple[Size, ...]
Shape = tuple[Axes, Axes]
"""The ranges of the rows and of the columns: one each for a matrix, none for rows for a row vector,
two where pairs of indices are numbered, as in a Kronecker product, the first of a pair slowest."""

SCALAR: Shape = ((), ())


class ShapeError(ValueError):
    """The parts of a matrix formula do not conform."""


def shape(m: Any) -> Shape:
    """The ranges of rows and of columns, ``SCALAR`` for a number; ShapeError if parts do not fit.

    >>> n, m = Size("n"), Size("m")
    >>> shape(MatMul(Vec("W", n, m), Vec("h", m))) == ((n,), ())
    True
    """
    match m:
        case Vec() | Ones():
            axes = m.axes if isinstance(m, Vec) else tuple(m.args)
            if len(axes) > 2:
                raise ShapeError(f"an array with {len(axes)} axes is no matrix")
            return _axes(axes[0]), _axes(*axes[1:])
        case RowOf():
            return (), (m.args[2],)
        case Identity():
            return (m.args[0],), (m.args[0],)
        case Diag():
            return _diagonal(shape(m.args[0]))
        case Transpose():
            rows, columns = shape(m.args[0])
            return columns, rows
        case MatMul():
            return _chained([shape(a) for a in m.args])
        case Kron():
            parts = [shape(a) for a in m.args]
            return sum((r for r, _ in parts), ()), sum((c for _, c in parts), ())
        case Trace():
            _chained([shape(m.args[0])] * 2)
            return SCALAR
        case Blocks():
            rows, columns = shape(m.body)
            return (m.index.size, *rows), (m.index.size, *columns)
        case Stacked():
            rows, columns = shape(m.args[0])
            return columns + rows, ()
        case Jacobian():
            return _jacobian(*map(shape, m.args))
        case Hadamard() | Add():
            return _common([shape(a) for a in m.args])
        case Mul() | Fn() | Where() | Compare():
            return _scaled(m, [shape(a) for a in m.args if isinstance(a, Term)])
        case _ if not contains(m, ARRAYS):
            return SCALAR
        case Pow() if is_scalar(m.exponent):
            return shape(m.base)
        case _ if all(is_scalar(a) for a in m.args):
            return SCALAR
        case _:
            raise ShapeError(f"{type(m).__name__} is not defined for a matrix")


def is_scalar(m: Any) -> bool:
    """Is m a number?"""
    return shape(m) == SCALAR


def _axes(*axes: Any) -> Axes:
    return tuple(a for a in axes if a is not S.One)


def _diagonal(of: Shape) -> Shape:
    rows, columns = of
    if bool(rows) == bool(columns):
        raise ShapeError("a diagonal holds a vector")
    return rows or columns, rows or columns


def _jacobian(of: Shape, by: Shape) -> Shape:
    if SCALAR in (of, by):
        return by if of == SCALAR else of
    if all(of) or all(by):
        raise ShapeError("a Jacobian is of a vector by a vector")
    return of[0] or of[1], by[0] or by[1]


def _chained(parts: list[Shape]) -> Shape:
    for (_, left), (right, _) in pairwise(parts):
        if left != right:
            raise ShapeError(f"inner ranges differ: {said(left)} and {said(right)}")
    return parts[0][0], parts[-1][1]


def _common(parts: list[Shape]) -> Shape:
    different = next((p for p in parts if p != parts[0]), None)
    if different is not None:
        first, other = (" by ".join(map(said, p)) for p in (parts[0], different))
        raise ShapeError(f"{first} beside {other}")
    return parts[0]


def _scaled(m: Any, parts: list[Shape]) -> Shape:
    """Numbers may stand beside one array in a product, beside several in a function of entries.

    A choice between values, entry by entry, is such a function.
    """
    arrays = [p for p in parts if p != SCALAR]
    if isinstance(m, Mul) and len(arrays) > 1:
        raise ShapeError("a product of matrices is a MatMul or a Hadamard")
    return _common(arrays) if arrays else SCALAR


def said(axes: Axes) -> str:
    """The ranges of one axis as an error names them."""
    return "·".join(size.name for size in axes) or "1"
