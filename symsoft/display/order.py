"""The order in which a textbook writes factors and summands, the same for every printer.

Names count by their first appearance in the system, never by the alphabet: the same definition
under other names is printed in the same order.  Nothing here rewrites a term; it only says which
part is written where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Integer, Rational

from symsoft.display.structure import MATRIX, is_array, is_negative, leading_number, reciprocal
from symsoft.language.matrix import At
from symsoft.language.system import System
from symsoft.language.terms import (
    FUNCTIONS,
    Add,
    Cases,
    Constant,
    D,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Where,
    factors,
)
from symsoft.language.walk import names, subterms
from symsoft.proof import Relation

NUMBER, SIZE, SCALAR, ENTRY, FUNCTION, DELTA, PIECES, BRACKET = range(8)
EXTREMUM, SUM, DERIVATIVE, ARRAY = range(8, 12)
"""The kinds of factor, in the order in which they stand in a product."""

_FUNCTION_ORDER = {name: place for place, name in enumerate(sorted(FUNCTIONS))}
_UNKNOWN, _BOUND, _LITERAL = 10_000, 20_000, -1_000_000_000

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A product as it is written: a minus if ``negative``, ``top`` over ``bottom``, then ``tail``.

    The tail is what reads better behind a fraction than in it.
    """

    negative: bool
    top: tuple[Any, ...]
    bottom: tuple[Any, ...]
    tail: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Places of names and of indices: the claim's first, then other free ones, then bound ones."""

    names: Mapping[str, int] = field(default_factory=dict)
    indices: tuple[Any, ...] = ()
    bound: tuple[Any, ...] = ()
    labels: Mapping[str, tuple[Mapping[int, Index], ...]] = field(default_factory=dict)
    """For each quantity with named places, the names along each axis."""

    @staticmethod
    def of(system: System | None = None, *terms: Any) -> Order:
        """The order for a system and the sides of a claim, or any terms, about it.

        >>> from symsoft.language.terms import Mul, Ref, Size
        >>> i, j = Index("i", Size("n")), Index("j", Size("n"))
        >>> y_j, y_i = Ref("y", j), Ref("y", i)
        >>> Order.of(None, Ref("y", i), y_j).factors(Mul(y_j, y_i)) == (y_i, y_j)
        True
        """
        known = list(system.shapes) if system is not None else []
        for term in terms:
            known += names(term)
        indices = [s for t in terms for s in subterms(t) if isinstance(s, Index) and s in t.free]
        places = {name: place for place, name in enumerate(dict.fromkeys(known))}
        return Order(places, tuple(dict.fromkeys(indices)), labels=_labels(system))

    @staticmethod
    def of_claim(system: System, claim: Relation) -> Order:
        """The order for everything in a proof of the claim."""
        return Order.of(system, claim.lhs, claim.rhs)

    def inside(self, index: Any) -> Order:
        """The order inside a reduction over the index."""
        return replace(self, bound=(*self.bound, index))

    def labelled(self, ref: Ref) -> tuple[Any, ...]:
        """The indices of a quantity, literal ones by the names of their places."""
        axes = self.labels.get(ref.name, ())
        if len(axes) != len(ref.indices):
            return ref.indices
        pairs = zip(ref.indices, axes, strict=True)
        return tuple(axis.get(int(i), i) if isinstance(i, Integer) else i for i, axis in pairs)

    def index(self, index: Any) -> int:
        """The place of an index: literal ones first, bound ones last, outer before inner."""
        if isinstance(index, Integer):
            return _LITERAL + int(index)
        if index in self.bound:
            return _BOUND + self.bound.index(index)
        return self.indices.index(index) if index in self.indices else _UNKNOWN

    def delta(self, delta: Delta) -> tuple[Any, Any]:
        """The indices of a delta as written: a bound one first, else in their order."""
        a, b = delta.args
        first, second = self.index(a), self.index(b)
        bound = first >= _BOUND, second >= _BOUND
        swap = bound[1] and not bound[0] if bound[0] != bound[1] else second < first
        return (b, a) if swap else (a, b)

    def factors(self, e: Any) -> tuple[Any, ...]:
        """The factors of a product as they are written from left to right."""
        return self.sort(factors(e))

    def sort(self, found: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(sorted(found, key=self.key))

    def summands(self, e: Add) -> tuple[Any, ...]:
        """Positive terms before negative ones, deltas, then numbers first, else as held."""
        return tuple(sorted(e.args, key=_summand_key))

    def quotient(self, e: Mul) -> Quotient:
        """How a product is written."""
        number, rest = leading_number(e)
        top, bottom = [], []
        if number is not None:
            top += [Integer(abs(number.p))] if abs(number.p) != 1 or number == 1 else []
            bottom += [Integer(number.q)] if number.q != 1 else []
        for f in rest:
            below = reciprocal(f)
            if below is None:
                top.append(f)
            else:
                bottom.append(below)
        above, under = self.sort(top), self.sort(bottom)
        tail = _behind(above, under) if under else ()
        kept = tuple(f for f in above if not any(f is t for t in tail))
        return Quotient(number is not None and bool(number < 0), kept, under, tail)

    def key(self, e: Any) -> Key:
        """Where a factor stands among others; equal keys keep the held order."""
        match e:
            case Rational():
                return (NUMBER, int(e.p), int(e.q))
            case Size() | Constant():
                return (SIZE,)
            case Index():
                return (SCALAR, self.index(e))
            case Ref():
                place = self.names.get(e.name, _UNKNOWN)
                return (ENTRY if e.indices else SCALAR, place, *map(self.index, e.indices))
            case Pow():
                return self._power(e)
            case Fn():
                inputs = (k for a in e.inputs for k in self.key(a))
                return (FUNCTION, _FUNCTION_ORDER.get(e.name, _UNKNOWN), *inputs)
            case Delta():
                return (DELTA, *map(self.index, self.delta(e)))
            case Where() if is_array(e):
                return (ARRAY,)
            case Where() | Cases():
                return (PIECES,)
            case Sum():
                return (SUM,)
            case Reduction():
                return (EXTREMUM,)
            case D():
                return (DERIVATIVE,)
            case At():
                return (ENTRY, _UNKNOWN)
            case _ if isinstance(e, MATRIX):
                return (ARRAY,) if is_array(e) else (ENTRY, _UNKNOWN)
            case _:
                return (BRACKET,)

    def _power(self, e: Pow) -> Key:
        base = self.key(e.base)
        return (FUNCTION, -1, *self.key(e.exponent)) if base[0] == NUMBER else base


def _labels(system: System | None) -> dict[str, tuple[dict[int, Index], ...]]:
    if system is None or not system.labels:
        return {}
    named = {
        size: {place: Index(name, size) for place, name in enumerate(system.labels[size.name], 1)}
        for size in system.sizes
        if size.name in system.labels
    }
    return {name: tuple(named.get(s, {}) for s in shape) for name, shape in system.shapes.items()}


def _summand_key(e: Any) -> tuple[bool, bool, bool]:
    has_delta = any(isinstance(f, Delta) for f in factors(e))
    return is_negative(e), not has_delta, not isinstance(e, Rational)


def _behind(top: tuple[Any, ...], bottom: tuple[Any, ...]) -> tuple[Any, ...]:
    """The factors of a numerator that stand behind the fraction instead."""
    if top and all(isinstance(_base(f), Add) for f in top) and not any(map(is_array, top)):
        return ()
    sums_below = any(isinstance(s, Reduction) for f in bottom for s in subterms(f))
    return tuple(f for f in top if _is_big(f) and not (sums_below and isinstance(f, Reduction)))


def _is_big(f: Any) -> bool:
    return isinstance(_base(f), Add) or isinstance(f, Reduction | D | Where | Cases) or is_array(f)


def _base(f: Any) -> Any:
    return f.base if isinstance(f, Pow) else f
