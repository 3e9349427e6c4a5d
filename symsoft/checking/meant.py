"""What a term is at given inputs by its definition, also where some of them are infinite or NaN.

Finite inputs: ball arithmetic, at a higher precision where the ball is too wide.  Infinite ones:
the limit as they run off at several rates, sampled, not proved.  NaN: whether the value depends on
the entry that is NaN; if so it must be NaN.  Nothing here looks at a kernel or at what code gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import isinf, isnan

from flint import arb, ctx

from symsoft.checking.dual import Number
from symsoft.checking.evaluate import Entry, Point, Programs
from symsoft.checking.floats import INFINITY, NAN, exactly
from symsoft.checking.inputs import Case
from symsoft.language.system import System

Ask = Callable[[Point], Number]
"""The value of something at a point."""

BITS = (192, 1400, 32_000)
"""Precisions, tried in turn: exp(1e300) takes more than a thousand bits, 1 + exp(1e4) more than ten
thousand."""
RATES = (1200, 1700, 2400)
"""Powers of two that stand for infinity, one after the other.

At the second precision flint's exp takes no more than 2**2800."""
CLOSE = 100
"""Bits to which the last two values agree where there is a limit."""
NOTHING = arb(2) ** -1076
"""Less than the smallest number of any type."""
VARIED = (arb(2), arb(-9) / 8, arb(5) / 8)
"""Values of an entry that show whether something depends on it."""
WIDE = arb(0, 16)


class Definitions:
    """The compiled definitions of a system, once for each precision."""

    def __init__(self, system: System) -> None:
        self.system = system
        self._programs: dict[int, Programs] = {}

    def at(self, bits: int) -> Programs:
        if bits not in self._programs:
            self._programs[bits] = Programs(self.system)
        return self._programs[bits]


class Meant:
    """What terms are at one case; values are remembered."""

    def __init__(self, definitions: Definitions, case: Case) -> None:
        self.definitions = definitions
        self.case = case
        self.infinite = case.struck(isinf)
        self.missing = case.struck(isnan)
        self._points: dict[object, Point] = {}

    def value(self, ask: Ask, enough: Callable[[arb], bool]) -> arb | None:
        """A ball around the value, inf, -inf or NaN; None where there is none or none was found.

        ``enough`` says whether a ball is narrow enough; the narrowest one found is given.
        """
        if self.missing:
            return self._without_entry(ask)
        if self.infinite:
            return self._limit(ask)
        return self._enclosed(ask, enough, "as given", {})

    # -- finite inputs -------------------------------------------------------------------------
    def _enclosed(
        self, ask: Ask, enough: Callable[[arb], bool], label: object, changed: dict[Entry, arb]
    ) -> arb | None:
        best = None
        for bits in BITS:
            value = self._ball(ask, bits, label, changed)
            if value is not None:
                best = value
                if enough(value):
                    break
        return best

    def _ball(self, ask: Ask, bits: int, label: object, changed: dict[Entry, arb]) -> arb | None:
        """The value at the inputs with some changed, None where it is not finite."""
        with ctx.workprec(bits):
            point = self._points.get((bits, label))
            if point is None:
                inputs = {e: exactly(v) for e, v in self.case.inputs.items() if e not in changed}
                point = Point(self.definitions.at(bits), self.case.sizes, {**inputs, **changed})
                self._points[bits, label] = point
            try:
                value = ask(point)
            except (ValueError, ZeroDivisionError):
                return None
        return value if isinstance(value, arb) and value.is_finite() else None

    # -- infinite inputs -----------------------------------------------------------------------
    def _limit(self, ask: Ask) -> arb | None:
        """The limit on which every way for the entries to grow agrees."""
        with ctx.workprec(BITS[1]):
            first = None
            for way in range(len(self._ways())):
                found = _limit_of(self._run_off(ask, way))
                if found is None or (first is not None and not _close(first, found)):
                    return None
                first = found
            return first

    def _ways(self) -> Sequence[Sequence[int]]:
        """For every way, how fast each infinite entry grows, in eighths."""
        count = len(self.infinite)
        steps = range(8, 8 + count)
        return [steps] if count == 1 else [[8] * count, steps, steps[::-1]]

    def _run_off(self, ask: Ask, way: int) -> Iterable[arb | None]:
        speeds = self._ways()[way]
        for rate in RATES:
            changed = {}
            for entry, speed in zip(self.infinite, speeds, strict=True):
                sign = 1 if self.case.inputs[entry] > 0 else -1
                changed[entry] = sign * arb(2) ** rate * speed / 8
            yield self._ball(ask, BITS[1], (way, rate), changed)

    # -- NaN -----------------------------------------------------------------------------------
    def _without_entry(self, ask: Ask) -> arb | None:
        """NaN where the value depends on the missing entry, the value where it does not.

        It does not when its ball is the same to the last bit whatever the entry is.
        """
        found = [self._ball(ask, BITS[0], ("wide",), dict.fromkeys(self.missing, WIDE))]
        for q, value in enumerate(VARIED):
            changed = dict.fromkeys(self.missing, value)
            found.append(self._ball(ask, BITS[0], ("varied", q), changed))
        if found[0] is not None and all(v is not None and _same(found[0], v) for v in found):
            return found[0]
        finite = [v for v in found[1:] if v is not None]
        return NAN if any(not a.overlaps(b) for a, b in combinations(finite, 2)) else None


def _same(a: arb, b: arb) -> bool:
    return bool(a.mid() == b.mid() and a.rad() == b.rad())


def _limit_of(values: Iterable[arb | None]) -> arb | None:
    """Where three values at ever larger inputs go, as far as they show it."""
    known: list[arb] = []
    for value in values:
        if value is None:
            return None
        known.append(value)
    first, second, third = known
    if abs(third - second) < abs(third) * arb(2) ** -CLOSE + NOTHING:
        return third.union(second)
    steps = (second - first, third - second)
    for sign in (1, -1):
        grows = first * sign > 100 and steps[0] * sign > 0
        if grows and (steps[1] - steps[0]) * sign > 0:
            return INFINITY * sign
    return None


def _close(a: arb, b: arb) -> bool:
    if a.is_finite() and b.is_finite():
        return bool(abs(a - b) < abs(a) * arb(2) ** (-CLOSE // 2) + NOTHING)
    return bool(a == b)
