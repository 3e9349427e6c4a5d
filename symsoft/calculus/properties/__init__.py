"""Theorems about what is defined and derived, each with a proof by rules of the book.

``KINDS`` names what is tried on any system; a ``Claim`` asks for one of them, or for the limit of a
term.  What the rules do not reach is left out, never asserted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.calculus.derive import Deriver
from symsoft.calculus.properties import approximation, invariance, quadratic, values
from symsoft.calculus.properties.limits import Limits
from symsoft.calculus.properties.subject import Subject, Theorem
from symsoft.errors import DerivationError, UnsupportedError
from symsoft.language.system import System
from symsoft.proof import Proof, Property, Toward

__all__ = ["KINDS", "LIMIT", "Claim", "properties"]

KINDS: Mapping[str, Theorem] = {
    "total": values.total,
    "positive": values.positive,
    "nonnegative": values.nonnegative,
    "below-one": values.below_one,
    "at-most-one": values.at_most_one,
    "denominator": values.denominator,
    "shift": invariance.shift,
    "gradient-total": invariance.gradient_total,
    "rows": invariance.rows,
    "columns": invariance.columns,
    "symmetry": invariance.symmetry,
    "semidefinite": quadratic.semidefinite,
    "spread": quadratic.spread,
    "null-space": invariance.null_space,
    "first-order": approximation.first_order,
    "descent": approximation.descent,
    "decrease": approximation.decrease,
    "elementwise": approximation.elementwise,
}
"""The kinds of theorem by name, in the order in which they are shown."""

LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Claim:
    """A theorem that is asked for.

    ``kind`` is one of ``KINDS``, or ``LIMIT`` with the term and where the variable goes.  With a
    ``system`` it is about that one, and its derivative by the quantity ``by``.
    """

    kind: str
    system: System | None = None
    by: str = ""
    term: Any = None
    toward: Toward | None = None


def properties(deriver: Deriver, derivative: Proof, asked: Sequence[Claim]) -> tuple[Property, ...]:
    """The theorems asked for that the rules reach, in the order asked."""
    about = Subject(deriver, derivative)
    found = ((claim.kind, _proof(about, claim)) for claim in asked)
    return tuple(Property(kind, proof) for kind, proof in found if proof is not None)


def _proof(about: Subject, claim: Claim) -> Proof | None:
    try:
        return _tried(about, claim)
    except (DerivationError, UnsupportedError):
        return None  # what it rests on can't be derived, such as a second derivative at a kink


def _tried(about: Subject, claim: Claim) -> Proof | None:
    deriver = about.deriver
    if claim.system is not None:
        deriver = Deriver(claim.system, about.book, deriver.route, deriver.convention)
    if claim.kind == LIMIT:
        assert claim.toward is not None
        return Limits(deriver, claim.toward).prove(claim.term)
    if claim.system is not None:
        target = claim.system.target.name
        about = Subject(deriver, deriver.prove(deriver.claim(target, claim.by)))
    return KINDS[claim.kind](about)
