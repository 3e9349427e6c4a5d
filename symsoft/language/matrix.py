"""Matrix notation: shapes that must fit, and what one entry means in index notation.

``entry`` is the definition of the notation; whoever judges a matrix formula judges its entries.
The nodes are those of ``arrays``.  Nothing here rewrites or simplifies.
"""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.language.arrays import (
    ARRAYS,
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
    Stacked,
    Trace,
    Transpose,
    Vec,
    array_of,
)
from symsoft.language.shapes import SCALAR, Axes, Shape, ShapeError, is_scalar, said, shape
from symsoft.language.terms import (
    Add,
    Compare,
    D,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Sum,
    Term,
    Where,
    free,
    plus,
    power,
    times,
)
from symsoft.language.walk import contains, fresh, rebuild, rename


class At(Term):
    """``At(M, i, j)``: the entry of a matrix, or ``At(v, i)`` of a vector; ``At(s)`` is a scalar.

    Rows' indices come first, then columns'; two that number one axis stand in a Pair.
    """

    __slots__ = ()

    @property
    def matrix(self) -> Any:
        return self.args[0]

    @property
    def indices(self) -> tuple[Any, ...]:
        """The indices one by one."""
        return tuple(
            i for at in self.args[1:] for i in (at.args if isinstance(at, Pair) else (at,))
        )

    @property
    def entry(self) -> Any:
        """The entry in index notation; raises ShapeError when the shapes do not fit."""
        return entry(self.matrix, *self.indices)


def entry(m: Any, *at: Any) -> Any:
    """The entry of m at the given indices, in index notation.

    Raises ShapeError when shapes or ranges do not fit, IndexError for a cell that is not written.
    """
    if isinstance(m, Entries):
        return m.cell(*map(int, at))
    rows, columns = shape(m)
    if len(at) != len(rows) + len(columns):
        raise ShapeError(f"{len(at)} indices for {said(rows)} by {said(columns)}")
    for index, size in zip(at, rows + columns, strict=True):
        if isinstance(index, Index) and index.size != size:
            raise ShapeError(f"the index {index.name} does not run over {size.name}")
    return _entry(m, at[: len(rows)], at[len(rows) :])


def _entry(m: Any, i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    """The entry at row i and column j, each of them the indices of one axis."""
    match m:
        case Vec():
            return m.entry(*i, *j)
        case RowOf():
            return Ref(m.name, m.args[1], *j)
        case Ones():
            return S.One
        case Identity():
            return _deltas(i, j)
        case Diag():
            column = bool(shape(m.args[0])[0])
            return times(_deltas(i, j), _entry(m.args[0], *((i, ()) if column else ((), i))))
        case Transpose():
            return _entry(m.args[0], j, i)
        case MatMul():
            return _product(m.args, i, j)
        case Kron():
            return _kronecker(m.args, i, j)
        case Trace():
            k = _bound(shape(m.args[0])[0], m)
            return _summed(_entry(m.args[0], k, k), k)
        case Blocks():
            block = rename(m.body, {m.index: i[0]})
            return times(_deltas(i[:1], j[:1]), _entry(block, i[1:], j[1:]))
        case Stacked():
            columns = len(shape(m.args[0])[1])
            return _entry(m.args[0], i[columns:], i[:columns])
        case Jacobian():
            return _derivative(m, (*i, *j))
        case Hadamard() | Mul():
            return times(*(_broadcast(a, i, j) for a in m.args))
        case Add():
            return plus(*(_broadcast(a, i, j) for a in m.args))
        case Pow():
            return power(_broadcast(m.base, i, j), _broadcast(m.exponent, i, j))
        case Fn() | Where() | Compare():
            return rebuild(m, lambda a: _broadcast(a, i, j))
        case _:  # a number, which may be made of products of vectors
            return rebuild(m, lambda a: _entry(a, (), ())) if contains(m, ARRAYS) else m


def _derivative(m: Any, at: tuple[Any, ...]) -> Any:
    of, by = m.args
    count = sum(map(len, shape(of)))
    return D(_at(of, at[:count]), _at(by, at[count:]))


def _at(v: Any, at: tuple[Any, ...]) -> Any:
    """The entry of a number, of a column or of a row."""
    return _entry(v, at, ()) if shape(v)[0] else _entry(v, (), at)


def _broadcast(m: Any, i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    return _entry(m, (), ()) if is_scalar(m) else _entry(m, i, j)


def _deltas(i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    return times(*(_delta(a, b) for a, b in zip(i, j, strict=True)))


def _delta(a: Any, b: Any) -> Any:
    if a == b:
        return S.One
    return Delta(a, b) if isinstance(a, Term) or isinstance(b, Term) else S.Zero


def in_indices(e: Any) -> Any:
    """e with the entries of matrix formulas in index notation, but those that are written out.

    Raises ShapeError when shapes do not fit.
    """
    if isinstance(e, At) and not isinstance(e.matrix, Entries):
        return in_indices(e.entry)
    return rebuild(e, in_indices) if contains(e, At) else e


def _bound(axes: Axes, *around: Any) -> tuple[Index, ...]:
    """New indices over the ranges, which occur nowhere around."""
    taken = frozenset().union(*(free(e) for e in around))
    found: list[Index] = []
    for size in axes:
        found.append(fresh(size, taken | set(found)))
    return tuple(found)


def _summed(e: Any, indices: tuple[Index, ...]) -> Any:
    for k in reversed(indices):
        e = Sum(e, k)
    return e


def _product(parts: Any, i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    first, *rest = parts
    if not rest:
        return _entry(first, i, j)
    k = _bound(shape(first)[1], *parts, *i, *j)
    return _summed(times(_entry(first, i, k), _product(rest, k, j)), k)


def _kronecker(parts: Any, i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    found = []
    for part in parts:
        rows, columns = map(len, shape(part))
        found.append(_entry(part, i[:rows], j[:columns]))
        i, j = i[rows:], j[columns:]
    return times(*found)


__all__ = [
    "ARRAYS",
    "SCALAR",
    "At",
    "Blocks",
    "Diag",
    "Entries",
    "Hadamard",
    "Identity",
    "Jacobian",
    "Kron",
    "MatMul",
    "Ones",
    "Pair",
    "Row",
    "RowOf",
    "Shape",
    "ShapeError",
    "Stacked",
    "Trace",
    "Transpose",
    "Vec",
    "array_of",
    "entry",
    "in_indices",
    "is_scalar",
    "shape",
]
