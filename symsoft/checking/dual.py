"""Numbers that carry derivatives: ``Dual(level, value, slope)`` is value + slope * eps.

A number is a flint ball (``arb``) or a Dual; both answer to the same operators and method names.
Levels keep nested derivatives apart: the deeper the derivative, the higher its level, and the
higher level is the outer one.  A NaN ball means undefined and spreads.  Works in flint's current
precision; knows nothing of terms.
"""

from __future__ import annotations

from typing import Any

from flint import arb

Number = Any
"""A flint ball or a Dual."""

NAN = arb("nan")
ZERO = arb(0)
ONE = arb(1)


class Dual:
    """value + slope * eps, where value and slope hold only lower levels.

    >>> (Dual(1, arb(3), arb(1)) * Dual(1, arb(3), arb(1))).slope == 6
    True
    """

    __slots__ = ("level", "slope", "value")

    def __init__(self, level: int, value: Number, slope: Number) -> None:
        self.level, self.value, self.slope = level, value, slope

    def __add__(self, other: Number) -> Dual:
        if isinstance(other, Dual) and other.level >= self.level:
            if other.level > self.level:
                return Dual(other.level, self + other.value, other.slope)
            return Dual(self.level, self.value + other.value, self.slope + other.slope)
        return Dual(self.level, self.value + other, self.slope)

    __radd__ = __add__

    def __mul__(self, other: Number) -> Dual:
        if isinstance(other, Dual) and other.level >= self.level:
            if other.level > self.level:
                return Dual(other.level, self * other.value, self * other.slope)
            slope = self.value * other.slope + self.slope * other.value
            return Dual(self.level, self.value * other.value, slope)
        return Dual(self.level, self.value * other, self.slope * other)

    __rmul__ = __mul__

    def __neg__(self) -> Dual:
        return Dual(self.level, -self.value, -self.slope)

    def __sub__(self, other: Number) -> Dual:
        return self + (-other)

    def __rsub__(self, other: Number) -> Dual:
        return -self + other

    def __pow__(self, exponent: int) -> Dual:
        """A whole power other than 0."""
        factor = self.value ** (exponent - 1) * exponent
        return Dual(self.level, self.value**exponent, factor * self.slope)

    def root(self, degree: int) -> Dual:
        root = self.value.root(degree)
        return Dual(self.level, root, root * (self.value * degree) ** -1 * self.slope)

    def exp(self) -> Dual:
        exp = self.value.exp()
        return Dual(self.level, exp, exp * self.slope)

    def log(self) -> Dual:
        return Dual(self.level, self.value.log(), self.value**-1 * self.slope)

    def sin(self) -> Dual:
        return Dual(self.level, self.value.sin(), self.value.cos() * self.slope)

    def cos(self) -> Dual:
        return Dual(self.level, self.value.cos(), -self.value.sin() * self.slope)

    def tanh(self) -> Dual:
        tanh = self.value.tanh()
        return Dual(self.level, tanh, (1 - tanh * tanh) * self.slope)

    def sinh(self) -> Dual:
        return Dual(self.level, self.value.sinh(), self.value.cosh() * self.slope)

    def cosh(self) -> Dual:
        return Dual(self.level, self.value.cosh(), self.value.sinh() * self.slope)

    def erf(self) -> Dual:
        bell = (-(self.value * self.value)).exp() * (2 / arb.pi().sqrt())
        return Dual(self.level, self.value.erf(), bell * self.slope)


def primal(x: Number) -> arb:
    """The ball without any derivative."""
    while isinstance(x, Dual):
        x = x.value
    return x


def slope(x: Number, level: int) -> Number:
    """The derivative that x carries at a level; NaN where x itself is undefined."""
    if not primal(x).is_finite():
        return NAN
    return x.slope if isinstance(x, Dual) and x.level == level else ZERO


def step(x: Number, below: arb, at: arb, above: arb) -> Number:
    """A function that is constant on either side of 0, NaN where the sign of x is not certain.

    Its own derivative is 0 off 0 and undefined at 0.
    """
    ball = primal(x)
    if ball > 0:
        return above
    if ball < 0:
        return below
    if not ball.is_zero():
        return NAN
    return Dual(x.level, step(x.value, below, at, above), NAN) if isinstance(x, Dual) else at


def absolute(x: Number, kink: arb = NAN) -> Number:
    """|x|, whose derivative at 0 is kink."""
    if not isinstance(x, Dual):
        return abs(x)
    return Dual(x.level, absolute(x.value, kink), step(x.value, -ONE, kink, ONE) * x.slope)


def sign(x: Number, kink: arb = NAN) -> Number:
    """-1, 0 or 1, with the derivative kink at 0; NaN where the sign is not certain."""
    if not isinstance(x, Dual):
        return step(x, -ONE, ZERO, ONE)
    return Dual(x.level, sign(x.value, kink), step(x.value, ZERO, kink, ZERO) * x.slope)


def maximum(a: Number, b: Number, share: arb = NAN) -> Number:
    """The larger; share is the part of a's derivative that counts where a and b tie."""
    level = max(x.level if isinstance(x, Dual) else 0 for x in (a, b))
    if not level:
        return a.max(b)
    left, left_slope = _parts(a, level)
    right, right_slope = _parts(b, level)
    gap = left_slope - right_slope
    if isinstance(gap, Dual) or not gap.is_zero():
        gap = step(left - right, ZERO, share, ONE) * gap
    return Dual(level, maximum(left, right, share), right_slope + gap)


def minimum(a: Number, b: Number, share: arb = NAN) -> Number:
    """The smaller; share is the part of a's derivative that counts where a and b tie."""
    return -maximum(-a, -b, share)


def _parts(x: Number, level: int) -> tuple[Number, Number]:
    return (x.value, x.slope) if isinstance(x, Dual) and x.level == level else (x, ZERO)


def whole_power(u: Number, n: int) -> Number:
    """u**n for an integer n; flint alone takes NaN**0 for 1."""
    return u**n if n else u * 0 + 1


def holds(op: str, a: Number, b: Number) -> bool | None:
    """Whether a op b; None where the balls or a derivative on the boundary leave it open."""
    x, y = primal(a), primal(b)
    if (x - y).is_zero() and (isinstance(a, Dual) or isinstance(b, Dual)):
        return None
    if x > y:
        return op in (">", ">=")
    if x < y:
        return op in ("<", "<=")
    return op in (">=", "<=", "==") if (x - y).is_zero() else None
