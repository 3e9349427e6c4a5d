"""Catalogue functions: their definitions, read on their own and then put among a user's.

An entry is a list of definition lines; its last definition is what the function gives, its inputs
in order of first appearance are the parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sympy import S, Symbol

from symsoft.language.drafts import (
    Draft,
    Length,
    Letter,
    add,
    multiply,
    negate,
    quantity,
    raise_to,
)
from symsoft.language.ranges import Range
from symsoft.language.system import System
from symsoft.language.terms import Add, Index, Mul, Pow, Ref, Size, Term
from symsoft.language.walk import LETTERS, rebuild, subterms

Lookup = Callable[[str], Sequence[str] | None]
Read = Callable[[Sequence[str], Lookup], System]


@dataclass(frozen=True, slots=True)
class Entries:
    """The catalogue functions that a line may call; ``read`` turns their lines into a System.

    A function is not known in its own lines.
    """

    lookup: Lookup
    known: tuple[str, ...]
    read: Read

    def find(self, name: str) -> System | None:
        lines = self.lookup(name)
        if lines is None:
            return None
        return self.read(lines, lambda other: None if other == name else self.lookup(other))


def _unreadable(lines: Sequence[str], lookup: Lookup) -> System:
    raise LookupError(f"no catalogue is at hand to read {lines} with {lookup}")


NO_ENTRIES = Entries(lambda _: None, (), _unreadable)
"""No catalogue at all."""


def is_elementwise(entry: System) -> bool:
    """Is the entry a scalar function of scalars?"""
    return not entry.target.indices and not any(entry.shapes[name] for name in entry.inputs)


def unfolded(entry: System, e: Any) -> Any:
    """A term of an entry with every defined quantity replaced by what it is made of."""
    if isinstance(e, Ref) and entry.definition(e.name) is not None:
        return unfolded(entry, entry.unfold(e))
    return rebuild(e, lambda a: unfolded(entry, a))


class Transplant:
    """Terms of an entry as drafts among a user's: under other names, over other ranges.

    ``names`` has for each quantity of the terms its new name or, for scalars, the draft that takes
    its place.  Index letters stay, but for those that are taken.
    """

    def __init__(
        self,
        entry: System,
        names: Mapping[str, Any],
        taken: Collection[str],
        terms: Iterable[Any],
    ) -> None:
        self.entry = entry
        self.names = dict(names)
        self.ranges = {size: Range() for size in entry.sizes}
        used = [s.name for e in terms for s in subterms(e) if isinstance(s, Index)]
        self.letters = fresh_names(dict.fromkeys(used), taken, LETTERS)

    def letter(self, index: Any) -> Letter:
        return Letter(self.letters[index.name], self.ranges[index.size])

    def draft(self, e: Any) -> Any:
        """The draft of a term; raises ZeroDivisionError and OverflowError like ``raise_to``."""
        match e:
            case Index():
                return self.letter(e)
            case Size():
                return Length(self.ranges[e])
            case Ref():
                return self._quantity(e)
            case Add():
                return add(*map(self.draft, e.args))
            case Mul():
                return self._product(e)
            case Pow():
                return raise_to(self.draft(e.base), self.draft(e.exponent))
            case Term():
                words = [a for a in e.args if isinstance(a, Symbol)]
                rest = [self.draft(a) for a in e.args if not isinstance(a, Symbol)]
                return Draft(partial(type(e), *words), tuple(rest)) if rest else e
            case _:
                return e

    def _product(self, e: Any) -> Any:
        if e.args[0] is S.NegativeOne:
            return negate(multiply(*map(self.draft, e.args[1:])))
        return multiply(*map(self.draft, e.args))

    def _quantity(self, ref: Any) -> Any:
        found = self.names[ref.name]
        if isinstance(found, str):
            return quantity(found, *map(self.draft, ref.indices))
        return found


def fresh_names(
    names: Collection[str], taken: Collection[str], letters: str = ""
) -> dict[str, str]:
    """For each name itself where it is free, otherwise a new one that is not taken either."""
    used = {*taken, *names}
    found: dict[str, str] = {}
    for name in names:
        if name not in taken:
            found[name] = name
            continue
        tries = (*letters, *(f"{name}{number}" for number in range(1, 1000)))
        found[name] = next(t for t in tries if t not in used)
        used.add(found[name])
    return found


__all__ = [
    "NO_ENTRIES",
    "Entries",
    "Lookup",
    "Transplant",
    "fresh_names",
    "is_elementwise",
    "unfolded",
]
