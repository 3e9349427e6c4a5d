"""The running error analysis of a kernel: tight, and true to IEEE 754 beyond the numbers."""

from __future__ import annotations

from math import inf, nan

import pytest
from flint import arb, ctx
from sympy import Rational

from symsoft.accuracy import ANY_ORDER, Accuracy
from symsoft.checking.floats import F32, F64, exactly, is_infinite, is_unsure
from symsoft.checking.rounding import Rounded
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import (
    PI,
    Compare,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
)

N = Size("n")
I, J, K = Index("i", N), Index("j", N), Index("k", N)


def run(expr, x, indices=(), accuracy=ANY_ORDER, precision=F64):
    """What a kernel of one statement gives for an array x, entry by entry, and how it went."""
    axes = tuple(i.size for i in indices)
    kernel = Kernel(
        "f",
        "forward",
        (N,),
        (Parameter("x", (N,), "input"),),
        Parameter("y", axes, "output"),
        (Let(Ref("y", *indices), expr),),
    )
    with ctx.workprec(192):
        values = {("x", (q,)): exactly(v) for q, v in enumerate(x, 1)}
        rounded = Rounded({"n": len(x)}, precision, values, accuracy)
        return list(rounded.run(kernel).values()), rounded


def one(expr, x, **options):
    (value,), _ = run(expr, x, **options)
    return value


def test_a_sum_is_as_accurate_as_promised():
    values = [0.1, -0.3, 0.7]
    for accuracy in (ANY_ORDER, Accuracy(lambda n, u: 8 * u + n * u * u)):
        found = one(Sum(Ref("x", K), K), values, accuracy=accuracy)
        promised = accuracy.sums(3, F64.unit) * sum(map(abs, map(exactly, values)))
        assert 0 <= found.rad() - promised < promised / 2**20
        assert found.contains(exactly(sum(values)))


def test_a_sum_of_many_terms_is_in_any_order():
    found = one(Ref("x", 1) + Ref("x", 2) + Ref("x", 3), [1.0, 1e-17, -1.0])
    assert found.contains(exactly((1.0 + 1e-17) - 1.0))
    assert found.contains(exactly((1.0 - 1.0) + 1e-17))


TOTAL = Let(Ref("t"), Sum(Ref("x", K), K))


@pytest.mark.parametrize(
    ("lets", "wanted"),
    [
        ([Let(Ref("y"), TOTAL.expr)], 0.0),
        ([Let(Ref("y"), Max(Ref("x", K), K))], -inf),
        ([Let(Ref("y"), Min(Ref("x", K), K))], inf),
        ([TOTAL, Let(Ref("y"), Mul(Pow(N, -1), Ref("t")))], nan),
        ([TOTAL, Let(Ref("y"), Fn("log", Ref("t")))], -inf),
    ],
)
def test_nothing_to_reduce(lets, wanted):
    x, y = Parameter("x", (N,), "input"), Parameter("y", (), "output")
    kernel = Kernel("f", "forward", (N,), (x,), y, tuple(lets))
    (found,) = Rounded({"n": 0}, F64, {}).run(kernel).values()
    assert repr(float(found)) == repr(wanted)


def test_a_delta_is_0_whatever_stands_beside_it():
    found, _ = run(Mul(Ref("x", I), Delta(I, J)), [inf, nan], (I, J))
    assert [repr(float(v)) for v in found] == ["inf", "0.0", "0.0", "nan"]


def test_nan_in_a_condition_comes_out():
    chosen = Where(Compare(">", Ref("x", I), 0), 1, 2)
    found, _ = run(chosen, [nan, inf, -inf, 0.0], (I,))
    assert [repr(float(v)) for v in found] == ["nan", "1.0", "2.0", "2.0"]


def test_a_condition_that_rounding_turns_is_undecided():
    nearly = Compare(">", Ref("x", 1) * Ref("x", 2), 1)
    found = one(Where(nearly, 1, 2), [1 / 3, 3.0])
    assert is_unsure(found)


def test_the_extremes_that_were_met_are_kept():
    _, rounded = run(Max(Ref("x", K), K), [1.0, -inf])
    assert [float(v) for v in rounded.extrema] == [1.0]
    _, rounded = run(Max(Ref("x", K), K), [-inf, -inf])
    assert is_infinite(rounded.extrema[0])


def test_what_overflows_on_the_way():
    _, exponential = run(Fn("exp", Ref("x", 1)), [1e4])
    _, square = run(Pow(Ref("x", 1), 2), [1e200])
    assert not exponential.left_range
    assert square.left_range
    assert one(1 / (1 + Fn("exp", Ref("x", 1))), [1e4]).is_zero()


def test_a_fraction_may_be_divided_last():
    largest = 1.7e308
    assert is_unsure(one(Mul(2, Pow(3, -1), Ref("x", 1)), [largest]))
    assert one(Mul(Pow(4, -1), Ref("x", 1)), [largest]).is_finite()
    long = Rational(10**70 + 1, 10**40)  # neither part is a number of the type
    assert one(Mul(long, Ref("x", 1)), [1.0], precision=F32).is_finite()


def test_an_exponential_less_1_may_be_one_function():
    found = one(Fn("exp", Ref("x", 1)) - 1, [-5.0])
    exact = (arb(-5)).exp() - 1
    assert found.rad() > 8 * F64.unit * abs(exact)
    assert one(Fn("exp", Ref("x", 1)) - 2, [-5.0]).rad() < 3 * F64.unit


def test_constants_and_literals_are_rounded():
    pi = one(PI, [0.0], precision=F32)
    assert pi.contains(arb.pi())
    assert pi.rad() > arb(2) ** -24
    assert one(Rational(1, 4), [0.0]).is_exact()
    assert not one(Rational(1, 3), [0.0]).is_exact()


def test_an_exponent_is_rounded_as_any_number():
    """1/3 of double is a little less than 1/3, which counts beside a large base."""
    x = Ref("x", 1)
    assert one(Pow(x, Rational(1, 3)), [1e300]).contains(exactly(1e300 ** (1 / 3)))
    assert one(Pow(x, Rational(-2, 3)), [1e300]).contains(exactly(1 / 1e300 ** (2 / 3)))
    quarter = one(Pow(x, Rational(1, 4)), [1e300])  # double has 1/4
    assert quarter.rel_accuracy_bits() > one(Pow(x, Rational(1, 3)), [1e300]).rel_accuracy_bits()


def test_an_unknown_node_raises():
    kernel, rounded = object(), Rounded({}, F64, {})
    with pytest.raises(TypeError, match="no rounding"):
        rounded._value(kernel, {})
