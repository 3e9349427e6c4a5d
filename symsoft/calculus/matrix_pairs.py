"""Rules of matrix calculus on matrices over pairs of indices: Kronecker products and blocks.

A quantity with two indices enters the chain rule as one column; these rules make a matrix of it.
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.matrix_length import length
from symsoft.calculus.matrix_rules import chain, entrywise, is_column, neighbours, transposed
from symsoft.language.matrix import (
    ARRAYS,
    At,
    Blocks,
    Hadamard,
    Kron,
    MatMul,
    Pair,
    RowOf,
    Stacked,
    Transpose,
    Vec,
    is_scalar,
    shape,
)
from symsoft.language.terms import (
    Add,
    Compare,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Where,
    free,
    plus,
    times,
)
from symsoft.language.walk import contains, rebuild, rename, subterms


@rule("kronecker-product", "matrix", "kron(x, eye) @ y", on=MatMul)
def kronecker_product(node: Any, context: Context) -> Any:
    """(B^T ⊗ A) vec(X) = vec(A X B), and vec(x) = x, vec(x^T) = x"""
    return neighbours(node, _with_kronecker)


def _with_kronecker(left: Any, right: Any) -> Any:
    if not isinstance(left, Kron) or len(left.args) != 2 or not is_column(right):
        return None
    first, second = left.args
    if isinstance(right, Stacked):
        inner = right.args[0]
    elif not shape(first)[1]:
        inner = right
    elif not shape(second)[1]:
        inner = Transpose(right)
    else:
        return None
    number, array = algebra.split(chain(second, inner, transposed(first)))
    if all(shape(array)):
        return times(number, Stacked(array))
    return times(number, array if is_column(array) else transposed(array))


@rule("vec-entrywise", "matrix", "vec(w) * vec(x @ y.T)")
def stacked_together(node: Any, context: Context) -> Any:
    """vec(A) + vec(B) = vec(A + B), vec(A) ⊙ vec(B) = vec(A ⊙ B)"""
    if not isinstance(node, Add | Hadamard) or len(shape(node)[0]) < 2:
        return None
    parts = [_unstacked(a) for a in node.args]
    if None in parts:
        return None
    turned = all(isinstance(algebra.split(a)[1], Transpose) for a in parts)
    parts = [transposed(a) for a in parts] if turned else parts
    number, array = algebra.split(plus(*parts) if isinstance(node, Add) else entrywise(*parts))
    return times(number, Stacked(Transpose(array) if turned else array))


@rule("unstack", "matrix", "vec(w)", on=At)
def unstack(node: Any, context: Context) -> Any:
    """vec(A)_(q,p) = A_pq, by the definition of vec"""
    if not isinstance(node, At) or not isinstance(node.args[-1], Pair):
        return None
    whole = _unstacked(node.matrix)
    if whole is None:
        return None
    column, row = node.args[-1].args
    turned = transposed(whole)
    longer = round(length(turned) - length(whole), 6)
    if longer < 0 or (longer == 0 and (column, row) == context.axes[-2:]):
        return At(turned, column, row)
    return At(whole, row, column)


def _unstacked(m: Any) -> Any:
    """The matrix A with m = vec(A), None when m is not written so."""
    if isinstance(m, Stacked):
        return m.args[0]
    if isinstance(m, Mul):
        number, array = algebra.split(m)
        inner = _unstacked(array)
        return None if inner is None else times(number, inner)
    return None


@rule("block-product", "matrix", "blockdiag(x @ y.T) @ vec(w.T)", on=At)
def block_product(node: Any, context: Context) -> Any:
    """(blockdiag_b(A_b) vec(X^T))_(p,q) = (A_p X_p^T)_q, where X_p is row p of X"""
    if not isinstance(node, At) or not isinstance(node.args[-1], Pair):
        return None
    number, product = algebra.split(node.matrix)
    if not isinstance(product, MatMul) or len(product.args) != 2:
        return None
    blocks, stacked = product.args
    whole = _unstacked(stacked)
    if not isinstance(blocks, Blocks) or whole is None:
        return None
    p, q = node.args[-1].args
    row = _row(transposed(whole), p)
    if row is None or len(node.args) != 2:
        return None
    return At(times(number, chain(rename(blocks.body, {blocks.index: p}), row)), q)


def _row(m: Any, p: Index) -> Any:
    """Row p of a matrix as a column, None when it is no function of rows of named matrices."""
    if not contains(m, ARRAYS) or is_scalar(m):
        return m
    match m:
        case Vec() if len(m.axes) == 2 and isinstance(m.of, Ref):
            return Transpose(RowOf(m.of.name, p, m.axes[1]))
        case Add() | Hadamard() | Mul() | Pow() | Fn() | Where() | Compare():
            parts = [_row(a, p) for a in m.args]
            return None if None in parts else rebuild(m, lambda a: _row(a, p))
        case _:
            return None


@rule("every-row", "matrix", "a*row(w).T + row(w).T", on=At)
def every_row(node: Any, context: Context) -> Any:
    """(f(X_p, Z_p))_q = f(X, Z)_pq of a function of entries, where X_p is row p of X"""
    if not isinstance(node, At) or len(node.args) != 2 or not is_column(node.matrix):
        return None
    q = node.args[1]
    rows = [s for s in subterms(node.matrix) if isinstance(s, RowOf)]
    if not rows or any(r.args[1] != rows[0].args[1] for r in rows):
        return None
    p = rows[0].args[1]
    whole = _whole(node.matrix, p)
    return None if whole is None or p in free(whole) else At(whole, p, q)


def _whole(m: Any, p: Index) -> Any:
    """The matrix whose row p is m, a function of entries of rows p; None where it isn't one."""
    match m:
        case Transpose() if isinstance(m.args[0], RowOf):
            return Vec(m.args[0].name, p.size, m.args[0].args[2])
        case Add() | Hadamard() | Mul() | Pow() | Fn() | Where() | Compare():
            if is_scalar(m):
                return m
            parts = [_whole(a, p) for a in m.args]
            return None if None in parts else rebuild(m, lambda a: _whole(a, p))
        case _:
            return m if not contains(m, ARRAYS) or is_scalar(m) else None
