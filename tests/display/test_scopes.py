"""A scope says in every language what the checkers wrote."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.display.latex_names import escape as latex_escape
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, catalogue
from symsoft.display.scope_formulas import formula_of
from symsoft.display.scopes import merged, signs, spoken

SCOPES = {
    "all n >= 1": "所有 n ≥ 1",
    "all n, m >= 1, k >= 2": "所有 n, m ≥ 1, k ≥ 2",
    "all values": "所有值",
    "n = 1..3, all index values, 3 points, 128 bits": ("n = 1…3，所有指標值，3 個點，128 位元精度"),
    "(n, m) = (3, 2), (2, 3), 1 point, 30 digits": "(n, m) = (3, 2), (2, 3)，1 個點，30 位數字",
    "n = 3, all m >= 1, all index values": "n = 3，所有 m ≥ 1，所有指標值",
    "all n >= 1 where x[k] > 0, T != 0": "所有 n ≥ 1，其中 x[k] > 0, T ≠ 0",
    "n = 4, all index values; all n >= 1": "n = 4，所有指標值；所有 n ≥ 1",
    "": "",
    "something new": "something new",
}


@pytest.mark.parametrize("scope", SCOPES)
def test_chinese(scope: str) -> None:
    assert spoken(scope, catalogue("zh-TW")) == SCOPES[scope]


@pytest.mark.parametrize("scope", SCOPES)
def test_english_stays_as_it_is(scope: str) -> None:
    assert spoken(scope, ENGLISH) == signs(scope)


@pytest.mark.parametrize(
    ("scope", "wide"),
    [
        ("all n >= 1", "all n, m, p >= 1"),
        ("all m, p >= 1", "all n, m, p >= 1"),
        ("all n >= 2", "all n >= 2"),
        ("all n >= 1 where T != 0", "all n, m >= 1 where T != 0"),
        ("n = 1..3, 3 points, 128 bits", "n = 1..3, all index values, 3 points, 128 bits"),
        ("n = 1..3, 2 points, 128 bits", "n = 1..3, 2 points, 128 bits"),
        ("all values", "all values"),
    ],
)
def test_scopes_that_say_the_same(scope: str, wide: str) -> None:
    every = [
        "all n >= 1",
        "all n, m, p >= 1",
        "all m, p >= 1",
        "all n >= 2",
        "all n >= 1 where T != 0",
        "all n, m >= 1 where T != 0",
        "n = 1..3, all index values, 3 points, 128 bits",
        "n = 1..3, 3 points, 128 bits",
        "n = 1..3, 2 points, 128 bits",
        "all values",
    ]
    assert merged(every)[scope] == wide
    assert merged([scope]) == {scope: scope}


def test_formulas_are_written_as_elsewhere() -> None:
    found = api.derive("temperature", wrt=["T"]).derivations
    write = formula_of(found, LatexPrinter(Order.of(found[0].proof.system)))
    text = spoken("all n >= 1 where T != 0", ENGLISH, latex_escape, write)
    assert text == r"all $n$ $\ge$ 1 where $T \ne 0$"
    text = spoken("(n, m) = (3, 2), 3 points", ENGLISH, latex_escape, write)
    assert text == "($n$, $m$) = (3, 2), 3 points"
    text = spoken("r = 4, m = 1..3, all index values", ENGLISH, latex_escape, write)
    assert text == r"$r$ = 4, $m$ = 1\dots{}3, all index values"
    assert spoken("something_new", ENGLISH, latex_escape, write) == r"something\_new"


def test_formulas_and_words_are_escaped() -> None:
    assert spoken("all n_ >= 1, 2 points", ENGLISH, lambda t: t.replace("_", r"\_")) == (
        r"all n\_ ≥ 1, 2 points"
    )
