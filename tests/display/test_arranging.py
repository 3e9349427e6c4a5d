"""One-line text has the order of every other format, and is read back as the same term."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.catalog import entries
from symsoft.display.arranging import arranged
from symsoft.display.order import Order
from symsoft.language.spelling import one_line
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["y[i] = a*b*x[i]*t[i]"])


@pytest.mark.parametrize(
    ("held", "seen"),
    [
        ("-t[i] + y[i]", "y[i] - t[i]"),
        ("-y[i]**2 + 1", "1 - y[i]**2"),
        ("(-y[i] + 1)*x[i]*2", "2*x[i]*(1 - y[i])"),
        ("1/a*b*(x[i]/b - 1/a*t[i])", "b/a*(x[i]/b - t[i]/a)"),
        ("sum((-x[k] + t[k])*a, k)", "sum(a*(t[k] - x[k]), k)"),
        ("-1 + delta(i, j)*x[i]", "x[i]*delta(i, j) - 1"),
    ],
)
def test_it_is_written_as_it_is_printed(held, seen):
    e = read_term(held, SYSTEM)
    found = arranged(e, Order.of(SYSTEM, e))
    assert one_line(found) == seen
    assert found == e


@pytest.mark.parametrize("name", entries())
def test_it_is_read_back(name):
    for d in api.derivations(api.state(name), forms=("delta",)):
        order = Order.of_claim(d.proof.system, d.proof.claim)
        for step in d.proof.steps:
            line = one_line(arranged(step.after, order))
            assert read_term(line, d.proof.system) == step.after
