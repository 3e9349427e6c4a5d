"""Terms whose index ranges are not settled yet, and what + - * / ** make of them.

While lines are read, an index has a ``Range`` that may still be joined with others; when all are
read, ``build`` makes the terms.  The form is held as it was written, save what a reader does
without thinking: chains of + and of * are flat, ``-3`` and ``2/3`` are numbers, several numbers of
a product are one in front, ``1/b**2`` is the power b**-2.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import prod
from typing import Any

from sympy import Integer, Rational, S

from symsoft.language.ranges import Range
from symsoft.language.syntax import MAX_DIGITS
from symsoft.language.terms import Add, Index, Mul, Pow, Ref, Size

MAX_EXPONENT = 10_000


@dataclass(frozen=True, slots=True)
class Letter:
    """An index."""

    name: str
    range: Range


@dataclass(frozen=True, slots=True)
class Length:
    """The size of a range, as a number."""

    range: Range


@dataclass(frozen=True, slots=True)
class Bare:
    """A name without subscripts: a scalar, unless it turns out to be the name of a size."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """``make(*args)`` once the arguments are built: numbers, Letters, Lengths, Bares, Drafts."""

    make: Callable[..., Any]
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What is needed to build: sizes for ranges that have none yet, and which names are sizes."""

    size_names: Collection[str]
    sizes: Mapping[Range, Size] = field(default_factory=dict)

    def size(self, range_: Range) -> Size:
        return range_.size or self.sizes[range_.root]


def build(draft: Any, names: Names) -> Any:
    """The term that a draft stands for."""
    match draft:
        case Letter():
            return Index(draft.name, names.size(draft.range))
        case Length():
            return names.size(draft.range)
        case Bare():
            return Size(draft.name) if draft.name in names.size_names else Ref(draft.name)
        case Draft():
            return draft.make(*(build(a, names) for a in draft.args))
        case _:
            return draft


def quantity(name: str, *indices: Any) -> Draft:
    """An array with subscripts."""
    return Draft(partial(Ref, name), indices)


def quantities(draft: Any) -> Iterator[str]:
    """The names of quantities in a draft, in the order in which they are written."""
    if isinstance(draft, Bare):
        yield draft.name
    if isinstance(draft, Draft):
        if isinstance(draft.make, partial) and draft.make.func is Ref:
            yield draft.make.args[0]
        for a in draft.args:
            yield from quantities(a)


def add(*terms: Any) -> Draft:
    """The sum, nested sums flattened."""
    return Draft(Add, tuple(t for e in terms for t in _parts(e, Add)))


def multiply(*terms: Any) -> Any:
    """The product, nested products flattened; several numbers become one, in front."""
    parts = [t for e in terms for t in _parts(e, Mul)]
    numbers = [t for t in parts if isinstance(t, Rational)]
    if len(numbers) > 1:
        rest = [t for t in parts if not isinstance(t, Rational)]
        number = prod(numbers, start=S.One)
        parts = [number, *rest] if number is not S.One or not rest else rest
    return Draft(Mul, tuple(parts)) if len(parts) > 1 else parts[0]


def _parts(e: Any, kind: type) -> tuple[Any, ...]:
    return e.args if isinstance(e, Draft) and e.make is kind else (e,)


def negate(e: Any) -> Any:
    """-e; the sign goes into a positive number in front, so that a - 2*x holds the factor -2."""
    if isinstance(e, Rational):
        return -e
    first, *rest = _parts(e, Mul)
    if isinstance(first, Rational) and first > 0:
        return Draft(Mul, (-first, *rest))
    return multiply(S.NegativeOne, first, *rest)


def divide(a: Any, b: Any) -> Any:
    """a/b; raises ZeroDivisionError when b is a number that is 0."""
    if value(b) == 0:
        raise ZeroDivisionError("division by 0")
    if not isinstance(b, Rational):
        return _reciprocal(b) if a is S.One else multiply(a, _reciprocal(b))
    return a / b if isinstance(a, Rational) else multiply(a, 1 / b)


def _reciprocal(b: Any) -> Draft:
    """1/b; of a power, the power with the opposite exponent."""
    if isinstance(b, Draft) and b.make is Pow:
        base, exponent = b.args
        leading = _parts(exponent, Mul)[0]
        if not isinstance(leading, Rational) or leading > 0:
            return Draft(Pow, (base, negate(exponent)))
    return Draft(Pow, (b, S.NegativeOne))


def raise_to(base: Any, exponent: Any) -> Draft:
    """The power of a base.

    Raises ZeroDivisionError for a negative power of 0, OverflowError for powers beyond all use.
    """
    number, power = value(base), value(exponent)
    if power is not None:
        if max(abs(power.p), power.q) > MAX_EXPONENT:
            raise OverflowError(f"an exponent larger than {MAX_EXPONENT}")
        if number is not None:
            _check_power(number, power)
    return Draft(Pow, (base, exponent))


def _check_power(number: Rational, power: Rational) -> None:
    if number == 0 and power < 0:
        raise ZeroDivisionError("a negative power of 0")
    if digits(number) * abs(power) > MAX_DIGITS:
        raise OverflowError(f"a number of more than {MAX_DIGITS} digits")


def digits(number: Rational) -> float:
    """About how many decimal digits it takes to write the number; 0 for 0, 1 and -1."""
    largest = max(abs(number.p), number.q)
    return largest.bit_length() * 0.30103 if largest > 1 else 0.0


def value(e: Any) -> Any:
    """The exact rational number that a draft of nothing but numbers amounts to, otherwise None."""
    if isinstance(e, Rational):
        return e
    if not isinstance(e, Draft) or e.make not in (Add, Mul, Pow):
        return None
    numbers = [value(a) for a in e.args]
    if any(n is None for n in numbers):
        return None
    if e.make is Add:
        return sum(numbers, S.Zero)
    if e.make is Mul:
        found = S.One
        for number in numbers:
            found *= number
        return found
    return numbers[0] ** numbers[1] if isinstance(numbers[1], Integer) else None


__all__ = [
    "Bare",
    "Draft",
    "Length",
    "Letter",
    "Names",
    "add",
    "build",
    "digits",
    "divide",
    "multiply",
    "negate",
    "quantities",
    "quantity",
    "raise_to",
    "value",
]
