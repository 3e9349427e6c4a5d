"""One level of a term as a quotient of polynomials (python-flint), and back.

Everything that is not a sum, product or whole power is a generator: names, deltas, sums, functions.
Nothing here looks inside a generator; ``polynomials`` does, level by level.
"""

from __future__ import annotations

from copy import copy
from math import lcm, prod
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from sympy import Integer, Rational, S

from symsoft.calculus.coefficients import common_number, content
from symsoft.calculus.powers import (
    base_of,
    conjugates_joined,
    exp_key,
    exp_of,
    exponent_of,
    factors_of,
    is_polynomial,
    oriented,
    raised,
    split_power,
)
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Mul,
    Pow,
    Term,
    factors,
    plus,
    power,
    times,
)


class Level:
    """A term as num/den over the generators that occur on its outermost level.

    With ``brackets`` a sum that is a factor is a generator too, up to its sign and its common
    number: (a - b) x/(b - a) is -x, and (a - b)**2 is not multiplied out.
    """

    def __init__(self, e: Any, brackets: bool = False) -> None:
        self.brackets, self.kept = brackets, dict[Any, int]()
        self.generators: list[Any] = []
        self.places: dict[str, int] = {}
        self.exponentials: dict[Any, list[Any]] = {}
        self._collect(e)
        self._name_exponentials()
        self.roots = {
            g.base.key: (place, int(g.exponent.q))
            for place, g in enumerate(self.generators)
            if place not in self.units
            and isinstance(g, Pow)
            and isinstance(g.exponent, Rational)
            and isinstance(g.base, Term)
            and not is_polynomial(g.base)
        }
        names = tuple(f"v{k}" for k in range(len(self.generators)))
        self.ring = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.one = self.ring.constant(1)
        num, den = self._quotient(e)
        self.num = self._idempotent(num)
        self.den = den
        self._reduce()

    # -- collecting generators -----------------------------------------------------------------
    def _collect(self, e: Any, factor: bool = False) -> None:
        if isinstance(e, Rational):
            return
        if factor and self._is_bracket(e):
            _, rest = oriented(e, self.kept)
            if rest not in self.kept:
                self.kept[rest] = self._add(rest)
        elif is_polynomial(e):
            for a in e.args:
                self._collect(a, factor=not isinstance(e, Add))
        elif isinstance(e, Fn) and e.name == "exp":
            c, rest = oriented(e.arg, self.exponentials)
            if rest not in self.exponentials:
                self.places[exp_key(rest)] = self._add(rest)
            self.exponentials.setdefault(rest, []).append(c)
        elif isinstance(e, Pow):
            root, _, whole = split_power(e)
            if whole:
                self._collect(root.base, factor=True)
            if root.key not in self.places:
                self.places[root.key] = self._add(root)
        elif e.key not in self.places:
            self.places[e.key] = self._add(e)

    def _is_bracket(self, e: Any) -> bool:
        return self.brackets and isinstance(e, Add)

    def _add(self, generator: Any) -> int:
        self.generators.append(generator)
        return len(self.generators) - 1

    def _name_exponentials(self) -> None:
        """exp(2u) and exp(-u) are powers of one generator, with the sign that came first."""
        self.units: dict[int, Any] = {}
        for rest, found in self.exponentials.items():
            unit = common_number(found)
            self.units[self.places[exp_key(rest)]] = unit if found[0] > 0 else -unit

    # -- term to quotient ----------------------------------------------------------------------
    def _quotient(self, e: Any, factor: bool = False) -> tuple[Any, Any]:
        if isinstance(e, Rational):
            return self._constant(e), self.one
        if factor and self._is_bracket(e):
            c, rest = oriented(e, self.kept)
            return self._constant(c) * self.ring.gen(self.kept[rest]), self.one
        if isinstance(e, Add):
            return self._sum([self._quotient(a) for a in e.args])
        if isinstance(e, Mul):
            parts = [self._quotient(a, factor=True) for a in e.args]
            num, den = prod((p for p, _ in parts), start=self.one), self.one
            for _, q in parts:
                den = den * q
            return self._lowest(num, den)
        if isinstance(e, Pow) and isinstance(e.exponent, Integer):
            num, den = self._quotient(e.base, factor=True)
            times_ = int(e.exponent)
            if times_ < 0:
                if num.is_zero():
                    raise ZeroDivisionError(f"division by zero in {e}")
                num, den, times_ = den, num, -times_
            return num**times_, den**times_
        if isinstance(e, Fn) and e.name == "exp":
            c, rest = oriented(e.arg, self.exponentials)
            place = self.places[exp_key(rest)]
            return self._monomial(place, int(c / self.units[place]))
        if isinstance(e, Pow):
            root, times_, whole = split_power(e)
            own = self._monomial(self.places[root.key], times_)
            if not whole:
                return own
            num, den = self._quotient(root.base, factor=True)
            if whole < 0:
                num, den = den, num
            up, down = num ** abs(whole), den ** abs(whole)
            return self._lowest(own[0] * up, own[1] * down)
        if e.key in self.roots:
            return self._monomial(*self.roots[e.key])
        return self._monomial(self.places[e.key], 1)

    def _constant(self, number: Any) -> Any:
        return self.ring.constant(fmpq(int(number.p), int(number.q)))

    def _monomial(self, place: int, exponent: int) -> tuple[Any, Any]:
        g = self.ring.gen(place) ** abs(exponent)
        return (g, self.one) if exponent >= 0 else (self.one, g)

    def _sum(self, parts: list[tuple[Any, Any]]) -> tuple[Any, Any]:
        num, den = parts[0]
        for p, q in parts[1:]:
            if q == den:
                num = num + p
            else:
                shared = den.gcd(q)
                left, right = q / shared, den / shared
                num, den = num * left + p * right, den * left
        return self._lowest(num, den)

    def _lowest(self, num: Any, den: Any) -> tuple[Any, Any]:
        if den == self.one:
            return num, den
        shared = num.gcd(den)
        return (num, den) if shared == self.one else (num / shared, den / shared)

    def _idempotent(self, p: Any) -> Any:
        """delta**2 = delta."""
        deltas = [k for k, g in enumerate(self.generators) if isinstance(g, Delta)]
        degrees = p.degrees() if deltas else ()
        if not any(degrees[k] > 1 for k in deltas):
            return p
        out: dict[tuple[int, ...], Any] = {}
        for exponents, c in p.to_dict().items():
            flat = tuple(min(x, 1) if k in deltas else x for k, x in enumerate(exponents))
            out[flat] = out.get(flat, 0) + c
        return self.ring.from_dict(out)

    def _reduce(self) -> None:
        """Lowest terms, with the numbers of the denominator moved into the numerator."""
        self.num, self.den = self._lowest(self.num, self.den)
        number = self.den.leading_coefficient() if self.den.is_constant() else self.den.factor()[0]
        self.num, self.den = self.num / number, self.den / number

    # -- and back ------------------------------------------------------------------------------
    def emit(self, place: int, exponent: int) -> Any:
        g = self.generators[place]
        if place in self.units:
            return exp_of(times(self.units[place] * exponent, g))
        if isinstance(g, Pow) and not isinstance(g.exponent, Rational):
            return Pow(g.base, times(Integer(exponent), g.exponent))
        return power(g, Integer(exponent))

    def monomial(self, exponents: tuple[int, ...], c: Any) -> Any:
        number = Rational(int(c.p), int(c.q))
        return times(number, *_merged([self.emit(k, x) for k, x in enumerate(exponents) if x]))

    def term(self, p: Any) -> Any:
        return plus(*(self.monomial(m, c) for m, c in zip(p.monoms(), p.coeffs(), strict=True)))

    def below(self, p: Any) -> Any:
        """1/p, with p in factors."""
        return times(*(raised(self.term(f), -x) for f, x in factors_of(p)[1]))

    def cancelled(self) -> Any:
        return _tidy(self.term(self.num), self.below(self.den))

    def factored(self) -> Any:
        if self.num.is_zero():
            return S.Zero
        c, parts = factors_of(self.num)
        number = Rational(int(c.p), int(c.q))
        top = [raised(self.term(f), x) for f, x in parts]
        top += factors(self.below(self.den))
        merged = _merged(conjugates_joined([f for t in top for f in factors(t)]))
        return times(number, *sorted(merged, key=lambda f: isinstance(base_of(f), Add)))

    def expanded(self) -> Any:
        """A sum of quotients, each in lowest terms, over a denominator of one product."""
        if len(self.den) != 1:
            return self.cancelled()
        (down,) = self.den.monoms()
        terms = []
        for up, c in zip(self.num.monoms(), self.num.coeffs(), strict=True):
            terms.append(self.monomial(tuple(a - b for a, b in zip(up, down, strict=True)), c))
        return plus(*terms)

    def collected(self, place: int) -> Any | None:
        """A delta + B as A (delta + B/A), when A is one product; None otherwise."""
        with_it = {m: c for m, c in self.num.to_dict().items() if m[place]}
        rest = {m: c for m, c in self.num.to_dict().items() if not m[place]}
        if len(with_it) != 1 or not rest:
            return None
        ((m, c),) = with_it.items()
        lead = tuple(0 if k == place else x for k, x in enumerate(m))
        if not any(lead) and self.den == self.one:
            return None
        top = self.ring.from_dict({lead: c})
        outer = self._like(top, self.den).cancelled()
        inner = self._like(self.ring.from_dict(rest), top).expanded()
        return times(outer, plus(self.generators[place], inner))

    def grouped(self, place: int) -> Any | None:
        """g A + B, with A and B in factors, when generator g is in several terms but not in all."""
        with_it = {m: c for m, c in self.num.to_dict().items() if m[place]}
        rest = {m: c for m, c in self.num.to_dict().items() if not m[place]}
        if len(with_it) < 2 or not rest:
            return None
        parts = [self._like(self.ring.from_dict(part), self.den) for part in (with_it, rest)]
        return plus(*(part.factored() for part in parts))

    def _like(self, num: Any, den: Any) -> Level:
        """num/den over the same generators."""
        other = copy(self)
        other.num, other.den = num, den
        other._reduce()
        return other


def _merged(parts: list[Any]) -> list[Any]:
    """x**p next to a whole power of x as one power."""
    powers = [p for p in parts if isinstance(p, Pow) and not isinstance(p.exponent, Integer)]
    if not powers:
        return parts
    out = list(parts)
    for p in powers:
        if not any(q is p for q in out):
            continue  # it went into an earlier one
        same = [q for q in out if q is not p and base_of(q) == p.base]
        if same:
            total = Level(plus(p.exponent, *(exponent_of(q) for q in same))).cancelled()
            out = [q for q in out if q is not p and not any(q is s for s in same)]
            out.append(power(p.base, total))
    return out


def _tidy(top: Any, bottom: Any) -> Any:
    """The product with a common rational denominator of the numbers of top in front."""
    if isinstance(top, Add):
        down = lcm(*(int(content(t)[0].q) for t in top.args))
        if down > 1:
            top = plus(*(times(Integer(down), t) for t in top.args))
            return times(Rational(1, down), top, bottom)
    return times(*_merged(list(factors(times(top, bottom)))))
