"""Applying a change everywhere, and the arithmetic that a reader does without a line.

Cancelling and taking constants out of sums; no rule is chosen here.
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus.contraction import pulled
from symsoft.calculus.polynomials import cancel, expand
from symsoft.calculus.remembering import remembered
from symsoft.language.terms import Sum, Term
from symsoft.language.walk import contains, rebuild


def everywhere(e: Any, change: Any, again: bool = True, on: type = Term) -> Any:
    """change(node) at every outermost node where it isn't None; again: until it applies nowhere.

    ``on`` names the class of nodes that change works on; what contains none is passed over.
    """

    def go(node: Any) -> Any:
        if not isinstance(node, Term) or (on is not Term and on not in node.kinds):
            return node
        new = change(node)
        return rebuild(node, go) if new is None else new

    new = go(e)
    while again and new != e:
        e = new
        new = go(e)
    return new


@remembered(20_000)
def pull_all(e: Any) -> Any:
    """Constants out of every sum."""
    return everywhere(e, pulled, on=Sum)


@remembered(20_000)
def settle(e: Any) -> Any:
    """Cancelled, with constants out of sums: arithmetic a reader does without a line."""
    e = pull_all(cancel(e))
    if contains(e, Sum):
        e = cancel(pull_all(expand(e)))
    return e
