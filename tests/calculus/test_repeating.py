"""What repeats the body of a sum at one index is written like it."""

from __future__ import annotations

import pytest

from symsoft.calculus.cost import cost
from symsoft.calculus.repeating import repetitions
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["q[i] = a*g*x[i]*y[i]*t[i]"])


def term(text):
    return read_term(text, SYSTEM)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "a*sum(x[k]*(y[k] + t[k]), k) - x[i]*y[i] - x[i]*t[i]",
            "a*sum(x[k]*(y[k] + t[k]), k) - x[i]*(y[i] + t[i])",
        ),
        (
            "sum(x[k]*(1 - log(y[k])), k)*x[j] + 2*a*x[j] - 2*a*x[j]*log(y[j]) + a",
            "sum(x[k]*(1 - log(y[k])), k)*x[j] + 2*a*x[j]*(1 - log(y[j])) + a",
        ),
        (
            "sum(x[k]*((1 - y[k])**g - (1 - y[k])**(g - 1)), k) + x[j]*(1 - y[j])**(g - 1)"
            " - x[j]*(1 - y[j])**g",
            "sum(x[k]*((1 - y[k])**g - (1 - y[k])**(g - 1)), k)"
            " - x[j]*((1 - y[j])**g - (1 - y[j])**(g - 1))",
        ),
    ],
)
def test_repetitions_are_seen(before, after):
    assert term(after) in list(repetitions(term(before)))
    assert cost(term(after)) < cost(term(before))


@pytest.mark.parametrize(
    "text",
    [
        "sum(x[k]*(y[k] + t[k]), k) - x[i]*y[i] + x[i]*t[i]",
        "sum(x[k]*(y[k] + t[k]), k) - x[i]*y[i] - x[j]*t[j]",
        "sum(x[k]*(y[k] + t[k]), k, k != i) - x[i]*y[i] - x[i]*t[i]",
        "x[i]*y[i] + x[i]*t[i]",
    ],
)
def test_what_only_looks_alike_is_left(text):
    assert all(new == term(text) for new in repetitions(term(text)))
