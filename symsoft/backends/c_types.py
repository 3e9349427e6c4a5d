"""The two floating-point types of the C backend and how exact numbers are written in each."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symsoft.backends.number_range import check_range


@dataclass(frozen=True, slots=True)
class Real:
    """A floating-point type: its name in routines, its C type, and what IEEE 754 says of it."""

    name: str
    ctype: str
    suffix: str
    """What literals and the functions of libm end in."""
    precision: int
    """Bits of the significand."""
    exponent: int
    """The exponent of the largest power of two."""

    def literal(self, value: Fraction) -> str:
        """The number of this type nearest to a value that is not negative.

        Raises UnsupportedError for a value beyond the range of f64; beyond that of f32 only, it is
        an infinity or 0 in f32, as the conversion from f64 makes it.
        """
        check_range(value)
        rounded = self._round(value)
        return f"{float(rounded)!r}{self.suffix}" if rounded < self.limit else "INFINITY"

    def holds(self, value: Fraction) -> bool:
        """Is the value exactly a number of this type?"""
        return value < self.limit and self._round(value) == value

    @property
    def zero(self) -> str:
        return self.literal(Fraction(0))

    @property
    def one(self) -> str:
        return self.literal(Fraction(1))

    @property
    def limit(self) -> Fraction:
        return Fraction(2) ** (self.exponent + 1)

    def _round(self, value: Fraction) -> Fraction:
        """To nearest, ties to even, with subnormals; the range above is left open."""
        if value == 0:
            return value
        scale = value.numerator.bit_length() - value.denominator.bit_length()
        if Fraction(2) ** scale > value:
            scale -= 1
        unit = Fraction(2) ** (max(scale, 1 - self.exponent) - self.precision + 1)
        return round(value / unit) * unit


F64 = Real("f64", "double", "", 53, 1023)
F32 = Real("f32", "float", "f", 24, 127)
REALS = (F64, F32)


def fraction(number: Any) -> Fraction:
    """The value of a SymPy Rational."""
    return Fraction(int(number.p), int(number.q))


__all__ = ["F32", "F64", "REALS", "Real", "fraction"]
