"""Elementwise expressions as NumPy text, their axes lined up with the loops of a statement.

Literals are exact or the nearest float; what NumPy has no function for raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from typing import Any, NamedTuple

from sympy import Rational, S

from symsoft.backends.number_range import check_range
from symsoft.backends.numpy_axes import identity, mask, reference
from symsoft.backends.numpy_names import Scope
from symsoft.display.order import Order
from symsoft.display.structure import is_negative, leading_number, reciprocal
from symsoft.errors import UnsupportedError
from symsoft.language.near_zero import expm1_argument, log1p_argument, one_less_exp_argument
from symsoft.language.terms import (
    PI,
    Add,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Size,
    Where,
    factors,
    free,
    times,
)
from symsoft.language.walk import contains, names, refs

UNARY_FUNCTIONS = {
    name: f"np.{name}" for name in ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh")
} | {"abs": "np.abs", "sign": "np.sign"}
FUNCTIONS = UNARY_FUNCTIONS | {"maximum": "np.maximum", "minimum": "np.minimum"}

OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!="}
COMPARED = {
    ">": "np.greater",
    ">=": "np.greater_equal",
    "<": "np.less",
    "<=": "np.less_equal",
    "==": "np.equal",
}

EXACT = 2**53
"""Integers up to here are floats."""

_SIMPLE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*|[0-9.]+(e[+-]?[0-9]+)?")


class Level(IntEnum):
    """How tightly Python's operators hold a text together."""

    SUM = 0
    PRODUCT = 1
    MINUS = 2
    POWER = 3
    ATOM = 4


class Text(NamedTuple):
    """A printed expression."""

    text: str
    level: Level

    def within(self, level: Level) -> str:
        """The text, bracketed unless it holds together at least as tightly as the level."""
        return self.text if self.level >= level else f"({self.text})"


def is_array(e: Any) -> bool:
    """Does the value of e depend on an index or on data?"""
    return bool(free(e)) or bool(names(e)) or contains(e, (Delta, Where))


@dataclass(frozen=True, slots=True)
class Expressions:
    """Prints expressions over these axes.

    ``strong`` holds inside a constant: sizes are NumPy numbers there, so that 1/0 and log(0) are
    what they are everywhere else.
    """

    axes: Sequence[Index]
    order: Order
    scope: Scope
    strong: bool = False

    def print(self, e: Any) -> Text:
        """The text of e.  Raises UnsupportedError for what has no form in NumPy."""
        if not self.strong and not is_array(e) and contains(e, (Fn, Pow)):
            if is_negative(e):
                return _negative(self.print(times(S.NegativeOne, e)))
            return Text(f"float({replace(self, strong=True).print(e).text})", Level.ATOM)
        match e:
            case Rational():
                return _number(e)
            case Size():
                name = self.scope.size(e)
                return Text(f"np.float64({name})" if self.strong else name, Level.ATOM)
            case Ref():
                return Text(reference(e, self.axes, self.scope), Level.ATOM)
            case Delta():
                return Text(identity(e, self.axes, self.scope), Level.ATOM)
            case Add():
                return self._sum(e)
            case Mul():
                return self._product(e)
            case Pow():
                return self._power(e)
            case Fn():
                return self._function(e)
            case Where():
                return self._where(e)
        if e == PI:
            return Text("np.pi", Level.ATOM)
        raise UnsupportedError(f"NumPy has no form for {e}")

    def _sum(self, e: Add) -> Text:
        exponent = expm1_argument(e)
        if exponent is not None:
            return Text(f"np.expm1({self.print(exponent).text})", Level.ATOM)
        exponent = one_less_exp_argument(e)
        if exponent is not None:
            return Text(f"-np.expm1({self.print(exponent).text})", Level.MINUS)
        first, *rest = (self.print(s) for s in self.order.summands(e))
        text = first.text
        for part in rest:
            minus = part.text.startswith("-") and part.level > Level.SUM
            text += f" - {part.text[1:]}" if minus else f" + {part.within(Level.PRODUCT)}"
        return Text(text, Level.SUM)

    def _product(self, e: Mul) -> Text:
        deltas = [f for f in factors(e) if isinstance(f, Delta)]
        rest = times(*(f for f in factors(e) if not any(f is d for d in deltas)))
        if deltas and is_array(rest):
            # Not a product with 0 and 1, where an infinite factor would give NaN off the diagonal.
            masks = " & ".join(mask(d, self.axes, self.scope) for d in deltas)
            return Text(f"np.where({masks}, {self.print(rest).text}, 0)", Level.ATOM)
        number, others = leading_number(e)
        # One over what is no float is no quotient either: in f32 it would be 1 over an infinity.
        apart = number is not None and number.q != 1 and (abs(number.p) != 1 or number.q > EXACT)
        sign = S.NegativeOne if apart and number < 0 else S.One
        quotient = self.order.quotient(Mul(sign, *others) if apart else e)
        top = [*quotient.top, *quotient.tail]
        if apart:
            top = [abs(number), *(f for f in top if f != 1)]
        top = [f for f in top if not is_array(f)] + [f for f in top if is_array(f)]
        text = self._chain(top) if top else Text("1", Level.ATOM)
        if quotient.bottom:
            below = self._chain(quotient.bottom)
            over = f"{text.within(Level.PRODUCT)} / {below.within(Level.MINUS)}"
            text = Text(over, Level.PRODUCT)
        return _negative(text) if quotient.negative else text

    def _chain(self, parts: Sequence[Any]) -> Text:
        """A product without a denominator."""
        printed = [self.print(f) for f in parts]
        if len(printed) == 1:
            return printed[0]
        first = printed[0].within(Level.PRODUCT)
        others = [p.within(Level.POWER) for p in printed[1:]]
        return Text(" * ".join([first, *others]), Level.PRODUCT)

    def _power(self, e: Pow) -> Text:
        below = reciprocal(e)
        if below is not None:
            return Text(f"1 / {self.print(below).within(Level.MINUS)}", Level.PRODUCT)
        base = self.print(e.base)
        if e.exponent == S.Half:
            return Text(f"np.sqrt({base.text})", Level.ATOM)
        if self.strong and not base.text.startswith("np.float64("):
            base = Text(f"np.float64({base.text})", Level.ATOM)
        low, high = base.within(Level.ATOM), self.print(e.exponent).within(Level.ATOM)
        close = _SIMPLE.fullmatch(low) and _SIMPLE.fullmatch(high)
        return Text(f"{low}**{high}" if close else f"{low} ** {high}", Level.POWER)

    def _function(self, e: Fn) -> Text:
        if e.name == "erf":
            self.scope.erf = True
            return Text(f"_erf({self.print(e.arg).text}, {self.scope.dtype})", Level.ATOM)
        if e.name not in FUNCTIONS:
            raise UnsupportedError(f"NumPy has no {e.name}: {e}")
        small = log1p_argument(e)
        if small is not None:
            return Text(f"np.log1p({self.print(small).text})", Level.ATOM)
        inputs = ", ".join(self.print(a).text for a in e.inputs)
        return Text(f"{FUNCTIONS[e.name]}({inputs})", Level.ATOM)

    def _where(self, e: Where) -> Text:
        """A choice that is NaN where a side of its condition is.

        A comparison with NaN is false, so NaN goes through whatever is chosen then; where that
        depends on both sides, NaN comes out by itself.
        """
        condition, yes, no = e.args
        relation, (left, right) = condition.op, condition.args[1:]
        sides = [self.print(left).text, self.print(right).text]
        u, v = self.print(yes).text, self.print(no).text
        needed = {*refs(left), *refs(right)}
        if needed and needed <= _always_read(no):
            return Text(f"np.where({f' {relation} '.join(sides)}, {u}, {v})", Level.ATOM)
        if needed and needed <= _always_read(yes):
            opposite = f" {OPPOSITE[relation]} ".join(sides)
            return Text(f"np.where({opposite}, {v}, {u})", Level.ATOM)
        self.scope.choice = True
        chosen = ", ".join([COMPARED[relation], *sides, u, v, self.scope.dtype])
        return Text(f"_where({chosen})", Level.ATOM)


def _negative(text: Text) -> Text:
    if text.level == Level.PRODUCT and not text.text.startswith("-"):
        return Text(f"-{text.text}", Level.PRODUCT)
    return Text(f"-{text.within(Level.POWER)}", Level.MINUS)


def _always_read(e: Any) -> set[Any]:
    """The Refs that e is made of whichever way its own conditions turn out."""
    if isinstance(e, Where) or not hasattr(e, "args"):
        return set()
    if isinstance(e, Ref):
        return {e}
    return set().union(*(_always_read(a) for a in e.args))


def _number(e: Any) -> Text:
    """An exact number: as a decimal, as a quotient, or where that can't be the nearest float.

    Raises UnsupportedError for one that no float is near to.
    """
    p, q = int(e.p), int(e.q)
    if q == 1 and abs(p) <= EXACT:
        return Text(str(p), Level.ATOM if p >= 0 else Level.MINUS)
    check_range(Fraction(p, q))
    value = p / q
    if max(abs(p), q) > EXACT or Fraction(repr(value)) == Fraction(p, q):
        return Text(repr(value), Level.ATOM if value > 0 else Level.MINUS)
    return Text(f"{p} / {q}", Level.PRODUCT)
