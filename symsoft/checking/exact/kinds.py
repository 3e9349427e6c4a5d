"""The kinds of atoms.  Data only; see ``atoms`` for what they have in common."""

from __future__ import annotations

from symsoft.checking.exact.atoms import (
    Atom,
    Bound,
    Label,
    Monomial,
    Poly,
    key_of,
    labels_inside,
)

FUNCTIONS = ("log", "sin", "cos", "tanh", "sinh", "cosh", "erf")
KINKED = ("abs", "sign", "maximum", "minimum", "above", "from")
"""``above(u, p, q)`` is p where u > 0, else q; ``from(u, p, q)`` is p where u >= 0, else q."""
CONSTANTS = ("pi",)


class Entry(Atom):
    """An entry of a named quantity: ``Entry(rank of the name, labels)``."""

    __slots__ = ()
    code = 1

    @property
    def rank(self) -> int:
        return self.parts[0]

    @property
    def at(self) -> tuple[Label, ...]:
        return self.parts[1]


class Length(Atom):
    """The size of an axis, by the rank of its name."""

    __slots__ = ()
    code = 2


class Constant(Atom):
    """A fixed positive real number, such as pi, by its rank."""

    __slots__ = ()
    code = 3


class Prime(Atom):
    """A whole number > 1 under a root; its exponent lies between 0 and 1."""

    __slots__ = ()
    code = 4
    active = True

    @property
    def number(self) -> int:
        return self.parts[0]


class Imaginary(Atom):
    """The square root of -1, for sines and cosines as exponentials."""

    __slots__ = ()
    code = 5
    active = True


class Pair(Atom):
    """Base of the indicators of a pair of indices."""

    __slots__ = ()
    active = True
    idempotent = True

    @property
    def pair(self) -> frozenset[Label]:
        return self.parts[0]


class Delta(Pair):
    """1 where two indices coincide, else 0."""

    __slots__ = ()
    code = 6


class Apart(Pair):
    """0 where two indices coincide, else 1; what it multiplies need not exist where it is 0."""

    __slots__ = ()
    code = 7


class Exp(Atom):
    """exp of a monomial."""

    __slots__ = ()
    code = 8

    @property
    def exponent(self) -> Monomial:
        return self.parts[0]


class Cis(Atom):
    """exp of the imaginary unit times a monomial."""

    __slots__ = ()
    code = 9

    @property
    def exponent(self) -> Monomial:
        return self.parts[0]


class Call(Atom):
    """An elementary function of a polynomial: ``Call(rank of the function, argument)``."""

    __slots__ = ()
    code = 10

    @property
    def function(self) -> str:
        return FUNCTIONS[self.parts[0]]

    @property
    def argument(self) -> Poly:
        return dict(self.parts[1])


class Base(Atom):
    """A polynomial that carries a negative or fractional exponent."""

    __slots__ = ()
    code = 11
    active = True

    @property
    def poly(self) -> Poly:
        return dict(self.parts[0])


class SymbolicPower(Atom):
    """``u ** m`` for a monomial m; its power c is ``u ** (c m)``, not ``(u ** m) ** c``.

    The two differ where u < 0: with m = 2 and c = 1/2 they are u and -u.
    """

    __slots__ = ()
    code = 12

    @property
    def poly(self) -> Poly:
        return dict(self.parts[0])

    @property
    def exponent(self) -> Monomial:
        return self.parts[1]


class SumOf(Atom):
    """The sum of a monomial: ``SumOf(bounds, monomial)``; the bounds are numbered canonically."""

    __slots__ = ()
    code = 13

    @property
    def bounds(self) -> tuple[Bound, ...]:
        return self.parts[0]

    @property
    def term(self) -> Monomial:
        return self.parts[1]

    def _find_labels(self) -> frozenset[Label]:
        return labels_inside(self.term) - {k for k, _ in self.bounds}


class MaxOf(Atom):
    """The largest value of a polynomial: ``MaxOf(bound, excluded labels, polynomial)``."""

    __slots__ = ()
    code = 14

    @property
    def bound(self) -> Bound:
        return self.parts[0]

    @property
    def excluded(self) -> frozenset[Label]:
        return self.parts[1]

    @property
    def poly(self) -> Poly:
        return dict(self.parts[2])

    def _find_labels(self) -> frozenset[Label]:
        return labels_inside(self.parts) - {self.bound[0]}


class Largest(Atom):
    """The largest of several polynomials."""

    __slots__ = ()
    code = 15

    @property
    def polys(self) -> list[Poly]:
        return [dict(p) for p in sorted(self.parts[0], key=key_of)]


class Kinked(Atom):
    """A function with a kink, held as written: ``Kinked(rank of the function, arguments)``."""

    __slots__ = ()
    code = 16

    @property
    def function(self) -> str:
        return KINKED[self.parts[0]]

    @property
    def arguments(self) -> list[Poly]:
        return [dict(p) for p in self.parts[1]]


class Step(Atom):
    """1 where a polynomial is positive, else 0."""

    __slots__ = ()
    code = 17
    active = True
    idempotent = True

    @property
    def poly(self) -> Poly:
        return dict(self.parts[0])


class Tie(Atom):
    """1 where a polynomial is 0, else 0."""

    __slots__ = ()
    code = 18
    active = True
    idempotent = True

    @property
    def poly(self) -> Poly:
        return dict(self.parts[0])
