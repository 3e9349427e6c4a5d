"""Balls for limits and first orders: power series in the small variable at concrete points.

``Jet`` is a number, like a ball or a Dual, whose coefficients are balls.  A coefficient that
certainly differs refutes a claim for good; agreement at some points is evidence there, never for
all n.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import factorial
from typing import Any

from flint import arb, ctx, fmpq
from sympy import S

from symsoft.checking import report
from symsoft.checking.compile import OutOfRangeError
from symsoft.checking.dual import ONE, ZERO, Dual, Number
from symsoft.checking.enclosure import BITS
from symsoft.checking.evaluate import Point, Programs, index_values
from symsoft.checking.exact.problem import reachable
from symsoft.checking.methods import BALLS
from symsoft.checking.relations_series import ORDERS, objection
from symsoft.checking.sample import points as sample
from symsoft.errors import UnsupportedError
from symsoft.language.system import System
from symsoft.language.terms import Fn, Index, Max, Min, Ref, Where, plus, times
from symsoft.language.walk import subterms
from symsoft.proof import Evidence, Relation, Verdict

ANALYTIC = ("exp", "log", "sin", "cos", "sinh", "cosh", "tanh")
LENGTH = 5
"""So many coefficients of each number are known."""
SIZES = (2, 3, 1)
MORE_SIZES = (3, 2, 1)
"""Values tried for the first size and the others, so that mixed-up ranges show."""


class Jet:
    """``coefficients[q]`` is the ball that belongs to the power low + q of the small variable."""

    __slots__ = ("coefficients", "low")

    def __init__(self, low: int, coefficients: Sequence[arb]) -> None:
        self.low, self.coefficients = low, tuple(coefficients)

    @property
    def end(self) -> int:
        return self.low + len(self.coefficients)

    def at(self, exponent: int) -> arb:
        """A coefficient; NaN from where on nothing is known."""
        if exponent < self.low:
            return ZERO
        return self.coefficients[exponent - self.low] if exponent < self.end else arb("nan")

    def is_finite(self) -> bool:
        return all(c.is_finite() for c in self.coefficients)

    def __add__(self, other: Number) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        if not isinstance(other, Jet):
            other = jet(other)
        low, end = min(self.low, other.low), min(self.end, other.end)
        return Jet(low, [self.at(q) + other.at(q) for q in range(low, end)])

    __radd__ = __add__

    def __mul__(self, other: Number) -> Any:
        if isinstance(other, Dual):
            return NotImplemented
        if not isinstance(other, Jet):
            return Jet(self.low, [c * other for c in self.coefficients])
        a, b = self.coefficients, other.coefficients
        length = min(len(a), len(b))
        products = [sum((a[p] * b[q - p] for p in range(q + 1)), ZERO) for q in range(length)]
        return Jet(self.low + other.low, products)

    __rmul__ = __mul__

    def __neg__(self) -> Jet:
        return Jet(self.low, [-c for c in self.coefficients])

    def __sub__(self, other: Number) -> Any:
        return self + (-other)

    def __rsub__(self, other: Number) -> Any:
        return -self + other

    def __pow__(self, exponent: int) -> Jet:
        """A whole power."""
        if exponent < 0:
            base = self._stripped()
            return base._raised(arb(exponent), base.low * exponent, lambda u: u**exponent)
        found = jet(ONE)
        for _ in range(exponent):
            found = found * self
        return found

    def root(self, degree: int) -> Jet:
        base = self._stripped()
        if base.low % degree:
            return _undefined()
        return base._raised(arb(fmpq(1, degree)), base.low // degree, lambda u: u.root(degree))

    def _raised(self, p: arb, low: int, raise_: Callable[[arb], arb]) -> Jet:
        """The p-th power by the binomial series; ``raise_`` gives that of the first coefficient."""
        lead = self.coefficients[0]
        if lead.contains(ZERO):
            return _undefined()
        ratio = Jet(0, [c / lead for c in self.coefficients])
        binomial = [ONE]
        for m in range(1, len(self.coefficients)):
            binomial.append(binomial[-1] * (p - m + 1) / m)
        return Jet(low, (_taylor(ratio, binomial) * raise_(lead)).coefficients)

    def _stripped(self) -> Jet:
        """Without the leading coefficients that are 0 exactly."""
        left = list(self.coefficients)
        while len(left) > 1 and left[0].is_zero():
            left.pop(0)
        return Jet(self.end - len(left), left)

    def _of(self, coefficients: Callable[[arb, int], Sequence[arb]]) -> Jet:
        """An analytic function, by its Taylor coefficients at the value for a variable of 0."""
        known = [self.at(q) for q in range(self.end)]
        if not known or not all(self.at(q).is_zero() for q in range(self.low, 0)):
            return _undefined()
        return _taylor(Jet(0, known), coefficients(known[0], len(known)))

    def exp(self) -> Jet:
        return self._of(lambda u, n: [u.exp() / factorial(m) for m in range(n)])

    def log(self) -> Jet:
        return self._of(
            lambda u, n: [u.log(), *(arb((-1) ** (m + 1)) / m / u**m for m in range(1, n))]
        )

    def sin(self) -> Jet:
        return self._of(lambda u, n: _turning([u.sin(), u.cos(), -u.sin(), -u.cos()], n))

    def cos(self) -> Jet:
        return self._of(lambda u, n: _turning([u.cos(), -u.sin(), -u.cos(), u.sin()], n))

    def sinh(self) -> Jet:
        return self._of(lambda u, n: _turning([u.sinh(), u.cosh()], n))

    def cosh(self) -> Jet:
        return self._of(lambda u, n: _turning([u.cosh(), u.sinh()], n))

    def tanh(self) -> Jet:
        return self.sinh() * self.cosh() ** -1


def jet(value: arb) -> Jet:
    """A number that does not depend on the small variable."""
    return Jet(0, [value, *[ZERO] * (LENGTH - 1)])


def _undefined() -> Jet:
    return Jet(0, [arb("nan")] * LENGTH)


def _turning(derivatives: Sequence[arb], length: int) -> list[arb]:
    """Taylor coefficients from derivatives that go round."""
    return [derivatives[m % len(derivatives)] / factorial(m) for m in range(length)]


def _taylor(inner: Jet, coefficients: Sequence[arb]) -> Jet:
    """sum_m coefficients[m] (inner - inner(0))**m for an inner with low 0."""
    step = Jet(0, [ZERO, *inner.coefficients[1:]])
    found, raised = jet(coefficients[0]), jet(ONE)
    for c in coefficients[1:]:
        raised = raised * step
        found = found + raised * c
    return found


def compare(system: System, claim: Relation, points: int = 1, bits: int = BITS) -> Evidence:
    """Evidence for a limit or a first order at three choices of sizes and sampled inputs.

    FAILS, with the place, when a coefficient that must vanish certainly doesn't.
    """
    if claim.toward is None:
        return Evidence(BALLS, Verdict.UNKNOWN, "", "the variable and where it goes are not said")
    why_not = objection(system, claim.toward)
    if not why_not and _has_no_series(system, claim):
        why_not = "no series of what has kinks, or of erf"
    if why_not:
        return Evidence(BALLS, Verdict.UNKNOWN, "", why_not)
    with ctx.workprec(bits):
        try:
            return _Judge(system, claim, bits).evidence(points)
        except (UnsupportedError, OutOfRangeError) as error:
            return Evidence(BALLS, Verdict.UNKNOWN, "", str(error))


def _has_no_series(system: System, claim: Relation) -> bool:
    """Does the variable enter something that a Jet has no value for?"""
    assert claim.toward is not None
    return any(
        isinstance(s, Max | Min | Where) or (isinstance(s, Fn) and s.name not in ANALYTIC)
        for e in reachable(system, (claim.lhs, claim.rhs))
        for s in subterms(e)
        if isinstance(s, Max | Min | Where | Fn) and system.depends(s, claim.toward.variable.name)
    )


class _Judge:
    """One claim, its sides compiled."""

    def __init__(self, system: System, claim: Relation, bits: int) -> None:
        assert claim.toward is not None
        self.system, self.claim, self.bits = system, claim, bits
        self.programs = Programs(system)
        self.variable = claim.toward.variable.name
        self.grows = claim.toward.point is S.Infinity
        self.difference = self.programs.program(plus(claim.lhs, times(S.NegativeOne, claim.rhs)))

    def evidence(self, points: int) -> Evidence:
        covered: dict[tuple[tuple[str, int], ...], int] = {}
        doubt = ""
        for sizes in self._choices():
            for _, point in zip(range(points), self._points(sizes), strict=False):
                verdict, detail = self._look(point)
                if verdict is Verdict.FAILS:
                    scope = report.scope({tuple(sizes.items()): 1}, False, self.bits)
                    return Evidence(BALLS, verdict, scope, detail)
                if verdict is Verdict.HOLDS:
                    choice = tuple(sizes.items())
                    covered[choice] = covered.get(choice, 0) + 1
                doubt = doubt or detail
        if not covered:
            return Evidence(BALLS, Verdict.UNKNOWN, "", doubt or "no point found")
        return Evidence(
            BALLS, Verdict.HOLDS, report.scope(covered, bool(self.difference.free), self.bits)
        )

    def _choices(self) -> Iterator[dict[str, int]]:
        """Values of the sizes; integer indices make room for themselves."""
        sizes = [
            (size.name, self.difference.frame.needs.get(size, 1)) for size in self.system.sizes
        ]
        for row in range(len(SIZES) if sizes else 1):
            columns = (SIZES if q % 2 == 0 else MORE_SIZES for q in range(len(sizes)))
            pairs = zip(sizes, columns, strict=True)
            yield {name: max(column[row], least) for (name, least), column in pairs}

    def _points(self, sizes: Mapping[str, int]) -> Iterator[Point]:
        """Sampled points, with the series of the variable in the place of its value."""
        variable = Jet(-1 if self.grows else 1, [ONE, *[ZERO] * (LENGTH - 1)])
        for point in sample(self.programs, sizes):
            inputs = {**point.inputs, (self.variable, ()): variable}
            yield Point(self.programs, sizes, inputs)

    def _look(self, point: Point) -> tuple[Verdict, str]:
        """What one point says, the first index values that fail first."""
        doubt = ""
        for at in index_values(self.difference.free, point.sizes):
            found = self.difference.at(point, at)
            found = found if isinstance(found, Jet) else jet(found)
            for exponent in range(min(found.low, 0), ORDERS[self.claim.relation] + 1):
                ball = found.at(exponent)
                where = self._where(point, at, exponent, ball)
                if ball.is_finite() and not ball.contains(ZERO):
                    return Verdict.FAILS, where
                if not ball.is_finite() or ball.rad() > arb(2) ** (-ctx.prec // 2):
                    doubt = doubt or f"undecided: {where}"
        return (Verdict.UNKNOWN, doubt) if doubt else (Verdict.HOLDS, "")

    def _where(self, point: Point, at: Mapping[Index, int], exponent: int, ball: arb) -> str:
        small = f"1/{self.variable}" if self.grows else self.variable
        sides = self.claim.lhs, self.claim.rhs
        others = (n for n in self.programs.inputs_of(*sides) if n != self.variable)
        inputs = report.inputs_text(point, tuple(map(Ref, others)))
        place = ", ".join(x for x in (report.place(point, at), inputs) if x)
        shown = report.number(ball) if ball.is_finite() else "no number"
        said = f"left - right has the coefficient {shown} of ({small})**{exponent}"
        return f"{place}: {said}" if place else said
