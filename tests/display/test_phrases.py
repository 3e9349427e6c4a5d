"""Every rule has words, every template its fields."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

import symsoft
from symsoft.calculus.book import full_book
from symsoft.calculus.forms_of import CODED, FORMS
from symsoft.display.formulas import formula
from symsoft.display.phrases import ENGLISH
from symsoft.proof import Verdict

WRITTEN = [
    "definition",
    "fold",
    "quotient",
    "linearity",
    "sum",
    "product",
    "power",
    "exponential",
    "where",
    "variable",
    "constant",
    "lemma",
    "chain-through",
    "delta",
    "constants-out",
    "split-at-delta",
    "split-sum",
    "exchange",
    "assumption",
    "fact",
    "cancel",
    "expand",
    "factor",
    "delta-index",
    "exp-sum",
    "log-product",
    "log-exp",
    "log-power",
    "log-derivative",
    "cases",
    "matrix",
    "entries",
    "contract-vjp",
    "contract-jvp",
    "shift",
    "add-subtract",
    "chain-exp",
    "chain-log",
    "chain-sin",
    "chain-cos",
    "chain-tanh",
    "chain-sinh",
    "chain-cosh",
    "chain-erf",
    "chain-abs",
    "chain-sign",
    "chain-maximum",
    "chain-minimum",
]


@pytest.mark.parametrize("key", sorted({*full_book(), *WRITTEN}))
def test_every_rule_has_a_phrase(key: str) -> None:
    rule = ENGLISH.rules[key]
    assert rule.title
    fields = {name for _, name, _, _ in Formatter().parse(rule.reason) if name}
    assert fields <= {"cites", "given", "formula"}
    assert ("formula" in fields) == (formula(key) is not None)
    assert rule.bare or not fields & {"cites", "given"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_a_title(form: str) -> None:
    assert ENGLISH.word(f"form-{form}")


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_word(verdict: Verdict) -> None:
    assert ENGLISH.word(verdict.value)


def test_reasons() -> None:
    assert ENGLISH.reason("definition", ["y_i", "y_j"]) == "definition of y_i and y_j"
    assert ENGLISH.reason("definition") == "definition"
    assert ENGLISH.reason("assumption", given=["Σ_k t_k = 1"]) == "assumption: Σ_k t_k = 1"
    assert ENGLISH.reason("a-rule-of-tomorrow") == "a rule of tomorrow"


def test_only_words_are_escaped() -> None:
    assert ENGLISH.reason("definition", ["$y_i$"], escape=str.upper) == "DEFINITION OF $y_i$"


def test_unknown_words_are_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH.word("no such phrase")


def test_no_word_is_left_over() -> None:
    folder = Path(symsoft.__file__).parent
    files = [*(folder / "display").glob("*.py"), *(folder / "targets").glob("*.py")]
    code = "".join(f.read_text(encoding="utf-8") for f in files if f.name != "phrases.py")
    made = {f"form-{form}" for form in (*FORMS, *(f"stable-{c}" for c in CODED))} | {
        v.value for v in Verdict
    }
    made |= {"form-entries-at", "form-kinds-at", "finding-exact", "finding-enclosure", "and"}

    def used(word: str) -> bool:
        return f'"{word}"' in code or f"'{word}'" in code

    assert [w for w in ENGLISH.words if w not in made and not used(w)] == []
