"""How the user's names are shown: Greek letters, hats, subscripts; two names never look the same.

Also the measure of a text on a terminal.  Nothing here knows a term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

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
    '"': "''",
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


def latex_names(names: Iterable[str]) -> Names:
    r"""Names for LaTeX's mathematics.

    >>> names = latex_names(["eps", "x_hat", "W1", "learning_rate"])
    >>> print(names["eps"].base, names["x_hat"].base, names["learning_rate"].base)
    \varepsilon \hat{x} \mathrm{learning\_rate}
    >>> names["W1"]
    Shown(base='W', sub='1')
    """
    return Names.of(names, _latex, roman)


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


def _latex(name: str, known: frozenset[str]) -> Shown:
    bare = name.rstrip("_")
    if bare != name and bare:
        shown = _latex(bare, known)
        # In braces, for an exponent may follow.
        return Shown(f"{{{shown.base}{chr(39) * (len(name) - len(bare))}}}", shown.sub)
    name = _SPELLED_OUT.get(name, name)
    stem, mark = _accented(name)
    if mark:
        return Shown(f"{_TEX_ACCENTS[mark]}{{{_letter(stem)}}}")
    if _is_letter(name):
        return Shown(_letter(name))
    parts = _SUBSCRIPTED.fullmatch(name)
    if parts and _is_letter(parts[1]) and parts[1] not in known:
        sub = parts[2]
        return Shown(_letter(parts[1]), sub if sub.isdigit() or len(sub) == 1 else roman(sub))
    return Shown(roman(name))


def _is_letter(name: str) -> bool:
    return name in GREEK or len(unicodedata.normalize("NFC", name)) == 1


def _letter(name: str) -> str:
    return _character(GREEK.get(name, unicodedata.normalize("NFC", name))).strip()


def roman(name: str) -> str:
    """A name of several letters in LaTeX's mathematics, whatever characters it holds."""
    return rf"\mathrm{{{''.join(_character(c) for c in unicodedata.normalize('NFC', name))}}}"


def _character(c: str) -> str:
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
    return f"u{ord(c):04X}"


def escape(text: str) -> str:
    r"""Running text for LaTeX, with nothing in it taken for a command.

    >>> print(escape("50% of x_i, --n"))
    50\% of x\_i, -{}-n
    """
    escaped = "".join(_TEX_TEXT.get(c) or (c if c.isascii() else _outside(c)) for c in text)
    return re.sub("-(?=-)", "-{}", escaped)  # two in a row would become a dash


def _outside(c: str) -> str:
    return f"${_character(c).strip()}$"


def columns(text: str) -> int:
    """How many columns of a terminal the text takes.

    >>> columns("x̂_i")
    3
    """
    return sum(_column(c) for c in text)


def _column(c: str) -> int:
    if c.isascii():
        return 1
    if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
