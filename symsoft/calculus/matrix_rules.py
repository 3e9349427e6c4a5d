"""Rules of matrix calculus: each on one node of a formula in matrix notation, vectors as columns.

They take a formula apart and put it together as it is written; the meaning of the notation is
defined by ``language.matrix``, and what each rule makes is checked entry by entry.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import has_minus, negate
from symsoft.calculus.context import Context
from symsoft.language.matrix import (
    Blocks,
    Diag,
    Hadamard,
    Identity,
    Kron,
    MatMul,
    Ones,
    Transpose,
    is_scalar,
    shape,
)
from symsoft.language.terms import Add, Mul, Pow, plus, power, summands, times

Parts = list[Any]


def chain(*parts: Any) -> Any:
    """The product of matrices as written, numbers in front; I A is A, which needs no line."""
    numbers: Parts = []
    found: Parts = []
    for part in parts:
        number, array = algebra.split(part)
        numbers.append(number)
        found += array.args if isinstance(array, MatMul) else () if array is S.One else (array,)
    kept = [a for a in found if not isinstance(a, Identity)] or found[:1]
    return times(*numbers, MatMul(*kept) if len(kept) > 1 else kept[0] if kept else S.One)


def product(*parts: Any) -> Any:
    """The product of matrices; a product of products is one."""
    found = (m.args if isinstance(m, MatMul) else (m,) for m in parts)
    return MatMul(*(m for part in found for m in part))


def entrywise(*parts: Any) -> Any:
    """The product entry by entry as written, numbers in front."""
    numbers: Parts = []
    found: Parts = []
    for part in parts:
        number, array = algebra.split(part)
        numbers.append(number)
        found += array.args if isinstance(array, Hadamard) else (array,)
    return times(*numbers, Hadamard(*found) if len(found) > 1 else found[0])


def is_column(m: Any) -> bool:
    """Is m a column, neither a matrix nor a number?"""
    rows, columns = shape(m)
    return bool(rows) and not columns


def is_row(m: Any) -> bool:
    """Is m a row, neither a matrix nor a number?"""
    rows, columns = shape(m)
    return bool(columns) and not rows


# -- transposes and sums -----------------------------------------------------------------------
@rule("transpose", "matrix", "(x @ y.T - diag(x)).T @ y", on=Transpose)
def transpose(node: Any, context: Context) -> Any:
    """(A + B)^T = A^T + B^T, (A B)^T = B^T A^T, diag(u)^T = diag(u)"""
    if isinstance(node, MatMul):
        new = product(
            *(transposed(a.args[0]) if isinstance(a, Transpose) else a for a in node.args)
        )
    elif isinstance(node, Transpose):
        new = transposed(node.args[0])
    else:
        return None
    return None if new == node else new


def transposed(m: Any) -> Any:
    """The transpose, taken inside; a sum or a product entry by entry of vectors is left whole."""
    match m:
        case Identity() | Diag():
            return m
        case Transpose():
            return m.args[0]
        case MatMul():
            return MatMul(*map(transposed, reversed(m.args)))
        case Kron():
            return Kron(*map(transposed, m.args))
        case Blocks():
            return Blocks(transposed(m.body), m.index)
        case Mul():
            number, array = algebra.split(m)
            return times(number, transposed(array))
        case Add() if all(shape(m)):
            return plus(*map(transposed, m.args))
        case _:
            return Transpose(m)


@rule("identity-factor", "matrix", "eye.T @ x", on=MatMul)
def identity_factor(node: Any, context: Context) -> Any:
    """I A = A, A I = A, I^T = I"""
    if not isinstance(node, MatMul):
        return None
    kept = [a for a in node.args if not isinstance(_upright(a), Identity)]
    return chain(*(kept or node.args[:1])) if len(kept) < len(node.args) else None


def _upright(m: Any) -> Any:
    return m.args[0] if isinstance(m, Transpose) else m


@rule("distribute", "matrix", "(diag(x) - x @ y.T) @ (-a*y)", on=MatMul)
def distribute(node: Any, context: Context) -> Any:
    """A (b B + c C) = b A B + c A C, (b A + c B) C = b A C + c B C"""
    if not isinstance(node, MatMul):
        return None
    sums = [a for a in node.args if isinstance(a, Add)]
    wide = [a for a in sums if all(shape(a))] or sums
    products: list[Parts] = [[]]
    for a in node.args:
        terms = summands(a) if any(a is s for s in wide) else (a,)
        products = [[*p, t] for p in products for t in terms]
    new = plus(*(chain(*p) for p in products))
    return None if new == node else new


@rule("collect", "matrix", "x @ y.T @ y + y @ y.T @ y", on=Add)
def collect(node: Any, context: Context) -> Any:
    """A C + B C = (A + B) C, A B + A C = A (B + C)"""
    if not isinstance(node, Add) or is_scalar(node):
        return None
    new = algebra.add(*node.args)
    return None if new == node else new


@rule("turn-difference", "matrix", "-a*(x - y)", on=Mul)
def turn_difference(node: Any, context: Context) -> Any:
    """-(A - B) = B - A"""
    if not isinstance(node, Mul) or not has_minus(node) or is_scalar(node):
        return None
    number, array = algebra.split(node)
    turned = negate(array)
    signs = [sum(map(has_minus, summands(e))) for e in (array, turned)]
    shorter = isinstance(array, Add) and signs[1] <= signs[0]
    return times(negate(number), turned) if shorter else None


# -- products of vectors -----------------------------------------------------------------------
@rule("diagonal-product", "matrix", "diag(x) @ y", on=MatMul)
def diagonal_product(node: Any, context: Context) -> Any:
    """diag(u) v = u ⊙ v, u^T diag(v) = (u ⊙ v)^T, diag(u) diag(v) = diag(u ⊙ v)"""
    return neighbours(node, _with_diagonal)


def _with_diagonal(left: Any, right: Any) -> Any:
    if isinstance(left, Diag) and isinstance(right, Diag):
        return Diag(entrywise(_column(left.args[0]), _column(right.args[0])))
    if isinstance(left, Diag) and is_column(right):
        return entrywise(_column(left.args[0]), right)
    if isinstance(right, Diag) and is_row(left):
        return Transpose(entrywise(_column(left), _column(right.args[0])))
    return None


@rule("divide-out", "matrix", "x * (y/x)", on=Hadamard)
def divide_out(node: Any, context: Context) -> Any:
    """u ⊙ (v ⊘ u) = v, 1 ⊙ v = v
    where no entry of u is 0
    """
    if not isinstance(node, Hadamard):
        return None
    exponents: dict[Any, Any] = {}
    for a in node.args:
        base, exponent = (a.base, a.exponent) if isinstance(a, Pow) else (a, S.One)
        exponents[base] = exponents.get(base, S.Zero) + exponent
    kept = [
        power(base, e) for base, e in exponents.items() if e != 0 and not isinstance(base, Ones)
    ]
    if len(kept) == len(node.args):
        return None
    return entrywise(*kept) if kept else Ones(*shape(node)[0])


@rule("quotient-product", "matrix", "x.T @ (y/x)", on=MatMul)
def quotient_product(node: Any, context: Context) -> Any:
    """u^T (v ⊘ u) = 1^T v
    where no entry of u is 0
    """
    return neighbours(node, _with_quotient)


def _with_quotient(left: Any, right: Any) -> Any:
    if not is_row(left) or not isinstance(right, Hadamard):
        return None
    below = Pow(_column(left), S.NegativeOne)
    if below not in right.args:
        return None
    place = right.args.index(below)
    rest = entrywise(*right.args[:place], *right.args[place + 1 :])
    return (Transpose(Ones(*shape(rest)[0])), rest)


@rule("number-front", "matrix", "x @ (y.T @ y)", on=MatMul)
def number_front(node: Any, context: Context) -> Any:
    """u (v^T w) = (v^T w) u, since v^T w is a number"""
    if not isinstance(node, MatMul):
        return None
    inside = algebra.number_inside(list(node.args))
    if inside is None:
        return None
    start, end = inside
    return times(MatMul(*node.args[start:end]), chain(*node.args[:start], *node.args[end:]))


# -- walking -----------------------------------------------------------------------------------
def _column(v: Any) -> Any:
    """A column as it is, a row as the column whose transpose it is."""
    return v if is_column(v) else transposed(v)


def neighbours(node: Any, change: Callable[[Any, Any], Any]) -> Any:
    """The product with the last two neighbours for which change has something replaced by it.

    In a product that is a column all behind a factor may count as its neighbour.
    """
    if not isinstance(node, MatMul):
        return None
    for place in range(len(node.args) - 1, 0, -1):
        before, left, *behind = node.args[: place - 1], *node.args[place - 1 :]
        new = change(left, behind[0])
        if new is not None:
            parts = new if isinstance(new, tuple) else (new,)
            return chain(*before, *parts, *behind[1:])
        new = change(left, chain(*behind)) if is_column(node) and len(behind) > 1 else None
        if new is not None and not isinstance(new, tuple):
            return chain(*before, new)
    return None
