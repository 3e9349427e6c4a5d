"""How the user's names and running text are written in Typst, with nothing taken for a command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from symsoft.display.names import GREEK, Names, Shown, on_page

_SIGN = re.compile(r"(?!(?<=[^\W_])-(?=[^\W_]))[!-/:-@\[-`{-~]")
"""Every sign of ASCII but a hyphen within a word."""
_ACCENTS = {
    "\u0302": "hat",
    "\u0304": "macron",
    "\u0303": "tilde",
    "\u0307": "dot",
    "\u0301": "acute",
    "\u0300": "grave",
    "\u0308": "diaer",
    "\u030c": "caron",
    "\u0306": "breve",
}


def typst_names(names: Iterable[str]) -> Names:
    """Names for Typst's mathematics.

    >>> names = typst_names(["eps", "x_hat", "W1", "rate"])
    >>> names["eps"].base, names["x_hat"].base, names["rate"].base
    ('ε', 'hat(x)', 'upright(r a t e)')
    >>> names["W1"]
    Shown(base='W', sub='1')
    """
    return Names.of(names, _typst, upright)


class _Typst:
    """The script of Typst."""

    def letter(self, name: str) -> str:
        return _character(GREEK.get(name, unicodedata.normalize("NFC", name)))

    def accented(self, mark: str, letter: str) -> str:
        return f"{_ACCENTS[mark]}({letter})"

    def word(self, name: str) -> str:
        return upright(name)

    def primed(self, base: str, count: int) -> str:
        return f"{base}{chr(39) * count}"


def _typst(name: str, known: frozenset[str]) -> Shown:
    return on_page(name, known, _Typst())


def upright(name: str) -> str:
    r"""A name of several letters, letter by letter: text in a formula would keep spaces around it.

    >>> print(upright("x_1%"))
    upright(x \_ 1 \%)
    """
    letters = (_character(c) for c in unicodedata.normalize("NFC", name))
    return f"upright({' '.join(letters)})"


def _character(c: str) -> str:
    """One character of a name: itself, with an accent over it, or escaped."""
    if c.isascii():
        return c if c.isalnum() else f"\\{c}"
    apart = unicodedata.normalize("NFD", c)
    letter, mark = apart[0], apart[1:]
    return f"{_ACCENTS[mark]}({letter})" if mark in _ACCENTS else c


def escape(text: str) -> str:
    r"""Running text for Typst, every sign literal.

    >>> print(escape("50% of #x_i, --n in row-major"))
    50\% of \#x\_i\, \-\-n in row-major
    """
    shown = "".join(c if c.isprintable() else " " for c in text)
    return _SIGN.sub(r"\\\g<0>", shown)
