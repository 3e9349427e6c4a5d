"""The fonts hold what the lists beside them say, and all that symsoft prints."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from symsoft import fonts
from symsoft.display.phrases import LANGUAGES, catalogue

each_language = pytest.mark.parametrize("language", fonts.FAMILIES)


def test_every_language_but_english_has_a_font() -> None:
    assert set(fonts.FAMILIES) == set(LANGUAGES) - {"en"}


@each_language
@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_the_list_is_what_the_font_holds(language: str, weight: str) -> None:
    with TTFont(fonts.path(language, weight)) as font:
        held = {chr(code) for code in font.getBestCmap()}
        names = {n.nameID: str(n) for n in font["name"].names}
    assert held == fonts.covered(language) | {" "}
    assert (names[1], names[2]) == (fonts.FAMILIES[language], weight)
    assert "Open Font License" in names[13]


@each_language
def test_every_phrase_can_be_printed(language: str) -> None:
    assert fonts.missing(catalogue(language).text(), language) == ""


@each_language
def test_the_list_is_sorted_text(language: str) -> None:
    text = fonts.list_path(language).read_text(encoding="utf-8")
    assert text == "".join(sorted(fonts.covered(language))) + "\n"
    assert all(map(fonts.is_chinese, text.rstrip("\n")))


def test_what_is_missing_is_named_once_and_in_order() -> None:
    assert fonts.missing("龘導數 é ∂ 齉龘", "zh-TW") == "龘齉"
    assert fonts.missing("导", "zh-TW") == "导"
    assert fonts.missing("no Chinese at all, ∂y/∂x ≥ 0", "zh-TW") == ""


def test_english_has_no_font() -> None:
    assert fonts.missing("名", "en") == "名"
    with pytest.raises(KeyError):
        fonts.path("en")


def test_the_licence_is_beside_the_fonts() -> None:
    licence = fonts.path("zh-TW").with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
