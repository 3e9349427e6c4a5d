"""One derivative with everything said about it: its proof, its forms, where it is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symsoft.calculus.book import Book
from symsoft.calculus.conditions import valid_where
from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import forms
from symsoft.language.system import System
from symsoft.proof import Derivation


def derivation(
    entry: str,
    system: System,
    by: str,
    *,
    route: str = "direct",
    sizes: Mapping[str, int] | None = None,
    wanted: Sequence[str] = (),
    book: Book | None = None,
) -> Derivation:
    """The derivative of the system's target by the quantity ``by``.

    Raises DerivationError where the book has no rule, UnsupportedError for what has no derivative,
    ContradictionError for a condition that is contradicted by what is given.
    """
    deriver = Deriver(system, book, route)
    proof = deriver.prove(deriver.claim(system.target.name, by))
    found = forms(deriver, proof, sizes, wanted)
    return Derivation(entry, proof, found, valid_where(proof, found))
