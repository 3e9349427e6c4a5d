"""How far a run of a Kernel in floating point may be from the truth: running error analysis.

The statements are evaluated in ball arithmetic, and after every operation the ball is widened by
what rounding can do to it, so that it holds every result that a faithful run can give, whatever the
order in which it adds.  See N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002,
section 3.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from flint import arb
from sympy import Integer, Rational

from symsoft.checking.compile import ball
from symsoft.checking.evaluate import Entry
from symsoft.kernel import Kernel, Let
from symsoft.language.terms import (
    Add,
    Compare,
    Constant,
    Delta,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Where,
)

FUNCTION_ULPS = 4
"""An elementary function of a library is taken to be accurate to this many ulp."""
EXACT = ("abs", "sign", "maximum", "minimum")


class UndecidedError(Exception):
    """A comparison or a maximum that rounding could turn either way, or a value that overflows."""


@dataclass(frozen=True, slots=True)
class Precision:
    """A floating-point type: unit roundoff, smallest positive number, largest number."""

    name: str
    unit: arb
    tiny: arb
    huge: arb


def _precision(name: str, digits: int, smallest: int, largest: int) -> Precision:
    two = arb(2)
    return Precision(name, two**-digits, two**smallest, two**largest)


F32 = _precision("f32", 24, -149, 128)
F64 = _precision("f64", 53, -1074, 1024)


class Rounded:
    """The values of a kernel's quantities as balls that hold every faithful run."""

    def __init__(
        self, sizes: Mapping[str, int], precision: Precision, inputs: Mapping[Entry, arb]
    ) -> None:
        self.sizes = sizes
        self.precision = precision
        self.values: dict[Entry, arb] = dict(inputs)

    def run(self, kernel: Kernel) -> dict[Entry, arb]:
        """Every entry of the output.

        Raises UndecidedError where rounding decides what is computed, or where it may overflow.
        """
        for let in kernel.lets:
            self._compute(let)
        name = kernel.output.name
        return {entry: value for entry, value in self.values.items() if entry[0] == name}

    def _compute(self, let: Let) -> None:
        loops = [i for i in let.target.indices if isinstance(i, Index)]
        found = {}
        for at in product(*(range(1, self.sizes[i.size.name] + 1) for i in loops)):
            place = dict(zip(loops, at, strict=True))
            entry = tuple(self._at(i, place) for i in let.target.indices)
            found[let.target.name, entry] = self._value(let.expr, place)
        self.values.update(found)

    def _at(self, index: Any, place: Mapping[Any, int]) -> int:
        return int(index) if isinstance(index, Integer) else place[index]

    def _rounded(self, value: arb, roundings: int = 1) -> arb:
        """The value after so many roundings."""
        if not value.is_finite() or not abs(value) < self.precision.huge:
            raise UndecidedError("overflow")
        spread = abs(value).upper() * self.precision.unit * roundings + self.precision.tiny
        return value + arb(0, spread)

    def _value(self, e: Any, place: Mapping[Any, int]) -> arb:
        if isinstance(e, Rational):
            exact = int(e.q) & (int(e.q) - 1) == 0
            return ball(e) if exact else self._rounded(ball(e))
        match e:
            case Ref():
                return self.values[e.name, tuple(self._at(i, place) for i in e.indices)]
            case Size():
                return arb(self.sizes[e.name])
            case Constant():
                return self._rounded(arb.pi())
            case Delta():
                a, b = (self._at(i, place) for i in e.args)
                return arb(int(a == b))
            case Add() | Mul():
                return self._chain(e, place)
            case Pow():
                return self._power(self._value(e.base, place), e.exponent, place)
            case Fn():
                return self._function(e.name, [self._value(a, place) for a in e.inputs])
            case Where():
                condition, u, v = e.args
                return self._value(u if self._holds(condition, place) else v, place)
            case Reduction():
                return self._reduced(e, place)
        raise TypeError(f"no rounding is known for {type(e).__name__}")

    def _chain(self, e: Any, place: Mapping[Any, int]) -> arb:
        first, *rest = (self._value(a, place) for a in e.args)
        for value in rest:
            first = self._rounded(first + value if isinstance(e, Add) else first * value)
        return first

    def _power(self, base: arb, exponent: Any, place: Mapping[Any, int]) -> arb:
        if isinstance(exponent, Integer):
            return self._rounded(base ** int(exponent), abs(int(exponent)) + 1)
        if exponent == Rational(1, 2):
            return self._rounded(base.sqrt())
        value = base ** self._value(exponent, place)
        return self._rounded(value, 4 * FUNCTION_ULPS)

    def _function(self, name: str, inputs: list[arb]) -> arb:
        if name in EXACT:
            return _exact(name, inputs)
        return self._rounded(getattr(arb, name)(inputs[0]), 2 * FUNCTION_ULPS)

    def _holds(self, condition: Compare, place: Mapping[Any, int]) -> bool:
        a, b = (self._value(x, place) for x in condition.args[1:])
        tests = {
            ">": (a > b, a <= b),
            ">=": (a >= b, a < b),
            "<": (a < b, a >= b),
            "==": (a == b, a != b),
        }
        yes, no = tests.get(condition.op, (a <= b, a > b))
        if not yes and not no:
            raise UndecidedError("a comparison")
        return bool(yes)

    def _reduced(self, e: Any, place: Mapping[Any, int]) -> arb:
        banned = {self._at(x, place) for x in e.excluded}
        values = [
            self._value(e.body, {**place, e.index: k})
            for k in range(1, self.sizes[e.index.size.name] + 1)
            if k not in banned
        ]
        if isinstance(e, Sum):
            total = sum(values, arb(0))
            weight = sum((abs(v).upper() for v in values), arb(0))
            spread = weight * self.precision.unit * 2 * len(values) + self.precision.tiny
            return total + arb(0, spread.upper())
        if not values:
            raise UndecidedError("the maximum of nothing")
        best = values[0]
        for value in values[1:]:
            best = best.max(value) if isinstance(e, Max) else best.min(value)
        return best


def _exact(name: str, inputs: list[arb]) -> arb:
    """Functions that do not round."""
    if name == "abs":
        return abs(inputs[0])
    if name == "maximum":
        return inputs[0].max(inputs[1])
    if name == "minimum":
        return inputs[0].min(inputs[1])
    if inputs[0].contains(0) and not inputs[0].is_zero():
        raise UndecidedError("a sign")
    return inputs[0].sgn()
