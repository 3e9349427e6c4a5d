"""Assumptions as rewriting facts: a sum or an entry that an equation gives, one-hot vectors.

Each fact is a pattern with places for indices.  Which assumptions may be used is decided by who
builds the object: under a derivative those that mention the variable must be left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from symsoft.checking.exact.atoms import (
    ONE,
    PLACE,
    Atom,
    Label,
    Monomial,
    Poly,
    every_label,
    inside,
    key_of,
    labels_inside,
)
from symsoft.checking.exact.derivation import Derivation
from symsoft.checking.exact.kinds import Entry, SumOf
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import Budget, Powers, atom, const, restrict, scale, subtract
from symsoft.checking.exact.signs import PLACES, fits
from symsoft.checking.exact.sums import Pairs


@dataclass(frozen=True, slots=True)
class Fact:
    """``pattern = value`` for every index in the places of the pattern."""

    pattern: SumOf | Entry
    value: Poly


class Facts(Derivation):
    """Uses what is assumed while normal forms are built."""

    def __init__(
        self, budget: Budget, mode: Mode, sizes: dict[int, int], distinct: Pairs = frozenset()
    ) -> None:
        super().__init__(budget, mode, sizes, distinct)
        self.facts: list[Fact] = []
        self.onehot: dict[int, list[tuple[Label, ...]]] = {}
        self._known_of: set[int] = set()
        self._relations.append(self._one_class)

    def has_facts(self, m: Monomial) -> bool:
        """Does m mention a quantity of which a sum is known?"""
        ranks = self._known_of
        return bool(ranks) and any(isinstance(a, Entry) and a.rank in ranks for a in inside(m))

    def fact(self, a: SumOf) -> Poly | None:
        """What an equation says that a sum is."""
        return self._find(a)

    def known(self, entry: Entry) -> Poly | None:
        """What an equation says that an entry is."""
        return self._find(entry)

    def _find(self, a: SumOf | Entry) -> Poly | None:
        for fact in self.facts:
            if _alike(fact.pattern, a):
                names = _match(fact.pattern, a)
                if names is not None:
                    return self.rewrite(fact.value, names) if names else fact.value
        return None

    def assume_equal(self, lhs: Poly, rhs: Poly) -> None:
        """Use an equation, solved for a sum or an entry; left unused when it can't be solved."""
        p = subtract(lhs, rhs)
        for m in sorted(p, key=lambda m: (not any(isinstance(a, SumOf) for a, _ in m), key_of(m))):
            found = self._solved_for(p, m)
            if found is not None:
                self._use(found)
                return

    def _solved_for(self, p: Poly, m: Monomial) -> Fact | None:
        """The equation p = 0 as a fact about the one sum or entry in a monomial of p."""
        rest = {w: c for w, c in p.items() if w != m}
        if list(rest) == [ONE]:
            return self._solved_for_factor(m, Fraction(-rest[ONE]) / p[m])
        unknown = [a for a, e in m if e == 1 and isinstance(a, SumOf | Entry)]
        unknown = [a for a in unknown if not self.positive(a)] or unknown
        if len(unknown) != 1:
            return None
        (a,) = unknown
        others = {b: -e for b, e in m if b != a}
        if not all(map(self.positive, others)):
            return None
        return self._as_fact(a, scale(self.mul(rest, self.settle(others)), Fraction(-1) / p[m]))

    def _solved_for_factor(self, m: Monomial, number: Fraction) -> Fact | None:
        """The fact m = number, which isn't 0, about the first factor: no factor is 0 either."""
        unknown = [a for a, e in m if abs(e) == 1 and isinstance(a, SumOf | Entry)]
        unknown = [a for a in unknown if not self.positive(a)] or unknown
        if not unknown:
            return None
        a = min(unknown, key=key_of)
        sign = dict(m)[a]
        others = {b: -e * sign for b, e in m if b != a}
        if not all(e == int(e) or self.positive(b) for b, e in others.items()):
            return None
        return self._as_fact(a, scale(self.settle(others), number if sign > 0 else 1 / number))

    def _as_fact(self, a: SumOf | Entry, value: Poly) -> Fact | None:
        if not labels_inside(value) <= a.labels or _may_occur(a, value):
            return None
        return Fact(a, value)

    def _use(self, fact: Fact) -> None:
        self.facts.append(fact)
        if isinstance(fact.pattern, SumOf):
            self._known_of |= {a.rank for a in inside(fact.pattern) if isinstance(a, Entry)}
        self.forget()
        for q, earlier in enumerate(self.facts[:-1]):
            self.facts[q] = Fact(earlier.pattern, self.rewrite(earlier.value, {}, lambda _: None))
        self.forget()

    def forget(self) -> None:
        """Drop what was computed before something was assumed."""
        self._products.clear()
        self._atoms.clear()
        self._factored.clear()
        self._positive.clear()
        self._implications.clear()

    def assume_sign(self, p: Poly, strict: bool) -> None:
        """Take p > 0 for true, or p >= 0 when not strict."""
        entry = _entry_times_number(p) if strict else None
        if entry is not None:
            self.assume_positive(entry)
        elif p:
            self.assumed.append((p, strict))
            self.forget()

    def assume_positive(self, a: Entry) -> None:
        """Take an entry for positive."""
        self.positive_entries.setdefault(a.rank, []).append(a.at)
        self.forget()

    def assume_onehot(self, a: Entry, size: int) -> None:
        """Along the last axis, which has this size, one entry is 1 and the others are 0."""
        self.onehot.setdefault(a.rank, []).append(a.at)
        self.forget()
        k = self.temporary()
        row = self.sum(atom(Entry(a.rank, (*a.at[:-1], k))), k, size)
        self.assume_equal(row, const(1))

    def is_idempotent(self, a: Atom) -> bool:
        """Is the atom an indicator, or an entry of a one-hot vector?"""
        return a.idempotent or (bool(self.onehot) and self._is_onehot(a))

    def is_active(self, a: Atom) -> bool:
        """Does a product with the atom have to be checked for relations?"""
        return a.active or (bool(self.onehot) and self._is_onehot(a))

    def _is_onehot(self, a: Atom) -> bool:
        return isinstance(a, Entry) and any(fits(p, a.at) for p in self.onehot.get(a.rank, ()))

    def restricted(self, p: Poly, indicator: Atom, value: int) -> Poly:
        """The same polynomial with the value of an indicator put in; one class is all there is."""
        known = {indicator: value}
        if isinstance(indicator, Entry) and value:
            known.update((a, 0) for m in p for a, _ in m if self._other_class(indicator, a))
        return restrict(p, known)

    def _other_class(self, a: Entry, b: Atom) -> bool:
        """Is b another entry of the one-hot vector of a?"""
        same_row = isinstance(b, Entry) and (a.rank, a.at[:-1]) == (b.rank, b.at[:-1])
        return isinstance(b, Entry) and same_row and not self.delta(a.at[-1], b.at[-1])

    def _one_class(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """t_k t_l = delta_kl t_k for a one-hot t."""
        entries = [a for a in active if isinstance(a, Entry)]
        for q, a in enumerate(entries):
            for b in entries[q + 1 :]:
                if a.rank == b.rank and a.at[:-1] == b.at[:-1]:
                    rest = self.settle({**powers, b: 0})
                    return self.mul(self.delta(a.at[-1], b.at[-1]), rest)
        return None


def _entry_times_number(p: Poly) -> Entry | None:
    """The entry of which p is a positive multiple."""
    if len(p) == 1:
        ((m, c),) = p.items()
        if c > 0 and len(m) == 1:
            ((a, e),) = m
            if isinstance(a, Entry) and e == 1:
                return a
    return None


def _match(pattern: Atom, a: Atom) -> dict[Label, Label] | None:
    """The labels that stand in the places of a pattern which equals a."""
    places = [k for k in sorted(pattern.labels) if k.kind == PLACE]
    labels = sorted(set(every_label(a)))
    if len(labels) ** len(places) > PLACES:
        return None
    for chosen in product(labels, repeat=len(places)):
        names = dict(zip(places, chosen, strict=True))
        if _relabelled(pattern, names) == a:
            return names
    return None


def _relabelled(part: Any, names: dict[Label, Label]) -> Any:
    """The same atom with other labels, nothing rearranged."""
    if isinstance(part, Label):
        return names.get(part, part)
    if isinstance(part, Atom):
        return type(part)(*(_relabelled(p, names) for p in part.parts))
    if isinstance(part, tuple):
        return tuple(_relabelled(p, names) for p in part)
    if isinstance(part, frozenset):
        return frozenset(_relabelled(p, names) for p in part)
    return part


def _alike(a: Atom, b: Atom) -> bool:
    """May the atoms be equal but for their labels?"""
    if isinstance(a, Entry) and isinstance(b, Entry):
        return a.rank == b.rank
    if isinstance(a, SumOf) and isinstance(b, SumOf):
        return len(a.term) == len(b.term) and [s for _, s in a.bounds] == [s for _, s in b.bounds]
    return False


def _may_occur(a: Atom, p: Poly) -> bool:
    """Does an atom occur in p that is a, or may become it by renaming?"""
    return any(_alike(a, b) and (a == b or bool(a.labels | b.labels)) for b in inside(p))
