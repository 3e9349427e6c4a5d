"""What a step says when the lemmas that it may use are taken at their word.

A lemma is proved by lines of its own, which are judged for themselves; a step that puts it to use
need not prove it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symsoft.language.matrix import in_indices
from symsoft.language.system import System
from symsoft.language.terms import D, Ref, Term
from symsoft.language.walk import contains, rebuild, rename
from symsoft.proof import Proof, Relation


def usable(lemmas: Sequence[Proof], system: System) -> tuple[Proof, ...]:
    """The lemmas on derivatives that hold by what the system defines and assumes."""
    return tuple(
        p
        for p in lemmas
        if p.claim.relation == "="
        and isinstance(p.claim.lhs, D)
        and isinstance(p.claim.lhs.body, Ref)
        and set(p.system.definitions) <= set(system.definitions)
        and set(p.given) <= set(system.assumptions)
    )


def by_lemmas(e: Any, lemmas: Sequence[Proof]) -> Any:
    """e in index notation, each derivative that a lemma is about replaced by what it equals.

    Raises ValueError, TypeError or IndexError for a matrix formula that has no entries.
    """
    known = {_heads(p.claim.lhs): p.claim for p in lemmas}

    def change(node: Any) -> Any:
        if isinstance(node, D) and isinstance(node.body, Ref) and _heads(node) in known:
            return _instance(known[_heads(node)], node)
        return rebuild(node, change) if isinstance(node, Term) and contains(node, D) else node

    return change(in_indices(e))


def _heads(d: D) -> tuple[str, str]:
    return d.body.name, d.by.name


def _instance(claim: Relation, d: D) -> Any:
    """The right side of a claim at the indices of a derivative."""
    ours, theirs = ((*e.body.indices, *e.by.indices) for e in (claim.lhs, d))
    return rename(in_indices(claim.rhs), dict(zip(ours, theirs, strict=True)))
