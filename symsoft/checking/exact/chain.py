"""Wider systems: an identity decided in one of them holds in the system it was made from.

A definition may be dropped, or put in place of another that has the same derivatives: the claim is
then about more quantities than before.  That spares unfolding a long chain at every step of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from symsoft.language.system import Definition, System
from symsoft.language.terms import D, Index, Ref, Sum, times
from symsoft.language.walk import fresh, names, subterms

Sides = tuple[Any, ...]


def wider(system: System, sides: Sides) -> System:
    """The system without what the identity need not know, the system itself if it needs all."""
    return _without_needless(_linearised(system, sides), sides)


def widest(system: System, sides: Sides) -> System:
    """The system without any definition that may be dropped, where the identity differentiates."""
    if not any(_derivatives(sides)):
        return system
    return _keeping(system, lambda d: not _may_go(d, system, sides))


def _without_needless(system: System, sides: Sides) -> System:
    """The system without the definitions that the identity hardly needs.

    One is hardly needed where every side names it, or no side what it is made of.
    """
    said = [set(names(e)) for e in sides]
    shared, somewhere = set.intersection(*said), set.union(*said)

    def needed(d: Definition) -> bool:
        if not _may_go(d, system, sides):
            return True
        return d.name not in shared and not somewhere.isdisjoint(names(d.body))

    return _keeping(system, needed)


def _keeping(system: System, kept: Callable[[Definition], bool]) -> System:
    """The system with some of its definitions, itself if they are all."""
    left = tuple(filter(kept, system.definitions))
    return system if len(left) == len(system.definitions) else replace(system, definitions=left)


def _may_go(definition: Definition, system: System, sides: Sides) -> bool:
    """May a definition be dropped?

    Where no derivative goes through it: what it defines is made of none of the other variables.
    """
    variables = {d.by.name for d in _derivatives(sides)} - {definition.name}
    return not any(system.depends(definition.body, w) for w in variables)


def _linearised(system: System, sides: Sides) -> System:
    """The system with a quantity made linear in one on which all its derivatives hang.

    The chain rule: where L depends on w through z only, the linear L' = Sum_k c_k z_k with
    c_k = dL/dz_k has the same first derivatives by w and by z, at every point.  So an identity
    that holds for L', whatever c is, holds for L, if it speaks of no more than those derivatives.
    """
    for definition in system.definitions:
        variables = _only_differentiated(definition.name, system, sides)
        for z in variables:
            if all(w == z or _passes(definition.name, w, z, system) for w in variables):
                return _with_linear(system, definition, z)
    return system


def _only_differentiated(name: str, system: System, sides: Sides) -> list[str]:
    """By what a quantity is differentiated on every side, if nothing else is said of it there."""
    found: list[str] = []
    if not all(any(name in names(d.body) for d in _derivatives((e,))) for e in sides):
        return []
    for d in _derivatives(sides):
        if any(isinstance(s, D) for s in subterms(d.body)):
            return []
        if isinstance(d.body, Ref) and d.body.name == name:
            found.append(d.by.name)
    heads = sum(isinstance(s, Ref) and s.name == name for e in sides for s in subterms(e))
    others = {n for e in sides for n in names(e)} - {name}
    if heads != len(found) or any(system.depends(Ref(n), name) for n in others):
        return []
    return list(dict.fromkeys(found))


def _passes(name: str, w: str, z: str, system: System) -> bool:
    """Does a quantity depend on w through z only?"""
    definition = system.definition(name)
    if name == w or definition is None:
        return name != w
    return all(inner == z or _passes(inner, w, z, system) for inner in names(definition.body))


def _with_linear(system: System, definition: Definition, z: str) -> System:
    """The system with the quantity defined as Sum_k c_k z_k, c being a new quantity."""
    shape = system.shapes[z]
    slope = f"slope of {definition.name}"
    bound: list[Index] = []
    for size in shape:
        bound.append(fresh(size, {*definition.indices, *bound}))
    body = times(Ref(slope, *bound, *definition.indices), Ref(z, *bound))
    for k in reversed(bound):
        body = Sum(body, k)
    sizes = (*shape, *(i.size for i in definition.indices))
    linear = Definition(definition.name, definition.indices, body)
    definitions = tuple(linear if d is definition else d for d in system.definitions)
    return replace(system, definitions=definitions, shapes={**system.shapes, slope: sizes})


def _derivatives(sides: Sides) -> Iterator[Any]:
    return (s for e in sides for s in subterms(e) if isinstance(s, D))
