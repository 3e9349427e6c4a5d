"""Derivatives with three or four indices as matrices over pairs: Kronecker products and blocks.

A pair of indices numbers the rows or the columns of such a matrix, one of the two fast and one
slow; which is which is part of the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.matrix_form import Translator
from symsoft.calculus.matrix_network import NoMatrixForm
from symsoft.calculus.polynomials import expand
from symsoft.language.matrix import Blocks, Kron, shape
from symsoft.language.terms import Add, Delta, Index, Mul, factors, free, times
from symsoft.language.walk import rename

Ends = tuple[Index, ...]
Numbering = tuple[Ends, Ends]
"""The indices of the rows and of the columns, the slow one of a pair first."""


def over_pairs(
    e: Any, rows: Ends, columns: Ends, places: Mapping[str, int], slow_first: bool
) -> tuple[Any, Numbering]:
    """A matrix with the entries e, and the order of the indices in its pairs.

    With ``slow_first`` pairs are numbered like the rows of a printed matrix, one row after the
    other; otherwise column after column.  The other order is taken where only it gives a form.
    Raises NoMatrixForm.
    """
    if max(len(rows), len(columns)) > 2:
        raise NoMatrixForm("indices", len(rows) + len(columns))
    natural, reverse = (rows, columns), (rows[::-1], columns[::-1])
    orders = (natural, reverse) if slow_first else (reverse, natural)
    reason = NoMatrixForm("kronecker", e)
    for numbering in orders:
        try:
            return _Pairs(places, numbering).matrix(e), numbering
        except NoMatrixForm as error:
            reason = error
    raise reason


class _Pairs:
    """Forms with one numbering of rows and columns."""

    def __init__(self, places: Mapping[str, int], numbering: Numbering) -> None:
        self.places, self.rows, self.columns = places, *numbering
        self.translator = Translator(places)

    def matrix(self, e: Any) -> Any:
        """The matrix with the entries e."""
        if isinstance(e, Add):
            return algebra.add(*map(self.matrix, e.args))
        ways = (self._kronecker, self._blocks, self._expanded)
        reason = NoMatrixForm("kronecker", e)
        for way in ways:
            try:
                return way(e)
            except NoMatrixForm as error:
                reason = error
        raise reason

    def _expanded(self, e: Any) -> Any:
        wide = expand(e)
        if not isinstance(wide, Add):
            raise NoMatrixForm("block", e)
        return algebra.add(*(self._kronecker(t) for t in wide.args))

    # -- Kronecker products --------------------------------------------------------------------
    def _kronecker(self, e: Any) -> Any:
        """Factors that share no index, each with at most one of the rows' and the columns'."""
        number, groups = self._groups(e)
        for arranged in permutations(groups):
            rows = tuple(i for ends, _ in arranged for i in ends[0])
            columns = tuple(j for ends, _ in arranged for j in ends[1])
            if (rows, columns) == (self.rows, self.columns):
                return times(number, _joined([self._part(*g) for g in arranged]))
        raise NoMatrixForm("kronecker", e)

    def _groups(self, e: Any) -> tuple[Any, list[tuple[Numbering, Any]]]:
        """(number, groups): factors that share indices belong to one group."""
        sets: list[tuple[set[Index], list[Any]]] = []
        numbers = []
        for f in factors(e):
            here = set(self.translator.running(f)) & {*self.rows, *self.columns}
            if not here:
                numbers.append(self.translator.scalar(f))
                continue
            together = [s for s in sets if s[0] & here]
            sets = [s for s in sets if not s[0] & here]
            members = [g for s in together for g in s[1]]
            sets.append((here.union(*(s[0] for s in together)), [*members, f]))
        found = []
        for indices, members in sets:
            ends = tuple(tuple(i for i in axis if i in indices) for axis in self._axes)
            if any(len(axis) > 1 for axis in ends):
                raise NoMatrixForm("ties", times(*members))
            found.append(((ends[0], ends[1]), times(*members)))
        return times(*numbers), found

    @property
    def _axes(self) -> Numbering:
        return self.rows, self.columns

    def _part(self, ends: Numbering, e: Any) -> Any:
        array = self.translator.array(e, (*ends[0], *ends[1]))
        return array if ends[0] else algebra.transpose(array)

    # -- blocks --------------------------------------------------------------------------------
    def _blocks(self, e: Any) -> Any:
        """delta_bc f_b(i, j): the same pair of slow indices in rows and columns."""
        if not self.rows or not self.columns or len(self.rows) != len(self.columns):
            raise NoMatrixForm("block", e)
        b, c = self.rows[0], self.columns[0]
        if not isinstance(e, Mul) or not any(_joins(f, b, c) for f in e.args):
            raise NoMatrixForm("block", e)
        rest = rename(times(*(f for f in e.args if not _joins(f, b, c))), {c: b})
        inside = Translator(self.places, frozenset({b}))
        ends = (*self.rows[1:], *self.columns[1:])
        number, block = algebra.split(inside.array(rest, ends))
        alike = times(*(f for f in factors(number) if b not in free(f)))
        own = times(*(f for f in factors(number) if b in free(f)))
        return times(alike, Blocks(times(own, block), b))


def _joins(f: Any, b: Index, c: Index) -> bool:
    return isinstance(f, Delta) and set(f.args) == {b, c}


def _joined(parts: list[Any]) -> Any:
    """The Kronecker product; a column beside a row is their outer product."""
    numbers: list[Any] = []
    arrays: list[Any] = []
    for part in parts:
        number, array = algebra.split(part)
        numbers.append(number)
        if arrays and not shape(arrays[-1])[1] and not shape(array)[0]:
            array = algebra.matmul(arrays.pop(), array)
        arrays.append(array)
    return times(*numbers, Kron(*arrays) if len(arrays) > 1 else arrays[0])
