"""Renaming labels in a normal form, and putting polynomials for entries.  Nothing else."""

from __future__ import annotations

from abc import abstractmethod

from symsoft.checking.exact.atoms import Atom, Monomial, Number, Poly
from symsoft.checking.exact.kinds import (
    Apart,
    Base,
    Call,
    Cis,
    Delta,
    Entry,
    Exp,
    Imaginary,
    Kinked,
    Largest,
    MaxOf,
    Step,
    SumOf,
    SymbolicPower,
    Tie,
)
from symsoft.checking.exact.largest import LargestValues
from symsoft.checking.exact.poly import atom, collect, scale
from symsoft.checking.exact.ring import Names, Values


class Rewriting(LargestValues):
    """Rebuilds what a renaming or a substitution touches."""

    @abstractmethod
    def known(self, entry: Entry) -> Poly | None:
        """What an assumption says that an entry is; None when nothing is assumed."""

    def rewrite(self, p: Poly, names: Names, values: Values | None = None) -> Poly:
        """The same polynomial with free labels renamed, then entries replaced by their values.

        With ``values`` everything is built anew, so that the assumptions of this object apply.
        """
        out: Poly = {}
        for m, c in p.items():
            collect(out, self._term(m, names, values), c)
        return out

    def _term(self, m: Monomial, names: Names, values: Values | None) -> Poly:
        touched = [(a, e) for a, e in m if values is not None or not a.labels.isdisjoint(names)]
        if not touched:
            return {m: 1}
        out: Poly = {m.difference(touched): 1}
        for a, e in touched:
            if self.is_idempotent(a):
                out = self.mul(out, self._power(a, e, names, values))
        if not out:  # an indicator is 0: what it multiplies need not exist
            return out
        for a, e in touched:
            if not self.is_idempotent(a):
                out = self.mul(out, self._power(a, e, names, values))
        return out

    def _power(self, a: Atom, e: Number, names: Names, values: Values | None) -> Poly:
        match a:
            case Exp() | Cis():
                p = scale(self.rewrite({a.exponent: 1}, names, values), e)
                return self.exp(self.mul(p, atom(Imaginary())) if isinstance(a, Cis) else p)
            case SymbolicPower():
                exponent = scale(self.rewrite({a.exponent: 1}, names, values), e)
                return self.symbolic_power(self.rewrite(a.poly, names, values), exponent)
            case _:
                found = self._atom(a, names, values) if values else self._renamed(a, names)
                return self.power(found, e)

    def _renamed(self, a: Atom, names: Names) -> Poly:
        """The atom with labels renamed, worked out once for the same names."""
        place = a, frozenset((k, names[k]) for k in a.labels if k in names)
        if place not in self._atoms:
            self._atoms[place] = self._atom(a, names, None)
        return self._atoms[place]

    def _atom(self, a: Atom, names: Names, values: Values | None) -> Poly:
        match a:
            case Entry():
                return self._entry(Entry(a.rank, tuple(names.get(k, k) for k in a.at)), values)
            case Delta():
                return self.delta(*(names.get(k, k) for k in a.pair))
            case Apart():
                return self.apart(*(names.get(k, k) for k in a.pair))
            case Call():
                return self.call(a.function, self.rewrite(a.argument, names, values))
            case Base():
                return self.rewrite(a.poly, names, values)
            case SumOf():
                fresh = self.unused(a.bounds, a.labels.union(names.values()))
                p = self.rewrite({a.term: 1}, {**names, **fresh}, values)
                return self.sum_all(p, ((fresh[k], size) for k, size in a.bounds))
            case MaxOf():
                k, size = a.bound
                new = self.unused((a.bound,), a.labels.union(names.values()))[k]
                p = self.rewrite(a.poly, {**names, k: new}, values)
                excluded = frozenset(names.get(x, x) for x in a.excluded)
                return self.largest(p, new, size, excluded)
            case Largest():
                return self.largest_of([self.rewrite(p, names, values) for p in a.polys])
            case Kinked():
                arguments = (self.rewrite(p, names, values) for p in a.arguments)
                return self.kinked(a.function, *arguments)
            case Step():
                return self.step(self.rewrite(a.poly, names, values))
            case Tie():
                return self.tie(self.rewrite(a.poly, names, values))
            case _:
                return atom(a)

    def _entry(self, entry: Entry, values: Values | None) -> Poly:
        value = values(entry) if values is not None else None
        if value is None:
            value = self.known(entry)
        return atom(entry) if value is None else value
