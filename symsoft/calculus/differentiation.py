"""Rules on one inert derivative D(e, v): the calculus of the book.

Each looks at a single node and knows nothing of the others; which goes first is decided by the
order here and by ``derive``.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import like_terms
from symsoft.calculus.context import Context
from symsoft.calculus.named import keep
from symsoft.errors import UnsupportedError
from symsoft.language.terms import (
    PI,
    Add,
    Compare,
    D,
    Delta,
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
    product,
    times,
    total,
)
from symsoft.language.walk import fresh, rename


def derivative_of(node: Any) -> tuple[Any, Any] | None:
    """(body, by) of a derivative node, None for anything else."""
    return (node.body, node.by) if isinstance(node, D) else None


def _constants_apart(e: Any, by: Any, context: Context) -> tuple[Any, Any]:
    fixed = [f for f in factors(e) if context.constant(f, by)]
    moving = [f for f in factors(e) if not context.constant(f, by)]
    return product(fixed), product(moving)


@rule("lemma", "derivative")
def lemma(node: Any, context: Context) -> Any:
    """A derivative of a defined quantity equals what was proved of it."""
    e, by = node.body, node.by
    if not isinstance(e, Ref) or e.name == by.name or context.constant(e, by):
        return None
    proof = context.prove_derivative(e.name, by.name)
    if proof is None:
        return None
    if keep(proof, context):
        return None
    claim = proof.claim.lhs
    context.cite(D(e, by))
    for assumption in proof.given:
        context.use(assumption)
    theirs = claim.body.indices + claim.by.indices
    return rename(proof.claim.rhs, dict(zip(theirs, e.indices + by.indices, strict=True)))


@rule("quotient", "derivative", "D(x[i]/(1 + x[i]), x[j])")
def quotient(node: Any, context: Context) -> Any:
    """(f/g)' = (f' g - f g')/g**2
    where g != 0
    """
    e, by = node.body, node.by
    below = [
        f
        for f in factors(e)
        if isinstance(f, Pow) and _is_negative_integer(f.exponent) and not context.constant(f, by)
    ]
    if not below:
        return None
    g = product(power(f.base, -f.exponent) for f in below)
    f = product(f for f in factors(e) if f not in below)
    if context.constant(f, by):
        return times(S.NegativeOne, f, D(g, by), power(g, -2))
    fixed, f = _constants_apart(f, by, context)
    return times(fixed, plus(times(D(f, by), g), times(S.NegativeOne, f, D(g, by))), power(g, -2))


def _is_negative_integer(exponent: Any) -> bool:
    return isinstance(exponent, Integer) and int(exponent) < 0


@rule("linearity", "derivative", "D(a*x[i] + b*y[i], x[j])")
def linearity(node: Any, context: Context) -> Any:
    """(a f + b g + c)' = a f' + b g' for constants a, b, c"""
    e, by = node.body, node.by
    if isinstance(e, Add):
        return total(D(t, by) for t in e.args if not context.constant(t, by))
    fixed, moving = _constants_apart(e, by, context)
    if fixed is not S.One and moving is not S.One:
        return times(fixed, D(moving, by))
    return None


@rule("sum", "derivative", "D(sum(exp(x[k]), k), x[j])")
def derivative_of_sum(node: Any, context: Context) -> Any:
    """(Sum_k f_k)' = Sum_k f_k'"""
    e, by = node.body, node.by
    if isinstance(e, Max | Min):
        raise UnsupportedError(
            f"the derivative of {e} is not supported: a maximum over an index has no derivative "
            "where two entries tie"
        )
    if not isinstance(e, Sum):
        return None
    body, k = e.body, e.index
    if k in free(by):
        new = fresh(k.size, free(body) | free(by))
        body, k = rename(body, {k: new}), new
    return Sum(D(body, by), k, *e.excluded)


@rule("product", "derivative", "D(x[i]*exp(x[i]), x[j])")
def product_rule(node: Any, context: Context) -> Any:
    """(f g)' = f' g + f g'"""
    e, by = node.body, node.by
    if not isinstance(e, Mul):
        return None
    terms = []
    for q, f in enumerate(e.args):
        if not context.constant(f, by):
            terms.append(times(*(D(g, by) if p == q else g for p, g in enumerate(e.args))))
    return total(terms)


@rule("power", "derivative", "D(x[i]**3, x[j])")
def power_rule(node: Any, context: Context) -> Any:
    """(u**p)' = p u**(p-1) u' for a constant p
    where u > 0, or u != 0 when p is a negative whole number, or p is a whole number above 0
    """
    e, by = node.body, node.by
    if not isinstance(e, Pow) or not context.constant(e.exponent, by):
        return None
    p = e.exponent
    less = p - 1 if isinstance(p, Rational) else like_terms(plus(p, S.NegativeOne))
    return times(p, power(e.base, less), D(e.base, by))


@rule("exponential", "derivative", "D(a**x[i], x[j])")
def exponential_rule(node: Any, context: Context) -> Any:
    """(a**u)' = a**u log(a) u' for a constant a, and (f**g)' = f**g (g log f)'
    where a > 0 and f > 0
    """
    e, by = node.body, node.by
    if not isinstance(e, Pow):
        return None
    if context.constant(e.base, by):
        return times(e, Fn("log", e.base), D(e.exponent, by))
    return times(e, D(times(e.exponent, Fn("log", e.base)), by))


def _chain(name: str, theorem: str, outer: Any) -> None:
    """Enter the chain rule for one elementary function into the book."""

    def apply(node: Any, context: Context) -> Any:
        e, by = node.body, node.by
        if not isinstance(e, Fn) or e.name != name:
            return None
        return times(outer(e, context), D(e.arg, by))

    apply.__doc__ = theorem
    rule(f"chain-{name}", "derivative", f"D({name}(a*x[i]), x[j])")(apply)


def _kink(e: Any, context: Context, regular: Any) -> Any:
    """The derivative beside the kink at 0, with the value the user stated at it."""
    stated = next((k for k in context.system.kinks if k.function == e.name), None)
    if stated is None:
        raise UnsupportedError(
            f"{e.name} has no derivative at 0: state the value taken there, "
            f'for example --kink "{e.name}(0) = 0"'
        )
    if stated.value is S.Zero:
        return regular
    left = Where(Compare("<", e.arg, 0), regular, stated.value)
    return Where(Compare("<=", e.arg, 0), left, regular)


_chain("exp", "exp(u)' = exp(u) u'", lambda e, _: e)
_chain("log", "log(u)' = u'/u\nwhere u > 0", lambda e, _: power(e.arg, S.NegativeOne))
_chain("sin", "sin(u)' = cos(u) u'", lambda e, _: Fn("cos", e.arg))
_chain("cos", "cos(u)' = -sin(u) u'", lambda e, _: times(S.NegativeOne, Fn("sin", e.arg)))
_chain(
    "tanh",
    "tanh(u)' = (1 - tanh(u)**2) u'",
    lambda e, _: plus(S.One, times(S.NegativeOne, power(e, 2))),
)
_chain("sinh", "sinh(u)' = cosh(u) u'", lambda e, _: Fn("cosh", e.arg))
_chain("cosh", "cosh(u)' = sinh(u) u'", lambda e, _: Fn("sinh", e.arg))
_chain(
    "erf",
    "erf(u)' = 2/sqrt(pi) exp(-u**2) u'",
    lambda e, _: times(2, power(PI, Rational(-1, 2)), Fn("exp", times(-1, power(e.arg, 2)))),
)
_chain(
    "abs",
    "abs(u)' = sign(u) u', with the stated value at u = 0",
    lambda e, c: _kink(e, c, Fn("sign", e.arg)),
)
_chain("sign", "sign(u)' = 0 u', with the stated value at u = 0", lambda e, c: _kink(e, c, S.Zero))


def _extremum(name: str, theorem: str, op: str) -> None:
    def apply(node: Any, context: Context) -> Any:
        e, by = node.body, node.by
        if not isinstance(e, Fn) or e.name != name:
            return None
        a, b = e.inputs
        stated = next((k for k in context.system.kinks if k.function == name), None)
        if stated is None:
            raise UnsupportedError(
                f"{name} has a kink where its arguments are equal: state the share of the first "
                f'argument\'s derivative there, for example --kink "{name}(0) = 0"'
            )
        first, second = D(a, by), D(b, by)
        if stated.value is S.Zero:
            return Where(Compare(op, a, b), first, second)
        if stated.value is S.One:
            return Where(Compare(op + "=", a, b), first, second)
        mixed = plus(times(stated.value, first), times(S.One - stated.value, second))
        return Where(Compare(op, a, b), first, Where(Compare(op, b, a), second, mixed))

    apply.__doc__ = theorem
    rule(f"chain-{name}", "derivative", f"D({name}(x[i], 0), x[j])")(apply)


_extremum(
    "maximum", "maximum(a, b)' = a' where a > b, b' where a < b, the stated share at a = b", ">"
)
_extremum(
    "minimum", "minimum(a, b)' = a' where a < b, b' where a > b, the stated share at a = b", "<"
)


@rule("where", "derivative", "D(where(x[i] > 0, x[i]**2, x[i]), x[j])")
def derivative_of_pieces(node: Any, context: Context) -> Any:
    """where(c, u, v)' = where(c, u', v')
    where the condition is not at its edge
    """
    e, by = node.body, node.by
    if not isinstance(e, Where):
        return None
    condition, u, v = e.args
    return Where(condition, D(u, by), D(v, by))


@rule("variable", "derivative", "D(x[i], x[j])")
def variable(node: Any, context: Context) -> Any:
    """dx_a/dx_b = delta_ab"""
    e, by = node.body, node.by
    if isinstance(e, Ref) and e.name == by.name:
        return product(_delta(a, b) for a, b in zip(e.indices, by.indices, strict=True))
    return None


def _delta(a: Any, b: Any) -> Any:
    if a == b:
        return S.One
    if isinstance(a, Integer) and isinstance(b, Integer):
        return S.Zero
    return Delta(a, b)


@rule("constant", "derivative", "D(y[i], x[j])")
def constant(node: Any, context: Context) -> Any:
    """C' = 0 for what does not depend on the variable"""
    return S.Zero if context.constant(node.body, node.by) else None
