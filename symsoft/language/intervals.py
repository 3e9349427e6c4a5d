"""The interval in which a term surely lies, by its shape and by what is known of its names.

Wide is always right: what is not known here is unbounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product as pairs
from typing import Any

from sympy import Integer, Rational, S

from symsoft.language.terms import (
    Add,
    Constant,
    Delta,
    Fn,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
    factors,
    free,
    key,
    product,
    summands,
)
from symsoft.language.walk import rename


@dataclass(frozen=True, slots=True)
class Interval:
    """Between two numbers, None where there is no bound; ``open`` ends don't belong to it."""

    low: Any = None
    high: Any = None
    open_low: bool = False
    open_high: bool = False

    @property
    def positive(self) -> bool:
        return self.low is not None and bool(self.low > 0 or (self.low == 0 and self.open_low))

    @property
    def nonnegative(self) -> bool:
        return self.low is not None and bool(self.low >= 0)

    def negated(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Interval(low, high, self.open_high, self.open_low)

    def meet(self, other: Interval) -> Interval:
        """What lies in both."""
        low, open_low = _larger(self.low, self.open_low, other.low, other.open_low)
        back, front = self.negated(), other.negated()
        high, open_high = _larger(back.low, back.open_low, front.low, front.open_low)
        return Interval(low, None if high is None else -high, open_low, open_high)


ANY = Interval()
POSITIVE = Interval(S.Zero, open_low=True)
NONNEGATIVE = Interval(S.Zero)
UNIT = Interval(S.NegativeOne, S.One)
INSIDE = Interval(S.NegativeOne, S.One, open_low=True, open_high=True)
BY_NAME = {
    "exp": POSITIVE,
    "cosh": Interval(S.One),
    "abs": NONNEGATIVE,
    "tanh": INSIDE,
    "erf": INSIDE,
    "sin": UNIT,
    "cos": UNIT,
    "sign": UNIT,
}

LARGEST = 8
"""Bounds are not raised to higher powers."""

Known = Callable[[Any], Interval]


def _larger(a: Any, a_open: bool, b: Any, b_open: bool) -> tuple[Any, bool]:
    """The larger of two lower bounds."""
    if a is None or (b is not None and (b > a or (b == a and b_open))):
        return b, b_open
    return a, a_open


def interval(e: Any, known: Known) -> Interval:
    """Where the term lies; ``known`` says so of an entry of a named quantity."""
    if isinstance(e, Rational):
        return Interval(e, e)
    rule = _RULES.get(type(e))
    return rule(e, known) if rule is not None else ANY


def _of_sum(e: Any, known: Known) -> Interval:
    found = Interval(S.Zero, S.Zero)
    for part in (interval(a, known) for a in e.args):
        low = None if found.low is None or part.low is None else found.low + part.low
        high = None if found.high is None or part.high is None else found.high + part.high
        open_low, open_high = (found.open_low or part.open_low, found.open_high or part.open_high)
        found = Interval(low, high, low is not None and open_low, high is not None and open_high)
    return found


def _of_product(e: Any, known: Known) -> Interval:
    share = _share(e, known)
    found = Interval(S.One, S.One)
    for part in (interval(a, known) for a in e.args):
        found = _times(found, part)
    return found if share is None else found.meet(share)


def _times(a: Interval, b: Interval) -> Interval:
    low, open_low = _least_product(a, b)
    high, open_high = _least_product(a.negated(), b)
    return Interval(low, None if high is None else -high, open_low, open_high)


def _least_product(a: Interval, b: Interval) -> tuple[Any, bool]:
    """The least product of ends, None without bound, and whether no product is as small."""
    found: list[tuple[Any, bool]] = []
    for (x, x_open, x_above), (y, y_open, y_above) in pairs(_ends(a), _ends(b)):
        if x == 0 or y == 0:  # 0 times what has no bound is 0 as well
            found.append((S.Zero, not (x == 0 and not x_open) and not (y == 0 and not y_open)))
        elif x is not None and y is not None:
            found.append((x * y, x_open or y_open))
        elif (x_above if x is None else x > 0) != (y_above if y is None else y > 0):
            return None, False
    return min(found) if found else (None, False)


def _ends(a: Interval) -> list[tuple[Any, bool, bool]]:
    """Both ends: where, whether open, and of one without bound whether it lies above."""
    return [(a.low, a.open_low, False), (a.high, a.open_high, True)]


def _share(e: Any, known: Known) -> Interval | None:
    """A positive f_i over Sum_k f_k + c with c >= 0 is at most 1."""
    for below in factors(e):
        if not isinstance(below, Pow) or below.exponent is not S.NegativeOne:
            continue
        above = product(f for f in factors(e) if f is not below)
        for s in summands(below.base):
            rest = [t for t in summands(below.base) if t is not s]
            if _is_term_of(above, s) and interval(above, known).positive:
                others = [interval(t, known) for t in rest]
                # What is known of this one term may be known of it alone: A_ii > 0.
                if all(o.nonnegative for o in (interval(s.body, known), *others)):
                    return Interval(S.Zero, S.One, True, any(o.positive for o in others))
    return None


def _is_term_of(e: Any, s: Any) -> bool:
    """Is e what stands under the sum, at some index?"""
    if not isinstance(s, Sum) or s.excluded:
        return False
    places = [i for i in free(e) if i.size == s.index.size]
    return any(key(rename(s.body, {s.index: i})) == key(e) for i in places)


def _of_power(e: Any, known: Known) -> Interval:
    base, exponent = interval(e.base, known), e.exponent
    if not isinstance(exponent, Rational):
        return POSITIVE if base.positive else ANY
    if exponent == 0:
        return Interval(S.One, S.One)
    if isinstance(exponent, Integer) and not base.nonnegative and base.negated().nonnegative:
        found = _raised(base.negated(), exponent)
        return found if int(exponent) % 2 == 0 else found.negated()
    return _raised(base, exponent)


def _raised(base: Interval, exponent: Any) -> Interval:
    """Of a base that is 0 or above, or of which nothing is known."""
    if exponent < 0:
        return _inverse(_raised(base, -exponent)) if base.positive else _even(exponent)
    if base.nonnegative and isinstance(exponent, Integer) and exponent <= LARGEST:
        high = None if base.high is None else base.high**exponent
        return Interval(base.low**exponent, high, base.open_low, base.open_high)
    if isinstance(exponent, Integer):
        return _even(exponent)
    return POSITIVE if base.positive else NONNEGATIVE


def _even(exponent: Any) -> Interval:
    odd = isinstance(exponent, Integer) and int(exponent) % 2 == 1
    return ANY if odd else NONNEGATIVE


def _inverse(a: Interval) -> Interval:
    high = None if a.low == 0 or a.low is None else 1 / a.low
    low = S.Zero if a.high is None else 1 / a.high
    open_high = high is not None and a.open_low
    return Interval(low, high, a.open_high or a.high is None, open_high)


def _of_function(e: Any, known: Known) -> Interval:
    parts = [interval(a, known) for a in e.inputs]
    if e.name in ("maximum", "minimum"):
        return _extreme(parts, e.name == "maximum")
    found = BY_NAME.get(e.name, ANY)
    if e.name in ("exp", "log"):
        edge, value = (S.Zero, S.One) if e.name == "exp" else (S.One, S.Zero)
        return found.meet(_monotone(parts[0], edge, value))
    if e.name in ("tanh", "erf", "sinh", "sign"):
        return found.meet(_monotone(parts[0], S.Zero, S.Zero))
    return found


def _monotone(a: Interval, edge: Any, value: Any) -> Interval:
    """Of an increasing function that has the value at the edge."""
    above = a.low is not None and a.low >= edge
    below = a.high is not None and a.high <= edge
    return Interval(value if above else None, value if below else None)


def _extreme(parts: list[Interval], largest: bool) -> Interval:
    if not largest:
        return _extreme([p.negated() for p in parts], True).negated()
    lows = [p.low for p in parts if p.low is not None]
    highs = [p.high for p in parts]
    return Interval(max(lows) if lows else None, None if None in highs else max(highs))


def _of_reduction(e: Any, known: Known) -> Interval:
    inside = interval(e.body, known)
    if not isinstance(e, Sum):
        return ANY if e.excluded else inside
    if inside.nonnegative:
        return NONNEGATIVE if e.excluded else Interval(inside.low, None, inside.open_low)
    if inside.negated().nonnegative:
        return _of_reduction(Sum(Mul(-1, e.body), e.index, *e.excluded), known).negated()
    return ANY


def _of_pieces(e: Any, known: Known) -> Interval:
    first, second = (interval(a, known) for a in e.args[1:])
    low = None if None in (first.low, second.low) else min(first.low, second.low)
    high = None if None in (first.high, second.high) else max(first.high, second.high)
    return Interval(low, high)


_RULES: Mapping[type, Callable[[Any, Known], Interval]] = {
    Size: lambda e, known: Interval(S.One),
    Constant: lambda e, known: POSITIVE,
    Ref: lambda e, known: known(e),
    Delta: lambda e, known: Interval(S.Zero, S.One),
    Add: _of_sum,
    Mul: _of_product,
    Pow: _of_power,
    Fn: _of_function,
    Sum: _of_reduction,
    Max: _of_reduction,
    Min: _of_reduction,
    Where: _of_pieces,
}
