"""How far a run of a Kernel in floating point may be from the truth: running error analysis.

The statements are evaluated in ball arithmetic, and after every operation the ball is widened by
what rounding can do to it, so that it holds every result that a faithful run can give, whatever the
order in which it adds.  Infinities and NaN go through the statements as IEEE 754 says.  See
N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from flint import arb
from sympy import Integer, Rational, S

from symsoft.accuracy import ANY_ORDER, FUNCTION_ULPS, Accuracy
from symsoft.checking.compile import ball
from symsoft.checking.evaluate import Entry
from symsoft.checking.floats import NAN, UNSURE, Arithmetic, Precision, extreme, is_unsure
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

Place = Mapping[Any, int]


class Rounded:
    """The values of a kernel's quantities as what every faithful run gives (``floats``)."""

    def __init__(
        self,
        sizes: Mapping[str, int],
        precision: Precision,
        inputs: Mapping[Entry, arb],
        accuracy: Accuracy = ANY_ORDER,
    ) -> None:
        self.sizes = sizes
        self.arithmetic = Arithmetic(precision)
        self.accuracy = accuracy
        self.values: dict[Entry, arb] = dict(inputs)
        self.extrema: list[arb] = []
        """The largest and smallest values over an axis that were met."""

    @property
    def left_range(self) -> bool:
        """Did an operation other than a function leave the range of the type?"""
        return self.arithmetic.left_range

    def run(self, kernel: Kernel) -> dict[Entry, arb]:
        """Every entry of the output."""
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

    def _at(self, index: Any, place: Place) -> int:
        return int(index) if isinstance(index, Integer) else place[index]

    def _value(self, e: Any, place: Place) -> arb:
        if isinstance(e, Rational):
            return self._number(e)
        match e:
            case Ref():
                return self.values[e.name, tuple(self._at(i, place) for i in e.indices)]
            case Size():
                return arb(self.sizes[e.name])
            case Constant():
                return self.arithmetic.rounded(arb.pi())
            case Delta():
                return arb(int(self._equal(e, place)))
            case Add():
                return self._total(e, place)
            case Mul():
                return self._product(e.args, place)
            case Pow():
                return self._power(e, place)
            case Fn():
                return self._function(e.name, [self._value(a, place) for a in e.inputs])
            case Where():
                return self._chosen(e, place)
            case Reduction():
                return self._reduced(e, place)
        raise TypeError(f"no rounding is known for {type(e).__name__}")

    def _total(self, e: Add, place: Place) -> arb:
        """A sum; exp(u) - 1 may also be one function of a library, accurate to its ulps."""
        total = self.arithmetic.add([self._value(a, place) for a in e.args])
        exponential = any(isinstance(a, Fn) and a.name == "exp" for a in e.args)
        if exponential and len(e.args) == 2 and -1 in e.args and total.is_finite():
            return self.arithmetic.rounded(total, 2 * FUNCTION_ULPS, function=True)
        return total

    def _equal(self, delta: Delta, place: Place) -> bool:
        a, b = (self._at(i, place) for i in delta.args)
        return a == b

    def _product(self, factors: Sequence[Any], place: Place) -> arb:
        """What is 0 by a Kronecker delta is 0 whatever stands beside it."""
        deltas = [f for f in factors if isinstance(f, Delta)]
        if not all(self._equal(d, place) for d in deltas):
            return arb(0)
        others = [
            part
            for f in factors
            if not isinstance(f, Delta)
            for part in (_fraction(f) if isinstance(f, Rational) else [f])
        ]
        above = [self._value(f, place) for f in others if not _divides(f)]
        below = [self._divisor(f, place) for f in others if _divides(f)]
        return self.arithmetic.multiply(above, below)

    def _divisor(self, e: Pow, place: Place) -> arb:
        return self._raised(self._value(e.base, place), -e.exponent)

    def _power(self, e: Pow, place: Place) -> arb:
        if _divides(e):
            return self.arithmetic.multiply([], [self._divisor(e, place)])
        base = self._value(e.base, place)
        if isinstance(e.exponent, Rational):
            return self._raised(base, e.exponent)
        return self.arithmetic.power(base, self._value(e.exponent, place))

    def _raised(self, base: arb, exponent: Rational) -> arb:
        """The base to a positive rational power."""
        if isinstance(exponent, Integer):
            return self.arithmetic.whole_power(base, int(exponent))
        if exponent == Rational(1, 2):
            return self.arithmetic.root(base)
        return self.arithmetic.power(base, self._number(exponent))

    def _number(self, e: Rational) -> arb:
        """A number as the type has it: 1/3 is rounded wherever it stands, as an exponent too."""
        return ball(e) if _short(e) else self.arithmetic.rounded(ball(e))

    def _function(self, name: str, inputs: list[arb]) -> arb:
        if name in ("maximum", "minimum"):
            return extreme(inputs, name == "maximum")
        return self.arithmetic.function(name, inputs[0])

    def _chosen(self, e: Where, place: Place) -> arb:
        """The value of a choice, NaN where a side of its condition is."""
        condition, yes, no = e.args
        a, b = (self._value(x, place) for x in condition.args[1:])
        if a.is_nan() or b.is_nan():
            return NAN
        truth = None if is_unsure(a) or is_unsure(b) else _compared(condition, a, b)
        return UNSURE if truth is None else self._value(yes if truth else no, place)

    def _reduced(self, e: Any, place: Place) -> arb:
        banned = {self._at(x, place) for x in e.excluded}
        values = [
            self._value(e.body, {**place, e.index: k})
            for k in range(1, self.sizes[e.index.size.name] + 1)
            if k not in banned
        ]
        if isinstance(e, Sum):
            unit = self.arithmetic.precision.unit
            return self.arithmetic.add(values, self.accuracy.sums(len(values), unit))
        self.extrema.append(extreme(values, isinstance(e, Max)))
        return self.extrema[-1]


def _short(e: Rational) -> bool:
    """Is it a number of either type?"""
    return int(e.q) & (int(e.q) - 1) == 0 and max(abs(int(e.p)), int(e.q)) <= 2**24


def _fraction(e: Rational) -> list[Any]:
    """A number as code may multiply by it: the numerator, then divide by the denominator.

    Where one of them has no exact form in any type, the number is rounded as a whole.
    """
    whole = _short(e) or max(abs(int(e.p)), int(e.q)) > 2**53
    return [e] if whole else [Integer(e.p), Pow(Integer(e.q), S.NegativeOne)]


def _divides(e: Any) -> bool:
    return isinstance(e, Pow) and isinstance(e.exponent, Rational) and int(e.exponent.p) < 0


def _compared(condition: Compare, a: arb, b: arb) -> bool | None:
    """Whether the comparison holds; None where rounding could turn it either way."""
    tests = {
        ">": (a > b, a <= b),
        ">=": (a >= b, a < b),
        "<": (a < b, a >= b),
        "<=": (a <= b, a > b),
        "==": (a == b, a != b),
    }
    yes, no = tests[condition.op]
    return bool(yes) if yes or no else None
