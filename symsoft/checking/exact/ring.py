"""Multiplies polynomials over atoms by the relations that hold between powers of atoms.

Every rewriting turns a product into an equal one that is defined at least where the product was;
that is what makes equal normal forms equal functions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import TypeAlias

from symsoft.checking.exact.atoms import Atom, Label, Monomial, Poly
from symsoft.checking.exact.kinds import Apart, Delta, Entry, Imaginary, Pair, Prime
from symsoft.checking.exact.poly import Budget, Powers, Singular, collect, const, restrict, scale

Names: TypeAlias = Mapping[Label, Label]
Values: TypeAlias = "Callable[[Entry], Poly | None]"
Relation: TypeAlias = "Callable[[Powers, list[Atom]], Poly | None]"
"""What a product is by one relation, None when the relation says nothing about it."""


class Ring(ABC):
    """Products of polynomials; each layer above adds the relations of its atoms."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._products: dict[tuple[Monomial, Monomial], Poly] = {}
        self._atoms: dict[tuple[Atom, frozenset[tuple[Label, Label]]], Poly] = {}
        self._relations: list[Relation] = [self._idempotent, self._exclusive, self._numbers]

    @abstractmethod
    def rewrite(self, p: Poly, names: Names, values: Values | None = None) -> Poly:
        """The same polynomial with free labels renamed, then entries replaced by their values.

        With ``values`` everything is built anew, so that the assumptions of this object apply.
        """

    def is_idempotent(self, a: Atom) -> bool:
        """Is the atom 0 or 1?"""
        return a.idempotent

    def is_active(self, a: Atom) -> bool:
        """Does a product with the atom have to be checked for relations?"""
        return a.active

    def restricted(self, p: Poly, indicator: Atom, value: int) -> Poly:
        """The same polynomial with the value of an indicator put in."""
        return restrict(p, {indicator: value})

    def mul(self, p: Poly, q: Poly) -> Poly:
        """The product of two polynomials."""
        self.budget.spend(len(p) * len(q))
        out: Poly = {}
        for m, c in p.items():
            for w, d in q.items():
                collect(out, self.multiply(m, w), c * d)
        return out

    def product(self, polys: Iterable[Poly]) -> Poly:
        """The product of polynomials."""
        out = const(1)
        for p in polys:
            out = self.mul(out, p)
        return out

    def whole_power(self, p: Poly, exponent: int) -> Poly:
        """A power with an exponent >= 0, multiplied out."""
        out, square = const(1), p
        while exponent:
            if exponent & 1:
                out = self.mul(out, square)
            exponent >>= 1
            if exponent:
                square = self.mul(square, square)
        return out

    def multiply(self, m: Monomial, w: Monomial) -> Poly:
        """The product of two monomials."""
        place = (m, w)
        if place not in self._products:
            powers = dict(m)
            for a, e in w:
                total = powers.get(a, 0) + e
                if total:
                    powers[a] = total
                else:
                    del powers[a]
            self._products[place] = self.settle(powers)
        return self._products[place]

    def settle(self, powers: Powers) -> Poly:
        """The polynomial that a product of powers is by the relations between its atoms."""
        powers = {a: e for a, e in powers.items() if e}
        active = [a for a in powers if self.is_active(a)]
        if active:
            self.budget.spend(1)
            if len(active) > 1:
                active.sort(key=lambda a: a.key)
            for relation in self._relations:
                found = relation(powers, active)
                if found is not None:
                    return found
        return {frozenset(powers.items()): 1}

    def _idempotent(self, powers: Powers, active: list[Atom]) -> Poly | None:
        changes: Powers = {}
        for a in active:
            if self.is_idempotent(a) and powers[a] != 1:
                if powers[a] < 0:
                    raise Singular("division by an indicator, which may be zero")
                changes[a] = 1
        return self.settle({**powers, **changes}) if changes else None

    def _exclusive(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """delta_ij (1 - delta_ij) = 0."""
        pairs = [a for a in active if isinstance(a, Pair)]
        both = any(isinstance(a, Delta) and Apart(a.pair) in powers for a in pairs)
        return {} if both else None

    def _numbers(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """Whole powers of numbers under a root and of the imaginary unit."""
        for a in active:
            e = powers[a]
            if isinstance(a, Prime) and not 0 < e < 1:
                rest = self.settle({**powers, a: e - floor(e)})
                return scale(rest, Fraction(a.number) ** floor(e))
            if isinstance(a, Imaginary) and e != 1:
                rest = self.settle({**powers, a: e % 2})
                return scale(rest, -1 if e % 4 >= 2 else 1)
        return None
