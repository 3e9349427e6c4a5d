"""Sums over one range are merged; a term is put into them or taken out, where that is right."""

from __future__ import annotations

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.checking.exact import decide
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

BOOK = full_book()
SYSTEM = read_system(["f = a*b*sum(x[k]*y[k], k)*sum(z[l], l) + sum(w[k, k], k)"])


def applied(key, line):
    before = read_term(line, SYSTEM)
    after = BOOK[key].apply(before, Deriver(SYSTEM).context())
    if after is not None:
        assert decide(SYSTEM, before, after).verdict is Verdict.HOLDS
    return after


@pytest.mark.parametrize(
    ("key", "line", "wanted"),
    [
        ("merge-sums", "sum(x[k], k) + sum(y[k], k)", "sum(x[k] + y[k], k)"),
        ("merge-sums", "a*sum(x[k], k) - 2*a*sum(y[l], l)", "a*sum(x[k] - 2*y[k], k)"),
        ("merge-sums", "x[i]*sum(x[k], k) + a*x[i]*sum(y[k], k)", "x[i]*sum(x[k] + a*y[k], k)"),
        (
            "merge-sums",
            "x[i]*x[i]*sum(x[k], k) + x[i]*x[i]*sum(y[k], k)",
            "x[i]*x[i]*sum(x[k] + y[k], k)",
        ),
        (
            "merge-sums",
            "sum(x[k], k, k != i) - sum(y[k], k, k != i)",
            "sum(x[k] - y[k], k, k != i)",
        ),
        ("sum-with", "sum(x[k]*y[i], k, k != i)", "sum(x[k]*y[i], k) - x[i]*y[i]"),
        ("sum-without", "a*sum(x[k], k) - a*x[i]", "a*sum(x[k], k, k != i)"),
        ("sum-without", "y[i] - sum(x[k], k) + x[j]", "-sum(x[k], k, k != j) + y[i]"),
    ],
)
def test_what_becomes_of_sums(key, line, wanted):
    assert applied(key, line) == read_term(wanted, SYSTEM)


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("merge-sums", "sum(x[k], k) + sum(z[l], l)"),
        ("merge-sums", "sum(x[k], k) + sum(y[k], k, k != i)"),
        ("merge-sums", "x[i]*x[i]*sum(x[k], k) + x[i]*sum(y[k], k)"),
        ("merge-sums", "x[i]*sum(x[k], k) + y[i]*sum(y[k], k)"),
        ("sum-with", "sum(1/(x[k] - x[i]), k, k != i)"),
        ("sum-without", "sum(x[k], k) + x[i]"),
        ("sum-without", "sum(x[k], k) - z[i]"),
    ],
)
def test_what_is_left_alone(key, line):
    assert applied(key, line) is None
