"""At the border between two pieces: is a function that is defined piecewise differentiable there?

It is when the pieces meet and their derivatives do, since every difference quotient there is one of
the one piece or of the other.  A missing yes only leaves a condition standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Rational, S

from symsoft.calculus.coefficients import content, negate
from symsoft.calculus.conditions import holds
from symsoft.calculus.derive import Deriver
from symsoft.calculus.settling import settle
from symsoft.calculus.signs import is_nonnegative, is_positive
from symsoft.calculus.writer import Writer
from symsoft.errors import SymsoftError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, Fn, Ref, Term, Where, plus, summands, times
from symsoft.language.walk import contains, rebuild, subterms

CORNERED = ("abs", "sign", "maximum", "minimum")

Value = tuple[Any, Any]


def is_smooth(derivative: Any, system: System) -> bool:
    """Does the derivative of a Where exist at its border, too?"""
    condition, u, v = derivative.body.args
    difference = settle(plus(condition.args[1], negate(condition.args[2])))
    if isinstance(difference, Rational):  # the same piece is taken everywhere
        return True
    values = list(_solutions(difference, system))
    try:
        pairs = [(u, v), tuple(_worked_out(D(e, derivative.by), system) for e in (u, v))]
    except SymsoftError:
        return False
    return bool(values) and all(_meet(p, value, system) for p in pairs for value in values)


def _worked_out(derivative: Any, system: System) -> Any:
    deriver = Deriver(system)
    writer, context = Writer(derivative), deriver.context()
    deriver.differentiate(writer, context)
    deriver.contract(writer, context)
    return writer.now


def _solutions(difference: Any, system: System) -> Iterator[Value]:
    """(name, value) for every way in which the difference is 0; none when that is not clear."""
    for t in summands(difference):
        c, rest = content(t)
        value = settle(times(S.NegativeOne / c, plus(difference, negate(t))))
        inside = rest.arg if isinstance(rest, Fn) and rest.name == "abs" else rest
        if not isinstance(inside, Ref) or _mentions(value, inside):
            continue
        if inside is rest:
            yield inside, value
            return
        if is_nonnegative(value, system):
            yield inside, value
            yield inside, negate(value)
            return


def _mentions(e: Any, ref: Any) -> bool:
    """Is the quantity in e, at whatever index?"""
    return any(isinstance(s, Ref) and s.name == ref.name for s in subterms(e))


def _meet(pair: tuple[Any, Any], at: Value, system: System) -> bool:
    u, v = (_at(e, at, system) for e in pair)
    if any(_has_corner(e) for e in (u, v)):
        return False
    return bool(settle(plus(u, negate(v))) is S.Zero)


def _at(e: Any, at: Value, system: System) -> Any:
    """The term at the border, with the functions that have corners decided where they can be."""
    name, value = at
    if e == name:
        return value
    new = rebuild(e, lambda a: _at(a, at, system)) if isinstance(e, Term) else e
    if isinstance(new, Where):
        return _piece_at(new)
    if isinstance(new, Fn) and new.name in ("abs", "sign"):
        return _one_sided(new, system)
    return new


def _one_sided(e: Any, system: System) -> Any:
    """abs(u) or sign(u) where the sign of u is known."""
    for sign, u in ((S.One, e.arg), (S.NegativeOne, negate(e.arg))):
        if is_positive(u, system) or holds(Assumption(">", u, S.Zero), system):
            return u if e.name == "abs" else sign
    return e


def _piece_at(e: Any) -> Any:
    """A choice between two numbers that are not equal is made."""
    condition, u, v = e.args
    difference = settle(plus(condition.args[1], negate(condition.args[2])))
    if not isinstance(difference, Rational) or difference == 0:
        return e
    holds_there = difference > 0 if condition.op in (">", ">=") else difference < 0
    return u if holds_there == (condition.op != "==") else v


def _has_corner(e: Any) -> bool:
    if contains(e, Where):
        return True
    return any(isinstance(s, Fn) and s.name in CORNERED for s in subterms(e))
