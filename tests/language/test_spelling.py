from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational, S

from symsoft.language.matrix import Diag, Vec
from symsoft.language.spelling import assumption_line, definition_line, one_line
from symsoft.language.system import Assumption, Definition
from symsoft.language.terms import (
    PI,
    Add,
    Branch,
    Cases,
    Compare,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)

n = Size("n")
i, j, k = (Index(letter, n) for letter in "ijk")
a, b, c = (Ref(letter) for letter in "abc")
MINUS = S.NegativeOne
HALF = S.Half


def x(index: Any) -> Any:
    return Ref("x", index)


def over(e: Any) -> Any:
    return Pow(e, MINUS)


SPELLINGS = [
    (Mul(Fn("exp", x(i)), over(Sum(Fn("exp", x(k)), k))), "exp(x[i])/sum(exp(x[k]), k)"),
    (D(Ref("y", i), x(j)), "D(y[i], x[j])"),
    (Delta(i, j), "delta(i, j)"),
    (Sum(x(k), k, i), "sum(x[k], k, k != i)"),
    (Max(x(k), k, i, j), "max(x[k], k, k != i, k != j)"),
    (Where(Compare(">", a, b), a, b), "where(a > b, a, b)"),
    (Cases(Branch(a, Same(i, j)), Branch(b, Differ(i, j))), "cases(i == j: a; i != j: b)"),
    (Branch(a, Same(i, j), Differ(j, k)), "i == j, j != k: a"),
    (Branch(a), "a"),
    (Ref("W", i, k), "W[i,k]"),
    (x(Integer(1)), "x[1]"),
    (Mul(n, PI), "n*pi"),
    (Fn("maximum", a, S.Zero), "maximum(a, 0)"),
    # sums and signs
    (Add(a, Mul(MINUS, b)), "a - b"),
    (Add(Mul(MINUS, a), b), "-a + b"),
    (Add(a, Integer(-3), Rational(-1, 2)), "a - 3 - 1/2"),
    (Add(a, Mul(Integer(-2), b)), "a - 2*b"),
    (Add(a, Mul(MINUS, Add(b, c))), "a - (b + c)"),
    (Mul(MINUS, Add(a, b)), "-(a + b)"),
    (Mul(MINUS, Integer(2), a), "-1*2*a"),
    (Mul(MINUS, MINUS, a), "-1*(-1)*a"),
    (Mul(a, Integer(-3)), "a*(-3)"),
    (Mul(a, Mul(MINUS, b)), "a*(-b)"),
    (Add(), "0"),
    (Mul(), "1"),
    # quotients
    (Mul(a, over(b), c), "a/b*c"),
    (Mul(a, over(Mul(b, c))), "a/(b*c)"),
    (Mul(a, Pow(b, Integer(-2))), "a/b**2"),
    (over(b), "1/b"),
    (Mul(MINUS, over(b)), "-1/b"),
    (Mul(S.One, over(b)), "1*(1/b)"),
    (Mul(Rational(1, 2), a), "1/2*a"),
    (Mul(Rational(-1, 2), a), "-1/2*a"),
    (Mul(a, HALF), "a/2"),
    (Mul(HALF, Rational(1, 3)), "1/2*(1/3)"),
    (over(over(b)), "1/(1/b)"),
    # powers
    (Pow(a, HALF), "sqrt(a)"),
    (Pow(a, Rational(-1, 2)), "1/sqrt(a)"),
    (over(Pow(a, HALF)), "sqrt(a)**-1"),
    (over(Pow(a, Integer(2))), "(a**2)**-1"),
    (over(Integer(2)), "2**-1"),
    (Pow(a, Mul(MINUS, b)), "1/a**b"),
    (Pow(Mul(MINUS, a), Integer(2)), "(-a)**2"),
    (Pow(Integer(-2), a), "(-2)**a"),
    (Pow(HALF, a), "(1/2)**a"),
    (Pow(Pow(a, b), c), "(a**b)**c"),
    (Pow(a, Pow(b, c)), "a**b**c"),
    (Pow(a, Rational(3, 2)), "a**(3/2)"),
    (Rational(-3, 4), "-3/4"),
]


@pytest.mark.parametrize(("term", "text"), SPELLINGS, ids=[text for _, text in SPELLINGS])
def test_spelling(term: Any, text: str) -> None:
    assert one_line(term) == text


def test_order_is_held() -> None:
    assert one_line(Add(b, a)) == "b + a"
    assert one_line(Mul(b, a)) == "b*a"


def test_matrix_notation_can_be_shown() -> None:
    assert one_line(Add(Diag(Vec("y", n)), Vec("W", n, n))) == "diag(y) + W"


def test_definition() -> None:
    assert definition_line(Definition("y", (i,), Fn("exp", x(i)))) == "y[i] = exp(x[i])"
    assert definition_line(Definition("s", (), a)) == "s = a"


@pytest.mark.parametrize(
    ("assumption", "text"),
    [
        (Assumption("=", Sum(x(k), k), S.One), "sum(x[k], k) = 1"),
        (Assumption(">", x(k), S.Zero), "x[k] > 0"),
        (Assumption("!=", a, S.Zero), "a != 0"),
        (Assumption("onehot", x(k), S.One), "onehot(x)"),
    ],
)
def test_assumption(assumption: Assumption, text: str) -> None:
    assert assumption_line(assumption) == text
