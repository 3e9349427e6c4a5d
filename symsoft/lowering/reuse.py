"""Passes over the Lets of a kernel that save memory: what needs no name, what is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from symsoft.kernel import Let
from symsoft.language.terms import Reduction, Term
from symsoft.language.walk import names, rebuild, refs, rename, renamed
from symsoft.lowering.builder import Names


def inlined(lets: list[Let], output: str) -> list[Let]:
    """What is read only once, and computed as often there as by itself, put where it is read."""
    for place, let in enumerate(lets):
        name = let.target.name
        if isinstance(let.expr, Reduction) or name == output:
            continue
        uses = [(q, r) for q, x in enumerate(lets) for r in refs(x.expr) if r.name == name]
        if len(uses) != 1:
            continue
        ((q, use),) = uses
        if {*lets[q].axes} != {*use.indices}:
            continue
        naming = dict(zip(let.target.indices, use.indices, strict=True))
        value = rename(let.expr, naming)
        changed = Let(lets[q].target, _with(lets[q].expr, use, value))
        rest = [changed if k == q else x for k, x in enumerate(lets) if k != place]
        return inlined(rest, output)
    return lets


def _with(e: Any, use: Any, value: Any) -> Any:
    if e == use:
        return value
    return rebuild(e, lambda a: _with(a, use, value)) if isinstance(e, Term) else e


def in_place(lets: list[Let], temporaries: Collection[str]) -> list[Let]:
    """Quantities that their last reader, entry by entry, overwrites: both go by its name.

    What the user named keeps its name, but for the last statement: the output then holds it first.
    """
    return _in_place(lets, temporaries, lets[-1].target.name)


def _in_place(lets: list[Let], temporaries: Collection[str], output: str) -> list[Let]:
    for place in range(len(lets) - 1, 0, -1):
        target = lets[place].target
        name = next(_overwritable(lets, place, temporaries, output), None)
        if name is not None:
            other = {name: target.name}
            lets = [Let(renamed(x.target, other), renamed(x.expr, other)) for x in lets]
            return _in_place([x for x in lets if x.target != x.expr], temporaries, output)
    return lets


def _overwritable(
    lets: list[Let], place: int, temporaries: Collection[str], output: str
) -> Iterator[str]:
    """What a statement may overwrite: what it is the last to read, the longest kept first.

    None where it isn't the first to write its target.  The output is never overwritten by another.
    """
    let = lets[place]
    target = let.target
    if not target.indices or isinstance(let.expr, Reduction):
        return
    if any(target.name in x.mentioned for x in lets[:place]):
        return
    read = names(let.expr)
    last = place == len(lets) - 1 and target.name == output
    for name in dict.fromkeys(x.target.name for x in lets[:place] if x.target.name in read):
        reads = [r for r in refs(let.expr) if r.name == name]
        later = any(name in x.mentioned for x in lets[place + 1 :])
        entry_by_entry = all(r.indices == target.indices for r in reads)
        may_go = name in temporaries or (last and name != output)
        if entry_by_entry and not later and may_go:
            yield name


def numbered(lets: list[Let], temporaries: Collection[str], fresh: Names) -> list[Let]:
    """The temporaries called anew, by the order in which they are written."""
    written = dict.fromkeys(let.target.name for let in lets)
    called = {name: fresh.fresh() for name in written if name in temporaries}
    return [Let(renamed(x.target, called), renamed(x.expr, called)) for x in lets]
