"""Dual numbers against flint's own functions and hand-known derivatives."""

import pytest
from flint import arb, ctx

from symsoft.checking.dual import (
    NAN,
    ONE,
    Dual,
    absolute,
    holds,
    maximum,
    minimum,
    primal,
    sign,
    slope,
    step,
    whole_power,
)


@pytest.fixture(autouse=True)
def _precision():
    with ctx.workprec(128):
        yield


def variable(value, level=1):
    return Dual(level, arb(value), ONE)


def twice(value):
    """A variable that carries a first and a second derivative."""
    return Dual(2, Dual(1, arb(value), ONE), ONE)


POINT = arb(3) / 8

# name -> value, first and second derivative in terms of flint's functions
SMOOTH = {
    "exp": (lambda x: x.exp(), lambda x: x.exp(), lambda x: x.exp()),
    "log": (lambda x: x.log(), lambda x: 1 / x, lambda x: -1 / x**2),
    "sin": (lambda x: x.sin(), lambda x: x.cos(), lambda x: -x.sin()),
    "cos": (lambda x: x.cos(), lambda x: -x.sin(), lambda x: -x.cos()),
    "tanh": (
        lambda x: x.tanh(),
        lambda x: x.cosh() ** -2,
        lambda x: -2 * x.sinh() * x.cosh() ** -3,
    ),
    "sinh": (lambda x: x.sinh(), lambda x: x.cosh(), lambda x: x.sinh()),
    "cosh": (lambda x: x.cosh(), lambda x: x.sinh(), lambda x: x.cosh()),
    "erf": (
        lambda x: x.erf(),
        lambda x: 2 / arb.pi().sqrt() * (-x * x).exp(),
        lambda x: -4 * x / arb.pi().sqrt() * (-x * x).exp(),
    ),
}


@pytest.mark.parametrize("name", SMOOTH)
def test_smooth_functions_carry_their_first_and_second_derivative(name):
    found = getattr(twice(POINT), name)()
    value, first, second = (f(POINT) for f in SMOOTH[name])
    assert primal(found).overlaps(value)
    assert found.slope.value.overlaps(first)
    assert found.slope.slope.overlaps(second)
    assert found.slope.slope.rad() < 1e-30


@pytest.mark.parametrize("degree", [2, 3, 5])
def test_roots(degree):
    found = variable(POINT).root(degree)
    assert found.value.overlaps(POINT.root(degree))
    assert found.slope.overlaps(POINT ** (arb(1) / degree - 1) / degree)


@pytest.mark.parametrize("exponent", [-3, -1, 1, 2, 5])
def test_whole_powers_of_a_negative_base(exponent):
    found = whole_power(variable(-POINT), exponent)
    assert found.value.overlaps((-POINT) ** exponent)
    assert found.slope.overlaps(exponent * (-POINT) ** (exponent - 1))


def test_the_power_zero_is_constant_and_keeps_undefined():
    assert slope(whole_power(variable(0), 0), 1).is_zero()
    assert whole_power(NAN, 0).is_nan()


def test_arithmetic_mixes_balls_and_levels():
    x, y = variable(2, level=1), variable(5, level=2)
    product = 3 * x * y - 1 + y
    assert product.level == 2
    assert primal(product) == 34
    assert product.slope.value == 7  # d/dy = 3x + 1
    assert product.slope.slope == 3  # d2/dy dx
    assert product.value.slope == 15  # d/dx = 3y
    assert primal(1 - x) == -1


def test_levels_keep_nested_derivatives_apart():
    # d/dx ( x * d/dy (x + y) ) = 1, a known trap for derivatives without levels
    x = variable(7, level=1)
    inner = slope(x + Dual(2, arb(7), ONE), 2)
    assert slope(x * inner, 1) == 1


def test_the_slope_of_something_undefined_is_undefined():
    assert slope(variable(-1).log(), 1).is_nan()
    assert slope(arb(4), 1).is_zero()


@pytest.mark.parametrize(("value", "expected"), [(2, 1), (-2, -1)])
def test_absolute_value_and_sign_off_the_kink(value, expected):
    assert absolute(variable(value)).slope == expected
    assert absolute(arb(value)) == 2
    assert sign(arb(value)) == expected
    assert slope(sign(variable(value)), 1).is_zero()


def test_at_a_kink_the_stated_value_counts_and_without_one_it_is_undefined():
    assert absolute(variable(0), kink=arb(0)).slope.is_zero()
    assert absolute(variable(0)).slope.is_nan()
    assert sign(arb(0)).is_zero()
    assert sign(variable(0)).slope.is_nan()
    assert sign(variable(0), kink=arb(0)).slope.is_zero()
    # a second derivative is not defined by the value of the first
    assert absolute(twice(0), kink=arb(0)).slope.slope.is_nan()


def test_a_ball_that_straddles_zero_has_no_sign():
    around = arb(0, 0.5)
    assert step(around, -ONE, arb(0), ONE).is_nan()
    assert sign(around).is_nan()
    assert Dual(1, around, ONE).value.contains(0)
    assert absolute(Dual(1, around, ONE)).slope.is_nan()


def test_maximum_takes_the_derivative_of_the_larger_and_shares_at_a_tie():
    x = variable(2)
    assert maximum(x, arb(1)).slope == 1
    assert slope(maximum(x, arb(3)), 1).is_zero()
    assert minimum(x, arb(3)).slope == 1
    assert slope(minimum(x, arb(1)), 1).is_zero()
    assert slope(maximum(x, arb(2)), 1).is_nan()
    assert maximum(x, arb(2), share=arb(1)).slope == 1
    assert slope(maximum(x, arb(2), share=arb(0)), 1).is_zero()
    assert maximum(arb(2), x, share=arb(0)).slope == 1
    assert minimum(x, arb(2), share=arb(1) / 4).slope == 0.25
    assert maximum(arb(1), arb(2)) == 2


def test_a_tie_of_equal_slopes_is_no_kink():
    assert maximum(variable(2), variable(2)).slope == 1


def test_conditions():
    third = arb(1) / 3
    assert holds(">", arb(2), arb(1)) is True
    assert holds("<=", arb(2), arb(1)) is False
    assert holds(">=", arb(2), arb(2)) is True
    assert holds("<", arb(2), arb(2)) is False
    assert holds("<", third, 1 - 2 * third) is None  # equal, but the balls can't tell
    assert holds(">=", variable(2), arb(2)) is None  # no derivative on the boundary
    assert holds(">", NAN, arb(2)) is None
