"""Rules for what happens as a scalar goes to 0 or grows without bound.

The context says which scalar, and where it goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import negate
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import is_singular
from symsoft.calculus.polynomials import cancel
from symsoft.calculus.settling import settle
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    D,
    Pow,
    Ref,
    Sum,
    Term,
    factors,
    free,
    plus,
    power,
    product,
    times,
)
from symsoft.language.walk import names, rebuild, rename, subterms
from symsoft.proof import Toward


@rule("continuity", "property", relation="limit")
def continuity(node: Any, context: Context) -> Any:
    """lim F(u) = F(lim u)
    where F is continuous at lim u
    """
    return None if context.toward is None else at_end(node, context.toward)


def at_end(e: Any, toward: Toward) -> Any:
    """e with the variable where it goes; None where that is not defined."""
    variable, name = toward.variable, toward.variable.name
    if toward.point is S.Infinity:
        e = settle(_with(e, variable, power(variable, S.NegativeOne)))  # now the variable goes to 0
    if any(isinstance(s, D) for s in _about(e, name)):
        return None
    found = _with(e, variable, S.Zero)
    return None if is_singular(found) else found


def _about(e: Any, name: str) -> list[Any]:
    """e and every term inside that mentions the quantity."""
    if not isinstance(e, Term) or name not in names(e):
        return []
    return [e, *(s for a in e.args for s in _about(a, name))]


def _with(e: Any, old: Any, new: Any) -> Any:
    if e == old:
        return new
    if not isinstance(e, Term):
        return e
    made = rebuild(e, lambda a: _with(a, old, new))
    vanishes = isinstance(made, Pow) and made.base is S.Zero and isinstance(made.exponent, Integer)
    return S.Zero if vanishes and made.exponent > 0 else made


@rule("l-hopital", "property", relation="limit")
def l_hopital(node: Any, context: Context) -> Any:
    """lim f(T) T**m = lim -f'(T) T**(m+1)/m as T goes to infinity
    where lim f = 0 and m > 0
    """
    toward = context.toward
    if toward is None or toward.point is not S.Infinity:
        return None
    variable = toward.variable
    raised, rest = 0, []
    for f in factors(node):
        base, exponent = (f.base, f.exponent) if isinstance(f, Pow) else (f, S.One)
        if base == variable and isinstance(exponent, Integer):
            raised += int(exponent)
        else:
            rest.append(f)
    if raised <= 0 or not rest:
        return None
    inner = product(rest)
    return times(Rational(-1, raised), power(variable, Integer(raised + 1)), D(inner, variable))


@rule("taylor", "property", relation="first order")
def taylor(node: Any, context: Context) -> Any:
    """L(x + h v) - L(x) = h Sum_k v_k dL/dx_k to first order in h
    where L is differentiable at x
    """
    toward, head = context.toward, context.system.target.head
    if toward is None or toward.point is not S.Zero:
        return None
    for x, change in _displacements(node, toward.variable):
        if plus(displaced(unfolded(head, x.name, context.system), x, change), negate(head)) != node:
            continue
        slope = times(change, power(toward.variable, S.NegativeOne), D(head, x))
        e = cancel(slope)
        for k in reversed(x.indices):
            e = Sum(e, k)
        return times(toward.variable, e)
    return None


def _displacements(e: Any, small: Any) -> Iterator[tuple[Any, Any]]:
    """What may have been displaced, and by how much: x_k and h v_k of x_k + h v_k.

    A single entry, such as x_1, doesn't say how the others move.
    """
    for s in subterms(e):
        if isinstance(s, Add):
            change = plus(*(t for t in s.args if small.name in names(t)))
            if change is not S.Zero:
                moved = (t for t in s.args if isinstance(t, Ref) and t != change)
                yield from ((t, change) for t in moved if free(t) == {*t.indices})


def displaced(e: Any, x: Any, change: Any) -> Any:
    """e with a change added to every entry of a quantity; ``change`` is that of the entry x."""
    if isinstance(e, Ref) and e.name == x.name:
        return plus(e, rename(change, dict(zip(x.indices, e.indices, strict=True))))
    return rebuild(e, lambda a: displaced(a, x, change)) if isinstance(e, Term) else e


def unfolded(e: Any, name: str, system: System) -> Any:
    """e with every definition unfolded that depends on the quantity."""
    if isinstance(e, Ref):
        if system.definition(e.name) is None or not system.depends(e, name) or e.name == name:
            return e
        return unfolded(system.unfold(e), name, system)
    return rebuild(e, lambda a: unfolded(a, name, system)) if isinstance(e, Term) else e


@rule("leave-out", "property", on=Sum, relation="differs")
def leave_out(node: Any, context: Context) -> Any:
    """Sum_k f_k is not f_j alone
    where the other terms do not cancel
    """
    if not isinstance(node, Sum) or node.excluded:
        return None
    j = next((i for i in context.axes if i.size == node.index.size), None)
    if j is None:
        return None
    return rename(node.body, {node.index: j})
