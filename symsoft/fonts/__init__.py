"""The Chinese fonts that come with symsoft, and which characters they hold.

Parts of Noto Serif CJK, under the licence in OFL.txt; docs/subset_fonts.py makes them.  Nothing is
drawn here, and no font is opened: the characters of each stand in a text file beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

__all__ = ["FAMILIES", "WEIGHTS", "covered", "files", "is_chinese", "list_path", "missing", "path"]

FAMILIES: Mapping[str, str] = MappingProxyType(
    {"zh-TW": "Symsoft Serif TC", "zh-CN": "Symsoft Serif SC"}
)
"""The name of each language's font."""

WEIGHTS = ("Regular", "Bold")

_FOLDER = Path(__file__).parent


def path(language: str, weight: str = "Regular") -> Path:
    """The font file of a language; raises KeyError for a language that needs none.

    >>> path("zh-TW").name
    'SymsoftSerifTC-Regular.otf'
    """
    return _FOLDER / f"{_stem(language)}-{weight}.otf"


def files(language: str) -> dict[str, bytes]:
    """The font files of a language by their names, none for a language that needs none.

    >>> sorted(files("zh-TW")), files("en")
    (['SymsoftSerifTC-Bold.otf', 'SymsoftSerifTC-Regular.otf'], {})
    """
    if language not in FAMILIES:
        return {}
    paths = (path(language, weight) for weight in WEIGHTS)
    return {file.name: file.read_bytes() for file in paths}


def list_path(language: str) -> Path:
    """The file that lists the characters of a language's fonts."""
    return _FOLDER / f"{_stem(language)}.txt"


def _stem(language: str) -> str:
    return FAMILIES[language].replace(" ", "")


@cache
def covered(language: str) -> frozenset[str]:
    """The characters of a language's font, none for a language without one."""
    if language not in FAMILIES:
        return frozenset()
    return frozenset(list_path(language).read_text(encoding="utf-8").rstrip("\n"))


def is_chinese(character: str) -> bool:
    """Is this a character, or punctuation as wide as one, for which a Latin font has no glyph?

    >>> is_chinese("導"), is_chinese("，"), is_chinese("é"), is_chinese("∂")
    (True, True, False, False)
    """
    code = ord(character)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF


def missing(text: str, language: str) -> str:
    """The Chinese characters of a text that the language's font lacks, each once, in order.

    Other characters are for the main font to have.

    >>> missing("導數 ∂y 龘龘", "zh-TW"), missing("導數", "en")
    ('龘', '導數')
    """
    there = covered(language)
    return "".join(dict.fromkeys(c for c in text if is_chinese(c) and c not in there))
