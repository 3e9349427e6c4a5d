"""The base of the term language: nodes that hold their form, indices, and the four operations.

SymPy evaluates on construction (1 + u - 1 becomes u, log(exp(r)) becomes r) and so swallows the
steps of a proof.  The nodes here are SymPy ``Expr`` subclasses that never evaluate.  Two nodes are
equal when they differ only in the order of summands and factors and in the names of bound indices.

Classes hold everything (``Add(1, u, -1)``); operators and ``plus``, ``times``, ``power`` do only
what a reader does without a line of its own: drop 0 and 1, flatten, multiply numbers.
Nothing in this room knows a rule of calculus.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Expr, Integer, Rational, S, Symbol

from symsoft.language.known import Known, spell


def as_symbol(name: str | Symbol) -> Symbol:
    """The SymPy symbol under which a node keeps a name."""
    return name if isinstance(name, Symbol) else Symbol(name)


class Term(Known):
    """Base of every node: compares by ``key``, builds held nodes with the usual operators."""

    __slots__ = ()
    is_commutative = True
    _op_priority = 100.0

    def __new__(cls, *args: Any) -> Any:
        if int in map(type, args):
            args = tuple(Integer(a) if type(a) is int else a for a in args)
        return Expr.__new__(cls, *args)

    def __add__(self, other: Any) -> Any:
        return plus(self, other)

    def __radd__(self, other: Any) -> Any:
        return plus(other, self)

    def __sub__(self, other: Any) -> Any:
        return plus(self, times(S.NegativeOne, other))

    def __rsub__(self, other: Any) -> Any:
        return plus(other, times(S.NegativeOne, self))

    def __mul__(self, other: Any) -> Any:
        return times(self, other)

    def __rmul__(self, other: Any) -> Any:
        return times(other, self)

    def __truediv__(self, other: Any) -> Any:
        return times(self, power(other, S.NegativeOne))

    def __rtruediv__(self, other: Any) -> Any:
        return times(other, power(self, S.NegativeOne))

    def __pow__(self, other: Any, mod: object = None) -> Any:
        return power(self, other)

    def __rpow__(self, other: Any) -> Any:
        return power(other, self)

    def __neg__(self) -> Any:
        return times(S.NegativeOne, self)

    def __str__(self) -> str:
        from symsoft.language.spelling import one_line

        return one_line(self)

    __repr__ = __str__

    def _sympystr(self, printer: Any) -> str:
        return str(self)

    _sympyrepr = _sympystr

    def _latex(self, printer: Any) -> str:
        return str(printer.doprint(self.doit()))

    def doit(self, **hints: Any) -> Any:
        """The ordinary, evaluating SymPy expression for this node."""
        from symsoft.language.to_sympy import to_sympy

        return to_sympy(self)


class Size(Term):
    """The length of an axis, such as n: an unknown integer, at least 1."""

    __slots__ = ()

    def __new__(cls, name: str | Symbol) -> Any:
        return Term.__new__(cls, as_symbol(name))

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def sizes(self) -> frozenset[str]:
        return frozenset((self.name,))

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"<{self.name}>"


class Constant(Term):
    """A fixed real number that is not rational, by its name: ``Constant("pi")``."""

    __slots__ = ()

    def __new__(cls, name: str | Symbol) -> Any:
        return Term.__new__(cls, as_symbol(name))

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    def _spell(self, bound: dict[Any, str]) -> str:
        return self.name


PI = Constant("pi")


class Index(Term):
    """An index that ranges over 1..size; it carries its range wherever it goes."""

    __slots__ = ()

    def __new__(cls, name: str | Symbol, size: Size) -> Any:
        return Term.__new__(cls, as_symbol(name), size)

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def size(self) -> Size:
        return self.args[1]

    def spelled(self, bound: dict[Any, str]) -> str:
        return bound.get(self) or self.key

    def _find_free(self) -> frozenset[Any]:
        return frozenset((self,))

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"{self.name}:{self.size.name}"


class Add(Term):
    """A sum that keeps its summands."""

    __slots__ = ()

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"({'+'.join(sorted(spell(a, bound) for a in self.args))})"


class Mul(Term):
    """A product that keeps its factors; a quotient a/b is ``Mul(a, Pow(b, -1))``."""

    __slots__ = ()

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"({'*'.join(sorted(spell(a, bound) for a in self.args))})"


class Pow(Term):
    """base ** exponent; a square root has the exponent 1/2."""

    __slots__ = ()

    @property
    def base(self) -> Any:
        return self.args[0]

    @property
    def exponent(self) -> Any:
        return self.args[1]


def as_term(value: Any) -> Any:
    """A node, or the exact SymPy number for an int or Rational; floats are refused as inexact."""
    if isinstance(value, Term | Rational):
        return value
    if isinstance(value, int):
        return Integer(value)
    raise TypeError(f"a term is built from nodes and exact numbers, not from {value!r}")


def summands(e: Any) -> tuple[Any, ...]:
    """The summands of a sum; anything else is its own only summand."""
    return tuple(e.args) if isinstance(e, Add) else (e,)


def factors(e: Any) -> tuple[Any, ...]:
    """The factors of a product; anything else is its own only factor."""
    return tuple(e.args) if isinstance(e, Mul) else (e,)


def plus(*terms: Any) -> Any:
    """The sum of terms: nested sums flattened, zeros dropped, nothing collected."""
    flat = [t for e in terms for t in summands(as_term(e)) if t is not S.Zero]
    return Add(*flat) if len(flat) > 1 else flat[0] if flat else S.Zero


def times(*terms: Any) -> Any:
    """The product of terms: nested products flattened, numbers multiplied into one, in front."""
    number: Any = S.One
    rest: list[Any] = []
    for e in terms:
        if isinstance(e, Mul):
            parts = e._args
        elif isinstance(e, Term):
            rest.append(e)
            continue
        else:
            parts = (as_term(e),)
        for f in parts:
            if isinstance(f, Term):
                rest.append(f)
            elif f is not S.One:
                number = number * f
    if number is S.Zero or not rest:
        return number
    if number is not S.One:
        rest.insert(0, number)
    return Mul(*rest) if len(rest) > 1 else rest[0]


def power(base: Any, exponent: Any) -> Any:
    """base ** exponent: exponents 0 and 1, powers of numbers and whole powers of powers done."""
    base, exponent = as_term(base), as_term(exponent)
    if exponent is S.Zero:
        return S.One
    if exponent is S.One or base is S.One:
        return base
    if isinstance(exponent, Integer):
        if isinstance(base, Rational) and base is not S.Zero:
            return base**exponent
        if isinstance(base, Pow):
            return power(base.base, times(base.exponent, exponent))
    return Pow(base, exponent)


def total(terms: Iterable[Any]) -> Any:
    """The sum of any number of terms."""
    return plus(*terms)


def product(terms: Iterable[Any]) -> Any:
    """The product of any number of terms."""
    return times(*terms)
