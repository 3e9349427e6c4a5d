"""Reading a definition backwards: finding its body, or a part of it, and writing its name instead.

``y = body`` is solved for one of its generators (exp(x_i) = y_i S, or exp(-x) = 1/s - 1) by peeling
the body from the outside; what is found in an expression is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product as tuples
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.conditions import undefined_parts, with_conditions
from symsoft.calculus.polynomials import cancel
from symsoft.language.system import Definition, System
from symsoft.language.terms import (
    Add,
    D,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Term,
    factors,
    free,
    plus,
    power,
    times,
)
from symsoft.language.walk import names, rebuild, rename, subterms


@dataclass(frozen=True, slots=True)
class Generator:
    """``pattern = value`` by the definition of ``definition.name``, for all its indices."""

    definition: Definition
    pattern: Any
    value: Any

    @property
    def whole(self) -> bool:
        """Is the pattern the whole body?"""
        return bool(self.value == self.definition.head)


def generators(system: System) -> list[Generator]:
    """The parts of every definition that its name can stand for, the whole body first.

    What would divide by something that may be zero, although the definition is defined there, is
    left out.
    """
    found = []
    safe = with_conditions(system)
    for d in system.definitions:
        for pattern, value in _peel(d.body, d.head):
            if not set(d.indices) <= set(free(pattern)) or _too_plain(pattern, d, system):
                continue
            if (_calls(pattern) or not _calls(value)) and not undefined_parts(value, safe):
                found.append(Generator(d, pattern, value))
    return found


def _calls(e: Any) -> bool:
    """Is there a function in e outside its sums?  To write one for a part makes nothing plainer."""
    if isinstance(e, Sum) or not isinstance(e, Term):
        return False
    return isinstance(e, Fn) or any(_calls(a) for a in e.args)


def _too_plain(pattern: Any, d: Definition, system: System) -> bool:
    """A bare scalar, a size or another defined name is left as it is."""
    if isinstance(pattern, Rational | Size | Index) or not names(pattern):
        return True
    if not isinstance(pattern, Ref):
        return False
    return not d.indices or system.definition(pattern.name) is not None


def _peel(u: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    yield u, value
    if isinstance(u, Mul | Add):
        for q, part in enumerate(u.args):
            if isinstance(part, Rational):
                continue
            rest = [g for p, g in enumerate(u.args) if p != q]
            if isinstance(u, Mul):
                below = (power(g, S.NegativeOne) for g in rest)
                yield from _peel(part, times(value, *below))
            else:
                yield from _peel(part, plus(value, times(S.NegativeOne, plus(*rest))))
    elif isinstance(u, Pow) and isinstance(u.exponent, Rational) and u.exponent.p % 2:
        yield from _peel(u.base, power(value, S.One / u.exponent))


class Folding:
    """One generator at every choice of some indices."""

    def __init__(self, present: tuple[Index, ...], generator: Generator) -> None:
        self.hit = False
        self.table: dict[Any, Any] = {}
        definition, pattern, value = generator.definition, generator.pattern, generator.value
        choices = [[i for i in present if i.size == own.size] for own in definition.indices]
        for chosen in tuples(*choices):
            naming = dict(zip(definition.indices, chosen, strict=True))
            left, right = rename(pattern, naming), rename(value, naming)
            self.table[left] = right
            self.table.setdefault(cancel(left), right)
            if isinstance(left, Fn) and left.name == "exp":
                opposite = Fn("exp", cancel(times(S.NegativeOne, left.arg)))
                self.table.setdefault(opposite, power(right, S.NegativeOne))
        self.keep = {s for s in subterms(value) if isinstance(s, Sum) and not free(s)}
        self.roots = [
            (left.base, left.exponent, right)
            for left, right in self.table.items()
            if isinstance(left, Pow) and not isinstance(left.exponent, Integer)
        ]
        self.products = [
            (_powers(left), right)
            for left, right in self.table.items()
            if isinstance(left, Mul)
            or (isinstance(left, Pow) and isinstance(left.exponent, Integer))
        ]

    def apply(self, e: Any) -> Any:
        if not isinstance(e, Term) or e in self.keep or isinstance(e, D):
            return e
        if e in self.table:
            self.hit = True
            return self.table[e]
        found = None
        if isinstance(e, Mul):
            found = self._inside_product(e)
        elif isinstance(e, Pow):
            found = self._as_power(e)
        return rebuild(e, self.apply) if found is None else found

    def _as_power(self, e: Any) -> Any:
        """1/sqrt(u) where sqrt(u) has a name: a whole power of the pattern."""
        for base, exponent, value in self.roots:
            times_ = cancel(times(e.exponent, power(exponent, S.NegativeOne)))
            if e.base == base and isinstance(times_, Integer):
                self.hit = True
                return power(value, times_)
        return None

    def _inside_product(self, e: Any) -> Any:
        powers = _powers(e)
        for pattern, value in self.products:
            count = _how_often(pattern, powers)
            if count:
                self.hit = True
                left = dict(powers)
                for base, x in pattern.items():
                    left[base] = left[base] - count * x
                rest = [power(self.apply(b), x) for b, x in left.items()]
                return times(power(value, Integer(count)), *rest)
        return None


def _powers(e: Any) -> dict[Any, Any]:
    """The factors of a product as base -> exponent."""
    out: dict[Any, Any] = {}
    for f in factors(e):
        base, exponent = (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)
        if not isinstance(exponent, Integer):
            base, exponent = f, S.One
        out[base] = out.get(base, S.Zero) + exponent
    return out


def _how_often(pattern: dict[Any, Any], powers: dict[Any, Any]) -> int:
    """How many times the pattern's powers are contained in those of a product."""
    counts = []
    for base, x in pattern.items():
        have = powers.get(base)
        if x == 0:
            continue
        if isinstance(base, Rational):
            if have != x:
                return 0
            continue
        if have is None or (have > 0) != (x > 0):
            return 0
        counts.append(abs(int(have)) // abs(int(x)))
    return min(counts, default=0)


class Folder:
    """Reads definitions backwards in expressions of one system; remembers what it has prepared."""

    def __init__(self, system: System) -> None:
        self.generators = generators(system)
        self._prepared: dict[tuple[int, tuple[Index, ...]], Folding] = {}

    def folded(self, e: Any) -> Iterator[tuple[Generator, Any]]:
        """Each generator that occurs in e, with e where it is replaced."""
        present = tuple(dict.fromkeys(s for s in subterms(e) if isinstance(s, Index)))
        known = set(names(e))
        for q, generator in enumerate(self.generators):
            if not known.issuperset(names(generator.pattern)):
                continue
            if (q, present) not in self._prepared:
                self._prepared[q, present] = Folding(present, generator)
            folding = self._prepared[q, present]
            folding.hit = False
            new = folding.apply(e)
            if folding.hit:
                yield generator, new
