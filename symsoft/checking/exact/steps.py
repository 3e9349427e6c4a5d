"""Functions with kinks: held as written while they may yet be differentiated, then as steps.

As steps, maximum(a, b) is b + (a - b) [a > b], and so on for abs, sign, minimum and Where.  The
indicators [u > 0] and [u = 0] are taken in one sign of u only, and what follows from u = 0 or from
one inequality for another is used.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TypeAlias

from symsoft.checking.exact.atoms import ONE, Atom, Number, Poly, freeze, inside, key_of
from symsoft.checking.exact.bases import Known
from symsoft.checking.exact.functions import Functions
from symsoft.checking.exact.kinds import KINKED, Base, Entry, Kinked, Step, Tie
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import (
    Budget,
    Powers,
    Singular,
    add,
    atom,
    const,
    constant,
    scale,
    subtract,
)
from symsoft.checking.exact.signs import real

Inequality: TypeAlias = tuple[Poly, bool]
"""A polynomial that is > 0, or >= 0 when not strict."""

MOST = 3
"""So many inequalities are added up in search of a contradiction."""


class Steps(Functions):
    """Builds functions with kinks, written as the mode says."""

    def __init__(self, budget: Budget, mode: Mode) -> None:
        super().__init__(budget, mode)
        self._relations.append(self._implied)
        self._implications: dict[tuple[Step | Tie, Step], Poly | None] = {}

    def kinked(self, function: str, *arguments: Poly) -> Poly:
        """One of ``KINKED``: abs, sign, maximum, minimum, or a choice between two values."""
        split = self.by_indicator(lambda *a: self.kinked(function, *a), *arguments)
        if split is not None:
            return split
        known = self._known(function, arguments)
        if known is not None:
            return known
        if self.mode.stepwise:
            return self._by_steps(function, arguments)
        return atom(Kinked(KINKED.index(function), tuple(freeze(p) for p in arguments)))

    def _known(self, function: str, arguments: tuple[Poly, ...]) -> Poly | None:
        """The value where the sign that matters is known or does not matter."""
        u = arguments[0] if len(arguments) != 2 else subtract(*arguments)
        sign = self._sign_of(u)
        if len(arguments) == 3 and arguments[1] == arguments[2]:
            return arguments[1]
        if sign is None:
            return None
        match function:
            case "abs":
                return scale(u, sign)
            case "sign":
                return const(sign)
            case "maximum":
                return arguments[0 if sign >= 0 else 1]
            case "minimum":
                return arguments[0 if sign <= 0 else 1]
            case _:
                return arguments[1 if sign > 0 or (sign == 0 and function == "from") else 2]

    def _sign_of(self, u: Poly) -> int | None:
        """The sign of a polynomial, when it is known to be one and the same everywhere."""
        number = constant(u)
        if number is not None:
            return (number > 0) - (number < 0)
        if self.positive_poly(u):
            return 1
        return -1 if self.positive_poly(scale(u, -1)) else None

    def _by_steps(self, function: str, arguments: tuple[Poly, ...]) -> Poly:
        match function:
            case "abs":
                (u,) = arguments
                return self.mul(u, add(scale(self.step(u), 2), const(-1)))
            case "sign":
                (u,) = arguments
                return subtract(self.step(u), self.step(scale(u, -1)))
            case "maximum":
                a, b = arguments
                return add(b, self.mul(subtract(a, b), self.step(subtract(a, b))))
            case "minimum":
                a, b = arguments
                return subtract(a, self.mul(subtract(a, b), self.step(subtract(a, b))))
            case "above":
                u, p, q = arguments
                return add(q, self.mul(subtract(p, q), self.step(u)))
            case _:
                u, p, q = arguments
                return add(p, self.mul(subtract(q, p), self.step(scale(u, -1))))

    def _root(self, p: Poly, e: Number) -> Poly:
        """As steps, (a**2)**e is abs(a)**(2 e)."""
        number, powers = self.factored(p)
        even = {a: x for a, x in powers.items() if not self.positive(a)}
        if (
            not (self.mode.stepwise and even and number > 0)
            or not all(map(real, even))
            or any(x.denominator != 1 or x % 2 for x in even.values())
        ):
            return super()._root(p, e)
        positive = {a: x for a, x in powers.items() if a not in even}
        out = super()._root(scale(self.settle(positive), number), e)
        for a, x in even.items():
            out = self.mul(out, self.power(self.kinked("abs", _poly_of(a)), x * e))
        return out

    def step(self, u: Poly) -> Poly:
        """[u > 0], by the odd factors of u; an even factor only must not be 0."""
        if not u:
            return {}
        split = self.by_indicator(self.step, u)
        if split is not None:
            return split
        number, powers = self.factored(u)
        kernels, rest, nonzero = [], const(1 if number > 0 else -1), const(1)
        for a, e in powers.items():
            if self.positive(a):
                continue
            whole = e.denominator == 1
            if not real(a):
                rest = self.mul(rest, self.settle({a: e}))
            elif whole and e % 2:
                kernels.append(_poly_of(a))
            elif e > 0:
                nonzero = self.mul(nonzero, subtract(const(1), self.tie(_poly_of(a))))
        return self.mul(nonzero, self._step_of_product([rest, *kernels]))

    def _step_of_product(self, factors: list[Poly]) -> Poly:
        """A product is positive when its last factor and the others have the same sign."""
        *others, last = factors
        if not others:
            return self._step_of_kernel(last)
        up, down = self._step_of_kernel(last), self._step_of_kernel(scale(last, -1))
        flipped = [scale(others[0], -1), *others[1:]]
        return add(
            self.mul(self._step_of_product(others), up),
            self.mul(self._step_of_product(flipped), down),
        )

    def _step_of_kernel(self, u: Poly) -> Poly:
        """[u > 0] of a polynomial that is not taken apart further."""
        sign = self._sign_of(u)
        if sign is not None:
            return const(int(sign > 0))
        if self.nonnegative_poly(scale(u, -1)):
            return {}
        if self.nonnegative_poly(u):
            return subtract(const(1), self.tie(u))
        if _first_coefficient(u) > 0:
            return atom(Step(freeze(u)))
        flipped = scale(u, -1)
        return subtract(subtract(const(1), atom(Step(freeze(flipped)))), self.tie(flipped))

    def tie(self, u: Poly) -> Poly:
        """[u = 0]: one of the factors of u is 0."""
        sign = self._sign_of(u)
        if sign is not None:
            return const(int(sign == 0))
        split = self.by_indicator(self.tie, u)
        if split is not None:
            return split
        _, powers = self.factored(u)
        apart = const(1)
        for a, e in powers.items():
            if e > 0 and not self.positive(a):
                apart = self.mul(apart, subtract(const(1), _tie_of_factor(_poly_of(a))))
        return subtract(const(1), apart)

    def _implied(self, powers: Powers, active: list[Atom]) -> Poly | None:
        """What one inequality or equation says about another."""
        known = [a for a in active if isinstance(a, Step | Tie)]
        for a in known:
            for b in known:
                if a is not b and isinstance(b, Step):
                    if (a, b) not in self._implications:
                        self._implications[a, b] = self._implies(a, b)
                    found = self._implications[a, b]
                    if found is not None:
                        rest = {c: e for c, e in powers.items() if c not in (a, b)}
                        return self.mul(self.settle(rest), found)
        return None

    def _implies(self, a: Step | Tie, b: Step) -> Poly | None:
        """The product of a and b when the sign of a's polynomial settles that of b's."""
        u, v = a.poly, b.poly
        m = min((m for m in u if m), key=key_of, default=ONE)
        if m not in v:
            return None
        ratio = Fraction(v[m]) / u[m]
        rest = subtract(v, scale(u, ratio))
        if (ratio < 0 or isinstance(a, Tie)) and self.nonnegative_poly(scale(rest, -1)):
            return {}
        if isinstance(a, Tie):
            return atom(a) if self.positive_poly(rest) else None
        if ratio > 0:
            return atom(a) if self.nonnegative_poly(rest) else None
        return subtract(add(atom(a), atom(b)), const(1)) if self.positive_poly(rest) else None

    def where(self, p: Poly, indicator: Atom, value: int) -> Poly:
        """What p is where an indicator has a value; where u = 0 one entry of u is replaced."""
        p = super().where(p, indicator, value)
        solved = _solved(indicator.poly) if isinstance(indicator, Tie) and value else None
        if solved is None or solved[0] not in inside(p):
            return p
        try:
            return self.rewrite(p, {}, dict([solved]).get)
        except Singular:  # p does not exist there, or only by parts that cancel
            return p

    def impossible(self, known: Known) -> bool:
        """Do some of the inequalities known add up to a contradiction?"""
        found = [inequality for a, value in known for inequality in _inequalities(a, value)]
        return any(
            self._contradictory(chosen)
            for r in range(1, MOST + 1)
            for chosen in combinations(found, r)
        )

    def _contradictory(self, inequalities: tuple[Inequality, ...]) -> bool:
        left = scale(add(*(p for p, _ in inequalities)), -1)
        strict = any(strict for _, strict in inequalities)
        return self.nonnegative_poly(left) if strict else self.positive_poly(left)


def _inequalities(a: Atom, value: int) -> list[Inequality]:
    """What the value of an indicator says."""
    if isinstance(a, Step):
        return [(a.poly, True)] if value else [(scale(a.poly, -1), False)]
    if isinstance(a, Tie) and value:
        return [(a.poly, False), (scale(a.poly, -1), False)]
    return []


def _poly_of(a: Atom) -> Poly:
    return a.poly if isinstance(a, Base) else atom(a)


def _first_coefficient(p: Poly) -> Number:
    return p[min(p, key=key_of)]


def _tie_of_factor(p: Poly) -> Poly:
    return atom(Tie(freeze(scale(p, 1 if _first_coefficient(p) > 0 else -1))))


def _solved(u: Poly) -> tuple[Entry, Poly] | None:
    """The first entry e for which u = 0 says e = value, with its value."""
    for m in sorted(u, key=key_of):
        if len(m) == 1:
            ((a, e),) = m
            rest = {w: c for w, c in u.items() if w != m}
            alone = all(b != a for b in inside(rest))
            if isinstance(a, Entry) and e == 1 and alone:
                return a, scale(rest, Fraction(-1) / u[m])
    return None
