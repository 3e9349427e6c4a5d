"""Decides limits and first orders for every n: both sides as power series in the small variable.

The small variable is the one that goes to 0, or 1 over the one that grows.  Coefficients are terms;
whether one is 0 is decided by the exact checker.  What isn't known to be analytic has no series,
and the claim stays UNKNOWN.  No remainder is estimated: an analytic function is its series near 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import factorial
from typing import Any

from sympy import Rational, S

from symsoft.checking.exact import decide
from symsoft.checking.relations_signs import POSITIVE, Signs, scope
from symsoft.language.system import System
from symsoft.language.terms import Add, D, Fn, Mul, Pow, Ref, Sum, Term, plus, power, times
from symsoft.proof import Evidence, Relation, Toward, Verdict

ORDERS = {"limit": 0, "first order": 1}
"""Up to which power of the small variable the sides must agree."""

MARGIN = 3
"""So many coefficients more than wanted are computed: division by the variable loses some."""
LONGEST = 40_000
"""A coefficient with a longer spelling is given up."""


class NoSeriesError(Exception):
    """The term isn't known to be analytic; the message says why."""


def decide_series(system: System, claim: Relation) -> Evidence:
    """Evidence that the sides agree to the order that the relation asks for.

    The verdict is HOLDS or UNKNOWN, never FAILS.
    """
    covered = scope(system, claim.lhs, claim.rhs)
    detail = _failure(system, claim)
    verdict = Verdict.UNKNOWN if detail else Verdict.HOLDS
    return Evidence("exact", verdict, covered, detail)


def _failure(system: System, claim: Relation) -> str:
    if claim.toward is None:
        return "the variable and where it goes are not said"
    why_not = objection(system, claim.toward)
    if why_not:
        return why_not
    order = ORDERS[claim.relation]
    difference = plus(claim.lhs, times(S.NegativeOne, claim.rhs))
    try:
        found = _Series(system, claim.toward, order + MARGIN).of(difference)
        for exponent in range(found.low, order + 1):
            if not _is_zero(system, found.at(exponent)):
                return f"the coefficients of order {exponent} may differ"
    except NoSeriesError as why:
        return str(why)
    except RecursionError:
        return "nested too deeply"
    return ""


def objection(system: System, toward: Toward) -> str:
    """Why the variable can't go there: it is defined, or something is assumed of it."""
    variable = toward.variable
    if variable.indices or system.definition(variable.name) is not None:
        return f"{variable} is not a scalar input"
    for a in system.assumptions:
        about = system.depends(a.lhs, variable.name) or system.depends(a.rhs, variable.name)
        if about and not _allows(a.relation, a.lhs, a.rhs, toward):
            return f"{variable} can't go to {toward.point} where {a.lhs} {a.relation} {a.rhs}"
    return ""


def _allows(relation: str, lhs: Any, rhs: Any, toward: Toward) -> bool:
    """Is the assumption true of a positive variable as large, or as small, as one likes?"""
    if lhs != toward.variable or not isinstance(rhs, Rational):
        return False
    if relation == "!=":
        return bool(rhs == 0) or toward.point is S.Infinity
    return relation in (">", ">=") and (toward.point is S.Infinity or bool(rhs <= 0))


def _is_zero(system: System, e: Any) -> bool:
    return e is S.Zero or decide(system, e, S.Zero).verdict is Verdict.HOLDS


class _Laurent:
    """``coefficients[q]`` belongs to the power low + q; from ``end`` on nothing is known."""

    __slots__ = ("coefficients", "low")

    def __init__(self, low: int, coefficients: list[Any]) -> None:
        if any(isinstance(c, Term) and len(c.key) > LONGEST for c in coefficients):
            raise NoSeriesError("a coefficient gets too long")
        self.low, self.coefficients = low, coefficients

    @property
    def end(self) -> int:
        return self.low + len(self.coefficients)

    def at(self, exponent: int) -> Any:
        """The coefficient of a power; raises NoSeriesError for one that is not known."""
        if exponent < self.low:
            return S.Zero
        if exponent >= self.end:
            raise NoSeriesError("too few coefficients are known")
        return self.coefficients[exponent - self.low]

    def each(self, change: Callable[[Any], Any]) -> _Laurent:
        return _Laurent(self.low, [c if c is S.Zero else change(c) for c in self.coefficients])

    def __add__(self, other: _Laurent) -> _Laurent:
        low, end = min(self.low, other.low), min(self.end, other.end)
        return _Laurent(low, [plus(self.at(q), other.at(q)) for q in range(low, end)])

    def __mul__(self, other: _Laurent) -> _Laurent:
        length = min(len(self.coefficients), len(other.coefficients))
        a, b = self.coefficients, other.coefficients
        products = [
            plus(*(times(a[p], b[q - p]) for p in range(q + 1) if _both(a[p], b[q - p])))
            for q in range(length)
        ]
        return _Laurent(self.low + other.low, products)


def _both(a: Any, b: Any) -> bool:
    return a is not S.Zero and b is not S.Zero


class _Series:
    """Series of terms of one system in one small variable, so many coefficients of each."""

    def __init__(self, system: System, toward: Toward, length: int) -> None:
        self.system, self.variable, self.length = system, toward.variable, length
        self.grows = toward.point is S.Infinity
        self.signs = Signs(system)
        self._known: dict[Any, _Laurent] = {}

    def of(self, e: Any) -> _Laurent:
        """The series of e; raises NoSeriesError."""
        if e not in self._known:
            self._known[e] = self._find(e)
        return self._known[e]

    def constant(self, e: Any) -> _Laurent:
        return _Laurent(0, [e, *[S.Zero] * (self.length - 1)])

    def _find(self, e: Any) -> _Laurent:
        if e == self.variable:
            return _Laurent(-1 if self.grows else 1, [S.One, *[S.Zero] * (self.length - 1)])
        if not isinstance(e, Term) or not self.system.depends(e, self.variable.name):
            return self.constant(e)
        rule = _RULES.get(type(e))
        if rule is None:
            raise NoSeriesError(f"no series of {type(e).__name__} is known")
        return rule(self, e)

    def _ref(self, e: Any) -> _Laurent:
        return self.of(self.system.unfold(e))

    def _add(self, e: Any) -> _Laurent:
        first, *rest = map(self.of, e.args)
        return sum(rest, first)

    def _product(self, e: Any) -> _Laurent:
        first, *rest = map(self.of, e.args)
        for other in rest:
            first = first * other
        return first

    def _sum(self, e: Any) -> _Laurent:
        return self.of(e.body).each(lambda c: Sum(c, e.index, *e.excluded))

    def _derivative(self, e: Any) -> _Laurent:
        """Term by term; by the variable itself, along the small one."""
        if self.system.definition(e.by.name) is not None:
            raise NoSeriesError(f"{e.by} is made of other quantities")
        body = self.of(e.body)
        if e.by != self.variable:
            return body.each(lambda c: D(c, e.by))
        slopes = [times(body.low + q, c) for q, c in enumerate(body.coefficients)]
        if self.grows:  # d/dT = -s**2 d/ds for s = 1/T
            return _Laurent(body.low + 1, [times(S.NegativeOne, c) for c in slopes])
        return _Laurent(body.low - 1, slopes)

    def _power(self, e: Any) -> _Laurent:
        base, p = self.of(e.base), e.exponent
        if not isinstance(p, Rational):
            raise NoSeriesError("no series of a power with such an exponent is known")
        if p.is_Integer and p > 0:
            return self._product(Mul(*[e.base] * int(p)))
        base = self._stripped(base)
        lead = base.coefficients[0]
        if not self._fits(lead, p) or (base.low and not p.is_Integer):
            raise NoSeriesError(f"{lead} may be 0 or negative")
        ratio = _Laurent(0, [times(c, power(lead, -1)) for c in base.coefficients])
        found = _taylor(ratio, _binomial(p, len(base.coefficients)))
        found = found.each(lambda c: times(power(lead, p), c))
        return _Laurent(int(base.low * p), found.coefficients)

    def _fits(self, lead: Any, p: Rational) -> bool:
        """Is lead**p analytic at lead: not 0, and positive for a root?"""
        if self.signs.sign(lead) == POSITIVE:
            return True
        return p.is_Integer and self.signs.sign(times(S.NegativeOne, lead)) == POSITIVE

    def _stripped(self, found: _Laurent) -> _Laurent:
        """Without the leading coefficients that are 0."""
        left = list(found.coefficients)
        low = found.low
        while left and _is_zero(self.system, left[0]):
            left.pop(0)
            low += 1
        if not left:
            raise NoSeriesError("no coefficient but 0 is known of what is divided by")
        return _Laurent(low, left)

    def _function(self, e: Any) -> _Laurent:
        if e.name == "tanh":
            return self.of(times(Fn("sinh", e.arg), power(Fn("cosh", e.arg), S.NegativeOne)))
        if e.name not in _TAYLOR:
            raise NoSeriesError(f"no series of {e.name} is known")
        inner = self.of(e.arg)
        for exponent in range(inner.low, 0):
            if not _is_zero(self.system, inner.at(exponent)):
                raise NoSeriesError(f"{e.arg} may grow without bound")
        at = inner.at(0)
        if e.name == "log" and self.signs.sign(at) != POSITIVE:
            raise NoSeriesError(f"{at} may not be positive")
        known = [inner.at(q) for q in range(inner.end)]
        return _taylor(_Laurent(0, known), list(_TAYLOR[e.name](at, len(known))))


def _taylor(inner: _Laurent, coefficients: list[Any]) -> _Laurent:
    """sum_m coefficients[m] (inner - inner(0))**m."""
    length = len(inner.coefficients)
    step = _Laurent(0, [S.Zero, *inner.coefficients[1:]])
    found = _Laurent(0, [coefficients[0], *[S.Zero] * (length - 1)])
    raised = _Laurent(0, [S.One, *[S.Zero] * (length - 1)])
    for c in coefficients[1:length]:
        raised = raised * step
        found = found + raised.each(lambda t, c=c: times(c, t))  # type: ignore[misc]
    return found


def _binomial(p: Rational, length: int) -> list[Any]:
    """The coefficients of (1 + s)**p."""
    found = [Rational(1)]
    for m in range(1, length):
        found.append(found[-1] * (p - m + 1) / m)
    return found


def _cycle(*functions: tuple[int, str]) -> Callable[[Any, int], Iterator[Any]]:
    """The Taylor coefficients of a function whose derivatives go round."""

    def coefficients(at: Any, length: int) -> Iterator[Any]:
        for m in range(length):
            sign, name = functions[m % len(functions)]
            yield times(Rational(sign, factorial(m)), Fn(name, at))

    return coefficients


def _log(at: Any, length: int) -> Iterator[Any]:
    yield Fn("log", at)
    for m in range(1, length):
        yield times(Rational((-1) ** (m + 1), m), power(at, -m))


_TAYLOR: dict[str, Callable[[Any, int], Iterator[Any]]] = {
    "exp": _cycle((1, "exp")),
    "sin": _cycle((1, "sin"), (1, "cos"), (-1, "sin"), (-1, "cos")),
    "cos": _cycle((1, "cos"), (-1, "sin"), (-1, "cos"), (1, "sin")),
    "sinh": _cycle((1, "sinh"), (1, "cosh")),
    "cosh": _cycle((1, "cosh"), (1, "sinh")),
    "log": _log,
}

_RULES: dict[type, Callable[[_Series, Any], _Laurent]] = {
    Ref: _Series._ref,
    Add: _Series._add,
    Mul: _Series._product,
    Pow: _Series._power,
    Fn: _Series._function,
    Sum: _Series._sum,
    D: _Series._derivative,
}
