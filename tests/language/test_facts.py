"""What assumptions and definitions say, and what follows for sums."""

from __future__ import annotations

import pytest

from symsoft.language.facts import BINARY, Fact, said, sums, totals
from symsoft.language.spelling import one_line
from symsoft.language.text import read_system

DEFINITIONS = ("y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = sum(y[k]*t[k], k) + T")


def shown(fact: Fact) -> str:
    terms = " + ".join(f"{c}*{one_line(t)}" for t, c in fact.terms)
    return f"{terms} {fact.relation} {fact.number}"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2*T > 1 + T", ["1*T > 1"]),
        ("T - T = 1", [" = 1"]),
        ("sum(2*t[k] + 3, k) = T", ["2*sum(t[k], k) + 3*n + -1*T = 0"]),
        ("2*(T + 1) >= 0", ["2*T >= -2"]),
        ("onehot(t)", [f"1*t[k] {BINARY} 0", "1*sum(t[k], k) = 1"]),
    ],
)
def test_what_is_said(given, wanted):
    (assumption,) = read_system(DEFINITIONS, (given,)).assumptions
    assert [shown(f) for f in said(assumption)] == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("x[k] > 2", ["1*sum(x[k], k) + -2*n > 0"]),
        ("x[k] - t[k] <= 0", ["1*sum(x[k], k) + -1*sum(t[k], k) <= 0"]),
        ("x[k] > T", []),
        ("x[k] != 2", []),
    ],
)
def test_what_follows_for_sums(given, wanted):
    (assumption,) = read_system(DEFINITIONS, (given,)).assumptions
    assert [shown(s) for f in said(assumption) for s in sums(f)] == wanted


def test_shares_of_a_whole_add_up_to_1():
    assert [shown(f) for f in totals(read_system(DEFINITIONS))] == ["1*sum(y[i], i) = 1"]
