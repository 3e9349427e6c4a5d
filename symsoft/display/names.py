"""How the user's names are shown: Greek letters, hats, subscripts; two names never look the same.

Also the measure of a text on a terminal.  Nothing here knows a term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "eps": "ε",
    "epsilon": "ϵ",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "iota": "ι",
    "kappa": "κ",
    "lam": "λ",
    "lamda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
"""Names that are shown as a letter.  Left out, since the letter means something else in a formula:
pi (the number), delta (Kronecker's), Delta, Pi and Sigma (operators)."""

ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
"""Endings such as in x_hat, with the combining mark that shows them."""

_SPELLED_OUT = {"δ": "delta", "Σ": "Sigma", "π": "pi"}
"""The same for whoever types the letter."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A shown name; ``sub`` is a part of it that already stands below the line."""

    base: str
    sub: str = ""


Spelling = Callable[[str, frozenset[str]], Shown]


@dataclass(frozen=True, slots=True)
class Names:
    """The shown form of every name of a system, no two alike."""

    shown: Mapping[str, Shown]
    spelling: Spelling

    @staticmethod
    def of(names: Iterable[str], spelling: Spelling, plain: Callable[[str], str]) -> Names:
        """Show each name by ``spelling``, or plainly where another one looks like that."""
        every = tuple(names)
        known, taken = frozenset(every), set[Shown]()
        reserved = {Shown(plain(name)) for name in every}
        shown: dict[str, Shown] = {}
        for name in every:
            pretty = spelling(name, known)
            own = Shown(plain(name))
            shown[name] = own if pretty in taken | (reserved - {own}) else pretty
            taken.add(shown[name])
        return Names(shown, spelling)

    def __getitem__(self, name: str) -> Shown:
        return self.shown.get(name) or self.spelling(name, frozenset(self.shown))


def text_names(names: Iterable[str]) -> Names:
    """Names for a terminal.

    >>> names = text_names(["mu", "x_hat", "rate"])
    >>> [names[n].base for n in ("mu", "x_hat", "rate")]
    ['μ', 'x̂', 'rate']
    """
    return Names.of(names, _text, str)


def _accented(name: str) -> tuple[str, str]:
    """(stem, combining mark) of a name that ends like x_hat; the mark is empty for any other."""
    stem, _, ending = name.rpartition("_")
    letter = GREEK.get(stem, stem)
    return (stem, ACCENTS[ending]) if ending in ACCENTS and len(letter) == 1 else (name, "")


def _text(name: str, known: frozenset[str]) -> Shown:
    bare = name.rstrip("_")
    if bare != name and bare:
        return Shown(_text(bare, known).base + "′" * (len(name) - len(bare)))
    name = _SPELLED_OUT.get(name, name)
    stem, mark = _accented(name)
    if mark:
        return Shown(unicodedata.normalize("NFC", GREEK.get(stem, stem) + mark))
    head, line, tail = name.partition("_")
    if not line:
        return Shown(GREEK.get(name, name))
    # y_1 as a name of its own must not look like the first entry of y.
    return Shown(f"{GREEK.get(head, head)}{'__' if head in known else '_'}{tail}")


_SUBSCRIPTED = re.compile(r"([^\W\d_]+?)_?(\d+|(?<=_)[^\W_]+)")


class Script(Protocol):
    """How a format for pages writes the parts of a name."""

    def letter(self, name: str) -> str:
        """A name that is one letter or stands for one."""

    def accented(self, mark: str, letter: str) -> str:
        """A letter, already written, under a combining mark."""

    def word(self, name: str) -> str:
        """A name of several letters, upright."""

    def primed(self, base: str, count: int) -> str:
        """A written name with primes, such that an exponent may follow."""


def on_page(name: str, known: frozenset[str], script: Script) -> Shown:
    """A name as mathematics shows it: a letter, perhaps with an accent or a subscript, or a word.

    ``known`` are the names beside it: y_1 must not look like the first entry of y.
    """
    bare = name.rstrip("_")
    if bare != name and bare:
        shown = on_page(bare, known, script)
        return Shown(script.primed(shown.base, len(name) - len(bare)), shown.sub)
    name = _SPELLED_OUT.get(name, name)
    stem, mark = _accented(name)
    if mark:
        return Shown(script.accented(mark, script.letter(stem)))
    if _is_letter(name):
        return Shown(script.letter(name))
    parts = _SUBSCRIPTED.fullmatch(name)
    if parts and _is_letter(parts[1]) and parts[1] not in known:
        sub = parts[2]
        plain = sub.isdigit() or len(sub) == 1
        return Shown(script.letter(parts[1]), sub if plain else script.word(sub))
    return Shown(script.word(name))


def _is_letter(name: str) -> bool:
    return name in GREEK or len(unicodedata.normalize("NFC", name)) == 1


def columns(text: str) -> int:
    """How many columns of a terminal the text takes.

    >>> columns("x̂_i")
    3
    """
    return sum(_column(c) for c in text)


def padded(text: str, width: int) -> str:
    """The text with spaces behind it, so many columns wide if it is not wider.

    >>> padded("成立", 7)
    '成立   '
    """
    return text + " " * (width - columns(text))


def _column(c: str) -> int:
    if c.isascii():
        return 1
    if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
