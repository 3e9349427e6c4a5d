"""Adding and scaling polynomials, and the ways in which a decision is given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from symsoft.checking.exact.atoms import ONE, Atom, Label, Monomial, Number, Poly
from symsoft.checking.exact.kinds import Apart, Delta, Pair

Powers: TypeAlias = "dict[Atom, Number]"
"""A monomial while it is being worked on."""

LONGEST = 20_000
"""A polynomial with more monomials is given up."""
WORK = 150_000
"""After so many products of monomials a decision is given up."""


class Undecided(Exception):
    """The procedure does not know; the message says why."""


class Singular(Undecided):
    """A value that does not exist, such as 1/0, was met."""


class Nowhere(Singular):
    """A whole term is defined at no point."""


class OpenPair(Exception):
    """A request: whether two free indices coincide has to be settled first."""

    def __init__(self, pair: frozenset[Label]) -> None:
        super().__init__(pair)
        self.pair = pair


class Budget:
    """The work that one decision may still do."""

    def __init__(self, work: int = WORK) -> None:
        self.left = work

    def spend(self, work: int) -> None:
        """Raises Undecided when there is no more to spend."""
        self.left -= work
        if self.left < 0:
            raise Undecided("too large: the work exceeds the budget")


def const(number: Number) -> Poly:
    """A constant polynomial."""
    return {ONE: number} if number else {}


def atom(a: Atom, exponent: Number = 1) -> Poly:
    """The polynomial that is one power of one atom."""
    return {frozenset(((a, exponent),)): 1}


def monomial(powers: Mapping[Atom, Number]) -> Monomial:
    """The monomial with these powers."""
    return frozenset((a, e) for a, e in powers.items() if e)


def add(*polys: Poly) -> Poly:
    """The sum of polynomials."""
    out = dict(polys[0]) if polys else {}
    for p in polys[1:]:
        collect(out, p)
    return out


def collect(into: Poly, p: Poly, factor: Number = 1) -> None:
    """Add a multiple of p to a polynomial that is being built."""
    for m, c in p.items():
        total = into.get(m, 0) + c * factor
        if total:
            into[m] = total
        else:
            del into[m]
    if len(into) > LONGEST:
        raise Undecided("too large: a normal form has too many terms")


def scale(p: Poly, factor: Number) -> Poly:
    """A multiple of p."""
    if factor == 1:
        return p
    return {m: c * factor for m, c in p.items()} if factor else {}


def subtract(p: Poly, q: Poly) -> Poly:
    """The difference p - q."""
    out = dict(p)
    collect(out, q, -1)
    return out


def constant(p: Poly) -> Number | None:
    """The value of a constant polynomial, None for any other."""
    if not p:
        return 0
    return p[ONE] if len(p) == 1 and ONE in p else None


def restrict(p: Poly, known: Mapping[Atom, int]) -> Poly:
    """The same polynomial with the values of indicators, 1 or 0, put in."""
    for a, value in list(known.items()):
        if isinstance(a, Pair):
            same = value if isinstance(a, Delta) else 1 - value
            known = {**known, Delta(a.pair): same, Apart(a.pair): 1 - same}
    out: Poly = {}
    for m, c in p.items():
        if all(known.get(a, 1) for a, _ in m):
            collect(out, {frozenset((a, e) for a, e in m if a not in known): c})
    return out
