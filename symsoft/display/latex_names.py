r"""How the user's names and running text are written in LaTeX, with nothing taken for a command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from symsoft.display.names import GREEK, Names, on_page
from symsoft.fonts import is_chinese

_COMMANDS = {
    "lam": r"\lambda",
    "lamda": r"\lambda",
    "eps": r"\varepsilon",
    "phi": r"\varphi",
}
_TEX_LETTERS = {
    **{letter: _COMMANDS.get(name, f"\\{name}") for name, letter in GREEK.items()},
    "ο": "o",
    "δ": r"\delta",
    "π": r"\pi",
    "Δ": r"\Delta",
    "Π": r"\Pi",
    "Σ": r"\Sigma",
}
_TEX_ACCENTS = {
    "\u0302": r"\hat",
    "\u0304": r"\bar",
    "\u0303": r"\tilde",
    "\u0307": r"\dot",
    "\u0301": r"\acute",
    "\u0300": r"\grave",
    "\u0308": r"\ddot",
    "\u030c": r"\check",
    "\u0306": r"\breve",
}
_TEX_SPECIAL = {
    "_": r"\_",
    "%": r"\%",
    "#": r"\#",
    "&": r"\&",
    "$": r"\$",
    "{": r"\{",
    "}": r"\}",
    "~": r"\sim ",
    "^": r"\wedge ",
    "\\": r"\backslash ",
}
_TEX_TEXT = {
    **_TEX_SPECIAL,
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "≥": r"$\ge$",
    "≤": r"$\le$",
    "≠": r"$\ne$",
    "…": r"\dots{}",
    "−": "$-$",
    "·": r"$\cdot$",
    "∞": r"$\infty$",
    "∈": r"$\in$",
    "×": r"$\times$",
    "±": r"$\pm$",
    "–": r"\textendash{}",
    "’": "'",
}


def latex_names(names: Iterable[str], chinese: bool = False) -> Names:
    r"""Names for LaTeX's mathematics; ``chinese`` where Chinese characters can be typeset.

    >>> names = latex_names(["eps", "x_hat", "W1", "learning_rate"])
    >>> print(names["eps"].base, names["x_hat"].base, names["learning_rate"].base)
    \varepsilon \hat{x} \mathrm{learning\_rate}
    >>> names["W1"]
    Shown(base='W', sub='1')
    """
    script = _Latex(chinese)
    return Names.of(names, partial(on_page, script=script), script.word)


@dataclass(frozen=True, slots=True)
class _Latex:
    """The script of LaTeX."""

    chinese: bool

    def letter(self, name: str) -> str:
        letter = GREEK.get(name, unicodedata.normalize("NFC", name))
        return _character(letter, self.chinese).strip()

    def accented(self, mark: str, letter: str) -> str:
        return f"{_TEX_ACCENTS[mark]}{{{letter}}}"

    def word(self, name: str) -> str:
        return roman(name, self.chinese)

    def primed(self, base: str, count: int) -> str:
        return f"{{{base}{chr(39) * count}}}"


def roman(name: str, chinese: bool = False) -> str:
    """A name of several letters in LaTeX's mathematics, whatever characters it holds."""
    letters = (_character(c, chinese) for c in unicodedata.normalize("NFC", name))
    return rf"\mathrm{{{''.join(letters)}}}"


def _character(c: str, chinese: bool = False) -> str:
    """One character of a name in mathematics: a letter, an accent over it, or its code."""
    if c in _TEX_SPECIAL:
        return _TEX_SPECIAL[c]
    if c in _TEX_LETTERS:
        return f"{_TEX_LETTERS[c]} " if _TEX_LETTERS[c].startswith("\\") else _TEX_LETTERS[c]
    if c.isascii():
        return c
    apart = unicodedata.normalize("NFD", c)
    letter, mark = apart[0], apart[1:]
    if mark in _TEX_ACCENTS and (letter.isascii() or letter in _TEX_LETTERS):
        return f"{_TEX_ACCENTS[mark]}{{{_character(letter).strip()}}}"
    if chinese and is_chinese(c):
        return rf"\text{{{c}}}"
    return _code(c)


def _code(c: str) -> str:
    """What stands for a character that LaTeX has no sign for."""
    return f"u{ord(c):04X}"


def is_literal(text: str, chinese: bool = False) -> bool:
    """Does LaTeX print every character of the names in a text, none by its code?

    >>> is_literal("y = β*é"), is_literal("y = 狗"), is_literal("y = 狗", chinese=True)
    (True, False, True)
    """
    composed = unicodedata.normalize("NFC", text)
    return all(_character(c, chinese) != _code(c) for c in composed)


def escape(text: str) -> str:
    r"""Running text for LaTeX, with nothing in it taken for a command.

    >>> print(escape("50% of x_i, --n"))
    50\% of x\_i, -\/-n
    """
    escaped = "".join(_TEX_TEXT.get(c) or (c if c.isascii() else _outside(c)) for c in text)
    return re.sub("-(?=-)|,(?=,)|'(?=')", r"\g<0>\\/", escaped)  # two would become one sign


def _outside(c: str) -> str:
    return f"${_character(c).strip()}$"
