"""A scope says in every language what the checkers wrote."""

from __future__ import annotations

import pytest

from symsoft.display.phrases import ENGLISH, catalogue
from symsoft.display.scopes import signs, spoken

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


def test_formulas_and_words_are_escaped() -> None:
    assert spoken("all n_ >= 1, 2 points", ENGLISH, lambda t: t.replace("_", r"\_")) == (
        r"all n\_ ≥ 1, 2 points"
    )
