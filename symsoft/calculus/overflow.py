"""Rules that keep the value and take away what overflows, cancels or is 0 times infinity.

Every exponential of a sum of exponentials is lowered by the largest exponent.  Used by ``stable``;
derivations never apply them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import content, negate
from symsoft.calculus.context import Context
from symsoft.calculus.exponents import (
    Split,
    absolute,
    exp_of,
    exponent_of,
    largest,
    lowered_by,
    several_exponentials,
    two_exponentials,
)
from symsoft.calculus.polynomials import expand
from symsoft.calculus.settling import everywhere
from symsoft.language.terms import (
    Add,
    Compare,
    Fn,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Sum,
    Where,
    factors,
    free,
    plus,
    power,
    summands,
    times,
)
from symsoft.language.walk import contains, rebuild


@rule("shift-two", "stable", "log(1 + exp(x[i]))")
def shift_of_two(node: Any, context: Context) -> Any:
    """exp(a) + exp(b) = exp(b + maximum(a - b, 0)) (1 + exp(-abs(a - b)))"""
    return _shifted(node, two_exponentials)


@rule("shift", "stable", "log(sum(exp(x[k]), k))")
def shift(node: Any, context: Context) -> Any:
    """S = exp(c) S', where S' is S with each exponent lowered by the largest exponent c"""
    return _shifted(node, lambda e: several_exponentials(e, context.system))


@rule("exp-product", "stable", "exp(x[i])*exp(y[i])**2")
def product_of_exponentials(node: Any, context: Context) -> Any:
    """exp(a) exp(b) = exp(a + b) and exp(a)**p = exp(p a)"""
    if not isinstance(node, Mul):
        return None
    exponents = [e for e in map(exponent_of, node.args) if e is not None]
    if len(exponents) < 2:
        return None
    rest = [f for f in node.args if exponent_of(f) is None]
    return times(exp_of(plus(*exponents)), *rest)


@rule("positive-part", "stable", "x[i] - maximum(x[i], 0)", on=Add)
def positive_part(node: Any, context: Context) -> Any:
    """u - maximum(u, 0) = minimum(u, 0), maximum(u, 0) - u/2 = abs(u)/2"""
    if not isinstance(node, Add):
        return None
    for q, term in enumerate(node.args):
        number, part = content(term)
        if not isinstance(part, Fn) or part.name != "maximum" or part.inputs[1] is not S.Zero:
            continue
        u = part.inputs[0]
        rest = plus(*(t for p, t in enumerate(node.args) if p != q))
        for share, value in _parts(number, u):
            other = expand(plus(rest, times(-share, u)))
            if _length(other) < _length(expand(rest)):
                return plus(value, other)
    return None


@rule("cosh-exp", "stable", "log(cosh(x[i]))", on=Fn)
def cosh_by_exponentials(node: Any, context: Context) -> Any:
    """cosh(u) = (exp(u) + exp(-u))/2, under a logarithm"""
    if not isinstance(node, Fn) or node.name != "log":
        return None
    if not isinstance(node.arg, Fn) or node.arg.name != "cosh":
        return None
    u = node.arg.arg
    both = plus(Fn("exp", u), Fn("exp", times(S.NegativeOne, u)))
    return Fn("log", times(Rational(1, 2), both))


@rule("zero-weight", "stable", "w[i, i]*(x[i] - log(sum(exp(x[k]), k)))", on=Mul)
def zero_weight(node: Any, context: Context) -> Any:
    """w u = where(w = 0, 0, w u): a weight of 0 takes out a logarithm that is -infinity"""
    if not isinstance(node, Mul):
        return None

    def guard(e: Any) -> Any:
        return zero_weight(e, context)

    parts = [everywhere(f, guard, again=False, on=Mul) for f in node.args]
    open_to = {i for f in parts if _shows_log_of_reduction(f) for i in free(f)}
    weights = [f for f in parts if isinstance(f, Ref) and f.free & open_to]
    if weights:
        return Where(Compare("==", times(*weights), 0), S.Zero, times(*parts))
    return times(*parts) if parts != list(node.args) else None


# -- shifting ----------------------------------------------------------------------------------
def _shifted(node: Any, split: Callable[[Any], Split | None]) -> Any:
    """A logarithm or a quotient with its sums of exponentials split, None when it has none."""
    is_log = isinstance(node, Fn) and node.name == "log"
    found = factors(node.arg) if is_log else factors(node)
    if not any(_splits(f, split) and (is_log or _is_below(f)) for f in found):
        return None
    inside = [
        rebuild(f, lambda a: everywhere(a, lambda e: _shifted(e, split), False)) for f in found
    ]
    if is_log:
        return Fn("log", times(*(_taken_apart(f, split) for f in inside)))
    return _quotient(inside, split)


def _taken_apart(f: Any, split: Callable[[Any], Split | None]) -> Any:
    """exp(c) rest for a factor that splits."""
    if not _splits(f, split):
        return f
    base, exponent = _as_power(f)
    c, rest = split(base) or (S.Zero, base)
    return times(Fn("exp", times(exponent, c)), power(rest, exponent))


def _quotient(found: list[Any], split: Callable[[Any], Split | None]) -> Any:
    """A quotient whose denominators are split; what they are lowered by lowers the numerators."""
    over: list[Any] = []
    below: list[Any] = []
    spare: list[Any] = []
    for f in found:
        base, exponent = _as_power(f)
        if _is_below(f) and _splits(f, split):
            c, rest = split(base) or (S.Zero, base)
            below.append(power(rest, exponent))
            whole = int(-exponent)
            spare += [c] * whole
            if exponent != -whole:
                below.append(Fn("exp", times(exponent + whole, c)))
        else:
            over.append(f)
    # The numerators take what they are lowered by from the front.
    lowered = [lowered_by(f, spare.pop(0)) if spare and largest(f) is not None else f for f in over]
    return times(*(exp_of(negate(c)) for c in spare), *lowered, *below)


def _splits(f: Any, split: Callable[[Any], Split | None]) -> bool:
    base, exponent = _as_power(f)
    return isinstance(exponent, Rational) and split(base) is not None


def _is_below(f: Any) -> bool:
    exponent = _as_power(f)[1]
    return isinstance(exponent, Rational) and bool(exponent < 0)


def _as_power(f: Any) -> tuple[Any, Any]:
    return (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)


# -- small parts -------------------------------------------------------------------------------
def _parts(q: Any, u: Any) -> list[tuple[Any, Any]]:
    """(r, value) with r u + q maximum(u, 0) = value, where the value is shorter."""
    other = Fn("minimum", u, S.Zero) if q < 0 else Fn("maximum", negate(u), S.Zero)
    return [(-q, times(abs(q), other)), (-q / Integer(2), times(q / 2, absolute(u)))]


def _length(e: Any) -> int:
    return 0 if e is S.Zero else len(summands(e))


def _shows_log_of_reduction(e: Any) -> bool:
    """Is a logarithm of a reduction among the terms and factors of e, with nothing to guard it?"""
    if isinstance(e, Add | Mul):
        return any(map(_shows_log_of_reduction, e.args))
    return isinstance(e, Fn) and e.name == "log" and contains(e.arg, (Sum, Max, Min))
