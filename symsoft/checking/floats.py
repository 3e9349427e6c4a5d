"""What an operation in floating point may give, as balls: finite, infinite, NaN, or not known.

A finite value is a ball that holds the result of every faithful run, in whatever order a sum or a
product is taken.  ``inf``, ``-inf`` and NaN say that every run gives just that; UNSURE says
nothing.  Knows numbers only, no terms.  See N. J. Higham, Accuracy and Stability of Numerical
Algorithms, 2002, sections 2.2 and 3.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from flint import arb, fmpq

from symsoft.accuracy import FUNCTION_ULPS

ZERO, ONE = arb(0), arb(1)
INFINITY = arb.pos_inf()
NAN = arb.nan()
UNSURE = arb(0, INFINITY)


@dataclass(frozen=True, slots=True)
class Precision:
    """A floating-point type: unit roundoff, smallest positive, smallest normal, largest + 1 ulp."""

    name: str
    unit: arb
    tiny: arb
    normal: arb
    huge: arb


def _precision(name: str, digits: int, smallest: int, largest: int) -> Precision:
    two = arb(2)
    normal = two ** (smallest + digits - 1)
    return Precision(name, two**-digits, two**smallest, normal, two**largest)


F32 = _precision("f32", 24, -149, 128)
F64 = _precision("f64", 53, -1074, 1024)


def exactly(number: float) -> arb:
    """A number of a floating-point type as a ball without width; inf and NaN as themselves."""
    if number != number:
        return NAN
    if number in (float("inf"), float("-inf")):
        return INFINITY if number > 0 else -INFINITY
    return arb(fmpq(*number.as_integer_ratio()))


def is_infinite(value: arb) -> bool:
    """Is it surely inf or -inf?"""
    return not value.is_finite() and not value.is_nan() and value.is_exact()


def is_unsure(value: arb) -> bool:
    """Is nothing known of it?"""
    return not value.is_finite() and not value.is_nan() and not value.is_exact()


def extreme(values: Sequence[arb], largest: bool) -> arb:
    """The largest or smallest value: -inf or inf of nothing, NaN if one is NaN."""
    if any(v.is_nan() for v in values):
        return NAN
    if any(is_unsure(v) for v in values):
        return UNSURE
    best = -INFINITY if largest else INFINITY
    for v in values:
        # flint's max takes the maximum of an infinity for unknown.
        if is_infinite(best) or is_infinite(v):
            best = v if (v > best) is largest and v != best else best
        else:
            best = best.max(v) if largest else best.min(v)
    return best


class Arithmetic:
    """The operations of one floating-point type.

    ``left_range`` becomes true when an operation on finite values other than a function, an exp
    for one, has overflowed, or a divisor has underflowed: then a result may be far from the truth
    through no fault of the formula.
    """

    def __init__(self, precision: Precision) -> None:
        self.precision = precision
        self.left_range = False

    # -- rounding ------------------------------------------------------------------------------
    def rounded(self, value: arb, roundings: int = 1, function: bool = False) -> arb:
        """A finite value after so many roundings, infinite where that is beyond the range."""
        p = self.precision
        spread = abs(value).upper() * self._relative(roundings) + p.tiny * roundings / 2
        return self._in_range(value + arb(0, spread.upper()), function)

    def _relative(self, roundings: int) -> arb:
        """(1 + u)**k - 1, or more (Higham's gamma)."""
        share = self.precision.unit * roundings
        return share / (1 - share)

    def _in_range(self, value: arb, function: bool = False) -> arb:
        p = self.precision
        if not value.is_finite():
            return UNSURE
        if value.abs_upper() < p.huge * (1 - p.unit):
            return value
        self.left_range |= not function
        if value.abs_lower() >= p.huge:
            return INFINITY if value > 0 else -INFINITY
        return UNSURE

    # -- sums and products ---------------------------------------------------------------------
    def add(self, values: Sequence[arb], error: arb | None = None) -> arb:
        """The sum; ``error`` is its promised error relative to the sum of the magnitudes."""
        special = _special(values)
        if special is not None:
            return special
        infinite = [v for v in values if is_infinite(v)]
        if infinite:
            return infinite[0] if all(v == infinite[0] for v in infinite) else NAN
        if len(values) == 2 and error is None:
            total = values[0] + values[1]
            spread = total.abs_upper() * self._relative(1)  # adding doesn't underflow
            return self._in_range(total + arb(0, spread.upper()))
        weight = sum((v.abs_upper() for v in values), ZERO)
        share = self._relative(len(values) - 1) if error is None else error
        total = sum(values, ZERO) + arb(0, (weight * share).upper())
        one_way = all(v > 0 for v in values) or all(v < 0 for v in values)
        if one_way or weight * (1 + share) < self.precision.huge * (1 - self.precision.unit):
            return self._in_range(total)
        self.left_range = True
        return UNSURE

    def multiply(self, values: Sequence[arb], divisors: Sequence[arb] = ()) -> arb:
        """The product of values, divided by divisors, in any order."""
        if sum(_is_unit(v) and v < 0 for v in values) % 2:
            return -self.multiply([v for v in values if not _is_unit(v)], divisors)
        factors = [v for v in values if not _is_unit(v)]
        factors += [self._inverse(d) for d in divisors]
        special = _special(factors)
        if special is not None:
            return special
        if not factors or (len(factors) == 1 and not divisors):
            return prod(factors, start=ONE)
        finite = [f for f in factors if not is_infinite(f)]
        least = prod((ONE.min(f.abs_lower()) for f in finite), start=ONE)
        if len(finite) < len(factors):
            found = self._infinite_product(factors, finite, least)
            # Nobody knows the sign of a 0 that divides.
            return UNSURE if is_infinite(found) and any(d.is_zero() for d in divisors) else found
        p = self.precision
        count = max(len(factors) - 1, 0) + len(divisors)
        product = prod(factors, start=ONE)
        most = prod((ONE.max(f.abs_upper()) for f in factors), start=ONE)
        carried = most * count if count > 1 and not least >= p.normal else ONE
        share = self._relative(count)
        spread = product.abs_upper() * share + p.tiny / 2 * carried * (1 + share)
        whole = product + arb(0, spread.upper())
        if product.is_zero() and most < p.huge * (1 - p.unit):
            return ZERO
        if most * (1 + share) < p.huge * (1 - p.unit):
            return whole if len(divisors) < 2 or self._divide_safely(divisors) else self._lost()
        if count == 1 or (least >= p.normal and whole.abs_lower() >= p.huge):
            return self._in_range(whole)
        return self._lost()

    def _lost(self) -> arb:
        self.left_range = True
        return UNSURE

    def _divide_safely(self, divisors: Sequence[arb]) -> bool:
        """Does the product of the divisors stay among the normal numbers in every order?"""
        p = self.precision
        finite = [d for d in divisors if d.is_finite()]
        least = prod((ONE.min(d.abs_lower()) for d in finite), start=ONE)
        most = prod((ONE.max(d.abs_upper()) for d in finite), start=ONE)
        return bool(least >= p.normal and most < p.huge * (1 - p.unit))

    def _infinite_product(self, factors: Sequence[arb], finite: Sequence[arb], least: arb) -> arb:
        if any(f.is_zero() for f in finite):
            return NAN
        if any(f.contains(0) for f in finite):
            return UNSURE
        if len(finite) > 1 and not least >= self.precision.normal:
            return UNSURE  # some of them together could underflow to 0
        negative = sum(f < 0 for f in factors) % 2
        return -INFINITY if negative else INFINITY

    def _inverse(self, divisor: arb) -> arb:
        """1 / divisor, not rounded."""
        if divisor.is_nan() or is_unsure(divisor):
            return divisor
        if is_infinite(divisor):
            return ZERO
        if divisor.is_zero():
            return INFINITY
        if divisor.contains(0):
            self.left_range |= bool(divisor.abs_upper() < self.precision.normal)
            return UNSURE
        return ONE / divisor

    # -- powers and functions ------------------------------------------------------------------
    def whole_power(self, base: arb, exponent: int) -> arb:
        """base**exponent for an exponent above 0, by products or by a library."""
        if base.is_nan() or is_unsure(base):
            return base
        if is_infinite(base):
            return INFINITY if base > 0 or exponent % 2 == 0 else -INFINITY
        roundings = exponent - 1 if exponent < 5 else max(exponent, 2 * FUNCTION_ULPS)
        return self.rounded(base**exponent, roundings) if roundings else base

    def root(self, base: arb) -> arb:
        """The square root."""
        if base.is_nan() or is_unsure(base) or (is_infinite(base) and base > 0):
            return base
        return NAN if base < 0 else self.rounded(base.sqrt())

    def power(self, base: arb, exponent: arb) -> arb:
        """base**exponent by a library."""
        if base.is_nan() and exponent.is_finite() and not exponent.contains(0):
            return NAN
        if not (base.is_finite() and exponent.is_finite() and base > 0):
            return UNSURE
        return self.rounded(base**exponent, 2 * FUNCTION_ULPS)

    def function(self, name: str, u: arb) -> arb:
        """An elementary function of one argument."""
        if u.is_nan() or is_unsure(u):
            return u
        if name == "abs":
            return INFINITY if is_infinite(u) else abs(u)
        if name == "sign":
            return _sign(u)
        if is_infinite(u):
            return _AT_INFINITY[name][0 if u > 0 else 1]
        if name == "log" and not u > 0:
            return -INFINITY if u.is_zero() else NAN if u < 0 else UNSURE
        return self.rounded(getattr(arb, name)(u), 2 * FUNCTION_ULPS, function=True)


def _special(values: Sequence[arb]) -> arb | None:
    """What NaN and unknown operands make of a sum or product."""
    if any(v.is_nan() for v in values):
        return NAN
    return UNSURE if any(is_unsure(v) for v in values) else None


def _is_unit(v: arb) -> bool:
    """Is it surely 1 or -1?  Multiplying by it rounds nothing."""
    return bool(abs(v) == 1)


def _sign(u: arb) -> arb:
    if u > 0 or u < 0:
        return ONE if u > 0 else -ONE
    return ZERO if u.is_zero() else UNSURE


_AT_INFINITY: dict[str, tuple[arb, arb]] = {
    "exp": (INFINITY, ZERO),
    "log": (INFINITY, NAN),
    "sin": (NAN, NAN),
    "cos": (NAN, NAN),
    "tanh": (ONE, -ONE),
    "sinh": (INFINITY, -INFINITY),
    "cosh": (INFINITY, INFINITY),
    "erf": (ONE, -ONE),
}
"""The values of the functions at inf and at -inf."""
