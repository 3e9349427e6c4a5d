"""What a catalogue of phrases is, whatever the language: rules, words and how fields are filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter


@dataclass(frozen=True, slots=True)
class Rule:
    """How a rule is spoken of: its title, and the reason it gives for a step.

    ``bare`` is the reason for a step that cites nothing.  Fields: ``{cites}``, ``{given}``, and
    ``{formula}``, the rule itself as a formula (see ``formulas``).
    """

    title: str
    reason: str
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The catalogue of one language.

    ``titles`` translate those of the catalogue's entries, ``sentences`` those of the rule book and
    of ``doctor``, ``told`` what the checkers write; English has none.
    """

    language: str
    rules: Mapping[str, Rule]
    words: Mapping[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)

    def entry_title(self, entry: str, english: str) -> str:
        """What an entry of the catalogue is called; ``english`` where there is no translation."""
        return self.titles.get(entry, english)

    def sentence(self, english: str) -> str:
        """A theorem, or what a tool is good for; formulas alone are the same in every language.

        >>> from symsoft.display.phrases import catalogue
        >>> catalogue("zh-TW").sentence("a > 0 and b > 0")
        'a > 0 且 b > 0'
        """
        return self.sentences.get(english, english)

    def text(self) -> str:
        """Everything that this language is printed with."""
        rules = (f"{r.title}{r.reason}{r.bare}" for r in self.rules.values())
        more = (self.words, self.titles, self.sentences, self.told)
        return "".join((*rules, *(text for texts in more for text in texts.values())))

    def title(self, rule: str) -> str:
        """What a rule is called; a rule that the catalogue does not know goes by its key.

        >>> from symsoft.display.phrases import ENGLISH
        >>> ENGLISH.title("chain-exp")
        'chain rule for exp'
        """
        return self._rule(rule).title

    def reason(
        self,
        rule: str,
        cites: Sequence[str] = (),
        given: Sequence[str] = (),
        formula: str = "",
        escape: Callable[[str], str] = str,
    ) -> str:
        """Why a step holds, in words.

        >>> from symsoft.display.phrases import ENGLISH
        >>> ENGLISH.reason("definition", ["y_i"])
        'definition of y_i'
        """
        found = self._rule(rule)
        fields = {"cites": self.listed(cites, escape), "given": self.listed(given, escape)}
        fields["formula"] = formula
        wanted = {name for _, name, _, _ in Formatter().parse(found.reason) if name}
        complete = all(fields[name] for name in wanted)
        return fill(found.reason if complete else found.bare or found.title, escape, **fields)

    def word(self, key: str, escape: Callable[[str], str] = str, **fields: str) -> str:
        """One of the other phrases; raises KeyError for a key that is not in the catalogue."""
        return fill(self.words[key], escape, **fields)

    def listed(self, parts: Sequence[str], escape: Callable[[str], str] = str) -> str:
        """``a``, ``a and b``, ``a, b and c``.

        >>> from symsoft.display.phrases import ENGLISH
        >>> ENGLISH.listed(["a", "b", "c"])
        'a, b and c'
        """
        if len(parts) < 2:
            return "".join(parts)
        first = self.word("comma", escape).join(parts[:-1])
        return self.word("and", escape, first=first, last=parts[-1])

    def escaped(self, text: str, escape: Callable[[str], str]) -> str:
        """Running text for a format, with the characters of this language as they are."""
        return escape(text) if self.language == "en" else _escaped(text, escape)

    def _rule(self, key: str) -> Rule:
        found = self.rules.get(key)
        words = key.replace("-", " ")
        return found or Rule(words, words)


def fill(template: str, escape: Callable[[str], str], **fields: str) -> str:
    """A template with its fields put in and the words around them escaped.

    Between a Chinese character and anything that is not Chinese there is a space, as in a textbook.

    >>> fill("由{given}得", str.upper, given="x_k > 0")
    '由 x_k > 0 得'
    """
    filled = ""
    for text, name, _, _ in Formatter().parse(template):
        for part in (_escaped(text, escape), fields[name] if name else ""):
            filled += f" {part}" if _apart(filled[-1:], part[:1]) else part
    return filled


_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_CHINESE = re.compile("([\u3000-\u9fff\uff00-\uffef]+)")
"""Ideographs, and the punctuation that is as wide as they are."""


def _escaped(text: str, escape: Callable[[str], str]) -> str:
    """No format gives a Chinese character a meaning of its own: these stay as they are."""
    runs = _CHINESE.split(text)
    return "".join(run if place % 2 else escape(run) for place, run in enumerate(runs) if run)


def _apart(left: str, right: str) -> bool:
    """Does a space belong between the two characters?"""
    if not left.strip() or not right.strip():
        return False
    here, there = (bool(_IDEOGRAPH.match(c)) for c in (left, right))
    return here != there and not (_CHINESE.match(left) and _CHINESE.match(right))
