"""The nodes of matrix notation; ``matrix`` says what they mean.

Whether a vector is a column or a row is said by its node, so that a formula can be checked for
conformability as it is printed.
"""

from __future__ import annotations

from typing import Any

from symsoft.language.terms import D, Reduction, Ref, Size, Term


class Vec(Term):
    """A whole array by its name, or the derivatives of one quantity by another.

    ``Vec("y", n)`` is the column y, ``Vec("y", 1, n)`` the row y, ``Vec("W", n, m)`` a matrix.
    ``Vec(D(Ref("L"), Ref("z", n)), n)`` is the column dL/dz: in ``of`` the names stand with the
    sizes of their axes, first the output's.
    """

    __slots__ = ()

    def __new__(cls, of: Any, *axes: Any) -> Any:
        return Term.__new__(cls, of if isinstance(of, Ref | D) else Ref(of), *axes)

    @property
    def of(self) -> Any:
        return self.args[0]

    @property
    def called(self) -> Any:
        """Its name as a term without indices: y, or dL/dz."""
        if isinstance(self.of, D):
            return D(Ref(self.of.body.name), Ref(self.of.by.name))
        return self.of

    def entry(self, *at: Any) -> Any:
        """The quantity, or the derivative, at the indices of all axes."""
        if not isinstance(self.of, D):
            return Ref(self.of.name, *at)
        head, by = self.of.args
        outputs = len(head.indices)
        return D(Ref(head.name, *at[:outputs]), Ref(by.name, *at[outputs:]))

    @property
    def axes(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])


def array_of(e: Any) -> Vec:
    """The array that an entry of a quantity, or of a derivative, is one of: y for y_i.

    >>> from symsoft.language.terms import Index
    >>> n = Size("n")
    >>> array_of(Ref("y", Index("i", n))) == Vec("y", n)
    True
    """
    if isinstance(e, Ref):
        return Vec(e.name, *(i.size for i in e.indices))
    sizes = [tuple(i.size for i in r.indices) for r in (e.body, e.by)]
    return Vec(D(Ref(e.body.name, *sizes[0]), Ref(e.by.name, *sizes[1])), *sizes[0], *sizes[1])


class RowOf(Term):
    """``RowOf("Y", b, n)``: row b of a matrix Y whose rows have n entries; it is a row vector."""

    __slots__ = ()

    def __new__(cls, name: Any, row: Any, size: Size) -> Any:
        return Term.__new__(cls, name if isinstance(name, Ref) else Ref(name), row, size)

    @property
    def name(self) -> str:
        return str(self.args[0].name)


class Ones(Term):
    """``Ones(n)`` is the column of ones, ``Ones(1, n)`` the row of ones."""

    __slots__ = ()


class Identity(Term):
    """``Identity(n)``: the identity matrix."""

    __slots__ = ()


class Diag(Term):
    """The diagonal matrix with a vector, column or row, on its diagonal."""

    __slots__ = ()


class Transpose(Term):
    """The transpose of a matrix or of a vector."""

    __slots__ = ()


class MatMul(Term):
    """The product of matrices and vectors; u^T v is a scalar."""

    __slots__ = ()


class Hadamard(Term):
    """The product entry by entry."""

    __slots__ = ()


class Kron(Term):
    """The Kronecker product A ⊗ B: rows and columns are numbered by pairs, A's index slowest."""

    __slots__ = ()


class Trace(Term):
    """The trace of a square matrix."""

    __slots__ = ()


class Stacked(Term):
    """vec(A): the columns of a matrix, one below the other; pairs number it, the column slowest."""

    __slots__ = ()


class Jacobian(Term):
    """``Jacobian(y, x)``: the derivative of y by x, not worked out; both are names as a whole.

    The Jacobian of a vector by a vector has y's index in its rows.  That of a number by x, the
    gradient, has the shape of x; that of y by a number has the shape of y.
    """

    __slots__ = ()


class Blocks(Reduction):
    """``Blocks(M, b)``: the block-diagonal matrix whose block number b is M."""

    __slots__ = ()
    word = "blockdiag"


class Entries(Term):
    """A matrix written out for a concrete size: ``Entries(Row(a, b), Row(c, d))``.

    Where it is read with one index it is a vector: a row if it has one row, otherwise a column.
    """

    __slots__ = ()

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(tuple(row.args) for row in self.args)

    def lengths(self, indices: int) -> tuple[int, ...]:
        """How far each of so many indices runs."""
        rows, columns = len(self.rows), len(self.rows[0])
        return (rows, columns) if indices == 2 else (max(rows, columns),)

    def cell(self, *at: int) -> Any:
        """The cell at integer indices; raises IndexError when there is none."""
        if any(not 1 <= a <= length for a, length in zip(at, self.lengths(len(at)), strict=True)):
            raise IndexError(f"no cell {at}")
        row, column = at if len(at) == 2 else (1, at[0]) if len(self.rows) == 1 else (at[0], 1)
        return self.rows[row - 1][column - 1]


class Row(Term):
    """One row of Entries."""

    __slots__ = ()


class Pair(Term):
    """Two indices that together number the rows or the columns of a matrix, the first slowest."""

    __slots__ = ()


ARRAYS = (
    Vec,
    RowOf,
    Ones,
    Identity,
    Diag,
    Transpose,
    MatMul,
    Hadamard,
    Kron,
    Trace,
    Blocks,
    Stacked,
    Jacobian,
    Entries,
    Row,
)
"""The nodes of matrix notation."""
