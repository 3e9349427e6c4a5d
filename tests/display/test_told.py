"""Everything that a checker may write is known in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import symsoft
from symsoft.checking.code import Tally
from symsoft.checking.judging import Outcome
from symsoft.display.phrases import ENGLISH, LANGUAGES, Phrases, catalogue
from symsoft.display.told import pattern, told

CHECKING = Path(symsoft.__file__).parent / "checking"
ERRORS = (
    "Undecided",
    "Singular",
    "Nowhere",
    "NoSeriesError",
    "UnsupportedError",
    "OutOfRangeError",
)
CHINESE = [catalogue(language) for language in LANGUAGES if language != "en"]

each = pytest.mark.parametrize("phrases", CHINESE, ids=lambda p: p.language)


def written() -> Iterator[tuple[str, str]]:
    """The file and the text of every reason that the checkers' code gives, x for each field."""
    for file in sorted(CHECKING.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = node.args[:1] if node.func.id in ERRORS else ()
            if node.func.id == "Evidence":
                texts = node.args[2:]
            for text in texts:
                sample = spelled(text)
                if sample:
                    yield file.name, sample


def spelled(node: ast.expr) -> str:
    """A literal with 1 for each field, for that is a word, a number and a name; else nothing."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "1" for v in node.values)
    return ""


SCOPES = ("all ", "n = ")
"""What ``scopes`` puts into words."""


def test_reasons_are_found() -> None:
    found = {text for _, text in written()}
    assert {"division by zero", "no series of 1 is known", "nested too deeply"} <= found
    assert len(found) > 40


@each
def test_every_reason_is_told(phrases: Phrases) -> None:
    known = [pattern(english) for english in phrases.told]
    for file, text in written():
        if text == "1: 1" or text.startswith(SCOPES):
            continue  # a place and another reason
        assert any(p.fullmatch(text) for p in known), f"{file}: {text}"


@each
def test_fields_are_the_same(phrases: Phrases) -> None:
    for english, chinese in phrases.told.items():
        theirs, ours = (
            sorted(name for _, name, _, _ in Formatter().parse(t) if name)
            for t in (chinese, english)
        )
        assert theirs == ours, english
        assert re.search("[\u4e00-\u9fff]|^{place}：", chinese), english


@each
def test_a_certificate_has_no_english(phrases: Phrases) -> None:
    tally = Tally()
    for outcome in Outcome:
        for family in ("ordinary", "large", "small", "subnormal", "ties", "random", "all -inf"):
            tally.add(family, outcome)
    tally.families |= {"ties": 0, "all -inf": 0, "1e30": 0}
    said = told(tally.summary(), phrases)
    assert set(re.findall("[A-Za-z]{2,}", said)) == {"ulp", "inf"}
    assert told(Tally().summary(), phrases) != Tally().summary()


@each
def test_a_miss(phrases: Phrases) -> None:
    miss = "y f64, large inputs, n = 2 at (1, 2): got nan, should be 0.5, within 1e-05; x = [1, 2]"
    said = told(miss, phrases)
    assert re.findall("[A-Za-z]{2,}", said) == ["nan"]
    assert "(1, 2)" in said
    assert said.endswith("；x = [1, 2]")


@each
def test_counterexamples(phrases: Phrases) -> None:
    said = told("n = 2, i = 1: left 0.25, right 0.5… at x = (1, -2), T = 2", phrases)
    assert re.findall("[A-Za-z]{2,}", said) == []
    assert said.startswith("n = 2, i = 1：")
    assert told("left 1, right 2", phrases) != "left 1, right 2"
    assert "i ≠ j" in told("division by zero where i ≠ j", phrases)


def test_what_is_not_known_stays() -> None:
    for phrases in (ENGLISH, *CHINESE):
        assert told("a reason of tomorrow", phrases, str.upper) == "A REASON OF TOMORROW"
    assert told("12 compared; 1 by contract only", ENGLISH) == "12 compared; 1 by contract only"


def test_every_family_is_told() -> None:
    source = (CHECKING / "inputs.py").read_text(encoding="utf-8")
    names = set(re.findall(r'(?:Case\(|_moved\(\s*|^\s*\()"([a-z][a-z ]{3,})"', source, re.M))
    assert {"ties", "random", "large", "small", "subnormal"} <= names
    assert [n for n in sorted(names) if told(n, CHINESE[0]) == n] == []
