"""How the user's names are shown in MathML: Greek letters, accents, indices inside a name.

Whatever a name is made of comes out as it was typed.  Nothing here knows a term.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from symsoft.display.names import ACCENTS, GREEK, Names, Shown

_MARKS = {"\u0302": "^", "\u0304": "¯", "\u0303": "~", "\u0307": "˙"}
"""The signs over a letter, as MathML sets them."""
_NAMED = {"δ": "delta", "Σ": "Sigma", "π": "pi"}
"""Letters that mean something else in a formula: as names they are spelled out."""
_SUBSCRIPTED = re.compile(r"([^\W\d_]+?)_?(\d+|(?<=_)[^\W_]+)")


def mathml_names(names: Iterable[str]) -> Names:
    """Names for MathML.

    >>> names = mathml_names(["eps", "x_hat", "W1", "rate"])
    >>> names["eps"].base, names["rate"].base
    ('<mi>ε</mi>', '<mi>rate</mi>')
    >>> names["W1"]
    Shown(base='<mi>W</mi>', sub='<mn>1</mn>')
    """
    return Names.of(names, _shown, plain)


def plain(name: str) -> str:
    """A name as it was typed, upright."""
    upright = ' mathvariant="normal"' if len(name) == 1 else ""
    return f"<mi{upright}>{escape(name)}</mi>"


def _shown(name: str, known: frozenset[str]) -> Shown:
    bare = name.rstrip("_")
    if bare != name and bare:
        shown = _shown(bare, known)
        primes = "′" * (len(name) - len(bare))
        return Shown(f"<msup>{shown.base}<mo>{primes}</mo></msup>", shown.sub)
    name = _NAMED.get(name, unicodedata.normalize("NFC", name))
    stem, _, ending = name.rpartition("_")
    if ending in ACCENTS and _is_letter(stem):
        sign = _MARKS[ACCENTS[ending]]
        over = f'<mo stretchy="false">{sign}</mo>'
        return Shown(f'<mover accent="true">{_letter(stem)}{over}</mover>')
    if _is_letter(name):
        return Shown(_letter(name))
    parts = _SUBSCRIPTED.fullmatch(name)
    if parts and _is_letter(parts[1]) and parts[1] not in known:
        tag = "mn" if parts[2].isdigit() else "mi"
        return Shown(_letter(parts[1]), f"<{tag}>{escape(parts[2])}</{tag}>")
    return Shown(plain(name))


def _is_letter(name: str) -> bool:
    return name in GREEK or len(name) == 1


def _letter(name: str) -> str:
    return f"<mi>{escape(GREEK.get(name, name))}</mi>"
