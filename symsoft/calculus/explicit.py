"""The result with everything written out, where derivatives go by their names as was asked for.

Nothing here decides what goes by its name; see ``named``.
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.named import LONGEST
from symsoft.calculus.writer import Writer
from symsoft.language.terms import D, Ref, Term
from symsoft.language.walk import contains, rebuild, rename, subterms
from symsoft.proof import Form, Proof


def explicit_form(deriver: Deriver, proof: Proof) -> Form | None:
    """The result without names that were asked for; those of long errors stay.

    None where nothing goes by its name, or nothing but long errors.
    """
    writer = Writer(proof.claim.rhs)
    write_out(writer, deriver)
    if not writer.steps:
        return None
    deriver.finish(writer, deriver.context())
    return Form("explicit", writer.proof(proof.system, deriver.cited(writer.steps)), writer.now)


def write_out(writer: Writer, deriver: Deriver) -> None:
    """The lines that replace names that were asked for by what was proved of them."""
    while found := _short(writer.now, deriver):
        given = dict.fromkeys(a for d in found for a in _lemma(d, deriver).given)
        writer.write("lemma", _written_out(writer.now, found, deriver), found, given)


def goes_on(e: Any, deriver: Deriver) -> bool:
    """Does e name an error that is too long to be written out?"""
    return contains(_innermost(e, deriver), D)


def _short(e: Any, deriver: Deriver) -> list[Any]:
    """The derivatives in e that were asked for by name and are short, each once."""
    asked = (d for d in _asked(e, deriver) if not _is_long(d, deriver))
    return list(dict.fromkeys(asked))


def _asked(e: Any, deriver: Deriver) -> list[Any]:
    if not contains(e, D):
        return []
    found = (s for s in subterms(e) if isinstance(s, D) and isinstance(s.body, Ref))
    return [d for d in found if deriver.keeps(d.body.name, d.by.name)]


def _is_long(d: Any, deriver: Deriver) -> bool:
    """Would it have gone by its name anyway?"""
    return cost(_innermost(_lemma(d, deriver).claim.rhs, deriver)) > LONGEST


def _innermost(e: Any, deriver: Deriver) -> Any:
    """e with the names that were asked for written out to the last, without a proof."""
    while found := _short(e, deriver):
        e = _written_out(e, found, deriver)
    return e


def _lemma(d: Any, deriver: Deriver) -> Proof:
    proof = deriver.derivative(d.body.name, d.by.name)
    assert proof is not None  # the result that names it has been proved with it
    return proof


def _written_out(e: Any, found: list[Any], deriver: Deriver) -> Any:
    """e with what is found replaced by what was proved of it."""
    if e in found:
        claim = _lemma(e, deriver).claim
        theirs = claim.lhs.body.indices + claim.lhs.by.indices
        return rename(claim.rhs, dict(zip(theirs, e.body.indices + e.by.indices, strict=True)))
    return rebuild(e, lambda a: _written_out(a, found, deriver)) if isinstance(e, Term) else e
