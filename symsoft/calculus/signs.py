"""Which terms are surely positive, or surely not zero, by their shape and by what is given.

False means "not known".  The side conditions of rules are decided here.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.coefficients import negate
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Add, Constant, Fn, Mul, Pow, Ref, Size, Sum
from symsoft.language.walk import free_in_order, rename


def is_positive(e: Any, system: System) -> bool:
    """Is e > 0 wherever it is defined?"""
    if stated(e, system, (">",)) or stated(negate(e), system, ("<",)):
        return True
    if isinstance(e, Rational):
        return bool(e > 0)
    if isinstance(e, Sum | Add | Mul) and _has_nonzero_root(e, system):
        return is_nonnegative(e, system)
    if isinstance(e, Size | Constant):
        return True
    if isinstance(e, Fn):
        return e.name in ("exp", "cosh")
    if isinstance(e, Sum):
        return not e.excluded and is_positive(e.body, system)
    if isinstance(e, Add):
        return all(is_nonnegative(a, system) for a in e.args) and any(
            is_positive(a, system) for a in e.args
        )
    if isinstance(e, Mul):
        return all(is_positive(a, system) for a in e.args)
    if isinstance(e, Pow):
        return is_positive(e.base, system)
    if isinstance(e, Ref):
        return system.definition(e.name) is not None and is_positive(system.unfold(e), system)
    return False


def is_nonnegative(e: Any, system: System) -> bool:
    """Is e >= 0 wherever it is defined?"""
    if stated(e, system, (">", ">=", "onehot")):
        return True
    if isinstance(e, Pow) and isinstance(e.exponent, Rational):
        if isinstance(e.exponent, Integer) and int(e.exponent) % 2 == 0:
            return True
        if not isinstance(e.exponent, Integer):
            return True
    if isinstance(e, Rational):
        return bool(e >= 0)
    if isinstance(e, Fn) and e.name == "abs":
        return True
    if isinstance(e, Sum):
        return is_nonnegative(e.body, system)
    if isinstance(e, Add | Mul):
        return all(is_nonnegative(a, system) for a in e.args)
    if isinstance(e, Ref) and not is_positive(e, system):
        return system.definition(e.name) is not None and is_nonnegative(system.unfold(e), system)
    return is_positive(e, system)


def is_nonzero(e: Any, system: System) -> bool:
    """Is e != 0 wherever it is defined?"""
    if any(stated(x, system, (">", "!=", "<")) for x in (e, negate(e))):
        return True
    if _divides_given(e, system) or _has_nonzero_root(e, system):
        return True
    if isinstance(e, Rational):
        return bool(e != 0)
    if isinstance(e, Mul):
        return all(is_nonzero(a, system) for a in e.args)
    if isinstance(e, Pow):
        return is_nonzero(e.base, system)
    return is_positive(e, system)


def stated(e: Any, system: System, relations: tuple[str, ...]) -> Assumption | None:
    """The assumption that says so of e, up to the letters of its indices."""
    if isinstance(e, Rational):
        return None
    for a in system.assumptions:
        fits = a.relation in relations and not a.apart and type(a.lhs) is type(e)
        if fits and _away_from_zero(a):
            ours, theirs = free_in_order(a.lhs), free_in_order(e)
            if (
                len(ours) == len(theirs)
                and rename(a.lhs, dict(zip(ours, theirs, strict=True))) == e
            ):
                return a
    return None


def _divides_given(e: Any, system: System) -> bool:
    """Is e a factor of a product that is given to be positive?"""
    for a in system.assumptions:
        if a.relation == ">" and not a.apart and isinstance(a.lhs, Mul) and _away_from_zero(a):
            for f in a.lhs.args:
                base = f.base if isinstance(f, Pow) else f
                one = System((), system.shapes, (Assumption("!=", base, S.Zero),))
                if any(stated(x, one, ("!=",)) for x in (e, negate(e))):
                    return True
    return False


def _has_nonzero_root(e: Any, system: System) -> bool:
    """Is a power of e, by a name, given not to be zero?  A = sqrt(e) with A != 0."""
    for d in system.definitions:
        whole = isinstance(d.body, Pow) and not d.indices and d.body.base == e
        if whole and isinstance(d.body.exponent, Rational):
            return stated(d.head, system, (">", "!=", "<")) is not None
    return False


def _away_from_zero(a: Assumption) -> bool:
    """Does the bound lie on the side of zero that its relation speaks of?"""
    if not isinstance(a.rhs, Rational):
        return False
    if a.relation == "!=":
        return bool(a.rhs == 0)
    return bool(a.rhs <= 0) if a.relation == "<" else bool(a.rhs >= 0)
