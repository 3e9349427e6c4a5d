"""A product of vectors and matrices with summed indices, contracted index by index.

The nodes are indices; vectors sit on a node, matrices join two nodes.  Nothing here looks at index
notation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symsoft.calculus import matrix_algebra as algebra
from symsoft.language.matrix import Identity, Ones
from symsoft.language.terms import Index, times

Ends = tuple[Index, ...]


class NoMatrixForm(Exception):
    """The expression can't be written in the matrix notation known here.

    ``reason`` is one of those for an absent form in the catalogues of phrases, ``about`` the term
    or the number of which it speaks, ``of`` the derivative that has no form, or what it equals.
    """

    def __init__(self, reason: str, about: Any = None) -> None:
        super().__init__(reason, about)
        self.reason, self.about = reason, about
        self.of: Any = None


class Network:
    """Arrays on the nodes ``ends`` and ``bound``; the latter are summed over.

    ``order`` says where an array stands in a product whose order is free.
    """

    def __init__(self, order: Callable[[Any], Any], ends: Ends, bound: list[Index]) -> None:
        self.order, self.ends, self.bound = order, ends, list(bound)
        self.numbers: list[Any] = []
        self.vectors: dict[Index, list[Any]] = {i: [] for i in (*ends, *bound)}
        self.joins: list[tuple[Index, Index, Any]] = []

    def put(self, array: Any, at: Ends) -> None:
        """Add a number, a column on a node, or a matrix with rows and columns on two nodes."""
        if not at:
            self.numbers.append(array)
            return
        number, array = algebra.split(array)
        self.numbers.append(number)
        if len(at) == 1:
            self.vectors[at[0]].append(array)
        else:
            self.joins.append((*at, array))

    def contracted(self) -> Any:
        """The number, column or matrix over the ends; raises NoMatrixForm."""
        while self.bound:
            k = min(self.bound, key=lambda k: len(self._neighbours(k)))
            near = self._neighbours(k)
            if len(near) > 2:
                raise NoMatrixForm("meeting", len(near))
            if not near:
                self._alone(k)
            elif len(near) == 1:
                self._leaf(k, *near)
            else:
                self._between(k, *near)
            self.bound.remove(k)
        return times(*self.numbers, *self._whole())

    def _neighbours(self, k: Index) -> list[Index]:
        found = [b if a == k else a for a, b, _ in self.joins if k in (a, b)]
        return list(dict.fromkeys(found))

    # -- taking a node away --------------------------------------------------------------------
    def _alone(self, k: Index) -> None:
        """Sum_k u_k v_k is u^T v."""
        first, *rest = self._sorted(self.vectors[k]) or [None]
        if first is None:
            self.numbers.append(k.size)
        elif not rest:
            self.numbers.append(algebra.squares(first))
        elif all(map(algebra.is_below, rest)):
            self.numbers.append(algebra.squares(algebra.hadamard(first, *rest)))
        else:
            self.numbers.append(algebra.inner(first, algebra.hadamard(*rest)))

    def _leaf(self, k: Index, near: Index) -> None:
        """Sum_k A_ik v_k is A v; where A_ik and B_ik are all that is left, tr(A^T B)."""
        found = self._taken(near, k)
        last = near in self.bound and not self._neighbours(near)
        if last and len(found) > 1 and not self.vectors[k] and not self.vectors[near]:
            self.numbers.append(algebra.frobenius(found))
            self.bound.remove(near)
            return
        column = self._vector(k) or Ones(k.size)
        self.put(algebra.matmul(algebra.hadamard(*found), column), (near,))

    def _between(self, k: Index, left: Index, right: Index) -> None:
        """Sum_k A_ik v_k B_kj is A diag(v) B."""
        if self.ends[:1] == (right,) or self.ends[1:] == (left,):
            left, right = right, left
        first, second = self._taken(left, k), self._taken(k, right)
        column = self._vector(k)
        middle = [algebra.diag(column)] if column is not None else []
        chain = algebra.matmul(algebra.hadamard(*first), *middle, algebra.hadamard(*second))
        self.put(chain, (left, right))

    def _taken(self, i: Index, j: Index) -> list[Any]:
        """The matrices between two nodes, with rows i and columns j; they leave the network."""
        found = [
            m if (a, b) == (i, j) else algebra.transpose(m)
            for a, b, m in self.joins
            if {a, b} == {i, j}
        ]
        self.joins = [x for x in self.joins if {x[0], x[1]} != {i, j}]
        return self._sorted(found)

    def _vector(self, k: Index) -> Any:
        """The product of the vectors on a node, None when there is none."""
        found = self._sorted(self.vectors[k])
        return algebra.hadamard(*found) if found else None

    def _sorted(self, found: list[Any]) -> list[Any]:
        return sorted(found, key=self.order)

    # -- what is left --------------------------------------------------------------------------
    def _whole(self) -> list[Any]:
        if not self.ends:
            return []
        columns = [self._vector(i) for i in self.ends]
        if len(self.ends) == 1:
            return [columns[0] if columns[0] is not None else Ones(self.ends[0].size)]
        i, j = self.ends
        found = self._taken(i, j)
        if not found:
            u, v = (
                Ones(k.size) if c is None else c for k, c in zip(self.ends, columns, strict=True)
            )
            return [algebra.outer(u, v)]
        others = [m for m in found if not isinstance(m, Identity)]
        if len(others) < len(found):
            return [self._diagonal(i, others, columns)]
        chain = [algebra.hadamard(*found)]
        if columns[0] is not None:
            chain.insert(0, algebra.diag(columns[0]))
        if columns[1] is not None:
            chain.append(algebra.diag(columns[1]))
        return [algebra.matmul(*chain)]

    def _diagonal(self, i: Index, others: list[Any], columns: list[Any]) -> Any:
        """delta_ij u_i v_j A_ij."""
        found = self._sorted([c for c in columns if c is not None])
        matrix = algebra.hadamard(Identity(i.size), *others) if others else None
        if not found:
            return Identity(i.size) if matrix is None else matrix
        whole = algebra.diag(algebra.hadamard(*found))
        return whole if matrix is None else algebra.matmul(whole, matrix)
