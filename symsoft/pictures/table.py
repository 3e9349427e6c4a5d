"""A derivative as a table of numbers at one place: which entries run down, which across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from symsoft.language.terms import D, Index, Ref
from symsoft.pictures.values import Place, number
from symsoft.proof import Derivation

CELLS = 144
"""A larger table is no picture."""

At = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a derivative; ``rows`` and ``columns`` are the index values of each.

    Of an array by an array, rows are entries of the first, columns of the second; of a scalar by a
    matrix, they are its own rows and columns.
    """

    derivative: Any
    rows: tuple[At, ...]
    columns: tuple[At, ...]
    values: tuple[tuple[float, ...], ...]

    @staticmethod
    def of(derivation: Derivation, here: Place) -> Table | None:
        """All values of the derived result, None when there are too many or one is not known."""
        claim = derivation.proof.claim
        above, across = split(claim.lhs)
        rows, columns = (every(indices, here.sizes) for indices in (above, across))
        if len(rows) * len(columns) > CELLS:
            return None
        values = []
        for row, column in product(rows, columns):
            at = dict(zip((*above, *across), (*row, *column), strict=True))
            value = entry(claim.rhs, here, at)
            if value is None:
                return None
            values.append(value)
        width = len(columns)
        lines = (tuple(values[k : k + width]) for k in range(0, len(values), width))
        return Table(claim.lhs, rows, columns, tuple(lines))

    @property
    def is_matrix(self) -> bool:
        """Do rows and columns count the entries of one array?"""
        return not self.derivative.body.indices and len(self.derivative.by.indices) == 2

    @property
    def is_number(self) -> bool:
        return self.rows == self.columns == ((),)

    def at(self, row: int, column: int) -> dict[Index, int]:
        """The index values of a cell, by their indices."""
        above, across = split(self.derivative)
        places = (*self.rows[row], *self.columns[column])
        return dict(zip((*above, *across), places, strict=True))


def split(derivative: Any) -> tuple[tuple[Index, ...], tuple[Index, ...]]:
    """The indices that run down and across a table of the derivative of a quantity."""
    above, across = derivative.body.indices, derivative.by.indices
    if not above and len(across) == 2:
        return across[:1], across[1:]
    return above, across


def every(indices: Sequence[Index], sizes: Mapping[str, int]) -> tuple[At, ...]:
    """All values of some indices, the last index fastest."""
    return tuple(product(*(range(1, sizes[i.size.name] + 1) for i in indices)))


def entry(e: Any, here: Place, at: Mapping[Index, int]) -> float | None:
    """The value of a term that may not depend on every index."""
    program = here.point.programs.program(e)
    return number(here.ball(e, {i: at[i] for i in program.free}))


def is_first_derivative(e: Any) -> bool:
    """Is e the derivative of a quantity, rather than one of a derivative?"""
    return isinstance(e, D) and isinstance(e.body, Ref)
