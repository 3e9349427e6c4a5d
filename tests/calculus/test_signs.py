"""Which terms are surely positive, or surely not zero."""

from __future__ import annotations

import pytest

from symsoft.calculus.signs import is_nonnegative, is_nonzero, is_positive
from symsoft.language.text import read_system, read_term

SIGNS = read_system(["f = a*b*c*sum(x[k]*y[k], k)"], ("a > 0", "b >= 0", "c < 0", "x[k] > 0"))


@pytest.mark.parametrize(
    ("text", "positive", "nonnegative", "nonzero"),
    [
        ("exp(b)", True, True, True),
        ("a*x[i]", True, True, True),
        ("sum(x[k], k)", True, True, True),
        ("y[i]**2", False, True, False),
        ("1 + y[i]**2", True, True, True),
        ("b", False, True, False),
        ("c", False, False, True),
        ("a - b", False, False, False),
        ("sqrt(a)", True, True, True),
        ("log(a)", False, False, False),
        ("sum(x[k], k, k != i)", False, True, False),
        ("abs(c)", False, True, False),
    ],
)
def test_signs(text, positive, nonnegative, nonzero):
    e = read_term(text, SIGNS)
    assert is_positive(e, SIGNS) is positive
    assert is_nonnegative(e, SIGNS) is nonnegative
    assert is_nonzero(e, SIGNS) is nonzero


ROOT = read_system(["A = sqrt(sum(x[k]**2, k))", "E = sqrt(exp(A))"], ("A != 0", "E != 0"))


def test_what_has_a_root_that_is_not_zero_is_not_zero():
    e = read_term("sum(x[k]**2, k)", ROOT)
    assert is_positive(e, ROOT)
    assert is_nonzero(e, ROOT)
    assert is_positive(read_term("exp(A)", ROOT), ROOT)
    assert not is_positive(read_term("sum(x[k], k)", ROOT), ROOT)
