"""From index notation to matrix notation: delta_ij f_i is diag(f), Sum_k A_ik B_kj is A B.

A product under sums is a network: its indices are the nodes, vectors sit on nodes, matrices join
two.  Summed indices are taken away one after the other; what has more than two free indices at
once has no place in it.  What has no matrix form raises NoMatrixForm; nothing is guessed.

The meaning of the notation is defined by ``language.matrix``.  Vectors are columns here, see
``matrix_rows`` for the other convention and ``matrix_blocks`` for more than two indices.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Rational, S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.matrix_length import length, shorter
from symsoft.calculus.matrix_network import Network, NoMatrixForm
from symsoft.language.matrix import (
    ARRAYS,
    Hadamard,
    Identity,
    MatMul,
    Ones,
    RowOf,
    Transpose,
    Vec,
    array_of,
)
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
    factors,
    free,
    plus,
    power,
    times,
)
from symsoft.language.walk import contains, fresh, names, rebuild, rename

MOST_BRACKETS = 3
"""With so many brackets in a product, all ways to multiply them out are compared."""

Ends = tuple[Index, ...]


class Translator:
    """Translates terms of one system; indices that are ``fixed`` are like literal ones.

    ``places`` gives names their order in commutative products: of first appearance.
    """

    def __init__(self, places: Mapping[str, int], fixed: frozenset[Index] = frozenset()) -> None:
        self.places, self.fixed = places, fixed
        self._known: dict[tuple[str, Ends], Any] = {}

    def array(self, e: Any, ends: Ends) -> Any:
        """The number, column or matrix with the entries e at its ends; raises NoMatrixForm."""
        if not ends:
            return self.scalar(e)
        if isinstance(e, Rational):
            return times(e, _ones(ends))
        place = (e.key, ends)
        if place not in self._known:
            self._known[place] = self._array(e, ends)
        if self._known[place] is S.Zero:  # which has no shape to go on with
            raise NoMatrixForm("zero")
        return self._known[place]

    def running(self, e: Any) -> frozenset[Index]:
        """The free indices of e that are not fixed."""
        return free(e) - self.fixed

    def scalar(self, e: Any) -> Any:
        """A number: sums as products of vectors or traces where they are, the rest as it is."""
        if not contains(e, Sum):
            return e
        if isinstance(e, Sum):
            try:
                return self._product(e, ())
            except NoMatrixForm:
                return e
        return rebuild(e, self.scalar) if isinstance(e, Term) else e

    # -- one array ---------------------------------------------------------------------------
    def _array(self, e: Any, ends: Ends) -> Any:
        here = self.running(e)
        if not here <= set(ends):
            raise NoMatrixForm("entries", e)
        if len(ends) == 2 and (not here or len(here) == 1):
            return self._broadcast(e, ends, here)
        if not here:
            return times(self.scalar(e), _ones(ends))
        if isinstance(e, Add):
            return algebra.add(*(self.array(t, ends) for t in e.args))
        if isinstance(e, Mul | Sum):
            return self._product(e, ends)
        return self._atom(e, ends)

    def _broadcast(self, e: Any, ends: Ends, here: frozenset[Index]) -> Any:
        """A matrix whose rows, or columns, are alike."""
        i, j = ends
        if i in here:
            return algebra.outer(self.array(e, (i,)), Ones(j.size))
        return algebra.outer(Ones(i.size), self.array(e, (j,)))

    def _atom(self, e: Any, ends: Ends) -> Any:
        match e:
            case Ref():
                return self._named(e, e.indices, ends)
            case D() if isinstance(e.body, Ref):
                return self._named(e, e.body.indices + e.by.indices, ends)
            case Delta() if set(e.args) == set(ends):
                if len(ends) == 1:  # δ_ii is 1
                    return Ones(ends[0].size)
                return Identity(ends[0].size)
            case Pow() if not self.running(e.exponent):
                return power(self.array(e.base, ends), self.scalar(e.exponent))
            case Fn():
                return Fn(e.name, *(self._input(a, ends) for a in e.inputs))
            case Where():
                condition, *values = e.args
                sides = (self._input(a, ends) for a in condition.args[1:])
                pieces = (self._input(a, ends) for a in values)
                return Where(Compare(condition.op, *sides), *pieces)
            case _:
                raise NoMatrixForm("entries", e)

    def _input(self, e: Any, ends: Ends) -> Any:
        """The input of a function of entries; a number may stand for an array of it."""
        return self.array(e, ends) if self.running(e) else self.scalar(e)

    def _named(self, e: Any, indices: Ends, ends: Ends) -> Any:
        """What has a name, a quantity or a derivative that goes by its, as an array."""
        moving = [i for i in indices if i in ends]
        if len(moving) == len(indices) == 1:
            return array_of(e)
        if len(indices) == 2 and len(moving) == 1 and isinstance(e, Ref):
            first, second = indices
            if second in ends:
                return Transpose(RowOf(e.name, first, second.size))
        if len(moving) == len(indices) == 2:
            whole = array_of(e)
            if len(ends) == 1:
                diagonal = Hadamard(whole, Identity(ends[0].size))
                return MatMul(diagonal, Ones(ends[0].size))
            return whole if tuple(moving) == ends else Transpose(whole)
        raise NoMatrixForm("entries", e)

    # -- products ----------------------------------------------------------------------------
    def _product(self, e: Any, ends: Ends) -> Any:
        """The shortest form of a product under sums: brackets kept, or multiplied out."""
        numbers = [f for f in factors(e) if not self.running(f)]
        rest = times(*(f for f in factors(e) if self.running(f)))
        if numbers and rest is not S.One:
            return times(*map(self.scalar, numbers), self.array(rest, ends))
        found, reason = [], NoMatrixForm("entries", e)
        try:
            found.append(self._network(e, ends))
        except NoMatrixForm as error:
            reason = error
        for terms in self._multiplied_out(e, ends, bool(found)):
            try:
                found.append(self._sum([self.array(t, ends) for t in terms]))
            except NoMatrixForm as error:
                reason = error
        if not found:
            raise reason
        return shorter(*found)

    def _sum(self, terms: list[Any]) -> Any:
        return algebra.add(*terms) if any(contains(t, ARRAYS) for t in terms) else plus(*terms)

    def _network(self, e: Any, ends: Ends) -> Any:
        parts, bound = self._gathered(e, ends)
        network = Network(self.order, ends, bound)
        for f in parts:
            here = self.running(f)
            if len(here) > 2:
                raise NoMatrixForm("ties", f)
            at = tuple(i for i in (*ends, *bound) if i in here)
            ways = [(self.array(f, at), at)]
            if len(at) == 2:
                ways.append((self.array(f, at[::-1]), at[::-1]))
            network.put(*min(ways, key=lambda way: length(way[0])))
        return network.contracted()

    def _gathered(self, e: Any, ends: Ends) -> tuple[list[Any], list[Index]]:
        """The factors under all sums in e, and the indices that are summed over.

        In a matrix a sum that stands as a factor stays one, unless it has too many indices for it.
        """
        parts: list[Any] = []
        bound: list[Index] = []
        todo = [e]
        while todo:
            f = todo.pop(0)
            if isinstance(f, Mul):
                todo = [*f.args, *todo]
            elif isinstance(f, Sum) and (f is e or not ends or len(self.running(f)) > 2):
                if f.excluded:
                    raise NoMatrixForm("left-out")
                around = set(ends) | set(bound) | free(e) | set(free(f.body))
                k = fresh(f.index.size, around)
                bound.append(k)
                todo = [rename(f.body, {f.index: k}), *todo]
            else:
                parts.append(f)
        return parts, bound

    def _multiplied_out(self, e: Any, ends: Ends, optional: bool) -> list[list[Any]]:
        """e as sums of products, one bracket multiplied out in each.

        When it is ``optional`` only brackets that depend on two indices are worth it.
        """
        parts, bound = self._gathered(e, ends)
        brackets = [f for f in parts if isinstance(f, Add)]
        if optional:
            brackets = [f for f in brackets if len(self.running(f)) == 2]
            if len(brackets) > MOST_BRACKETS:
                return []
        found = []
        for bracket in brackets:
            rest = [f for f in parts if f is not bracket]
            found.append([self._under(times(t, *rest), bound) for t in bracket.args])
        return found

    def _under(self, e: Any, bound: list[Index]) -> Any:
        for k in reversed(bound):
            e = Sum(e, k)
        return e

    def order(self, m: Any) -> tuple[bool, int, bool]:
        """The place of an array among others in a product whose order is free.

        What is divided by stands last, otherwise names count by first appearance.
        """
        known = (self.places.get(name, len(self.places)) for name in names(m))
        first = min(known, default=len(self.places) + 1)
        return algebra.is_below(m), first, not isinstance(m, Vec)


def _ones(ends: Ends) -> Any:
    if len(ends) == 1:
        return Ones(ends[0].size)
    return MatMul(Ones(ends[0].size), Transpose(Ones(ends[1].size)))
