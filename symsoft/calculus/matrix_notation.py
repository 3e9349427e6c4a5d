"""The way in: a result in index notation as a matrix, in the column or in the row convention.

Derivatives of a vector by a vector have the output's index in their rows and the input's in their
columns; the derivative of a number has the shape of the input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import S

from symsoft.calculus.matrix_blocks import Wish, over_pairs
from symsoft.calculus.matrix_form import Translator
from symsoft.calculus.matrix_network import NoMatrixForm
from symsoft.calculus.matrix_rows import in_rows
from symsoft.language.matrix import ARRAYS, At, Pair, is_scalar
from symsoft.language.terms import Index
from symsoft.language.walk import contains

CONVENTIONS = ("column", "row")
"""Vectors are columns, n by 1, or rows, 1 by n."""

Ends = tuple[Index, ...]


def to_matrix(
    e: Any,
    rows: Ends,
    columns: Ends = (),
    places: Mapping[str, int] | None = None,
    convention: str = "column",
) -> Any:
    """``At(M, …)`` with the same value as e, whose free indices are the output's and the input's.

    ``places`` is the order of the names.  Raises NoMatrixForm with the reason.
    """
    found = in_columns(e, rows, columns, places or {}, Wish(convention == "row"))
    return in_rows(found) if convention == "row" else found


def in_columns(e: Any, rows: Ends, columns: Ends, places: Mapping[str, int], wish: Wish) -> Any:
    """``At(M, …)`` as of ``to_matrix``, vectors as columns; the ``wish`` is about pairs."""
    if e is S.Zero:
        raise NoMatrixForm("zero")
    if len(rows) + len(columns) > 2:
        pair = over_pairs(e, rows, columns, places, wish)
        matrix, at = pair[0], [i for axis in pair[1] for i in _numbered(axis)]
    else:
        at = [*rows, *columns]
        matrix = Translator(places).array(e, tuple(at))
    if not contains(matrix, ARRAYS):
        raise NoMatrixForm("number")
    if is_scalar(matrix) != (not at):
        raise NoMatrixForm("entries", e)
    return At(matrix, *at)


def _numbered(axis: Ends) -> Ends:
    return (Pair(*axis),) if len(axis) == 2 else axis


__all__ = ["CONVENTIONS", "NoMatrixForm", "Wish", "to_matrix"]
