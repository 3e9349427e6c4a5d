"""What a checker wrote in English, as a reader of another language is told it.

The checkers write evidence as data, and JSON keeps it so; what has no translation stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from string import Formatter

from symsoft.display.phrases import Phrases, fill

_KINDS = {
    "count": r"\d+",
    "word": r"\S+",
    "place": r"\S+ (?:=|!=|≠) [^:]*?",
    "cell": r"\([^()]*\)",
}
"""What a field may hold, by its name; any text, if it is not named here."""
_COMMA = re.compile(r", (?![^(]*\))")
"""A comma that is not inside brackets."""
_INNER = ("clause", "family", "wanted")
"""Fields that are told in the language of the reader themselves."""


def told(text: str, phrases: Phrases, escape: Callable[[str], str] = str) -> str:
    """Evidence in the language of the phrases; clauses are parted by semicolons.

    >>> from symsoft.display.phrases import catalogue
    >>> told("12 compared; skipped 3 undecided by rounding", catalogue("zh-TW"))
    '已比對 12 個值；略過：3 個值因捨入而無法判定'
    """
    if not phrases.told:
        return escape(text)
    clauses = (_clause(clause, phrases, escape) for clause in text.split("; "))
    return phrases.word("semicolon", escape).join(clauses)


def pattern(template: str) -> re.Pattern[str]:
    """The English texts that a template stands for.

    >>> bool(pattern("{count} compared").fullmatch("12 compared"))
    True
    """
    parts = []
    for words, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(words))
        if name:
            parts.append(f"(?P<{name}>{_KINDS.get(name, '.+?')})")
    return re.compile("".join(parts))


def _clause(text: str, phrases: Phrases, escape: Callable[[str], str]) -> str:
    for english, known in _patterns(phrases):
        found = known.fullmatch(text)
        if found:
            fields = {
                name: _field(name, value, phrases, escape)
                for name, value in found.groupdict().items()
            }
            return fill(phrases.told[english], escape, **fields)
    return escape(text)


def _field(name: str, value: str, phrases: Phrases, escape: Callable[[str], str]) -> str:
    if name in _INNER:
        return _clause(value, phrases, escape)
    if name == "list":
        parts = (_clause(part, phrases, escape) for part in _COMMA.split(value))
        return phrases.word("comma", escape).join(parts)
    return escape(value)


def _patterns(phrases: Phrases) -> Iterator[tuple[str, re.Pattern[str]]]:
    return iter(_sorted(tuple(phrases.told)))


@cache
def _sorted(templates: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """The patterns, those with most words first, for they say most precisely what is meant."""

    def words(template: str) -> int:
        return sum(len(text) for text, _, _, _ in Formatter().parse(template))

    ordered = sorted(templates, key=words, reverse=True)
    return [(template, pattern(template)) for template in ordered]
