"""A shorter name is found where it stands for what is written out, and nowhere else."""

from __future__ import annotations

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.language.text import read_system, read_term

BOOK = full_book()
SYSTEM = read_system(["f = a*b*x[1]*sum(x[k], k)"], ("b > 0",))


def applied(key, line):
    context = Deriver(SYSTEM).context()
    return BOOK[key].apply(read_term(line, SYSTEM), context)


@pytest.mark.parametrize(
    ("key", "line", "wanted"),
    [
        ("abs-sign", "a*b*sign(a)", "b*abs(a)"),
        ("abs-sign", "(a - b)*sign(a - b)", "abs(a - b)"),
        ("abs-sign", "(b - a)*sign(a - b)", "-abs(a - b)"),
        ("abs-sign", "abs(a)*sign(a)", "a"),
        ("sinh-cosh", "sinh(a)/cosh(a)", "tanh(a)"),
        ("sinh-cosh", "sinh(a)**2/cosh(a)**3", "tanh(a)**2/cosh(a)"),
        ("tanh-quotient", "(exp(a) - exp(-a))/(exp(a) + exp(-a))", "tanh(a)"),
        ("tanh-quotient", "b*(1 - exp(2*a))/(1 + exp(2*a))", "b*tanh(-a)"),
        ("root-product", "sqrt(2*pi)", "sqrt(2)*sqrt(pi)"),
        ("where-sum", "where(a > 0, 1, 0) + b*where(a <= 0, 1, 0)", "where(a > 0, 1, b)"),
    ],
)
def test_is_recognised(key, line, wanted):
    assert applied(key, line) == read_term(wanted, SYSTEM)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("abs-sign", "b*sign(a)"),
        ("abs-sign", "2*sign(a)*sign(b)"),
        ("sinh-cosh", "sinh(a)/cosh(b)"),
        ("sinh-cosh", "cosh(a)/sinh(a)"),
        ("tanh-quotient", "(exp(a) - exp(b))/(exp(a) + exp(-a))"),
        ("tanh-quotient", "(exp(a) - 2*exp(b))/(exp(a) + exp(b))"),
        ("tanh-quotient", "(exp(a) + exp(b))/(exp(a) + 2*exp(b))"),
        ("root-product", "sqrt(a*b)"),
        ("root-product", "sqrt(-2*a)"),
        ("where-sum", "where(a > 0, 1, 0) + where(a >= 0, 1, 0)"),
        ("where-sum", "where(a > 0, 1, 0) + where(b > 0, 1, 0)"),
    ],
)
def test_is_left_alone(key, line):
    assert applied(key, line) is None
