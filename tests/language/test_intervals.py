"""The interval of a term holds every value that the term takes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.language.intervals import ANY, Interval, interval
from symsoft.language.terms import Ref
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["f[i] = a*b*x[i]"])
POSITIVE = Interval(Integer(0), open_low=True)


def of(text: str, **known: Interval) -> Interval:
    return interval(read_term(text, SYSTEM), lambda ref: known.get(ref.name, ANY))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exp(a)", "(0", None),
        ("1/(1 + exp(a))", "(0", "1)"),
        ("exp(x[i])/sum(exp(x[k]), k)", "(0", "1]"),
        ("exp(x[i])/(1 + sum(exp(x[k]), k))", "(0", "1)"),
        ("exp(x[i])/sum(exp(2*x[k]), k)", "(0", None),
        ("2 - 3*tanh(a)", "(-1", "5)"),
        ("a**2 + 1", "[1", None),
        ("a**3", None, None),
        ("exp(a)**0", "[1", "1]"),
        ("(-1 - exp(a))**3", None, "-1)"),
        ("(-1 - exp(a))**(-3)", "(-1", "0)"),
        ("(-1 - exp(a))**(-2)", "(0", "1)"),
        ("abs(a)*sin(b)", None, None),
        ("-sqrt(a)", None, "0]"),
        ("1/a**2", "[0", None),
        ("sum(x[k]**2, k, k != i)", "[0", None),
        ("sum(1 + x[k]**2, k)", "[1", None),
        ("-sum(exp(x[k]), k)", None, "0)"),
        ("max(exp(x[k]), k)", "(0", None),
        ("minimum(tanh(a), 3)", "[-1", "1]"),
        ("maximum(a, 2)", "[2", None),
        ("where(a > 0, 1, -2)", "[-2", "1]"),
        ("delta(i, 1)", "[0", "1]"),
        ("exp(-a**2)", "(0", "1]"),
        ("log(1 + b**2)", "[0", None),
    ],
)
def test_shapes(text: str, low: str | None, high: str | None) -> None:
    found = of(text)
    left, right = "(" if found.open_low else "[", ")" if found.open_high else "]"
    assert low == (None if found.low is None else f"{left}{found.low}")
    assert high == (None if found.high is None else f"{found.high}{right}")


def test_a_share_is_at_most_1_only_of_a_sum_of_positive_terms() -> None:
    system = read_system(["f[i] = sum(A[i,k]*A[k,i], k)"])
    share = read_term("A[i,i]/sum(A[k,i], k)", system)
    diagonal = read_term("A[i,i]", system)
    assert interval(share, lambda ref: POSITIVE) == Interval(Integer(0), Integer(1), True)
    assert interval(share, lambda ref: POSITIVE if ref == diagonal else ANY).high is None


BODIES = (
    "a*b", "a + b", "a - 2*b", "a**2*b", "1/a", "a/b", "a**3", "maximum(a, b)", "minimum(a, -b)",
    "abs(a)*b", "where(a > b, a, b)", "sqrt(abs(a))", "exp(a)", "log(abs(a) + b**2)", "tanh(a*b)",
    "sign(a)*b", "1/(1 + a**2)", "1/(2 + b)", "a*b - a", "sinh(a)", "cosh(a - b)", "b**(-3)",
)  # fmt: skip
FUNCTIONS = {
    name: getattr(math, name) for name in ("sqrt", "exp", "log", "tanh", "sinh", "cosh")
} | {
    "abs": abs, "maximum": max, "minimum": min,
    "sign": lambda u: (u > 0) - (u < 0), "where": lambda c, u, v: u if c else v,
}  # fmt: skip
EXACT = ("a*b", "a + b", "a - 2*b", "a**2*b", "a*b - a")
NUMBERS = st.integers(-6, 6).map(lambda k: Rational(k, 2))


@settings(deadline=None)
@given(st.sampled_from(BODIES), st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS), st.data())
def test_no_value_lies_outside(text, first, second, data) -> None:
    ranges, point = {}, {}
    for name, ends in (("a", first), ("b", second)):
        low, high = sorted(ends)
        value = data.draw(st.sampled_from([low, high, (low + high) / 2]))
        sides = data.draw(st.tuples(st.booleans(), st.booleans()))
        opened = data.draw(st.booleans())
        ranges[name] = Interval(
            low if sides[0] else None,
            high if sides[1] else None,
            bool(sides[0] and opened and value != low),
            bool(sides[1] and opened and value != high),
        )
        point[name] = float(value)
    try:
        value = eval(text, FUNCTIONS, point)
    except (ValueError, ZeroDivisionError):
        return
    found = of(text, **ranges)
    assert found.low is None or value >= float(found.low) - 1e-9
    assert found.high is None or value <= float(found.high) + 1e-9
    assert not (found.open_low and value < float(found.low))
    if text in EXACT:
        assert not (found.open_low and value == float(found.low))
        assert not (found.open_high and value == float(found.high))


def test_an_end_without_bound_is_not_open() -> None:
    below = Interval(None, S.Zero, open_high=True)
    assert of("b**(-3)", b=below) == below
    assert of("b**(-2)", b=below) == POSITIVE


def test_what_is_known_of_a_name_is_used() -> None:
    assert of("a*b", a=POSITIVE, b=POSITIVE).positive
    assert not of("a*b", a=POSITIVE).positive
    assert interval(Ref("a"), lambda ref: POSITIVE) == POSITIVE


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (Interval(S.Zero, S.One, True, True), Interval(None, S.One, False, True), (None, 1, True)),
        (Interval(S.NegativeOne, S.One), Interval(Integer(-2), Integer(3)), (-3, 3, False)),
        (Interval(S.Zero, None), Interval(Integer(2), Integer(3)), (0, None, False)),
        (Interval(None, S.NegativeOne), Interval(None, Integer(-2)), (2, None, False)),
        (Interval(S.Zero, S.Zero), ANY, (0, 0, False)),
    ],
)
def test_products(a: Interval, b: Interval, wanted: tuple[object, object, bool]) -> None:
    found = of("a*b", a=a, b=b)
    assert (found.low, found.high, found.open_high) == wanted
