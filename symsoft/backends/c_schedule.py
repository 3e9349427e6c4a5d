"""Which statements of a kernel share their loops, and which values need memory of their own.

Says nothing about how C spells a loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let
from symsoft.language.terms import Index, Reduction, Ref, Size, free
from symsoft.language.walk import fresh, names, refs, rename


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
    lets = _staged(_live((_distinct(let, taken) for let in kernel.lets), kernel.output.name))
    groups = _groups(lets, taken)
    axes = {p.name: p.axes for p in (*kernel.parameters, kernel.output)}
    temporaries = [n for n in dict.fromkeys(let.target.name for let in lets) if n not in axes]
    for let in lets:
        if let.target.name in temporaries:
            axes[let.target.name] = _shape(let.target)
    stored = tuple(n for n in temporaries if axes[n] and _users(n, groups) > 1)
    return Schedule(groups, axes, stored, frozenset(temporaries) - set(stored))


def _called(kernel: Kernel) -> set[str]:
    """The names of all quantities and sizes."""
    quantities = {name for let in kernel.lets for name in _mentioned(let)}
    return quantities | {p.name for p in kernel.parameters} | {s.name for s in kernel.sizes}


def _shape(target: Any) -> tuple[Size, ...]:
    if not all(isinstance(i, Index) for i in target.indices):
        raise UnsupportedError(f"the single entry {target} of a temporary has no code form in C")
    return tuple(i.size for i in target.indices)


def _users(name: str, groups: Sequence[Sequence[Let]]) -> int:
    """How many groups write or read a quantity."""
    return sum(any(name in _mentioned(let) for let in group) for group in groups)


def _mentioned(let: Let) -> set[str]:
    return {let.target.name, *names(let.expr)}


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


def _staged(lets: Sequence[Let]) -> list[Let]:
    """A statement that overwrites what it still reads elsewhere goes by a temporary."""
    taken = {name for let in lets for name in (let.target.name, *names(let.expr))}
    staged = []
    for let in lets:
        target = let.target
        if all(r.indices == target.indices for r in refs(let.expr) if r.name == target.name):
            staged.append(let)
            continue
        name = next(n for n in (f"t{k}" for k in range(1, 10_000)) if n not in taken)
        taken.add(name)
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


def _plain(target: Any) -> bool:
    """Are the target's indices distinct loop indices?"""
    indices = target.indices
    return all(isinstance(i, Index) for i in indices) and len(set(indices)) == len(indices)


def _ranges(target: Any) -> list[Size]:
    return [i.size for i in target.indices]


__all__ = ["Schedule", "schedule"]
