"""Numbers in words: how large one is, whatever its size."""

from __future__ import annotations

from fractions import Fraction

DIGITS = 3


def about(value: Fraction) -> str:
    """A positive number in a few digits and a power of ten.

    >>> about(Fraction(10) ** 400), about(Fraction(1, 3 * 10**50)), about(Fraction(1234567))
    ('1e400', '3.33e-51', '1.23e6')
    """
    exponent = len(str(value.numerator)) - len(str(value.denominator))
    exponent -= Fraction(10) ** exponent > value
    digits = round(value / Fraction(10) ** (exponent - DIGITS + 1))
    if digits == 10**DIGITS:
        digits, exponent = digits // 10, exponent + 1
    first, rest = str(digits)[0], str(digits)[1:].rstrip("0")
    return f"{first}.{rest}e{exponent}" if rest else f"{first}e{exponent}"
