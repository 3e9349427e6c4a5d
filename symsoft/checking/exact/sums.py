"""Sums and largest values over an index, and the Kronecker delta.

A sum is linear, its constant factors leave it, a delta picks one term, separable sums come apart,
bound indices are numbered canonically.  A sum that can't be simplified further is an atom.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, permutations, product
from math import factorial, prod
from typing import TypeAlias

from symsoft.checking.exact.atoms import (
    BOUND,
    TEMPORARY,
    VALUE,
    Bound,
    Label,
    Monomial,
    Number,
    Poly,
    key_of,
    labels_inside,
)
from symsoft.checking.exact.defined import Defined
from symsoft.checking.exact.kinds import (
    Apart,
    Delta,
    Length,
    SumOf,
    Tie,
)
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import (
    Budget,
    Singular,
    Undecided,
    add,
    atom,
    collect,
    const,
    scale,
    subtract,
)

Pairs: TypeAlias = frozenset[frozenset[Label]]

MOST_BOUNDS = 7
ORDERS = 720
"""A sum over more indices, or with more ways to number them, is given up."""


class Sums(Defined):
    """Builds sums; sizes that have a value are summed out."""

    def __init__(
        self, budget: Budget, mode: Mode, sizes: Mapping[int, int], distinct: Pairs = frozenset()
    ) -> None:
        """``sizes`` gives values to sizes, by rank; the ``distinct`` pairs of indices differ."""
        super().__init__(budget, mode)
        self.sizes, self.distinct = sizes, distinct
        self._temporary = 0

    @abstractmethod
    def fact(self, a: SumOf) -> Poly | None:
        """What an assumption says that a sum is; None when nothing is assumed."""

    @abstractmethod
    def has_facts(self, m: Monomial) -> bool:
        """May a fact know a sum of factors of m?"""

    def temporary(self) -> Label:
        """A label that occurs nowhere else."""
        self._temporary += 1
        return Label(TEMPORARY, self._temporary)

    def unused(self, bounds: Iterable[Bound], taken: Iterable[Label]) -> dict[Label, Label]:
        """For bound indices, labels that are none of those taken: for the same ones, the same."""
        used = {k.number for k in taken if k.kind == TEMPORARY}
        free = (number for number in count(-1, -1) if number not in used)
        return {k: Label(TEMPORARY, next(free)) for k, _ in bounds}

    def delta(self, i: Label, j: Label) -> Poly:
        """The Kronecker delta."""
        if i == j:
            return const(1)
        return {} if self._differ(i, j) else atom(Delta(frozenset((i, j))))

    def apart(self, i: Label, j: Label) -> Poly:
        """1 - delta, for a factor that need not exist where the indices coincide."""
        if i == j:
            return {}
        return const(1) if self._differ(i, j) else atom(Apart(frozenset((i, j))))

    def _differ(self, i: Label, j: Label) -> bool:
        return (i.kind == j.kind == VALUE) or frozenset((i, j)) in self.distinct

    def length(self, size: int) -> Poly:
        """A size by its rank."""
        return const(self.sizes[size]) if size in self.sizes else atom(Length(size))

    def sum(self, p: Poly, k: Label, size: int) -> Poly:
        """The sum of p over k, a label that occurs nowhere else."""
        if size in self.sizes:
            values = range(1, self.sizes[size] + 1)
            return add(*(self.rewrite(p, {k: Label(VALUE, v)}) for v in values))
        return self._sum_of_terms(p, ((k, size),))

    def _sum_of_terms(self, p: Poly, bounds: tuple[Bound, ...]) -> Poly:
        out: Poly = {}
        for m, c in p.items():
            collect(out, self.sum_of_term(m, bounds), c)
        return out

    def sum_all(self, p: Poly, bounds: Iterable[Bound]) -> Poly:
        """The sum of p over several labels."""
        for k, size in bounds:
            p = self.sum(p, k, size)
        return p

    def sum_of_term(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly:
        """The sum of a monomial over its bound indices."""
        self.budget.spend(1)
        if len(bounds) > MOST_BOUNDS:
            raise Undecided(f"too large: a sum over more than {MOST_BOUNDS} indices")
        for simplify in (self._pick, self._tied, self._fill, self._merge, self._sum_inside):
            found = simplify(m, bounds)
            if found is not None:
                return found
        return self._separate(m, bounds)

    def _pick(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly | None:
        """A delta picks one term."""
        for k, _ in bounds:
            for a, _ in m:
                if isinstance(a, Delta) and k in a.pair:
                    (other,) = a.pair - {k}
                    rest = frozenset((b, e) for b, e in m if b != a)
                    p = self.rewrite({rest: 1}, {k: other})
                    return self.sum_all(p, (b for b in bounds if b[0] != k))
        return None

    def _tied(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly | None:
        """Where [u = 0] stands beside an entry of u, the entry is known."""
        for a, _ in m:
            if isinstance(a, Tie):
                rest = {m - {(a, 1)}: 1}
                known = self.where({m: 1}, a, 1)
                if known != rest:
                    return self._sum_of_terms(self.mul(atom(a), known), bounds)
        return None

    def _fill(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly | None:
        """The sum without one term is the whole sum less that term, where the term exists."""
        for k, _ in bounds:
            for a, _ in m:
                if isinstance(a, Apart) and k in a.pair:
                    (other,) = a.pair - {k}
                    rest = frozenset((b, e) for b, e in m if b != a)
                    try:
                        left_out = self.rewrite({rest: 1}, {k: other})
                    except Singular:
                        continue
                    if self.mode.careful and not self.defined(left_out):
                        continue
                    less = self.sum_all(left_out, (b for b in bounds if b[0] != k))
                    return subtract(self.sum_of_term(rest, bounds), less)
        return None

    def _merge(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly | None:
        """An inner sum that depends on a bound index is summed together with the outer one."""
        names = {k for k, _ in bounds}
        found = [
            (a, int(e))
            for a, e in m
            if isinstance(a, SumOf) and e >= 1 and e.denominator == 1 and a.labels & names
        ]
        if not found:
            return None
        a, e = min(found, key=key_of)
        p: Poly = {m - {(a, e)}: 1}
        together = list(bounds)
        if len(bounds) + e * len(a.bounds) > MOST_BOUNDS:
            raise Undecided(f"too large: a sum over more than {MOST_BOUNDS} indices")
        around = labels_inside(m)
        for _ in range(e):
            opened, term = self.open(a.bounds, {a.term: 1}, around.union(k for k, _ in together))
            together += opened
            p = self.mul(p, term)
        return self._sum_of_terms(p, tuple(together))

    def _sum_inside(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly | None:
        """One of several sums is done first: its value is known, or divides the summand."""
        inverses = {a for a, e in m if isinstance(a, SumOf) and e < 0}
        if len(bounds) < 2 or not (inverses or self.has_facts(m)):
            return None
        for bound in bounds:
            k = bound[0]
            inner = frozenset((a, e) for a, e in m if k in a.labels)
            others = {b for b, _ in bounds} - {k}
            p = self.sum_of_term(inner, (bound,))
            met = {a for w in p for a, _ in w}
            stuck = any(isinstance(a, SumOf) and a.labels & others for a in met)
            if not stuck or (len(p) == 1 and met & inverses):
                p = self.mul({m - inner: 1}, p)
                return self.sum_all(p, (b for b in bounds if b != bound))
        return None

    def _separate(self, m: Monomial, bounds: tuple[Bound, ...]) -> Poly:
        """Constant factors, and a sum for each group of indices that hang together."""
        names = {k for k, _ in bounds}
        out: Poly = {frozenset((a, e) for a, e in m if not a.labels & names): 1}
        left = [(a, e) for a, e in m if a.labels & names]
        todo = list(bounds)
        while todo:
            group, together = {todo[0][0]}, []
            while grabbed := [(a, e) for a, e in left if a.labels & group]:
                together += grabbed
                left = [pair for pair in left if pair not in grabbed]
                group |= {k for a, _ in grabbed for k in a.labels & names}
            mine = [b for b in todo if b[0] in group]
            todo = [b for b in todo if b[0] not in group]
            if together:
                out = self.mul(out, self._canonical(frozenset(together), mine))
            else:
                out = self.mul(out, self.length(mine[0][1]))
        return out

    def _canonical(self, m: Monomial, bounds: list[Bound]) -> Poly:
        """The sum as an atom, its indices numbered so that equal sums are equal atoms."""
        numbered = [self._numbered(m, order) for order in _orders(m, bounds)]
        a, c = numbered[0] if len(numbered) == 1 else min(numbered, key=lambda pair: pair[0].key)
        known = self.fact(a)
        return scale(atom(a) if known is None else known, c)

    def _numbered(self, m: Monomial, order: tuple[Bound, ...]) -> tuple[SumOf, Number]:
        """The sum with its indices numbered in an order, and its coefficient."""
        height = max(a.height for a, _ in m)
        names = {k: Label(BOUND, height + q) for q, (k, _) in enumerate(order)}
        p = self.rewrite({m: 1}, names)
        if len(p) != 1:
            raise Undecided("a summand changes its form when its index is renamed")
        ((term, c),) = p.items()
        return SumOf(tuple((names[k], size) for k, size in order), term), c

    def open(
        self, bounds: Sequence[Bound], p: Poly, around: Iterable[Label] | None = None
    ) -> tuple[list[Bound], Poly]:
        """Labels for bound indices that occur nowhere else, and p with them.

        Nowhere else is ``around``, where that is given: then the labels are the same each time.
        """
        if around is None:
            names = {k: self.temporary() for k, _ in bounds}
        else:
            names = self.unused(bounds, around)
        return [(names[k], size) for k, size in bounds], self.rewrite(p, names)


def _orders(m: Monomial, bounds: list[Bound]) -> Iterator[tuple[Bound, ...]]:
    """The orders of bound indices that must be tried: those that look alike are permuted."""
    if len(bounds) == 1:
        yield tuple(bounds)
        return

    def look(bound: Bound) -> tuple[object, ...]:
        k, size = bound
        return size, tuple(sorted((a.shape, e) for a, e in m if k in a.labels))

    groups = [list(g) for _, g in groupby(sorted(bounds, key=look), key=look)]
    if prod(factorial(len(g)) for g in groups) > ORDERS:
        raise Undecided("too large: a sum over many indices that look alike")
    for chosen in product(*(permutations(g) for g in groups)):
        yield tuple(b for g in chosen for b in g)
