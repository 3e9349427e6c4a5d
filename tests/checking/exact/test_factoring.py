"""Factors of polynomials over atoms and of numbers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from symsoft.checking.exact.atoms import Poly
from symsoft.checking.exact.factoring import factor, prime_powers
from symsoft.checking.exact.kinds import Entry
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.normal import Normal
from symsoft.checking.exact.poly import scale
from symsoft.checking.exact.problem import Problem
from symsoft.language.system import System

X, Y = Entry(0, ()), Entry(1, ())
MULTIPLY = Normal(Problem(System((), {}), (), {}), (), Mode())


def term(x: object = 0, y: object = 0) -> frozenset[object]:
    return frozenset((a, e) for a, e in ((X, x), (Y, y)) if e)


def multiplied(p: Poly) -> Poly:
    found = factor(p)
    out = {frozenset(found.powers.items()): found.content}
    for q, multiplicity in found.factors:
        out = MULTIPLY.mul(out, MULTIPLY.whole_power(q, multiplicity))
    return out


def test_squares_contents_and_signs() -> None:
    half = Fraction(1, 2)
    found = factor({term(x=2): half, term(x=1): 1, term(): half})
    assert (found.content, found.powers) == (half, {})
    assert found.factors == (({term(x=1): 1, term(): 1}, 2),)
    assert factor({term(x=1): -2, term(): -4}).content == -2


def test_common_powers_may_be_negative_or_fractional() -> None:
    half = Fraction(1, 2)
    found = factor({term(x=1, y=-1): 1, term(x=half): 3})
    assert found.powers == {X: half, Y: -1}
    assert multiplied({term(x=1, y=-1): 1, term(x=half): 3}) == {
        term(x=1, y=-1): 1,
        term(x=half): 3,
    }


def test_a_long_polynomial_is_left_whole() -> None:
    long = {term(x=q, y=q * q % 7): q + 1 for q in range(400)}
    ((q, multiplicity),) = factor(long).factors
    assert (q, multiplicity) == (long, 1)
    assert factor(scale(long, -3)) == factor(scale(long, -3))
    assert factor(scale(long, -3)).factors == factor(long).factors


exponents = st.one_of(st.integers(-2, 3), st.sampled_from([Fraction(1, 2), Fraction(-3, 2)]))
coefficients = st.one_of(st.integers(-6, 6), st.fractions(-2, 2, max_denominator=6)).filter(bool)
polys = st.dictionaries(st.builds(term, exponents, exponents), coefficients, min_size=1, max_size=5)


@given(polys)
def test_factors_multiply_to_the_polynomial(p: Poly) -> None:
    assert multiplied(p) == p


@given(polys, polys)
def test_factors_of_a_product(p: Poly, q: Poly) -> None:
    both = MULTIPLY.mul(p, q)
    assert multiplied(both) == both


def test_prime_powers() -> None:
    assert prime_powers(1) == {}
    assert prime_powers(360) == {2: 3, 3: 2, 5: 1}
    large = 1_000_003 * 1_000_033
    assert prime_powers(4 * large) == {2: 2, large: 1}
