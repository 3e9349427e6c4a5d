"""The chain rule in matrix form, and the way back to entries.

A quantity is a number or a column in it; one with two indices is stacked, vec(A), by columns, or by
rows as vec(A^T).  The context's memo says under "by rows" for each name which of the two it is.
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.matrix_network import NoMatrixForm
from symsoft.calculus.matrix_rules import product
from symsoft.calculus.start import cut
from symsoft.language.matrix import (
    At,
    Jacobian,
    MatMul,
    Pair,
    Transpose,
    Vec,
    is_scalar,
)
from symsoft.language.system import System
from symsoft.language.terms import D, Ref, Sum, factors, times
from symsoft.language.walk import rebuild


@rule("matrix-chain", "route")
def matrix_chain(node: Any, context: Context) -> Any:
    """dL/dx = (dy/dx)^T dL/dy of a number L, dz/dx = dz/dy dy/dx of a vector z
    where they depend on x only through y
    """
    if not isinstance(node.body, Ref):
        return None
    name, by = node.body.name, node.by.name
    z = cut(name, by, context.system)
    if z is None:
        return None
    x, y, top = (whole(q, context.system, by_rows(q, context)) for q in (by, z, name))
    context.cite(Ref(z))
    at = [i for ref in (node.body, node.by) for i in _numbered(ref, context)]
    return At(_product(Jacobian(y, x), Jacobian(top, y)), *at)


@rule("matrix-product", "route", on=Sum)
def matrix_product(node: Any, context: Context) -> Any:
    """Sum_k g_k dy_k/dx_j = (J^T g)_j, with J = dy/dx"""
    bound: list[Any] = []
    e = node
    while isinstance(e, Sum) and not e.excluded:
        bound.append(e.index)
        e = e.body
    derivatives = [f for f in factors(e) if isinstance(f, D)]
    others = [f for f in factors(e) if not isinstance(f, D)]
    if len(derivatives) != 1 or len(others) != 1 or not isinstance(others[0], Ref):
        return None
    (d,), (g,) = derivatives, others
    if not isinstance(d.body, Ref) or not g.indices == d.body.indices == tuple(bound):
        return None
    ways = {q: by_rows(q, context) for q in (d.by.name, d.body.name)}
    x, y = (whole(q, context.system, way) for q, way in ways.items())
    v = whole(g.name, context.system, ways[d.body.name])
    return At(MatMul(Transpose(Jacobian(y, x)), v), *_numbered(d.by, context))


@rule("entry", "shape")
def entry_of(node: Any, context: Context) -> Any:
    """(u + v)_i = u_i + v_i, (A B)_ij = Sum_k A_ik B_kj, and so on, as the notation means"""
    return node.entry if isinstance(node, At) else None


def by_rows(name: str, context: Context) -> bool:
    """Is the quantity stacked row by row?"""
    return bool(context.memo.get("by rows", {}).get(name))


def whole(name: str, system: System, by_rows: bool) -> Any:
    """A quantity as a number or a column; a matrix is stacked.  Raises NoMatrixForm."""
    axes = system.shapes[name]
    if len(axes) > 2:
        raise NoMatrixForm("indices", len(axes))
    return algebra.stacked(Vec(name, *axes), by_rows) if axes else Ref(name)


def with_value(e: Any, derivative: Any, value: Any) -> Any:
    """e with the derivative replaced by its value; products of products are one."""

    def change(node: Any) -> Any:
        if node == derivative:
            return value
        new = rebuild(node, change)
        return product(*new.args) if isinstance(new, MatMul) else new

    return change(e)


def _numbered(ref: Any, context: Context) -> tuple[Any, ...]:
    if len(ref.indices) < 2:
        return tuple(ref.indices)
    return (Pair(*(ref.indices if by_rows(ref.name, context) else ref.indices[::-1])),)


def _product(inner: Any, outer: Any) -> Any:
    """dL/dx from dy/dx and dL/dy, the gradient of a number being a column."""
    of, middle = outer.args
    by = inner.args[1]
    if is_scalar(middle):
        if is_scalar(of) or is_scalar(by):
            return times(outer, inner)
        return MatMul(outer, Transpose(inner))
    return MatMul(Transpose(inner), outer) if is_scalar(of) else MatMul(outer, inner)
