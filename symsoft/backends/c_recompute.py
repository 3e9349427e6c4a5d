"""Which arrays a loop computes again instead of reading them: those of very few operations.

NumPy keeps them, since each of its operations is a pass over memory; in a loop of C an addition is
faster than a load that misses the cache, and an array less is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Rational, S

from symsoft.kernel import Let
from symsoft.language.terms import Add, Constant, Mul, Pow, Reduction, Ref, Size, Term
from symsoft.language.walk import names, rebuild, refs, rename

CHEAP = 2
"""Additions and multiplications up to which a statement computes a value again, all its reads."""

DEAR = 4
"""What any other operation counts as; a division takes about as long as four multiplications."""


def recomputed(lets: Sequence[Let], output: str, apart: Callable[[Let, Let], bool]) -> list[Let]:
    """The statements without arrays that are cheap to compute where they are read.

    ``apart`` says of two statements that they can't share their loops: what is read only in the
    loop that writes it needs no memory.
    """
    lets = list(lets)
    for place in range(len(lets) - 1, -1, -1):
        let = lets[place]
        readers = _readers(lets, place, output)
        reads = max((_reads(lets[q].expr, let.target.name) for q in readers), default=0)
        cheap = reads * work(let.expr) <= CHEAP
        if readers and cheap and any(apart(let, lets[q]) for q in readers):
            for q in readers:
                lets[q] = Let(lets[q].target, _put(lets[q].expr, let))
            del lets[place]
    return lets


def work(e: Any) -> int:
    """The operations that computing one entry of e takes."""
    if isinstance(e, Ref | Size | Constant) or not isinstance(e, Term):
        return 0
    if isinstance(e, Add | Mul):
        members = [a for a in e.args if a != S.NegativeOne]
        return len(members) - 1 + sum(work(a) for a in members)
    if isinstance(e, Pow) and isinstance(e.exponent, Rational) and e.exponent == 2:
        return 1 + work(e.base)
    return DEAR + sum(work(a) for a in e.args)


def _reads(e: Any, name: str) -> int:
    return sum(r.name == name for r in refs(e))


def _readers(lets: Sequence[Let], place: int, output: str) -> list[int]:
    """The statements that read what one writes, if they could compute it themselves; else none."""
    let = lets[place]
    name = let.target.name
    made_of = names(let.expr)
    if not let.target.indices or isinstance(let.expr, Reduction) or name in made_of:
        return []
    found = []
    changed = False
    for q in range(place + 1, len(lets)):
        if name in names(lets[q].expr):
            if changed:
                return []
            found.append(q)
        if lets[q].target.name == name:
            return found
        changed = changed or lets[q].target.name in made_of
    return [] if name == output else found


def _put(e: Any, let: Let) -> Any:
    """e with the value of a statement in place of its name."""
    if isinstance(e, Ref) and e.name == let.target.name:
        return rename(let.expr, dict(zip(let.target.indices, e.indices, strict=True)))
    return rebuild(e, lambda a: _put(a, let))
