"""Which statements of a kernel share their loops, and which values need memory of their own.

Says nothing about how C spells a loop.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.backends.c_recompute import recomputed
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let
from symsoft.language.terms import Index, Reduction, Ref, Size, free
from symsoft.language.walk import fresh, names, refs, rename, renamed


@dataclass(frozen=True, slots=True)
class Schedule:
    """The statements of a kernel in groups; the statements of a group run in the same loops."""

    groups: tuple[tuple[Let, ...], ...]
    axes: Mapping[str, tuple[Size, ...]]
    """The shape of every quantity: parameters, output and temporaries."""
    stored: tuple[str, ...]
    """Temporaries that are arrays in memory."""
    single: frozenset[str]
    """Temporaries that are single values: scalars, and entries used only where they arise."""


def schedule(kernel: Kernel) -> Schedule:
    """The schedule of a kernel.

    Raises UnsupportedError for a temporary of which single entries are computed.
    """
    taken = _called(kernel)
    output = kernel.output.name
    axes = {p.name: p.axes for p in (*kernel.parameters, kernel.output)}
    lets = _live((_distinct(let, taken) for let in kernel.lets), output)
    lets = _staged(recomputed(lets, output, lambda a, b: not _fits([a], b)), taken)
    groups = _groups(lets, taken)
    written = dict.fromkeys(let.target.name for let in lets)
    stored = tuple(
        n for n in written if n not in axes and _has_axes(n, lets) and _users(n, groups) > 1
    )
    groups = tuple(_written_once(group, {*axes, *stored}, taken) for group in groups)
    single = set()
    for target in (let.target for group in groups for let in group):
        if target.name not in axes:
            axes[target.name] = _shape(target)
            single.add(target.name)
    return Schedule(groups, axes, stored, frozenset(single - set(stored)))


def _called(kernel: Kernel) -> set[str]:
    """The names of all quantities and sizes."""
    quantities = {name for let in kernel.lets for name in let.mentioned}
    return quantities | {p.name for p in kernel.parameters} | {s.name for s in kernel.sizes}


def _shape(target: Any) -> tuple[Size, ...]:
    if not all(isinstance(i, Index) for i in target.indices):
        raise UnsupportedError(f"the single entry {target} of a temporary has no code form in C")
    return tuple(i.size for i in target.indices)


def _has_axes(name: str, lets: Sequence[Let]) -> bool:
    return any(let.target.name == name and let.target.indices for let in lets)


def _users(name: str, groups: Sequence[Sequence[Let]]) -> int:
    """How many groups write or read a quantity."""
    return sum(any(name in let.mentioned for let in group) for group in groups)


# -- statements put right --------------------------------------------------------------------------
def _distinct(let: Let, taken: set[str], others: Iterable[Any] = ()) -> Let:
    """The statement with a bound index whose letter is none of the target's and of the others'."""
    e, around = let.expr, {i.name for i in (*free(let.target), *others)}
    if not isinstance(e, Reduction) or e.index.name not in around:
        return let
    index = fresh(e.index.size, taken | around | free(e.body))
    return Let(let.target, type(e)(rename(e.body, {e.index: index}), index, *e.excluded))


def _live(lets: Iterable[Let], output: str) -> list[Let]:
    """The statements that something after them, or the caller, reads."""
    needed = {output}
    kept = []
    for let in reversed(list(lets)):
        if let.target.name in needed:
            kept.append(let)
            needed.update(names(let.expr))
    return kept[::-1]


def _staged(lets: Sequence[Let], taken: set[str]) -> list[Let]:
    """A statement that overwrites what it still reads elsewhere goes by a temporary."""
    staged = []
    for let in lets:
        target = let.target
        if all(r.indices == target.indices for r in refs(let.expr) if r.name == target.name):
            staged.append(let)
            continue
        name = _fresh(taken)
        staged += [
            Let(Ref(name, *target.indices), let.expr),
            Let(target, Ref(name, *target.indices)),
        ]
    return staged


# -- common loops ----------------------------------------------------------------------------------
def _groups(lets: Sequence[Let], taken: set[str]) -> tuple[tuple[Let, ...], ...]:
    groups: list[list[Let]] = []
    for let in lets:
        if groups and _fits(groups[-1], let):
            groups[-1].append(_within(let, groups[-1][0].target.indices, taken))
        else:
            groups.append([let])
    return tuple(tuple(group) for group in groups)


def _within(let: Let, indices: Sequence[Any], taken: set[str]) -> Let:
    """The statement with its target's indices called as those of the loops that it joins."""
    let = _distinct(let, taken, indices)
    called = dict(zip(let.target.indices, indices, strict=True))
    return Let(rename(let.target, called), rename(let.expr, called))


def _fits(group: Sequence[Let], let: Let) -> bool:
    """Can the statement run in the group's loops without meeting values of another round?

    Whatever is written in the loops must be written and read at the loops' own indices only.
    """
    lets = (*group, let)
    if not all(_plain(x.target) and _ranges(x.target) == _ranges(group[0].target) for x in lets):
        return False
    written = {x.target.name for x in lets}
    return all(
        r.indices == x.target.indices for x in lets for r in refs(x.expr) if r.name in written
    )


def _written_once(
    group: tuple[Let, ...], memory: Collection[str], taken: set[str]
) -> tuple[Let, ...]:
    """The statements of a loop; a value without memory gets a new name when it is overwritten."""
    found = []
    now: dict[str, str] = {}
    for place, let in enumerate(group):
        expr = renamed(let.expr, now)
        name = let.target.name
        again = any(x.target.name == name for x in group[place + 1 :])
        now.pop(name, None)
        if again and name not in memory:
            now[name] = _fresh(taken)
        found.append(Let(renamed(let.target, now), expr))
    return tuple(found)


def _fresh(taken: set[str]) -> str:
    name = next(n for n in (f"t{k}" for k in range(1, 10_000)) if n not in taken)
    taken.add(name)
    return name


def _plain(target: Any) -> bool:
    """Are the target's indices distinct loop indices?"""
    indices = target.indices
    return all(isinstance(i, Index) for i in indices) and len(set(indices)) == len(indices)


def _ranges(target: Any) -> list[Size]:
    return [i.size for i in target.indices]


__all__ = ["Schedule", "schedule"]
