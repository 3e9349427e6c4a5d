"""No format lets an English word slip into a document in Chinese."""

from __future__ import annotations

import re
from typing import Any

import pytest

from symsoft.display.names import columns
from symsoft.display.options import Options
from symsoft.display.phrases import LANGUAGES, catalogue
from symsoft.proof import Derivation, Evidence, Verdict
from symsoft.targets import TARGETS

NAMES = {"exp", "log", "max", "diag", "abs", "softmax", "one", "hot"}
COMMANDS = {"markdown": r"\\(begin|end)\{\w+\}|\\\w+|\[4pt\]|^```math$", "text": r"(?!)"}
"""What in a format is not language."""

CHINESE = [language for language in LANGUAGES if language != "en"]


def words(page: str, format: str) -> set[str]:
    bare = re.sub(COMMANDS[format], " ", page, flags=re.MULTILINE)
    return set(re.findall("[A-Za-z]{3,}", bare)) - NAMES


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("format", COMMANDS)
def test_no_english_is_left(
    format: str, language: str, softmax: Derivation, cross_entropy: Derivation, softmax_found: Any
) -> None:
    options = Options(phrases=catalogue(language))
    doubt = softmax_found([Evidence("exact", Verdict.UNKNOWN, "all n >= 1, 2 points, 128 bits")])
    for derivations in ([softmax], [cross_entropy], [doubt], [softmax_found([])]):
        page = TARGETS[format].document(derivations, options)
        assert words(page, format) == set()
        assert re.search("[\u4e00-\u9fff]", page)


@pytest.mark.parametrize("language", CHINESE)
def test_evidence_has_no_english(language: str, softmax_found: Any) -> None:
    place = "n = 2, i = 1: left 0.25, right 0.5 at x = (1, 2)"
    failing = softmax_found([Evidence("enclosure", Verdict.FAILS, "every size", place)])
    ran = Evidence("c f64", Verdict.HOLDS, "y", "1 ulp, 2 at extreme inputs, 3 of its bound")
    options = Options(phrases=catalogue(language), detail="full", certificate=(ran,))
    for format in ("latex", "typst", "html"):
        # Typst writes 0\\.25, so that no list begins there.
        page = TARGETS[format].document([failing], options).replace("\\.", ".")
        assert "0.25" in page
        for english in ("left 0.25", "every size", "at extreme inputs", "of its bound"):
            assert english not in page


@pytest.mark.parametrize("format", COMMANDS)
def test_english_would_be_seen(format: str, softmax: Derivation) -> None:
    page = TARGETS[format].document([softmax], Options())
    assert {"definition", "rule", "exactly"} <= words(page, format)


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("language", CHINESE)
def test_every_format_speaks_it(name: str, language: str, softmax: Derivation) -> None:
    english = TARGETS[name].document([softmax], Options())
    page = TARGETS[name].document([softmax], Options(phrases=catalogue(language)))
    assert {"zh-TW": "的定義", "zh-CN": "的定义"}[language] in page
    assert "quotient rule" in english
    assert "quotient rule" not in page


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("width", [60, 80])
def test_reasons_end_at_the_margin(
    width: int, language: str, monster: Derivation, softmax: Derivation
) -> None:
    options = Options(phrases=catalogue(language), width=width)
    lines = TARGETS["text"].document([softmax], options).splitlines()
    reasons = [line for line in lines if re.search(r" {2}\S+ 的定[義义]$| {2}商法[則则]$", line)]
    assert len(reasons) >= 2
    assert {columns(line) for line in reasons} == {width}
    for derivation in (softmax, monster):
        page = TARGETS["text"].document([derivation], options)
        assert max(map(columns, page.splitlines())) <= width
