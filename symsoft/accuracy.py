"""What generated code promises about rounding.  Data only.

A backend states it, its headers print it, and the checker of code judges by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FUNCTION_ULPS = 4
"""An elementary function or a power of a library is taken to be accurate to this many ulp."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What is promised of sums; every other operation is rounded once, functions by their ulps.

    ``sums`` gives, for a number of terms and the unit roundoff u, the error of a sum as a multiple
    of the sum of the terms' magnitudes, any number type that u has.
    """

    sums: Callable[[int, Any], Any]


def any_order(count: int, unit: Any) -> Any:
    """What holds in whatever order terms are added (Higham 2002, section 4.2): N u.

    >>> any_order(3, 0.5)
    1.5
    """
    return unit * count


ANY_ORDER = Accuracy(any_order)
