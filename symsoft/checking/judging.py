"""One result of generated code against what is promised and what is true.  Numbers only.

``promised`` is what the statements printed in a header give in floating point (``rounding``),
``truth`` what the definition says (``meant``): a ball, inf, -inf, NaN, or None where there is none.
"""

from __future__ import annotations

from enum import Enum
from math import isfinite, isnan

from flint import arb

from symsoft.checking.floats import Precision, exactly, is_infinite, is_unsure


class Outcome(Enum):
    """What a result shows; all but the first three say why nothing is shown."""

    PASS = "compared"
    CONTRACT = "by contract only"
    MISS = "miss"
    RANGE = "out of range on the way"
    UNDECIDED = "undecided by rounding"
    UNDEFINED = "of unknown truth"


def judged(
    got: float,
    promised: arb,
    truth: arb | None,
    precision: Precision,
    *,
    beyond: bool = False,
    masked: bool = False,
    left_range: bool = False,
) -> Outcome:
    """Does a result keep what is promised, and is what is promised true?

    ``beyond``: the inputs are infinite or there are none, so that the printed statements decide
    where the definition does not.  ``masked``: a NaN is no excuse all the same.  ``left_range``:
    an intermediate value other than an exponential overflowed, which the header leaves to the
    user, as it does inf - inf where no number could hold the result.
    """
    if truth is not None and truth.is_nan():
        return Outcome.PASS if isnan(got) else Outcome.MISS
    if is_unsure(promised):
        return Outcome.RANGE if left_range else Outcome.UNDECIDED
    if beyond and not _gives(promised, got):
        return Outcome.MISS
    if truth is None:
        return Outcome.CONTRACT if beyond else Outcome.UNDEFINED
    if beyond and promised.is_nan():
        return Outcome.MISS if masked else Outcome.CONTRACT
    if not known(truth, promised, precision):
        return Outcome.UNDECIDED
    if not _agree(promised, truth, precision):
        lost = promised.is_nan() and _beyond_range(truth, precision)
        return Outcome.RANGE if left_range or lost else Outcome.MISS
    return Outcome.PASS if _gives(promised, got) else Outcome.MISS


def known(truth: arb, promised: arb, precision: Precision) -> bool:
    """Is the truth known well enough to be compared with what is promised?"""
    if is_infinite(truth):
        return True
    if promised.is_finite():
        return bool(truth.rad() <= promised.rad() + precision.tiny)
    return bool(truth.rad() <= abs(truth) / 2**10 + precision.tiny)


def _gives(promised: arb, got: float) -> bool:
    """Is the result one that a faithful run may give?"""
    if promised.is_nan():
        return isnan(got)
    if is_infinite(promised):
        return bool(exactly(got) == promised)
    return isfinite(got) and bool(promised.contains(exactly(got)))


def _agree(promised: arb, truth: arb, precision: Precision) -> bool:
    """Does what is promised hold the truth?  A truth beyond the largest number is an infinity."""
    if promised.is_nan():
        return False
    if is_infinite(promised):
        return _beyond_range(truth, precision) and bool((truth > 0) == (promised > 0))
    return truth.is_finite() and bool(promised.overlaps(truth))


def _beyond_range(truth: arb, precision: Precision) -> bool:
    return bool(abs(truth) > precision.huge * (1 - precision.unit))
