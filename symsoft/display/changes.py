"""What is new in a line of a proof, so that a printer can make it visible.

Compares a term with the one before it.  Knows no rule and no format: a step is judged by what it
did to the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.language.terms import (
    Add,
    Branch,
    Constant,
    D,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Term,
    Where,
    factors,
    key,
    summands,
)
from symsoft.language.walk import subterms

_ATOMS = (Ref, Index, Size, Constant, Delta)
"""What is printed as one sign, so that no part of it can be new by itself."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A term that prints like the one after a step, and those of its nodes that are new.

    ``new`` holds nodes of ``term`` themselves: compare with ``is``, for another part may look the
    same.  It is empty when all of the term is new, for then nothing stands out.
    """

    term: Any
    new: tuple[Any, ...] = ()


def changed(before: Any, after: Any) -> Changed:
    """What of ``after`` was not there before.

    >>> from sympy import Integer
    >>> a, b, c = Ref("a"), Ref("b"), Ref("c")
    >>> found = changed(Add(a, Mul(b, c)), Add(a, Mul(b, Pow(c, Integer(2)))))
    >>> [str(node) for node in found.new]
    ['c**2']
    """
    new: list[Any] = []
    term = _compare(before, after, new)
    return Changed(term, () if any(node is term for node in new) else tuple(new))


def _compare(before: Any, after: Any, new: list[Any]) -> Any:
    """``after`` with each new node as an object of its own, which is noted in ``new``."""
    if key(before) == key(after):
        return after
    if isinstance(after, Mul):
        partners = _partners(factors(before), after.args)
    elif isinstance(after, Add):
        partners = _partners(summands(before), after.args)
    elif _alike(before, after):
        partners = list(before.args)
    else:
        return _noted(after, new)
    inner: list[Any] = []
    args = [
        _noted(a, inner) if b is None else _compare(b, a, inner)
        for b, a in zip(partners, after.args, strict=True)
    ]
    parts = [a for a in args if isinstance(a, Term)]
    if not inner or all(any(a is node for node in inner) for a in parts):
        return _noted(after, new)  # all of it is new, or something that stood here is gone
    new += inner
    return type(after)(*args)


def _noted(node: Any, new: list[Any]) -> Any:
    """A copy of the node, noted as new; a number is no object of its own and is left out."""
    if not isinstance(node, Term):
        return node
    copy = type(node)(*node.args)
    new.append(copy)
    return copy


def _partners(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """For each operand of ``after`` the one it was made from, equal or similar, or None."""
    left = list(before)
    found: list[Any] = [None] * len(after)
    for place, e in enumerate(after):
        same = next((k for k, b in enumerate(left) if key(b) == key(e)), None)
        if same is not None:
            found[place] = left.pop(same)
    for place, e in enumerate(after):
        if found[place] is None:
            shares = [_shared(b, e) for b in left]
            if shares and max(shares) > 0:
                found[place] = left.pop(shares.index(max(shares)))
    return found


def _shared(before: Any, after: Any) -> int:
    """How much they have in common; 0 when one can't have been made from the other inside.

    A name that two different kinds of term share says nothing.
    """
    alike = _alike(before, after) or type(before) is type(after) in (Add, Mul)
    if not alike and not isinstance(after, Add | Mul):
        return 0
    known = {key(s) for s in subterms(before) if alike or not isinstance(s, _ATOMS)}
    return sum(key(s) in known for s in subterms(after))


def _alike(before: Any, after: Any) -> bool:
    """Are they one kind of node, so that their parts can be compared one by one?"""
    if type(before) is not type(after) or len(before.args) != len(after.args):
        return False
    match after:
        case Fn():
            return bool(before.name == after.name)
        case D():
            return not isinstance(after.body, Ref) and key(before.by) == key(after.by)
        case Pow():
            return key(before.exponent) == key(after.exponent)
        case Reduction() | Branch():
            return [key(a) for a in before.args[1:]] == [key(a) for a in after.args[1:]]
        case Where():
            return key(before.args[0]) == key(after.args[0])
        case _:
            return isinstance(after, Term) and not isinstance(after, _ATOMS)
