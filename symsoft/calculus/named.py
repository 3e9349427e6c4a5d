"""Derivatives that go by their names in a result: the errors of backpropagation.

The derivative of a loss by a quantity in the midst of a long chain is proved once, as a lemma; what
is made of it names it instead of repeating it, so that a chain costs no more than its length.  So
does the derivative of the target by a quantity that the user wants to see by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.errors import UnsupportedError
from symsoft.language.terms import D, Ref
from symsoft.language.walk import contains, subterms
from symsoft.proof import Proof

LONGEST = 16
"""The cost up to which an error is written out where it is used: two layers are."""


def keep(proof: Proof, context: Context) -> bool:
    """Note that what was proved goes by its name from now on, if asked for or long; does it?"""
    head, by = proof.claim.lhs.body, proof.claim.lhs.by
    if not context.naming or not (context.keeps(head.name, by.name) or _is_long(proof, context)):
        return False
    context.kept.add((head.name, by.name))
    return True


def _is_long(proof: Proof, context: Context) -> bool:
    """Is it a long error?  An error is the derivative of a scalar by a defined quantity."""
    head, by = proof.claim.lhs.body, proof.claim.lhs.by
    if head.indices or context.system.definition(by.name) is None:
        return False
    return cost(proof.claim.rhs) > LONGEST


def open_derivatives(e: Any, context: Context) -> Iterator[Any]:
    """The derivatives in e that are still to be worked out, outermost first.

    Raises UnsupportedError for the derivative of one that goes by its name.
    """
    for d in _derivatives(e):
        if any(_is_kept(s, context) for s in _derivatives(d.body)):
            raise UnsupportedError(f"{d} has no end: it differentiates what goes by its name")
        if not _is_kept(d, context):
            yield d


def kept_in(e: Any, context: Context) -> list[tuple[str, str]]:
    """The derivatives that go by their names in e, each once, in order of appearance."""
    found = (d for d in _derivatives(e) if _is_kept(d, context))
    return list(dict.fromkeys((d.body.name, d.by.name) for d in found))


def _derivatives(e: Any) -> Iterator[Any]:
    return (s for s in subterms(e) if isinstance(s, D)) if contains(e, D) else iter(())


def _is_kept(d: Any, context: Context) -> bool:
    return isinstance(d.body, Ref) and (d.body.name, d.by.name) in context.kept
