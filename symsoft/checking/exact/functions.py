"""Powers, exponentials, logarithms and the other smooth functions of polynomials over atoms.

``exp`` of a sum is a product; a power or a logarithm of a product is taken apart where its factors
are provably positive.  A function of an indicator d is split by its two values:
f(P) = d f(P at d = 1) + (1 - d) f(P at d = 0).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symsoft.checking.exact.atoms import (
    ONE,
    Atom,
    Frozen,
    Monomial,
    Number,
    Poly,
    exact,
    freeze,
    key_of,
)
from symsoft.checking.exact.bases import denominators
from symsoft.checking.exact.factoring import factor, prime_powers
from symsoft.checking.exact.kinds import (
    FUNCTIONS,
    Apart,
    Base,
    Call,
    Cis,
    Delta,
    Exp,
    Imaginary,
    Pair,
    Prime,
    SymbolicPower,
)
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import (
    Budget,
    OpenPair,
    Powers,
    Singular,
    add,
    atom,
    const,
    constant,
    monomial,
    scale,
    subtract,
)
from symsoft.checking.exact.signs import Signs, real

EVEN = ("cos", "cosh")


@dataclass(frozen=True, slots=True)
class Parts:
    """``number * product of the positive powers * rest ** exponent``, where number > 0.

    The rest is 1 when every factor is positive; its exponent is odd or not whole, so that the rest
    is positive where the whole is.
    """

    number: Number
    positive: Powers
    rest: Poly
    exponent: Number


class Functions(Signs):
    """Applies elementary functions, written as the mode says."""

    def __init__(self, budget: Budget, mode: Mode) -> None:
        super().__init__(budget)
        self.mode = mode
        self._factored: dict[Frozen, tuple[Number, Powers]] = {}

    def by_indicator(self, apply: Callable[..., Poly], *arguments: Poly) -> Poly | None:
        """The value at these arguments, split by an indicator in them; None when there is none."""
        for p in arguments:
            for m in p:
                for a, _ in m:
                    if self.is_idempotent(a):
                        return self._split_by(a, apply, arguments)
        return None

    def _split_by(self, a: Atom, apply: Callable[..., Poly], arguments: tuple[Poly, ...]) -> Poly:
        if isinstance(a, Pair):
            if not any(k.bound for k in a.pair):
                raise OpenPair(a.pair)
            a = Delta(a.pair)
            other = atom(Apart(a.pair))
        else:
            other = subtract(const(1), atom(a))
        on = apply(*(self.restricted(p, a, 1) for p in arguments))
        off = apply(*(self.restricted(p, a, 0) for p in arguments))
        return add(self.mul(atom(a), on), self.mul(other, off))

    def factored(self, p: Poly) -> tuple[Number, Powers]:
        """A polynomial that is not 0 as a number times powers of atoms."""
        if len(p) == 1:
            ((m, c),) = p.items()
            return c, dict(m)
        place = freeze(p)
        if place not in self._factored:
            below = denominators(p)
            over = self.mul(p, {monomial({a: -e for a, e in below.items()}): 1}) if below else p
            found = factor(over)
            number, powers = found.content, dict(found.powers)
            for a, e in below.items():
                powers[a] = powers.get(a, 0) + e
            for q, k in found.factors:
                sign = -1 if self.positive_poly(scale(q, -1)) else 1
                base = Base(freeze(scale(q, sign)))
                number, powers[base] = number * sign**k, powers.get(base, 0) + k
            self._factored[place] = number, {a: e for a, e in powers.items() if e}
        return self._factored[place]

    def inverse_of_nonzero(self, p: Poly) -> Poly | None:
        """The inverse of a polynomial that is known not to be 0, None for any other."""
        _, powers = self.factored(p)
        known = all(self.positive(a) or a in self.mode.nonzero for a in powers)
        return self.power(p, -1) if known else None

    def parts(self, p: Poly) -> Parts:
        """The positive factors of p, which is not 0, and the rest."""
        number, powers = self.factored(p)
        positive = {a: e for a, e in powers.items() if self.positive(a)}
        others = {a: e for a, e in powers.items() if a not in positive}
        if len(others) == 1 and number > 0:
            ((a, e),) = others.items()
            if real(a) and (e.denominator != 1 or e % 2):
                return Parts(number, positive, a.poly if isinstance(a, Base) else atom(a), e)
        rest = scale(self.settle(others), 1 if number > 0 else -1)
        return Parts(number if number > 0 else -number, positive, rest, 1)

    def power(self, p: Poly, e: Number) -> Poly:
        """The power p ** e; raises Singular for a negative power of 0."""
        e = exact(Fraction(e))
        if not p and e < 0:
            raise Singular("division by zero")
        if isinstance(e, int) and e >= 0:
            return self.whole_power(p, e)
        if not p:
            return {}
        if isinstance(e, int) and len(p) == 1:
            return self._whole_power_of_product(p, e)
        split = self.by_indicator(lambda q: self.power(q, e), p)
        if split is not None:
            return split
        return self._whole_power_of_product(p, e) if isinstance(e, int) else self._root(p, e)

    def _whole_power_of_product(self, p: Poly, e: int) -> Poly:
        number, powers = self.factored(p)
        return scale(self._powers(powers, e), Fraction(number) ** e)

    def _powers(self, powers: Powers, e: Number) -> Poly:
        return self.settle({a: exact(Fraction(x * e)) for a, x in powers.items()})

    def _root(self, p: Poly, e: Number) -> Poly:
        parts = self.parts(p)
        if parts.rest == const(-1):
            raise Singular("a root of a negative number")
        out = self.mul(self._root_of_number(parts.number, e), self._powers(parts.positive, e))
        if parts.rest == const(1):
            return out
        return self.mul(out, self._power_of_rest(parts.rest, exact(Fraction(parts.exponent * e))))

    def _power_of_rest(self, rest: Poly, e: Number) -> Poly:
        if isinstance(e, int):
            return self.power(rest, e)
        return self.settle({Base(freeze(rest)): e})

    def _root_of_number(self, number: Number, e: Number) -> Poly:
        return self.settle({Prime(q): k * e for q, k in prime_powers(number).items()})

    def symbolic_power(self, p: Poly, exponent: Poly) -> Poly:
        """The power p ** exponent; where p <= 0 it is defined for whole exponents only."""
        number = constant(exponent)
        if number is not None:
            return self.power(p, number)
        if not p:
            raise Singular("a symbolic power of zero")
        split = self.by_indicator(self.symbolic_power, p, exponent)
        if split is not None:
            return split
        parts = self.parts(p)
        base = scale(self._powers(parts.positive, 1), parts.number)
        out = self.exp(self.mul(exponent, self.log(base)))
        if parts.rest == const(1):
            return out
        whole = parts.exponent if parts.exponent.denominator == 1 else None
        rest = parts.rest if whole else self._power_of_rest(parts.rest, parts.exponent)
        return self.mul(out, self._symbolic_power_of_rest(rest, scale(exponent, whole or 1)))

    def _symbolic_power_of_rest(self, rest: Poly, exponent: Poly) -> Poly:
        out = self.power(rest, exponent.get(ONE, 0))
        base = freeze(rest)
        powers: Powers = {SymbolicPower(base, m): c for m, c in exponent.items() if m}
        return self.mul(out, {monomial(powers): 1})

    def exp(self, p: Poly) -> Poly:
        """The exponential of p."""
        split = self.by_indicator(self.exp, p)
        if split is not None:
            return split
        return self.product(self._exp_of_term(m, c) for m, c in p.items())

    def _exp_of_term(self, m: Monomial, c: Number) -> Poly:
        """exp(c m), where exp(c log u) = u**c and exp(c v log u) = u**(c v)."""
        logs = [a for a, x in m if isinstance(a, Call) and a.function == "log" and x == 1]
        if len(logs) == 1:
            (log,) = logs
            others: Poly = {frozenset((a, x) for a, x in m if a != log): c}
            if len(m) == 1 or not self.positive_poly(log.argument):
                return self.symbolic_power(log.argument, others)
        unit = (Imaginary(), 1)
        if unit in m:
            return atom(Cis(m - {unit}), c)
        return atom(Exp(m), c)

    def log(self, p: Poly) -> Poly:
        """The logarithm of p; raises Singular where it is nowhere defined."""
        if not p:
            raise Singular("logarithm of zero")
        split = self.by_indicator(self.log, p)
        if split is not None:
            return split
        parts = self.parts(p)
        terms = [scale(_log_of(Prime(q)), k) for q, k in prime_powers(parts.number).items()]
        terms += [scale(_log_of(a), e) for a, e in parts.positive.items()]
        if parts.rest == const(-1):
            raise Singular("logarithm of a negative number")
        if parts.rest != const(1):
            terms.append(scale(atom(_call("log", parts.rest)), parts.exponent))
        return add(*terms)

    def call(self, function: str, p: Poly) -> Poly:
        """One of the elementary functions that are neither powers nor exponentials."""
        if function == "log":
            return self.log(p)
        split = self.by_indicator(lambda q: self.call(function, q), p)
        if split is not None:
            return split
        if not p:
            return const(1 if function in EVEN else 0)
        if self.mode.exponentials and function != "erf":
            return self._by_exponentials(function, p)
        if p[min(p, key=key_of)] > 0:
            return atom(_call(function, p))
        return scale(atom(_call(function, scale(p, -1))), 1 if function in EVEN else -1)

    def _by_exponentials(self, function: str, p: Poly) -> Poly:
        if function in ("sin", "cos"):
            p = self.mul(p, atom(Imaginary()))
        up, down = self.exp(p), self.exp(scale(p, -1))
        match function:
            case "cosh" | "cos":
                return scale(add(up, down), Fraction(1, 2))
            case "sinh":
                return scale(subtract(up, down), Fraction(1, 2))
            case "sin":
                return self.mul(scale(subtract(up, down), Fraction(-1, 2)), atom(Imaginary()))
            case _:
                return self.mul(subtract(up, down), self.power(add(up, down), -1))


def _call(function: str, p: Poly) -> Call:
    return Call(FUNCTIONS.index(function), freeze(p))


def _log_of(a: Atom) -> Poly:
    """The logarithm of a positive atom."""
    match a:
        case Exp():
            return {a.exponent: 1}
        case Base():
            return atom(_call("log", a.poly))
        case _:
            return atom(_call("log", atom(a)))
