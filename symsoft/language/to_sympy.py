"""Terms as ordinary, evaluating SymPy expressions, for whoever wants to go on with SymPy.

An index is an integer symbol, a size a positive one, an array an ``IndexedBase``.  A derivative
stays unevaluated: whether y depends on x, only a System knows, and SymPy would take it for 0.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Symbol

from symsoft.errors import UnsupportedError
from symsoft.language.terms import (
    Add,
    Cases,
    Compare,
    Constant,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Term,
    Where,
)

FUNCTIONS: dict[str, Any] = {
    "abs": sympy.Abs,
    "maximum": sympy.Max,
    "minimum": sympy.Min,
}
RELATIONS: dict[str, Any] = {
    ">": sympy.Gt,
    ">=": sympy.Ge,
    "<": sympy.Lt,
    "<=": sympy.Le,
    "==": sympy.Eq,
}


def to_sympy(e: Any) -> Any:
    """The SymPy expression for a term or number.

    Raises UnsupportedError for a node without counterpart, such as a maximum over an index.

    >>> from symsoft.language.terms import Add, Fn, Ref
    >>> to_sympy(Add(Fn("log", Fn("exp", Ref("u"))), Ref("u"), 1))
    u + log(exp(u)) + 1
    """
    match e:
        case Size():
            return Symbol(e.name, integer=True, positive=True)
        case Constant():
            return sympy.sympify(e.name)
        case Index():
            return Symbol(e.name, integer=True)
        case Ref():
            return _quantity(e)
        case Add():
            return sympy.Add(*map(to_sympy, e.args))
        case Mul():
            return sympy.Mul(*map(to_sympy, e.args))
        case Pow():
            return sympy.Pow(to_sympy(e.base), to_sympy(e.exponent))
        case Fn():
            function = FUNCTIONS.get(e.name) or getattr(sympy, e.name)
            return function(*map(to_sympy, e.inputs))
        case Delta():
            return sympy.KroneckerDelta(*map(to_sympy, e.args))
        case Sum():
            return _sum(e)
        case D():
            variable = sympy.Tuple(to_sympy(e.by), sympy.S.One)
            return sympy.Expr.__new__(sympy.Derivative, to_sympy(e.body), variable)
        case Where():
            condition, u, v = map(to_sympy, e.args)
            return sympy.Piecewise((u, condition), (v, True))
        case Compare():
            return RELATIONS[e.op](to_sympy(e.args[1]), to_sympy(e.args[2]))
        case Cases():
            return sympy.Piecewise(*(_branch(b) for b in e.args))
        case Same():
            return sympy.Eq(*map(to_sympy, e.args))
        case Differ():
            return sympy.Ne(*map(to_sympy, e.args))
        case Term():
            raise UnsupportedError(f"SymPy has no counterpart of {type(e).__name__} in {e}")
        case _:
            return e


def _quantity(ref: Any) -> Any:
    if not ref.indices:
        return Symbol(ref.name)
    return sympy.Indexed(sympy.IndexedBase(ref.name), *map(to_sympy, ref.indices))


def _sum(e: Any) -> Any:
    """The sum; a value that the index must not take contributes 0, whatever its term would be."""
    index, body = to_sympy(e.index), to_sympy(e.body)
    if e.excluded:
        allowed = sympy.And(*(sympy.Ne(index, to_sympy(x)) for x in e.excluded))
        body = sympy.Piecewise((body, allowed), (sympy.S.Zero, True))
    return sympy.Sum(body, (index, 1, to_sympy(e.index.size)))


def _branch(branch: Any) -> tuple[Any, Any]:
    return to_sympy(branch.body), sympy.And(*map(to_sympy, branch.conditions))


__all__ = ["to_sympy"]
