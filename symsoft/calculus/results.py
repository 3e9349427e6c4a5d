"""One derivative with everything said about it: its proof, its forms, where it is valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symsoft.calculus.book import Book
from symsoft.calculus.derive import Deriver, Lemmas
from symsoft.calculus.forms_of import forms
from symsoft.calculus.matrix_route import MatrixRoute
from symsoft.calculus.properties import Claim, properties
from symsoft.calculus.validity import Validity
from symsoft.language.system import System
from symsoft.proof import Derivation


def derivation(
    entry: str,
    system: System,
    by: str,
    *,
    route: str = "direct",
    convention: str = "column",
    sizes: Mapping[str, int] | None = None,
    wanted: Sequence[str] = (),
    claims: Sequence[Claim] = (),
    book: Book | None = None,
    lemmas: Lemmas | None = None,
    keep: Sequence[str] = (),
    strict: bool = True,
) -> Derivation:
    """The derivative of the system's target by the quantity ``by``.

    By the ``convention`` vectors are columns or rows in matrix forms.  ``claims`` are the theorems
    about it that are tried; ``lemmas`` are remembered from one variable to the next.  The target's
    derivatives by the quantities in ``keep`` go by their names.
    A wanted form that can't be had is an error when ``strict``, left out otherwise.

    Raises DerivationError where the book has no rule, UnsupportedError for what has no derivative,
    ContradictionError for a condition that is contradicted by what is given.
    """
    deriver = Deriver(system, book, route, convention, lemmas, keep)
    proof = MatrixRoute(deriver).proof(system.target.name, by) if route == "matrix" else None
    proof = proof or deriver.derivative(system.target.name, by)
    assert proof is not None  # only a proof that is being made is not there yet
    found = forms(deriver, proof, sizes, wanted, strict)
    absent = tuple(a for a in deriver.absent.values() if a.name in wanted)
    theorems = properties(deriver, proof, claims)
    validity = Validity(proof, *(f.proof for f in found))
    found = tuple(replace(f, valid_where=validity.of(place)) for place, f in enumerate(found, 1))
    theorems = tuple(replace(t, valid_where=Validity(t.proof).listed) for t in theorems)
    theirs = (c for t in theorems for c in t.valid_where)
    conditions = tuple(dict.fromkeys((*validity.listed, *theirs)))
    return Derivation(
        entry, proof, found, conditions, theorems, absent=absent, needed=validity.of(0)
    )
