from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational, S

from symsoft.language.drafts import (
    Bare,
    Length,
    Letter,
    Names,
    add,
    build,
    digits,
    divide,
    multiply,
    negate,
    quantities,
    quantity,
    raise_to,
    value,
)
from symsoft.language.ranges import Range
from symsoft.language.spelling import one_line
from symsoft.language.terms import Index, Ref, Size

A, B = Bare("a"), Bare("b")
TWO = Integer(2)


def spelled(draft: Any) -> str:
    return one_line(build(draft, Names(())))


@pytest.mark.parametrize(
    ("draft", "text"),
    [
        (add(add(A, B), add(B, A)), "a + b + b + a"),
        (multiply(multiply(A, B), A), "a*b*a"),
        (negate(A), "-a"),
        (negate(TWO), "-2"),
        (negate(multiply(TWO, A)), "-2*a"),
        (negate(multiply(S.NegativeOne, A)), "a"),
        (negate(add(A, B)), "-(a + b)"),
        (divide(S.One, A), "1/a"),
        (divide(A, B), "a/b"),
        (divide(A, TWO), "a/2"),
        (divide(S.One, TWO), "1/2"),
        (divide(A, raise_to(B, TWO)), "a/b**2"),
        (divide(A, raise_to(B, A)), "a/b**a"),
        (divide(S.One, divide(S.One, A)), "1/(1/a)"),
        (divide(S.One, raise_to(A, Integer(-2))), "1/(1/a**2)"),
    ],
)
def test_form(draft: Any, text: str) -> None:
    assert spelled(draft) == text


def test_ranges_and_sizes() -> None:
    known, open_range = Range(Size("n")), Range()
    names = Names(("n",), {open_range: Size("m")})
    assert build(Letter("i", known), names) == Index("i", Size("n"))
    assert build(Length(open_range), names) == Size("m")
    assert build(Bare("n"), names) == Size("n")
    assert build(Bare("a"), names) == Ref("a")
    assert build(quantity("x", Letter("i", known)), names) == Ref("x", Index("i", Size("n")))


def test_names_in_order() -> None:
    draft = multiply(B, divide(quantity("x", Integer(1)), add(A, quantity("u", Integer(2)))))
    assert list(quantities(draft)) == ["b", "x", "a", "u"]


def test_values_of_numbers() -> None:
    three = add(TWO, S.One)
    assert value(multiply(three, three)) == 9
    assert value(raise_to(three, Integer(-1))) == Rational(1, 3)
    assert value(raise_to(TWO, S.Half)) is None
    assert value(add(TWO, A)) is None


def test_division_by_zero() -> None:
    for zero in (S.Zero, add(S.One, S.NegativeOne)):
        with pytest.raises(ZeroDivisionError):
            divide(A, zero)
        with pytest.raises(ZeroDivisionError):
            raise_to(zero, S.NegativeOne)
    assert spelled(raise_to(S.Zero, TWO)) == "0**2"


@pytest.mark.parametrize(
    ("base", "exponent"),
    [
        (A, Integer(10**9)),
        (A, Integer(-(10**9))),
        (A, Rational(1, 10**9)),
        (A, raise_to(Integer(10), Integer(9))),
        (Integer(10), Integer(2_000)),
        (Rational(1, 10), Integer(2_000)),
        (Integer(2), Integer(9_000)),
    ],
)
def test_powers_beyond_all_use(base: Any, exponent: Any) -> None:
    with pytest.raises(OverflowError):
        raise_to(base, exponent)


def test_large_powers_that_are_fine() -> None:
    assert spelled(raise_to(A, Integer(1_000))) == "a**1000"
    assert spelled(raise_to(S.One, Integer(9_999))) == "1**9999"


def test_digits() -> None:
    assert digits(S.Zero) == digits(S.NegativeOne) == 0
    assert 99 < digits(Integer(10**100)) < 102
