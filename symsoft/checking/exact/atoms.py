"""Atoms, monomials and polynomials: the data of the normal form.  Nothing is computed with here.

A polynomial is a dict from monomials to coefficients, a monomial a frozenset of (atom, exponent);
exponents may be negative or fractional.  Everything is made of integers, so that hashes, and with
them every order of iteration, are the same in each run and for any names the user chose: a name is
its rank by first appearance, an index is a Label.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple, TypeAlias

Number: TypeAlias = "int | Fraction"
Monomial: TypeAlias = "frozenset[tuple[Atom, Number]]"
Poly: TypeAlias = "dict[Monomial, Number]"
Frozen: TypeAlias = "frozenset[tuple[Monomial, Number]]"
"""A polynomial as part of an atom."""
Bound: TypeAlias = "tuple[Label, int]"
"""A bound index and the rank of its size."""

ONE: Monomial = frozenset()

VALUE, FREE, PLACE, BOUND, OPEN, TEMPORARY = range(6)
"""Kinds of labels: a concrete index value, a free index, a place in the pattern of a fact, an index
bound inside an atom, one bound by an enclosing term, one whose atom has been opened."""


class Label(NamedTuple):
    """An index: its kind, and which of that kind, or its value."""

    kind: int
    number: int

    @property
    def bound(self) -> bool:
        """Is the index bound, rather than free, a place or a value?"""
        return self.kind >= BOUND


class Atom:
    """A quantity that the normal form does not look into when it multiplies and adds."""

    __slots__ = ("_hash", "_height", "_key", "_labels", "_shape", "parts")
    code: ClassVar[int] = 0
    active: ClassVar[bool] = False
    """Does a product with this atom have to be checked for relations?"""
    idempotent: ClassVar[bool] = False
    """Is the atom 0 or 1, its own square?"""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts
        self._hash = hash((self.code, parts))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Atom)
            and self._hash == other._hash
            and self.code == other.code
            and self.parts == other.parts
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self.parts}"

    @property
    def key(self) -> tuple[Any, ...]:
        """Nested tuples of numbers that put atoms in an order."""
        try:
            return self._key
        except AttributeError:
            self._key: tuple[Any, ...] = (self.code, *map(key_of, self.parts))
            return self._key

    @property
    def shape(self) -> tuple[Any, ...]:
        """The key with labels told apart only by whether they are bound: renaming keeps it."""
        try:
            return self._shape
        except AttributeError:
            self._shape: tuple[Any, ...] = (self.code, *map(_shape_of, self.parts))
            return self._shape

    @property
    def labels(self) -> frozenset[Label]:
        """The indices that occur free; concrete values are left out."""
        try:
            return self._labels
        except AttributeError:
            self._labels: frozenset[Label] = self._find_labels()
            return self._labels

    @property
    def height(self) -> int:
        """One more than the largest number of an index bound inside."""
        try:
            return self._height
        except AttributeError:
            self._height: int = max(map(_height_of, self.parts), default=0)
            return self._height

    def _find_labels(self) -> frozenset[Label]:
        return labels_inside(self.parts)


def exact(number: Number) -> Number:
    """The same number, an int when it is whole."""
    return int(number) if number.denominator == 1 else number


def freeze(p: Poly) -> Frozen:
    """A polynomial as part of an atom."""
    return frozenset(p.items())


def inside(part: Any) -> Iterator[Atom]:
    """Every atom in an atom, monomial or polynomial, at any depth, itself included."""
    if isinstance(part, Atom):
        yield part
        yield from inside(part.parts)
    elif isinstance(part, tuple | frozenset | dict):
        for p in part:
            yield from inside(p)


def every_label(part: Any) -> Iterator[Label]:
    """Every label in an atom, bound ones and values too."""
    if isinstance(part, Label):
        yield part
    elif isinstance(part, Atom):
        yield from every_label(part.parts)
    elif isinstance(part, tuple | frozenset):
        for p in part:
            yield from every_label(p)


def labels_inside(part: Any) -> frozenset[Label]:
    """The free labels in an atom, monomial or polynomial."""
    if isinstance(part, Atom):
        return part.labels
    if isinstance(part, Label):
        return frozenset() if part.kind == VALUE else frozenset((part,))
    if isinstance(part, tuple | frozenset | dict):
        return frozenset().union(*map(labels_inside, part))
    return frozenset()


def key_of(part: Any) -> Any:
    """Nested tuples of numbers that put atoms, monomials and polynomials in an order."""
    if isinstance(part, Atom):
        return part.key
    if isinstance(part, tuple):
        return tuple(map(key_of, part))
    if isinstance(part, frozenset):
        return tuple(sorted(map(key_of, part)))
    return part


def _shape_of(part: Any) -> Any:
    if isinstance(part, Atom):
        return part.shape
    if isinstance(part, Label):
        return (BOUND if part.bound else FREE,)
    if isinstance(part, tuple):
        return tuple(map(_shape_of, part))
    if isinstance(part, frozenset):
        return tuple(sorted(map(_shape_of, part)))
    return part


def _height_of(part: Any) -> int:
    if isinstance(part, Atom):
        return part.height
    if isinstance(part, Label):
        return part.number + 1 if part.kind == BOUND else 0
    if isinstance(part, tuple | frozenset):
        return max(map(_height_of, part), default=0)
    return 0
