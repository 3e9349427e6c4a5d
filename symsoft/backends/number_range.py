"""Which numbers a literal can stand for in any language: those of double."""

from __future__ import annotations

from fractions import Fraction

from symsoft.errors import UnsupportedError
from symsoft.language.numbers import about

INFINITE = Fraction(2) ** 1024 - Fraction(2) ** 970
"""From here on a number is nearer to infinity than to the largest double."""
NOTHING = Fraction(1, 2**1075)
"""Up to here it is nearer to 0 than to the smallest."""


def check_range(value: Fraction) -> None:
    """Raise UnsupportedError for a number of which double would make an infinity or 0."""
    size = abs(value)
    if size >= INFINITE:
        raise UnsupportedError(
            f"the number {about(size)} is beyond the range of double, whose largest is 1.8e308"
        )
    if 0 < size <= NOTHING:
        raise UnsupportedError(
            f"the number {about(size)} is beyond the range of double, whose smallest is 4.9e-324"
        )
