"""Sizes and names that a user gives to ranges: how many classes there are, how they are called.

Everything is checked here, so that a formula with names can't be misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sympy import Integer

from symsoft.errors import InputError
from symsoft.language.contradictions import check
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index
from symsoft.language.walk import refs, subterms
from symsoft.proof import Derivation, Proof
from symsoft.suggest import did_you_mean

Sizes = int | Mapping[str, int]
Names = Sequence[str] | Mapping[str, Sequence[str]]
"""Names for the places along every range, or along each by its name."""


def sizes_of(system: System, n: Sizes | None) -> dict[str, int] | None:
    """A value for every range; raises InputError for one that is missing or unknown.

    Raises ContradictionError for values at which the assumptions can't hold.
    """
    if n is None:
        return None
    names = [size.name for size in system.sizes]
    sizes = dict.fromkeys(names, n) if isinstance(n, int) else dict(n)
    for name, value in sizes.items():
        if name not in names:
            raise InputError(f"there is no range {name!r}{did_you_mean(name, names)}")
        if value < 1:
            raise InputError(f"the range {name} can't be {value}: it has at least 1 entry")
    for name in names:
        if name not in sizes:
            raise InputError(f"the range {name} needs a value too: n={','.join(names)}")
    for ref in (r for d in system.definitions for r in refs(d.body)):
        for at, size in zip(ref.indices, system.shapes[ref.name], strict=True):
            if isinstance(at, Integer) and at > sizes[size.name]:
                raise InputError(f"{ref} needs {size.name} >= {at}, not {sizes[size.name]}")
    values = (Assumption("=", size, Integer(sizes[size.name])) for size in system.sizes)
    check(system.assuming(*values))
    return sizes


def labels_of(system: System, names: Names | None) -> dict[str, tuple[str, ...]]:
    """The names of the places along each range that has some.

    Raises InputError for names that are no names, that occur twice, or that mean something else.
    """
    ranges = [size.name for size in system.sizes]
    if not names:
        return {}
    if not ranges:
        raise InputError("there is no range whose places could have names")
    given = names if isinstance(names, Mapping) else dict.fromkeys(ranges, names)
    for name in given:
        if name not in ranges:
            raise InputError(f"there is no range {name!r}{did_you_mean(name, ranges)}")
    labels = {name: tuple(given[name]) for name in ranges if name in given}
    for found in labels.values():
        _check(found, system)
    return labels


def _check(names: tuple[str, ...], system: System) -> None:
    indices = {s.name for d in system.definitions for s in _indices(d.head, d.body)}
    for place, name in enumerate(names):
        if not name.isidentifier():
            raise InputError(f"{name!r} can't name a class: a name is letters, then digits")
        if name in names[:place]:
            raise InputError(f"two classes are called {name!r}")
        if name in indices:
            raise InputError(f"{name!r} is an index of the definitions: choose another name")
        if name in [size.name for size in system.sizes]:
            raise InputError(f"{name!r} is the length of a range: choose another name")


def counted(labels: Mapping[str, tuple[str, ...]], n: Sizes | None) -> Sizes | None:
    """The sizes that names imply; raises InputError where their number is not the one given."""
    for name, found in labels.items():
        value = n if isinstance(n, int) else (n or {}).get(name, len(found))
        if value != len(found):
            raise InputError(f"{len(found)} names for {name} = {value}: give as many as there are")
    if isinstance(n, int) or not labels:
        return n
    return {**{name: len(found) for name, found in labels.items()}, **(n or {})}


def check_letters(derivations: Sequence[Derivation]) -> None:
    """Raises InputError for a name that a derivation uses as an index, too."""
    for derivation in derivations:
        proofs = (derivation.proof, *(form.proof for form in derivation.forms))
        for proof in proofs:
            taken = {name for names in proof.system.labels.values() for name in names}
            clash = next((i.name for i in _written(proof) if i.name in taken), None)
            if clash is not None:
                raise InputError(f"{clash!r} is an index of the derivation: choose another name")


def _written(proof: Proof) -> Iterator[Any]:
    for step in proof.steps:
        yield from _indices(step.before, step.after)


def _indices(*terms: Any) -> Iterator[Any]:
    return (s for e in terms for s in subterms(e) if isinstance(s, Index))
