"""Every word that a printed derivation contains, in one catalogue for each language.

A template's fields in braces are filled by the printer with formulas; the words around them are
plain text, which the printer escapes.  Nothing here knows a term.
"""

from __future__ import annotations

from importlib import import_module

from symsoft.display.phrases.english import ENGLISH
from symsoft.display.phrases.record import Phrases, Rule, fill
from symsoft.errors import InputError
from symsoft.suggest import did_you_mean

__all__ = ["ENGLISH", "LANGUAGES", "Phrases", "Rule", "catalogue", "fill"]

_CATALOGUES = {
    "en": "english.ENGLISH",
    "zh-TW": "traditional_chinese.TRADITIONAL_CHINESE",
    "zh-CN": "simplified_chinese.SIMPLIFIED_CHINESE",
}

LANGUAGES = tuple(_CATALOGUES)
"""The languages that a derivation can be printed in."""


def catalogue(language: str) -> Phrases:
    """The phrases of a language, whatever the case of its letters; loaded when it is asked for.

    Raises InputError for a language that there is none of.

    >>> catalogue("zh-tw").title("quotient")
    '商法則'
    """
    known = {name.lower(): name for name in LANGUAGES}
    name = known.get(language.lower())
    if name is None:
        raise InputError(f"no language {language!r}{did_you_mean(language, LANGUAGES)}")
    module, _, constant = _CATALOGUES[name].partition(".")
    found: Phrases = getattr(import_module(f"{__name__}.{module}"), constant)
    return found
