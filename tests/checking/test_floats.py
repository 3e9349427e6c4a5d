"""What floating point gives lies in what is said of it, in every order; infinities too."""

from __future__ import annotations

from functools import reduce
from math import inf, nan
from operator import add, mul

import numpy as np
import pytest
from flint import arb, ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from symsoft.checking.floats import (
    F32,
    F64,
    INFINITY,
    UNSURE,
    Arithmetic,
    exactly,
    extreme,
    is_infinite,
    is_unsure,
)

TYPES = {"f32": (np.float32, F32), "f64": (np.float64, F64)}
FUNCTIONS = ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "abs", "sign")
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
few = settings(max_examples=60)
every_type = pytest.mark.parametrize("dtype", sorted(TYPES))


def holds(said: arb, got: float) -> bool:
    """May a run have given this?"""
    if is_unsure(said):
        return True
    if said.is_nan() or is_infinite(said):
        return repr(float(said)) == repr(float(got))
    return bool(np.isfinite(got)) and bool(said.contains(exactly(float(got))))


def typed(dtype, numbers):
    with np.errstate(all="ignore"):
        return [TYPES[dtype][0](x) for x in numbers]


def balls(numbers):
    return [exactly(float(x)) for x in numbers]


@every_type
@few
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=5), order=st.randoms())
def test_a_sum_in_any_order(dtype, numbers, order):
    numbers = typed(dtype, numbers)
    said = Arithmetic(TYPES[dtype][1]).add(balls(numbers))
    order.shuffle(numbers)
    with np.errstate(all="ignore"):
        assert holds(said, reduce(add, numbers))


@every_type
@few
@given(
    above=st.lists(NUMBERS, min_size=1, max_size=3),
    below=st.lists(NUMBERS, max_size=3),
    order=st.randoms(),
)
def test_a_quotient_of_products_in_any_order(dtype, above, below, order):
    above, below = typed(dtype, above), typed(dtype, below)
    said = Arithmetic(TYPES[dtype][1]).multiply(balls(above), balls(below))
    order.shuffle(above)
    order.shuffle(below)
    with np.errstate(all="ignore"):
        assert holds(said, reduce(lambda x, y: x / y, below, reduce(mul, above)))
        if below:
            assert holds(said, reduce(mul, above) / reduce(mul, below))
            parts = [above[0] / below[0], *above[1:], *(1 / x for x in below[1:])]
            order.shuffle(parts)
            assert holds(said, reduce(mul, parts))


@every_type
@few
@given(name=st.sampled_from(FUNCTIONS), number=NUMBERS)
def test_functions(dtype, name, number):
    (x,) = typed(dtype, [number])
    said = Arithmetic(TYPES[dtype][1]).function(name, exactly(float(x)))
    with np.errstate(all="ignore"):
        assert holds(said, getattr(np, name)(x))


@every_type
@few
@given(number=NUMBERS, exponent=st.integers(min_value=1, max_value=9))
def test_powers(dtype, number, exponent):
    (x,) = typed(dtype, [number])
    arithmetic = Arithmetic(TYPES[dtype][1])
    with np.errstate(all="ignore"):
        assert holds(arithmetic.whole_power(exactly(float(x)), exponent), x**exponent)
        assert holds(arithmetic.root(exactly(float(x))), np.sqrt(x))


@few
@given(numbers=st.lists(NUMBERS, max_size=4), largest=st.booleans())
def test_extremes(numbers, largest):
    got = (np.max if largest else np.min)(numbers, initial=-inf if largest else inf)
    assert holds(extreme(balls(numbers), largest), float(got))


def test_bounds_are_not_vacuous():
    arithmetic = Arithmetic(F64)
    unit = F64.unit
    with ctx.workprec(192):
        third = arithmetic.multiply([arb(1)], [arb(3)])
        assert third.rad() < unit / 2
        assert arithmetic.add([arb(1), unit / 2**9]).rad() < unit * 1.01
        assert arithmetic.function("exp", arb(1)).rad() < unit * 8.01 * arb(1).exp()
        assert arithmetic.add([arb(5)]).is_exact()
        assert arithmetic.multiply([arb(-1), arb(3)]).is_exact()


def test_overflow_is_an_infinity_or_nobody_knows():
    arithmetic = Arithmetic(F32)
    large = arb(2) ** 127
    assert arithmetic.function("exp", arb(1000)) == INFINITY
    assert not arithmetic.left_range  # what an exponential does is no excuse
    assert arithmetic.multiply([large, arb(4)]) == INFINITY
    assert arithmetic.left_range
    # large * 4 / 8 overflows in one order and not in another.
    assert is_unsure(Arithmetic(F32).multiply([large, arb(4)], [arb(8)]))
    assert is_unsure(Arithmetic(F32).add([large, large, -large]))


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([inf, -inf], nan),
        ([inf, 1.0], inf),
        ([nan, inf], nan),
    ],
)
def test_sums_of_infinities(values, wanted):
    assert repr(float(Arithmetic(F64).add(balls(values)))) == repr(wanted)


def test_what_is_unknown_stays_unknown():
    arithmetic = Arithmetic(F64)
    assert is_unsure(arithmetic.add([UNSURE, INFINITY]))
    assert is_unsure(arithmetic.multiply([UNSURE, arb(0)]))
    assert is_unsure(arithmetic.function("exp", UNSURE))
    assert arithmetic.add([UNSURE, arb("nan")]).is_nan()
    assert is_unsure(extreme([UNSURE, arb(1)], True))
    assert is_unsure(arithmetic.multiply([arb(1)], [arb(0)]))  # the sign of 0 decides
    assert arithmetic.multiply([arb(0)], [arb(0)]).is_nan()
