"""Matrix notation: shapes that must fit, and what one entry means in index notation.

``entry`` is the definition of the notation; whoever judges a matrix formula judges its entries.
The nodes are those of ``arrays``.  Nothing here rewrites or simplifies.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import S

from symsoft.language.arrays import (
    ARRAYS,
    Blocks,
    Diag,
    Entries,
    Hadamard,
    Identity,
    Kron,
    MatMul,
    Ones,
    Pair,
    Row,
    RowOf,
    Trace,
    Transpose,
    Vec,
    array_of,
)
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
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
from symsoft.language.walk import contains, fresh, rename

Axes = tuple[Size, ...]
Shape = tuple[Axes, Axes]
"""The ranges of the rows and of the columns: one each for a matrix, none for rows for a row vector,
two where pairs of indices are numbered, as in a Kronecker product, the first of a pair slowest."""

SCALAR: Shape = ((), ())


class ShapeError(ValueError):
    """The parts of a matrix formula do not conform."""


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
        case Hadamard() | Add():
            return _common([shape(a) for a in m.args])
        case Mul() | Fn():
            return _scaled(m, [shape(a) for a in (m.inputs if isinstance(m, Fn) else m.args)])
        case Pow():
            return shape(m.base)
        case _ if contains(m, ARRAYS):
            raise ShapeError(f"{type(m).__name__} is not defined for a matrix")
        case _:
            return SCALAR


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


def _chained(parts: list[Shape]) -> Shape:
    for (_, left), (right, _) in pairwise(parts):
        if left != right:
            raise ShapeError(f"inner ranges differ: {_said(left)} and {_said(right)}")
    return parts[0][0], parts[-1][1]


def _common(parts: list[Shape]) -> Shape:
    different = next((p for p in parts if p != parts[0]), None)
    if different is not None:
        first, other = (" by ".join(map(_said, p)) for p in (parts[0], different))
        raise ShapeError(f"{first} beside {other}")
    return parts[0]


def _scaled(m: Any, parts: list[Shape]) -> Shape:
    """Numbers may stand beside one array in a product, beside several in a function of entries."""
    arrays = [p for p in parts if p != SCALAR]
    if isinstance(m, Mul) and len(arrays) > 1:
        raise ShapeError("a product of matrices is a MatMul or a Hadamard")
    return _common(arrays) if arrays else SCALAR


def _said(axes: Axes) -> str:
    return "·".join(size.name for size in axes) or "1"


def entry(m: Any, *at: Any) -> Any:
    """The entry of m at the given indices, in index notation.

    Raises ShapeError when shapes or ranges do not fit, IndexError for a cell that is not written.
    """
    if isinstance(m, Entries):
        return m.cell(*map(int, at))
    rows, columns = shape(m)
    if len(at) != len(rows) + len(columns):
        raise ShapeError(f"{len(at)} indices for {_said(rows)} by {_said(columns)}")
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
        case Hadamard() | Mul():
            return times(*(_broadcast(a, i, j) for a in m.args))
        case Add():
            return plus(*(_broadcast(a, i, j) for a in m.args))
        case Pow():
            return power(_broadcast(m.base, i, j), m.exponent)
        case Fn():
            return Fn(m.name, *(_broadcast(a, i, j) for a in m.inputs))
        case _:
            return m


def _broadcast(m: Any, i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    return _entry(m, (), ()) if is_scalar(m) else _entry(m, i, j)


def _deltas(i: tuple[Any, ...], j: tuple[Any, ...]) -> Any:
    return times(*(_delta(a, b) for a, b in zip(i, j, strict=True)))


def _delta(a: Any, b: Any) -> Any:
    if a == b:
        return S.One
    return Delta(a, b) if isinstance(a, Term) or isinstance(b, Term) else S.Zero


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
    "Kron",
    "MatMul",
    "Ones",
    "Pair",
    "Row",
    "RowOf",
    "Shape",
    "ShapeError",
    "Trace",
    "Transpose",
    "Vec",
    "array_of",
    "entry",
    "is_scalar",
    "shape",
]
