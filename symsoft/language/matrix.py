"""Matrix notation: the nodes, their shapes, and what one entry of each means in index notation.

``entry`` is the definition of the notation; whoever judges a matrix formula judges its entries.
Vectors are columns.  Nothing here rewrites or simplifies.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

from sympy import S

from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Term,
    free,
    plus,
    power,
    times,
)
from symsoft.language.walk import fresh


class Vec(Term):
    """A whole array by its name: ``Vec("y", n)`` is the column y, ``Vec("W", n, m)`` a matrix."""

    __slots__ = ()

    def __new__(cls, name: str, *axes: Size) -> Any:
        return Term.__new__(cls, Ref(name), *axes)

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def axes(self) -> tuple[Size, ...]:
        return tuple(self.args[1:])


class Ones(Term):
    """The column of ones."""

    __slots__ = ()


class Identity(Term):
    """The identity matrix."""

    __slots__ = ()


class Diag(Term):
    """The diagonal matrix with a vector on its diagonal."""

    __slots__ = ()


class Transpose(Term):
    """The transpose of a matrix or a column."""

    __slots__ = ()


class Outer(Term):
    """u v^T of two columns."""

    __slots__ = ()


class Inner(Term):
    """u^T v of two columns."""

    __slots__ = ()


class MatMul(Term):
    """The product of matrices; the last may be a column."""

    __slots__ = ()


class Hadamard(Term):
    """The product entry by entry."""

    __slots__ = ()


class Entries(Term):
    """A matrix written out for a concrete size: ``Entries(Row(a, b), Row(c, d))``."""

    __slots__ = ()

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(row.args) for row in self.args)


class Row(Term):
    """One row of Entries."""

    __slots__ = ()


class At(Term):
    """``At(M, i, j)``: the entry i, j of a matrix, or of a column ``At(v, i)``."""

    __slots__ = ()

    @property
    def matrix(self) -> Any:
        return self.args[0]

    @property
    def indices(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])

    @property
    def entry(self) -> Any:
        """The entry in index notation; raises ValueError when the shapes do not fit."""
        return entry(self.matrix, *self.indices)


def shape(m: Any) -> tuple[Any, ...]:
    """The axes of a matrix expression, () for a scalar; ValueError when shapes do not fit."""
    match m:
        case Vec():
            return m.axes
        case Ones():
            return (m.args[0],)
        case Identity():
            return (m.args[0], m.args[0])
        case Diag():
            return shape(m.args[0]) * 2
        case Transpose():
            axes = shape(m.args[0])
            return axes[::-1] if len(axes) > 1 else (S.One, *axes)
        case Outer():
            return (*shape(m.args[0]), *shape(m.args[1]))
        case MatMul():
            return reduce(_joined, map(shape, m.args))
        case Hadamard() | Add():
            return _common([shape(a) for a in m.args])
        case Mul():
            arrays = [shape(a) for a in m.args if shape(a)]
            if len(arrays) > 1:
                raise ValueError("a product of matrices is a MatMul or a Hadamard")
            return arrays[0] if arrays else ()
        case Fn():
            return _common([shape(a) for a in m.inputs])
        case Pow():
            return shape(m.base)
        case _:
            return ()


def _joined(left: tuple[Any, ...], right: tuple[Any, ...]) -> tuple[Any, ...]:
    if left[-1] != right[0]:
        raise ValueError(f"inner axes differ: {left[-1]} and {right[0]}")
    return left[:-1] + right[1:]


def _common(axes: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    arrays = [a for a in axes if a]
    if any(a != arrays[0] for a in arrays):
        raise ValueError("summands and Hadamard factors need one shape")
    return arrays[0] if arrays else ()


def entry(m: Any, *at: Any) -> Any:
    """The entry of m at the given indices, in index notation."""
    match m:
        case Vec():
            return Ref(m.name, *at)
        case Ones():
            return S.One
        case Identity():
            return _delta(*at)
        case Diag():
            return times(_delta(*at), entry(m.args[0], at[0]))
        case Transpose():
            return entry(m.args[0], *(at[::-1] if len(shape(m.args[0])) > 1 else at[-1:]))
        case Outer():
            return times(entry(m.args[0], at[0]), entry(m.args[1], at[1]))
        case Inner():
            k = _bound(m, at)
            return Sum(times(entry(m.args[0], k), entry(m.args[1], k)), k)
        case MatMul():
            return _product_entry(m, at)
        case Hadamard():
            return times(*(entry(a, *at) for a in m.args))
        case Entries():
            return m.rows[int(at[0]) - 1][int(at[1]) - 1]
        case Add():
            return plus(*(_broadcast(a, at) for a in m.args))
        case Mul():
            return times(*(_broadcast(a, at) for a in m.args))
        case Pow():
            return power(_broadcast(m.base, at), m.exponent)
        case Fn():
            return Fn(m.name, *(_broadcast(a, at) for a in m.inputs))
        case _:
            return m


def _broadcast(m: Any, at: tuple[Any, ...]) -> Any:
    return entry(m, *at) if shape(m) else entry(m)


def _delta(a: Any, b: Any) -> Any:
    if isinstance(a, Term) or isinstance(b, Term):
        return Delta(a, b)
    return S.One if a == b else S.Zero


def _bound(m: Any, at: tuple[Any, ...]) -> Any:
    return fresh(shape(m.args[0])[-1], frozenset().union(*(free(i) for i in at)) | free(m))


def _product_entry(m: Any, at: tuple[Any, ...]) -> Any:
    first, rest = m.args[0], m.args[1:]
    if not rest:
        return entry(first, *at)
    k = fresh(shape(first)[-1], frozenset().union(*(free(i) for i in at)) | free(m))
    left = len(shape(first)) - 1
    tail = MatMul(*rest) if len(rest) > 1 else rest[0]
    inner = entry(tail, k, *at[left:])
    return Sum(times(entry(first, *at[:left], k), inner), k)
