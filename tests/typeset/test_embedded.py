"""Typst comes with symsoft, depends on nothing of this machine, and never prints an empty box."""

from __future__ import annotations

import pytest

from symsoft.typeset import TypesetError, embedded, typeset
from symsoft.typeset.failure import EngineFailure

pytest.importorskip("typst")

NOWHERE = "\U000f1234"
"""A character of the private use area, which no font has."""


def test_the_same_text_gives_the_same_bytes() -> None:
    assert embedded.run("$y_i$") == embedded.run("$y_i$")
    assert embedded.run("$y_i$").startswith(b"%PDF")


def test_an_error_is_one_line() -> None:
    with pytest.raises(EngineFailure) as caught:
        embedded.run("#unknown()")
    assert str(caught.value) == "unknown variable: unknown"


def test_a_character_that_no_font_has_is_an_error() -> None:
    with pytest.raises(TypesetError, match="could not be displayed") as caught:
        typeset(lambda _format: NOWHERE, "typst")
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_fonts_of_the_package_are_used() -> None:
    markup = '#set text(font: "Symsoft Serif TC")\n導數'
    assert b"SymsoftSerifTC" in embedded.run(markup).replace(b"-", b"")


def test_a_drawing_is_a_page_of_its_size() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'
    assert embedded.drawing(svg).startswith(b"%PDF")


def test_a_drawing_that_is_none_is_an_error() -> None:
    with pytest.raises(EngineFailure):
        embedded.drawing("<svg")
