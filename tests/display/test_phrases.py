"""Every rule has words in every language, every template its fields."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import symsoft
from symsoft.calculus.book import full_book
from symsoft.calculus.forms_of import CODED, FORMS
from symsoft.catalog import entries
from symsoft.display.formulas import formula
from symsoft.display.phrases import ENGLISH, LANGUAGES, Phrases, catalogue, fill, theorems
from symsoft.errors import InputError
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
    files = [p for p in folder.rglob("*.py") if "phrases" not in p.parts]
    code = "".join(f.read_text(encoding="utf-8") for f in files)
    forms = {*FORMS, *(f"stable-{form}" for form in CODED), "entries-definition", "kinds-at"}
    made = {f"form-{form}" for form in forms} | {v.value for v in Verdict}
    made |= {"point", "points", "bits", "digits"}
    begun = set(re.findall(r'f"([a-z]+-)\{', code)) - {"form-"}

    def used(word: str) -> bool:
        plain = word.removesuffix("-at")
        return f'"{plain}"' in code or any(word.startswith(start) for start in begun)

    assert [w for w in ENGLISH.words if w not in made and not used(w)] == []


# -- other languages -------------------------------------------------------------------------


CHINESE = [catalogue(language) for language in LANGUAGES if language != "en"]
CHARACTER = "[\u4e00-\u9fff]"

each = pytest.mark.parametrize("phrases", CHINESE, ids=lambda p: p.language)


def templates(phrases: Phrases) -> dict[str, str]:
    """Every template of a language by what it is for."""
    found = {f"word {key}": text for key, text in phrases.words.items()}
    for key, rule in phrases.rules.items():
        found |= {
            f"title {key}": rule.title,
            f"reason {key}": rule.reason,
            f"bare {key}": rule.bare,
        }
    return found


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@each
def test_nothing_is_missing(phrases: Phrases) -> None:
    assert templates(phrases).keys() ^ templates(ENGLISH).keys() == set()


@each
def test_templates_have_the_same_fields(phrases: Phrases) -> None:
    theirs = templates(phrases)
    for key, english in templates(ENGLISH).items():
        assert fields(theirs[key]) == fields(english), key
        assert bool(theirs[key]) == bool(english), key


@each
def test_everything_is_translated(phrases: Phrases) -> None:
    same = {"method-sympy diff", "finding-bad"}
    for key, english in templates(ENGLISH).items():
        words = re.sub(r"\{\w+\}|VJP|JVP|SymPy", "", english)
        if re.search("[a-z]{2}", words) and key.partition(" ")[2] not in same:
            assert re.search(CHARACTER, templates(phrases)[key]), key


@each
def test_titles(phrases: Phrases) -> None:
    assert phrases.titles.keys() ^ entries().keys() == set()
    for name, title in phrases.titles.items():
        assert re.search(CHARACTER, title), name
        assert phrases.entry_title(name, "?") == title
    assert phrases.entry_title("no-such-entry", "Its own") == "Its own"


FUNCTIONS = {"abs", "cosh", "cos", "diag", "erf", "exp", "lim", "log", "max", "maximum", "minimum"}
FUNCTIONS |= {"pi", "sign", "sin", "sinh", "sqrt", "tanh", "dx"}


def sentences() -> set[str]:
    """What the rule book says in more than formulas."""
    said = {text for rule in full_book().values() for text in (rule.theorem, rule.conditions)}
    return {t for t in said if set(re.findall(r"\b[a-z]{2,}\b(?!\()", t)) - FUNCTIONS}


@each
def test_every_theorem_is_translated(phrases: Phrases) -> None:
    assert sorted(t for t in sentences() if phrases.sentence(t) == t) == []
    assert sorted(theorems.TRADITIONAL.keys() - sentences()) == []


@each
def test_the_formulas_of_a_theorem_stay(phrases: Phrases) -> None:
    for text in sentences():
        for run in re.findall("[ -~]+", phrases.sentence(text)):
            assert run.strip() in text, f"{run} is not in {text}"


@each
def test_characters_are_those_of_the_country(phrases: Phrases) -> None:
    encoding = {"zh-TW": "big5", "zh-CN": "gb2312"}[phrases.language]
    characters = "".join(re.findall(CHARACTER, phrases.text()))
    assert characters.encode(encoding).decode(encoding) == characters


@each
def test_punctuation_is_full_width(phrases: Phrases) -> None:
    for key, text in templates(phrases).items():
        assert not re.search(rf"{CHARACTER}[,.;:!?()]|[,.;:!?(]{CHARACTER}", text), key


@each
def test_the_two_share_no_rule_by_mistake(phrases: Phrases) -> None:
    chain = {"zh-TW": "連鎖律", "zh-CN": "链式法则"}[phrases.language]
    assert phrases.title("chain-through") == chain
    assert phrases.title("chain-exp").endswith(chain)


def test_lists_in_chinese() -> None:
    taiwan, mainland = CHINESE
    assert taiwan.listed(["y_i", "y_j"]) == "y_i 與 y_j"
    assert mainland.listed(["a", "b", "c"]) == "a、b 与 c"
    assert taiwan.reason("definition", ["y_i"]) == "y_i 的定義"
    assert mainland.reason("definition") == "定义"
    assert taiwan.reason("lemma", ["$a$"]) == "引理：$a$"


def test_a_format_never_sees_chinese_characters() -> None:
    seen: list[str] = []

    def escape(text: str) -> str:
        seen.append(text)
        return text

    assert fill("對 δ 的{x}，", escape, x="x") == "對 δ 的 x，"
    assert seen == [" δ "]
    assert CHINESE[0].escaped("導數 50%", lambda t: t.replace("%", "\\%")) == "導數 50\\%"
    assert ENGLISH.escaped("導", lambda _: "?") == "?"


@pytest.mark.parametrize("language", ["ZH-tw", "zh-TW"])
def test_languages_by_any_case(language: str) -> None:
    assert catalogue(language).language == "zh-TW"


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(InputError, match=r"no language .fr.*en, zh-TW, zh-CN"):
        catalogue("fr")


def test_every_reason_for_an_absent_form_has_words() -> None:
    sources = (p.read_text() for p in Path(symsoft.__file__).parent.glob("calculus/*.py"))
    reason = re.compile(r'(?:NoMatrixForm\(|Absent\(name, )"([^"]*)"')
    raised = {key for text in sources for key in reason.findall(text)}
    assert len(raised) > 5
    assert {f"absent-{key}" for key in raised} == {
        k for k in ENGLISH.words if k.startswith("absent-")
    }
