"""Factors of a polynomial over the rationals, every atom taken for a variable, and of a number."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from flint import Ordering, fmpz_mpoly_ctx

from symsoft.checking.exact.atoms import Atom, Monomial, Number, Poly, exact, key_of

LARGEST = 300
HIGHEST = 60
"""A polynomial with more terms or of higher degree is not factored."""
LARGEST_PRIME = 1000
"""Prime factors of numbers are sought up to here."""


@dataclass(frozen=True, slots=True)
class Factors:
    """``content * product of atom ** exponent * product of factor ** multiplicity``.

    Each factor has at least two terms, whole coprime coefficients, no power of an atom in common.
    """

    content: Number
    powers: dict[Atom, Number]
    factors: tuple[tuple[Poly, int], ...]


def factor(p: Poly) -> Factors:
    """The factors of a polynomial that is not zero.

    >>> factor({frozenset(): -4}).content
    -4
    """
    powers = _common_powers(p)
    rest = {_divided(m, powers): c for m, c in p.items()}
    if len(rest) == 1:
        ((_, content),) = rest.items()
        return Factors(content, powers, ())
    content, whole = _primitive(rest)
    if len(whole) > LARGEST:
        return _unfactored(content, powers, whole)
    return _factored(content, powers, whole)


def _common_powers(p: Poly) -> dict[Atom, Number]:
    """The largest power of each atom that divides every monomial."""
    exponents: dict[Atom, list[Number]] = {}
    for m in p:
        for a, e in m:
            exponents.setdefault(a, []).append(e)
    least = {a: min(es) if len(es) == len(p) else min(0, *es) for a, es in exponents.items()}
    return {a: e for a, e in least.items() if e}


def _divided(m: Monomial, powers: dict[Atom, Number]) -> Monomial:
    left = dict(m)
    for a, e in powers.items():
        left[a] = left.get(a, 0) - e
    return frozenset((a, e) for a, e in left.items() if e)


def _primitive(p: Poly) -> tuple[Number, Poly]:
    """The positive content, and p divided by it."""
    denominator = lcm(*(Fraction(c).denominator for c in p.values()))
    numerator = gcd(*(int(c * denominator) for c in p.values()))
    content = Fraction(numerator, denominator)
    return exact(content), {m: int(c / content) for m, c in p.items()}


def _unfactored(content: Number, powers: dict[Atom, Number], whole: Poly) -> Factors:
    """One factor, its sign fixed by its first term."""
    sign = -1 if whole[min(whole, key=key_of)] < 0 else 1
    return Factors(content * sign, powers, (({m: c * sign for m, c in whole.items()}, 1),))


def _factored(content: Number, powers: dict[Atom, Number], whole: Poly) -> Factors:
    atoms = sorted({a for m in whole for a, _ in m}, key=lambda a: a.key)
    units = {a: lcm(*(Fraction(dict(m).get(a, 0)).denominator for m in whole)) for a in atoms}
    table = {}
    for m, c in whole.items():
        exponents = dict(m)
        table[tuple(int(exponents.get(a, 0) * units[a]) for a in atoms)] = int(c)
    if max(map(sum, table)) > HIGHEST:
        return _unfactored(content, powers, whole)
    context = fmpz_mpoly_ctx.get([f"v{q}" for q in range(len(atoms))], Ordering.lex)
    number, found = context.from_dict(table).factor()
    factors = []
    for f, multiplicity in found:
        back: Poly = {}
        for exponents_of_term, coefficient in f.to_dict().items():
            term = zip(atoms, map(int, exponents_of_term), strict=True)
            back[frozenset((a, exact(Fraction(e, units[a]))) for a, e in term if e)] = int(
                coefficient
            )
        factors.append((back, int(multiplicity)))
    return Factors(exact(content * int(number)), powers, tuple(factors))


def prime_powers(number: Number) -> dict[int, int]:
    """A positive number as powers of primes; what has no small prime factor is left whole.

    >>> prime_powers(Fraction(12, 5))
    {2: 2, 3: 1, 5: -1}
    """
    found: dict[int, int] = {}
    for part, sign in ((Fraction(number).numerator, 1), (Fraction(number).denominator, -1)):
        left, q = part, 2
        while q * q <= left and q <= LARGEST_PRIME:
            while left % q == 0:
                found[q] = found.get(q, 0) + sign
                left //= q
            q += 1
        if left > 1:
            found[left] = found.get(left, 0) + sign
    return {q: k for q, k in found.items() if k}
