"""Which results pass, which miss, and which show nothing."""

from __future__ import annotations

from math import inf, nan

import pytest
from flint import arb

from symsoft.checking.floats import F32, INFINITY, NAN, UNSURE
from symsoft.checking.judging import Outcome, judged

ONE = arb(1, 0.001)
HUGE = arb(2) ** 200  # beyond f32
BEYOND = {"beyond": True}
LEFT = {"left_range": True}
MASKED = {"beyond": True, "masked": True}


@pytest.mark.parametrize(
    ("got", "promised", "truth", "facts", "outcome"),
    [
        (1.0005, ONE, arb(1), {}, Outcome.PASS),
        (1.002, ONE, arb(1), {}, Outcome.MISS),
        (nan, ONE, arb(1), {}, Outcome.MISS),
        (1.0, ONE, arb(2), {}, Outcome.MISS),  # the statements are wrong
        (1.0, ONE, arb(2), LEFT, Outcome.RANGE),
        (1.0, ONE, arb(1, 0.5), {}, Outcome.UNDECIDED),
        (1.0, ONE, None, {}, Outcome.UNDEFINED),
        (1.0, UNSURE, arb(1), {}, Outcome.UNDECIDED),
        (nan, UNSURE, arb(1), LEFT, Outcome.RANGE),
        # An exponential that overflows where the truth does not is a miss, a square is not.
        (nan, NAN, arb(1), {}, Outcome.MISS),
        (inf, INFINITY, arb(1), {}, Outcome.MISS),
        (inf, INFINITY, arb(1), LEFT, Outcome.RANGE),
        (nan, NAN, HUGE, {}, Outcome.RANGE),  # inf - inf, on the way to an infinity
        (inf, INFINITY, HUGE, {}, Outcome.PASS),
        (inf, INFINITY, -HUGE, {}, Outcome.MISS),
        (-inf, INFINITY, HUGE, {}, Outcome.MISS),
        (1.0, INFINITY, HUGE, {}, Outcome.MISS),
        # Infinite inputs: the printed statements decide, the truth has to agree where there is one.
        (nan, NAN, None, BEYOND, Outcome.CONTRACT),
        (nan, NAN, arb(1), BEYOND, Outcome.CONTRACT),
        (1.0, NAN, arb(1), BEYOND, Outcome.MISS),
        (nan, NAN, arb(1), MASKED, Outcome.MISS),
        (inf, INFINITY, INFINITY, BEYOND, Outcome.PASS),
        (-inf, -INFINITY, INFINITY, BEYOND, Outcome.MISS),
        (1.0, ONE, arb(1), MASKED, Outcome.PASS),
        (1.0, ONE, None, BEYOND, Outcome.CONTRACT),
        # NaN has to arrive where the value depends on it.
        (nan, ONE, NAN, BEYOND, Outcome.PASS),
        (1.0, ONE, NAN, BEYOND, Outcome.MISS),
        (1.0, NAN, NAN, BEYOND, Outcome.MISS),
    ],
)
def test_outcomes(got, promised, truth, facts, outcome):
    assert judged(got, promised, truth, F32, **facts) is outcome
