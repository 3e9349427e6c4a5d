"""Sums over the same indices are compared summand by summand, over one denominator."""

from __future__ import annotations

import pytest

from symsoft.checking.exact import decide
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

SYSTEM = read_system(
    ["z[i] = c*x[i]", "h[i] = sqrt(1 + z[i]**2)", "u[i] = sum(W[i, k]*x[k], k)*sum(h[k], k)"]
)


def decided(left, right):
    return decide(SYSTEM, *(read_term(text, SYSTEM) for text in (left, right))).verdict


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("D(sum(z[k]*x[k]/h[k], k), c)", "sum(D(z[k]*x[k]/h[k], c), k)"),
        (
            "D(sum(sum(W[i, k]*z[k]/h[k], k), i), c)",
            "sum(D(sum(W[i, k]*z[k]/h[k], k), c), i)",
        ),
        ("sum(1/x[k], k) + sum(1/(1 - x[k]), k)", "sum(1/(x[k]*(1 - x[k])), k)"),
        (
            "c*sum(z[k]/(1 + x[k]), k) + sum(z[k]*x[k]*c/(1 + x[k]), k)",
            "c*sum(z[k], k)",
        ),
    ],
)
def test_one_sum_or_several(left, right):
    assert decided(left, right) is Verdict.HOLDS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sum(1/x[k], k) + sum(1/(1 - x[k]), k)", "sum(1/(x[k]*(1 + x[k])), k)"),
        ("sum(1/x[k], k)*sum(1/(1 - x[k]), k)", "sum(1/(x[k]*(1 - x[k])), k)"),
        ("sum(x[k], k)", "sum(sum(W[i, k], i), k)"),
        ("sum(1/x[k], k) - sum(x[k], k)", "sum((1 - x[k])/x[k], k)"),
    ],
)
def test_what_differs_stays_undecided(left, right):
    assert decided(left, right) is Verdict.UNKNOWN
