"""What is provably positive or at least 0: sizes, exponentials, sums of such things, assumptions.

Used to take roots and logarithms of products apart, so a wrong "positive" would be unsound, a
missing one only leaves something undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from symsoft.checking.exact.atoms import (
    ONE,
    PLACE,
    Atom,
    Label,
    Monomial,
    Poly,
    inside,
    key_of,
    labels_inside,
)
from symsoft.checking.exact.bases import Bases
from symsoft.checking.exact.kinds import (
    Base,
    Call,
    Cis,
    Constant,
    Entry,
    Exp,
    Imaginary,
    Kinked,
    Largest,
    Length,
    MaxOf,
    Prime,
    SumOf,
    SymbolicPower,
)
from symsoft.checking.exact.poly import Budget, atom, scale, subtract

PLACES = 27
"""So many ways to fit the pattern of an assumption are tried."""


class Signs(Bases):
    """Knows which atoms and polynomials are positive."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.positive_entries: dict[int, list[tuple[Label, ...]]] = {}
        self.assumed: list[tuple[Poly, bool]] = []
        """Polynomials with places for indices that are assumed > 0, or >= 0 when not strict."""
        self._positive: dict[Atom, bool] = {}
        self._asking: set[Atom] = set()

    def positive(self, a: Atom) -> bool:
        """Is the atom > 0 wherever it is defined?"""
        if a not in self._positive:
            if a in self._asking:
                return False
            self._asking.add(a)
            self._positive[a] = self._find_positive(a)
            self._asking.discard(a)
        return self._positive[a]

    def _find_positive(self, a: Atom) -> bool:
        match a:
            case Length() | Constant() | Prime():
                return True
            case Exp():
                return real(a)
            case Entry():
                patterns = self.positive_entries.get(a.rank, [])
                return any(fits(p, a.at) for p in patterns) or self._by_assumption(atom(a)) == 2
            case Call():
                return a.function == "cosh"
            case Base() | MaxOf():
                return self.positive_poly(a.poly)
            case Largest():
                return any(self.positive_poly(p) for p in a.polys)
            case SumOf():
                return self.sign(a.term) == 2
            case Kinked():
                return self._kinked_positive(a)
            case _:
                return False

    def _kinked_positive(self, a: Kinked) -> bool:
        arguments = a.arguments
        match a.function:
            case "maximum":
                return any(map(self.positive_poly, arguments))
            case "minimum":
                return all(map(self.positive_poly, arguments))
            case "above" | "from":
                return all(map(self.positive_poly, arguments[1:]))
            case _:
                return False

    def nonnegative(self, a: Atom) -> bool:
        """Is the atom >= 0 wherever it is defined?"""
        match a:
            case Kinked() if a.function == "abs":
                return True
            case SumOf():
                return self.sign(a.term) >= 1
            case Base() | MaxOf():
                return self.nonnegative_poly(a.poly)
            case _:
                return self.is_idempotent(a) or self.positive(a)

    def sign(self, m: Monomial) -> int:
        """2 when a monomial is positive where it is defined, 1 when it is at least 0, else 0."""
        least = 2
        for a, e in m:
            if self.positive(a):
                continue
            even = e.denominator == 1 and e % 2 == 0 and real(a)
            if not even and not self.nonnegative(a):
                return 0
            if e > 0:
                least = 1
        return least

    def nonnegative_poly(self, p: Poly) -> bool:
        """Is p >= 0 wherever it is defined?"""
        return self._sum_of_signs(p) > 0 or self._by_assumption(p) > 0

    def positive_poly(self, p: Poly) -> bool:
        """Is p > 0 wherever it is defined?"""
        return self._sum_of_signs(p) == 2 or self._by_assumption(p) == 2

    def _sum_of_signs(self, p: Poly) -> int:
        """2 when a sum of positive terms, 1 when of terms at least 0, else 0."""
        signs = [self.sign(m) if c > 0 else 0 for m, c in p.items()]
        return max(signs) if signs and all(signs) else int(not signs)

    def _by_assumption(self, p: Poly) -> int:
        """2 when p is a positive multiple of what is assumed > 0, plus what is at least 0."""
        best = 0
        if not self.assumed:
            return best
        for q, strict in self._fitted(p):
            m = min((m for m in q if m), key=key_of, default=ONE)
            ratio = Fraction(p.get(m, 0)) / q[m]
            if ratio <= 0:
                continue
            rest = self._sum_of_signs(subtract(p, scale(q, ratio)))
            best = max(best, 2 if rest and strict else rest)
        return best

    def _fitted(self, p: Poly) -> Iterator[tuple[Poly, bool]]:
        """The assumptions at the indices of p."""
        labels = sorted(labels_inside(p))
        for q, strict in self.assumed:
            places = [k for k in sorted(labels_inside(q)) if k.kind == PLACE]
            if len(labels) ** len(places) > PLACES:
                continue
            for chosen in product(labels, repeat=len(places)):
                names = dict(zip(places, chosen, strict=True))
                yield (self.rewrite(q, names) if names else q), strict


def real(a: Atom) -> bool:
    """Is a power of the atom a power of a real number?"""
    return not isinstance(a, SymbolicPower) and not any(
        isinstance(b, Imaginary | Cis) for b in inside(a)
    )


def fits(pattern: tuple[Label, ...], at: tuple[Label, ...]) -> bool:
    """Is at what the pattern says, when each place may stand for any index?"""
    found: dict[Label, Label] = {}
    return len(pattern) == len(at) and all(
        found.setdefault(p, k) == k if p.kind == PLACE else p == k
        for p, k in zip(pattern, at, strict=True)
    )
