"""What a step says when the lemmas that it may use are taken at their word.

A lemma is proved by lines of its own, which are judged for themselves; a step that puts it to use
need not prove it again.  Nothing is decided here: which lemmas hold, the caller has found out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symsoft.language.matrix import in_indices
from symsoft.language.system import System
from symsoft.language.terms import D, Index, Ref, Term
from symsoft.language.walk import contains, rebuild, rename
from symsoft.proof import Proof, Relation

NEARBY = (">", "<", "!=")
"""What is assumed by these holds near a point, too."""


def usable(lemmas: Sequence[Proof], system: System) -> tuple[Proof, ...]:
    """The lemmas on every entry of a derivative that mean the same in the system.

    A lemma on the diagonal says nothing off it, and one in which fewer things are defined takes for
    an input what is none.
    """
    return tuple(p for p in lemmas if _is_general(p.claim) and _means_the_same(p, system))


def _is_general(claim: Relation) -> bool:
    """Is it an equation for a derivative at indices of which each may have any value?"""
    if claim.relation != "=" or not isinstance(claim.lhs, D) or not isinstance(claim.lhs.body, Ref):
        return False
    places = _places(claim.lhs)
    return len({*places}) == len(places) and all(isinstance(i, Index) for i in places)


def _means_the_same(p: Proof, system: System) -> bool:
    """Is the derivative the same one in both systems, by what both assume?"""
    body, by = p.claim.lhs.args
    built_on = {d for d in system.definitions if d.name != by.name and system.depends(body, d.name)}
    return (
        built_on <= {*p.system.definitions} <= {*system.definitions}
        and {*p.system.assumptions, *p.given} <= {*system.assumptions}
        and {*p.system.kinks} <= {*system.kinks}
    )


def by_lemmas(e: Any, lemmas: Sequence[Proof]) -> Any:
    """e in index notation, each derivative that a lemma is about replaced by what it equals.

    Under another derivative only where what the lemma assumes holds near a point, too.

    Raises ValueError, TypeError or IndexError for a matrix formula that has no entries.
    """
    known = {_heads(p.claim.lhs): p for p in lemmas}

    def change(node: Any, around: tuple[str, ...] = ()) -> Any:
        if not isinstance(node, Term) or not contains(node, D):
            return node
        if isinstance(node, D):
            lemma = known.get(_heads(node)) if isinstance(node.body, Ref) else None
            if lemma is not None and all(_holds_near(lemma.system, name) for name in around):
                return _instance(lemma.claim, node)
            around = (*around, node.by.name)
        return rebuild(node, lambda a: change(a, around))

    return change(in_indices(e))


def _holds_near(system: System, name: str) -> bool:
    """Does what is assumed still hold when the quantity changes a little?"""
    return all(
        a.relation in NEARBY or not any(system.depends(side, name) for side in (a.lhs, a.rhs))
        for a in system.assumptions
    )


def _heads(d: D) -> tuple[str, str]:
    return d.body.name, d.by.name


def _places(d: D) -> tuple[Any, ...]:
    return (*d.body.indices, *d.by.indices)


def _instance(claim: Relation, d: D) -> Any:
    """The right side of a claim at the indices of a derivative."""
    places = dict(zip(_places(claim.lhs), _places(d), strict=True))
    return rename(in_indices(claim.rhs), places)
