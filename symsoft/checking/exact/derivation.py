"""Differentiates normal forms: the checker's own derivation, which no rule of the book enters.

A kink takes the value that the system states for it, 0 when it states none; a piecewise function
is differentiated branch by branch, off the boundary.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symsoft.checking.exact.atoms import Atom, Monomial, Number, Poly
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
    MaxOf,
    Step,
    SumOf,
    SymbolicPower,
    Tie,
)
from symsoft.checking.exact.poly import Undecided, add, atom, collect, const, scale, subtract
from symsoft.checking.exact.rewriting import Rewriting


class Derivation(Rewriting):
    """Partial derivatives of polynomials over atoms by one entry."""

    kinks: Mapping[str, Number | None]
    """The derivative at 0 of abs, the share of the first argument of maximum and minimum at a tie;
    None where it is not a number."""

    def diff(self, p: Poly, by: Entry) -> Poly:
        """The partial derivative by one entry."""
        out: Poly = {}
        for m, c in p.items():
            collect(out, self._diff_term(m, by), c)
        return out

    def _diff_term(self, m: Monomial, by: Entry) -> Poly:
        out: Poly = {}
        for a, e in m:
            slope = self._diff_atom(a, by)
            if slope:
                rest = self.multiply(m, frozenset(((a, -1),)))
                collect(out, self.mul(rest, slope), e)
        return out

    def _diff_atom(self, a: Atom, by: Entry) -> Poly:
        match a:
            case Entry():
                if a.rank != by.rank:
                    return {}
                return self.product(self.delta(i, j) for i, j in zip(a.at, by.at, strict=True))
            case Exp():
                return self.mul(atom(a), self._diff_term(a.exponent, by))
            case Cis():
                slope = self._diff_term(a.exponent, by)
                return self.product((atom(a), atom(Imaginary()), slope))
            case Base():
                return self.diff(a.poly, by)
            case Call():
                return self._diff_call(a, by)
            case SymbolicPower():
                return self._diff_symbolic_power(a, by)
            case SumOf():
                bounds, p = self.open(a.bounds, {a.term: 1})
                return self.sum_all(self.diff(p, by), bounds)
            case MaxOf() | Largest():
                polys = [a.poly] if isinstance(a, MaxOf) else a.polys
                if any(self.diff(p, by) for p in polys):
                    raise Undecided("a largest value is differentiated")
                return {}
            case Kinked():
                return self._diff_kinked(a, by)
            case Step() | Tie():
                raise Undecided("a step is differentiated")
            case _:
                return {}

    def _diff_call(self, a: Call, by: Entry) -> Poly:
        u = a.argument
        slope = self.diff(u, by)
        return self.mul(slope, self._slope_of_call(a.function, u, a)) if slope else {}

    def _slope_of_call(self, function: str, u: Poly, a: Call) -> Poly:
        match function:
            case "log":
                return self.power(u, -1)
            case "sin":
                return self.call("cos", u)
            case "cos":
                return scale(self.call("sin", u), -1)
            case "sinh":
                return self.call("cosh", u)
            case "cosh":
                return self.call("sinh", u)
            case "tanh":
                return subtract(const(1), atom(a, 2))
            case "erf":
                bell = self.exp(scale(self.mul(u, u), -1))
                return self.mul(scale(bell, 2), self.power(atom(Constant(0)), Fraction(-1, 2)))
            case _:
                raise Undecided(f"no derivative of {function} is known")

    def _diff_symbolic_power(self, a: SymbolicPower, by: Entry) -> Poly:
        """(u**m)' = u**m (m' log u + m u'/u)."""
        u = a.poly
        out: Poly = {}
        exponent_slope, base_slope = self._diff_term(a.exponent, by), self.diff(u, by)
        if exponent_slope:
            out = self.mul(exponent_slope, self.log(u))
        if base_slope:
            out = add(out, self.product(({a.exponent: 1}, base_slope, self.power(u, -1))))
        return self.mul(atom(a), out)

    def _diff_kinked(self, a: Kinked, by: Entry) -> Poly:
        arguments = a.arguments
        slopes = [self.diff(u, by) for u in arguments]
        match a.function:
            case "above" | "from":
                return self.kinked(a.function, arguments[0], *slopes[1:])
            case _ if not any(slopes):
                return {}
            case "abs":
                return self.mul(self._slope_of_abs(arguments[0]), slopes[0])
            case "sign":
                if self._kink("sign"):
                    raise Undecided("sign has a derivative at its kink other than 0")
                return {}
            case "maximum":
                return self._choice(subtract(*arguments), slopes, self._kink("maximum"))
            case _:
                u = subtract(arguments[1], arguments[0])
                return self._choice(u, slopes, self._kink("minimum"))

    def _slope_of_abs(self, u: Poly) -> Poly:
        value = self._kink("abs")
        slope = self.kinked("sign", u)
        if value:
            zero = subtract(
                self.kinked("from", u, const(1), {}), self.kinked("above", u, const(1), {})
            )
            slope = add(slope, scale(zero, value))
        return slope

    def _choice(self, u: Poly, slopes: list[Poly], share: Number) -> Poly:
        """The first slope where u > 0, the second where u < 0, a share of both where u = 0."""
        above, least = (self.kinked(f, u, *slopes) for f in ("above", "from"))
        return add(scale(above, 1 - share), scale(least, share))

    def _kink(self, function: str) -> Number:
        value = self.kinks.get(function, 0)
        if value is None:
            raise Undecided(f"the value at the kink of {function} is not a number")
        return value
