"""Cancelling, expanding and factoring keep the value; what they print is in lowest terms."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational

from symsoft.calculus.polynomials import (
    cancel,
    cancel_around,
    expand,
    expand_around,
    factor,
    factor_around,
    groupings,
)
from symsoft.language.terms import Add, Delta, Fn, Index, Mul, Pow, Ref, Size, Sum

N = Size("n")
I, J, K = (Index(letter, N) for letter in "ijk")
A, B, C = (Ref(name) for name in "abc")


def exp(u):
    return Fn("exp", u)


def value(e, at):
    """The exact value of a rational term; raises ZeroDivisionError at a pole."""
    if isinstance(e, Rational):
        return Fraction(int(e.p), int(e.q))
    if isinstance(e, Ref):
        return at[e.name]
    if isinstance(e, Add):
        return sum((value(a, at) for a in e.args), Fraction(0))
    if isinstance(e, Mul):
        result = Fraction(1)
        for a in e.args:
            result *= value(a, at)
        return result
    assert isinstance(e, Pow)
    return value(e.base, at) ** int(e.exponent)


def grouped(e):
    """The last of the groupings, e itself when there is none."""
    return [e, *groupings(e)][-1]


leaves = st.sampled_from([A, B, C]) | st.integers(-3, 3).map(Integer)
terms = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: Add(*p)),
        st.tuples(inner, inner).map(lambda p: Mul(*p)),
        st.tuples(inner, st.sampled_from([-2, -1, 2, 3])).map(lambda p: Pow(p[0], Integer(p[1]))),
    ),
    max_leaves=8,
)
points = st.fixed_dictionaries(
    {name: st.fractions(min_value=-5, max_value=5, max_denominator=7) for name in "abc"}
)


@pytest.mark.parametrize(
    "change", [cancel, cancel_around, expand, expand_around, factor, factor_around, grouped]
)
@settings(max_examples=100)
@given(e=terms, at=points)
def test_the_value_is_kept(change, e, at):
    try:
        before = value(e, at)
        after = change(e)
    except ZeroDivisionError:
        assume(False)
    assert value(after, at) == before


@pytest.mark.parametrize(
    ("e", "wanted"),
    [
        (Add(1, A, Mul(-1, 1)), A),
        (Mul(exp(A), Pow(exp(A), -1)), Integer(1)),
        (Mul(exp(2 * A), exp(-A)), exp(A)),
        (Mul(Pow(A, Rational(1, 2)), Pow(A, Rational(1, 2))), A),
        (A * exp(-(A**2)), A * exp(-(A**2))),
        (A / Pow(A, Rational(1, 2)), Pow(A, Rational(1, 2))),
        (Mul(Delta(I, J), Delta(I, J), A), Delta(I, J) * A),
        (Mul(Pow(A, B - 1), A), Pow(A, B)),
        ((A**2 - B**2) / (A - B), A + B),
        (Sum(Mul(A, Ref("x", K), Pow(A, -1)), K), Sum(Ref("x", K), K)),
    ],
)
def test_cancel(e, wanted):
    assert cancel(e) == wanted


@pytest.mark.parametrize(
    ("e", "wanted"),
    [
        ((A - B) ** 3 / (B - A), -((A - B) ** 2)),
        (2 * (A - B) * C / (2 * B - 2 * A), -C),
        (C * (A - B) ** 2 + 3 * C * (A - B) ** 2, 4 * C * (A - B) ** 2),
        ((A + B) * (A - B), (A + B) * (A - B)),
    ],
)
def test_brackets_are_kept(e, wanted):
    assert cancel_around(e) == wanted


def test_terms_with_one_bracket_are_grouped():
    e = Add((A - B) * C, A, -B, C**2)
    assert (A - B) * (C + 1) + C**2 in list(groupings(e))


def test_factor_finds_the_softmax_numerator():
    total = Sum(exp(Ref("x", K)), K)
    e = (exp(Ref("x", I)) * Delta(I, J) * total - exp(Ref("x", I)) * exp(Ref("x", J))) / total**2
    wanted = exp(Ref("x", I)) * (Delta(I, J) * total - exp(Ref("x", J))) / total**2
    assert factor(e) == wanted
