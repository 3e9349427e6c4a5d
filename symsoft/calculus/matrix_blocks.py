"""Derivatives with three or four indices as matrices over pairs: Kronecker products and blocks.

A pair of indices numbers the rows or the columns of such a matrix, one of the two fast and one
slow; which is which is part of the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from sympy import S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.matrix_form import Translator
from symsoft.calculus.matrix_network import NoMatrixForm
from symsoft.calculus.polynomials import expand
from symsoft.language.matrix import Blocks, Diag, Kron, shape
from symsoft.language.terms import Add, Delta, Index, Mul, factors, free, times
from symsoft.language.walk import rename

Ends = tuple[Index, ...]
Numbering = tuple[Ends, Ends]
"""The indices of the rows and of the columns, the slow one of a pair first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How pairs are to be numbered: like the rows of a printed matrix, one row after the other?

    ``usual`` says what is tried first, otherwise column after column; ``rows`` and ``columns`` say
    what the pairs there must have, None that they may have either.
    """

    usual: bool = False
    rows: bool | None = None
    columns: bool | None = None

    def orders(self) -> list[tuple[bool, bool]]:
        """What may be tried for rows and columns: the usual way, the other, then one each."""
        ways = self.usual, not self.usual
        found = sorted(product(ways, ways), key=lambda way: way[0] != way[1])
        return [
            way for way in found if self.rows in (None, way[0]) and self.columns in (None, way[1])
        ]


def over_pairs(
    e: Any, rows: Ends, columns: Ends, places: Mapping[str, int], wish: Wish
) -> tuple[Any, Numbering]:
    """A matrix with the entries e, and the order of the indices in its pairs.

    The first order of those in the ``wish`` is taken that gives a form.  Raises NoMatrixForm.
    """
    if max(len(rows), len(columns)) > 2:
        raise NoMatrixForm("indices", len(rows) + len(columns))
    reason = NoMatrixForm("kronecker", e)
    for ways in wish.orders():
        numbering = _slow_first(rows, ways[0]), _slow_first(columns, ways[1])
        try:
            return _Pairs(places, numbering, ways[0]).matrix(e), numbering
        except NoMatrixForm as error:
            reason = error
    raise reason


def _slow_first(axis: Ends, by_rows: bool) -> Ends:
    return axis if by_rows else axis[::-1]


class _Pairs:
    """Forms with one numbering of rows and columns; ``by_rows`` says which the rows have."""

    def __init__(self, places: Mapping[str, int], numbering: Numbering, by_rows: bool) -> None:
        self.places, self.rows, self.columns = places, *numbering
        self.by_rows = by_rows
        self.translator = Translator(places)

    def matrix(self, e: Any) -> Any:
        """The matrix with the entries e."""
        if isinstance(e, Add):
            return algebra.add(*map(self.matrix, e.args))
        ways = (self._kronecker, self._diagonal, self._blocks, self._expanded)
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
                return times(number, _joined([_part(self.translator, *g) for g in arranged]))
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
        held = {i for indices, _ in sets for i in indices}
        found += [(((i,), ()), S.One) for i in self.rows if i not in held]
        found += [(((), (i,)), S.One) for i in self.columns if i not in held]
        return times(*numbers), found

    @property
    def _axes(self) -> Numbering:
        return self.rows, self.columns

    # -- diagonals and blocks ------------------------------------------------------------------
    def _diagonal(self, e: Any) -> Any:
        """delta_bc delta_ij f_bi of a function of each entry: diag(vec(F))."""
        if len(self.rows) < 2 or len(self.columns) < 2:
            raise NoMatrixForm("block", e)
        pairs = list(zip(self.rows, self.columns, strict=True))
        if not all(any(_joins(f, *pair) for f in factors(e)) for pair in pairs):
            raise NoMatrixForm("block", e)
        rest = [f for f in factors(e) if not any(_joins(f, *pair) for pair in pairs)]
        alike = rename(times(*rest), {c: b for b, c in pairs})
        number, array = algebra.split(
            self.translator.array(alike, _slow_first(self.rows, self.by_rows))
        )
        return times(number, Diag(algebra.stacked(array, self.by_rows)))

    def _blocks(self, e: Any) -> Any:
        """delta_bc f_b(i, j): the same pair of slow indices in rows and columns."""
        b, c = self.rows[0], self.columns[0]
        if not isinstance(e, Mul) or not any(_joins(f, b, c) for f in e.args):
            raise NoMatrixForm("block", e)
        rest = rename(times(*(f for f in e.args if not _joins(f, b, c))), {c: b})
        inside = Translator(self.places, frozenset({b}))
        number, block = algebra.split(_part(inside, (self.rows[1:], self.columns[1:]), rest))
        alike = times(*(f for f in factors(number) if b not in free(f)))
        own = times(*(f for f in factors(number) if b in free(f)))
        return times(alike, Blocks(times(own, block), b))


def _part(translator: Translator, ends: Numbering, e: Any) -> Any:
    """The array with the entries e; one without indices of its rows is a row."""
    array = translator.array(e, (*ends[0], *ends[1]))
    return array if ends[0] else algebra.transpose(array)


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
