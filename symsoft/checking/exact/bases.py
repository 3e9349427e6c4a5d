"""Powers of polynomials that are not multiplied out, and the test whether a normal form is 0."""

from __future__ import annotations

from abc import abstractmethod
from fractions import Fraction
from math import floor
from typing import NamedTuple, TypeAlias

from flint import fmpq, fmpq_poly

from symsoft.checking.exact.atoms import (
    ONE,
    Atom,
    Monomial,
    Number,
    Poly,
    exact,
    key_of,
    labels_inside,
)
from symsoft.checking.exact.kinds import Base
from symsoft.checking.exact.poly import (
    Budget,
    Powers,
    Undecided,
    atom,
    scale,
    subtract,
)
from symsoft.checking.exact.ring import Ring

Known: TypeAlias = tuple[tuple[Atom, int], ...]
"""Indicators, each with its value."""

ROUNDS = 40


class Lead(NamedTuple):
    """A polynomial as ``coefficient * product of powers + rest``."""

    powers: Powers
    coefficient: Number
    rest: Poly


class Bases(Ring):
    """Relations between a base p, its powers p**e and the atoms in p."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._leads: dict[Base, Lead | None] = {}
        self._relations += [
            self._whole_powers,
            self._lead_over_base,
            self._inverse_over_base,
            self._partial_fractions,
        ]

    def _whole_powers(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """A whole power of a base is multiplied out."""
        for a in active:
            e = powers[a]
            if isinstance(a, Base) and e >= 1:
                rest = self.settle({**powers, a: e - floor(e)})
                return self.mul(rest, self.whole_power(a.poly, floor(e)))
        return None

    def _lead_over_base(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """p**e lead(p) = p**(e+1) - p**e (p - lead(p)), for e < 0."""
        for a in active:
            lead = self._lead(a) if isinstance(a, Base) and powers[a] < 0 else None
            if lead is None or any(powers.get(b, 0) < x for b, x in lead.powers.items()):
                continue
            left = {b: x - lead.powers.get(b, 0) for b, x in powers.items()}
            whole = self.settle({**left, a: powers[a] + 1})
            other = self.mul(lead.rest, self.settle(left))
            return scale(subtract(whole, other), Fraction(1) / lead.coefficient)
        return None

    def _inverse_over_base(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """b**-x p**e = b**-x (p**(e+1) - p**e (p - c)) / c, where p is the number c at b = 0."""
        for a in active:
            if not isinstance(a, Base) or powers[a] > 0:
                continue
            for b, x in powers.items():
                tail = _value_at_zero(a.poly, b) if x < 0 and not isinstance(b, Base) else {}
                if list(tail) == [ONE]:
                    whole = self.settle({**powers, a: powers[a] + 1})
                    rest = self.mul(subtract(a.poly, tail), atom(b, x))
                    other = self.mul(rest, self.settle({**powers, b: 0}))
                    return scale(subtract(whole, other), Fraction(1) / tail[ONE])
        return None

    def _partial_fractions(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """1/(p q) = s/q + t/p when s p + t q = 1, for p and q with bound indices."""
        below = [
            a
            for a in active
            if isinstance(a, Base)
            and powers[a] <= -1
            and powers[a].denominator == 1
            and any(k.bound for k in a.labels)
        ]
        for a in below:
            for b in below:
                found = self._bezout(a, b) if a.key < b.key else None
                if found is not None:
                    s, t = found
                    over_b = self.mul(s, self.settle({**powers, a: powers[a] + 1}))
                    over_a = self.mul(t, self.settle({**powers, b: powers[b] + 1}))
                    return subtract(over_b, scale(over_a, -1))
        return None

    def _bezout(self, a: Base, b: Base) -> tuple[Poly, Poly] | None:
        """Polynomials s and t with s a + t b = 1."""
        common = _one_variable(a.poly, b.poly)
        if common is not None:
            return _bezout_in(common, a.poly, b.poly)
        m = min((m for m in a.poly if any(k.bound for c, _ in m for k in c.labels)), key=key_of)
        ratio = Fraction(b.poly.get(m, 0)) / a.poly[m]
        gap = subtract(b.poly, scale(a.poly, ratio))
        if not ratio or not gap or any(k.bound for k in labels_inside(gap)):
            return None
        inverse = self.inverse_of_nonzero(gap)
        return None if inverse is None else (scale(inverse, -ratio), inverse)

    @abstractmethod
    def inverse_of_nonzero(self, p: Poly) -> Poly | None:
        """The inverse of a polynomial that is known not to be 0, None for any other."""

    def _lead(self, base: Base) -> Lead | None:
        """The leading term of a base.

        Atoms that mention bound indices weigh most; without a unique leader there is none, so that
        renaming changes nothing.
        """
        if base not in self._leads:
            p = base.poly
            ranked = sorted(((_weight(m), m) for m in p), key=lambda pair: pair[0])
            weight, top = ranked[-1]
            unique = len(ranked) == 1 or ranked[-2][0] < weight
            usable = unique and bool(top) and all(e > 0 for _, e in top)
            rest = {m: c for m, c in p.items() if m != top}
            self._leads[base] = Lead(dict(top), p[top], rest) if usable else None
        return self._leads[base]

    def where(self, p: Poly, indicator: Atom, value: int) -> Poly:
        """What p is where an indicator has the value 1 or 0."""
        return self.restricted(p, indicator, value)

    def impossible(self, known: Known) -> bool:
        """Can indicators not have these values at once?"""
        return False

    def is_zero(self, p: Poly, known: Known = ()) -> bool:
        """Is p zero, wherever indicators have the values known, once it is freed of denominators?

        A denominator that stands in p is not zero where both sides are defined.  One that an
        indicator multiplies is so only where the indicator is 1: indicators are split off first.
        """
        self.budget.spend(1 + len(p))
        for m in p:
            for a, _ in m:
                if self.is_idempotent(a):
                    return all(
                        self.is_zero(self.where(p, a, value), (*known, (a, value)))
                        for value in (1, 0)
                    )
        return not self._cleared(p) or self.impossible(known)

    def _cleared(self, p: Poly) -> Poly:
        """A multiple of p without denominators."""
        for _ in range(ROUNDS):
            lowest = denominators(p)
            if not lowest:
                return p
            base = max(lowest, key=lambda a: (_depth(a), a.key))
            p = self.mul(p, atom(base, -floor(lowest[base])))
        raise Undecided("denominators do not clear")


def denominators(p: Poly) -> dict[Base, Number]:
    """The bases with negative exponents in p, and the lowest exponent of each."""
    lowest: dict[Base, Number] = {}
    for m in p:
        for a, e in m:
            if isinstance(a, Base) and e < 0:
                lowest[a] = min(lowest.get(a, 0), e)
    return lowest


def _value_at_zero(p: Poly, b: Atom) -> Poly:
    """What p is where b = 0; empty when p does not exist there."""
    if any(a == b and e < 0 for m in p for a, e in m):
        return {}
    return {m: c for m, c in p.items() if all(a != b for a, _ in m)}


def _weight(m: Monomial) -> tuple[Number, Number, tuple[object, ...]]:
    """Degree in atoms with bound indices, degree, and a tie-breaker that renaming keeps."""
    inner = sum(e for a, e in m if any(k.bound for k in a.labels))
    return inner, sum(e for _, e in m), tuple(sorted((a.shape, e) for a, e in m))


def _depth(part: object) -> int:
    """How deeply bases are nested."""
    if isinstance(part, Atom):
        return _depth(part.parts) + isinstance(part, Base)
    if isinstance(part, tuple | frozenset):
        return max(map(_depth, part), default=0)
    return 0


def _one_variable(*polys: Poly) -> Atom | None:
    """The atom of which all are polynomials with whole exponents, None when there is none."""
    atoms = {a for p in polys for m in p for a, _ in m}
    whole = all(e >= 0 and e.denominator == 1 for p in polys for m in p for _, e in m)
    return atoms.pop() if len(atoms) == 1 and whole else None


def _bezout_in(x: Atom, p: Poly, q: Poly) -> tuple[Poly, Poly] | None:
    """Polynomials s and t in one atom with s p + t q = 1; None when p and q have a factor."""
    gcd, s, t = _dense(x, p).xgcd(_dense(x, q))
    return (_sparse(x, s), _sparse(x, t)) if gcd.degree() == 0 else None


def _dense(x: Atom, p: Poly) -> fmpq_poly:
    degrees = {int(dict(m).get(x, 0)): Fraction(c) for m, c in p.items()}
    found = [degrees.get(d, Fraction(0)) for d in range(max(degrees) + 1)]
    return fmpq_poly([fmpq(c.numerator, c.denominator) for c in found])


def _sparse(x: Atom, p: fmpq_poly) -> Poly:
    found = {d: exact(Fraction(int(c.p), int(c.q))) for d, c in enumerate(p.coeffs())}
    return {frozenset(((x, d),)) if d else ONE: c for d, c in found.items() if c}
