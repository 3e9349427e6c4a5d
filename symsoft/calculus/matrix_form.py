"""From index notation to matrix notation: delta_ij f_i is diag(f), f_i g_j is f g^T.

What has no matrix form here raises NoMatrixForm; nothing is guessed.  The meaning of the notation
is defined by ``language.matrix``.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.polynomials import expand
from symsoft.language.matrix import (
    At,
    Diag,
    Hadamard,
    Identity,
    Inner,
    MatMul,
    Ones,
    Outer,
    Transpose,
    Vec,
)
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Sum,
    factors,
    free,
    plus,
    power,
    summands,
    times,
    total,
)
from symsoft.language.walk import rename


class NoMatrixForm(Exception):
    """The expression can't be written in the matrix notation known here."""


def to_matrix(e: Any, indices: tuple[Index, ...]) -> Any:
    """``At(M, *indices)`` with the same value as e; raises NoMatrixForm."""
    if len(indices) == 1:
        return At(vector(e, indices[0]), *indices)
    if len(indices) == 2 and all(isinstance(i, Index) for i in indices):
        return At(matrix(e, *indices), *indices)
    raise NoMatrixForm(f"{len(indices)} indices")


def matrix(e: Any, i: Index, j: Index) -> Any:
    """The matrix with entries e; constants are kept in front of it."""
    outside = [f for f in factors(e) if not {i, j} & free(f)]
    inside = times(*(f for f in factors(e) if {i, j} & free(f)))
    if not {i, j} & free(inside):
        raise NoMatrixForm("an entry that is the same everywhere")
    terms = [_one_product(t, i, j) for t in summands(expand(inside))]
    return times(*(scalar(f) for f in outside), total(terms))


def _one_product(t: Any, i: Index, j: Index) -> Any:
    parts = factors(t)
    deltas = [f for f in parts if isinstance(f, Delta) and set(f.args) == {i, j}]
    if deltas:
        rest = times(*(rename(f, {j: i}) for f in parts if f not in deltas))
        number, column = _number_and_vector(rest, i)
        return times(number, Identity(i.size) if column is None else Diag(column))
    numbers = [f for f in parts if not {i, j} & free(f)]
    rows = times(*(f for f in parts if i in free(f) and j not in free(f)))
    columns = times(*(f for f in parts if j in free(f) and i not in free(f)))
    both = [f for f in parts if {i, j} <= free(f)]
    left_number, left = _number_and_vector(rows, i)
    right_number, right = _number_and_vector(columns, j)
    number = times(*(scalar(f) for f in numbers), left_number, right_number)
    if not both:
        return times(number, Outer(left or Ones(i.size), right or Ones(j.size)))
    if len(both) > 1:
        raise NoMatrixForm(f"the product {times(*both)}")
    chain = [Diag(left)] if left is not None else []
    chain += list(_two_index(both[0], i, j))
    chain += [Diag(right)] if right is not None else []
    return times(number, MatMul(*chain) if len(chain) > 1 else chain[0])


def _two_index(e: Any, i: Any, j: Any) -> tuple[Any, ...]:
    """The matrices whose product has the entries e."""
    if isinstance(e, Ref) and set(e.indices) == {i, j} and len(e.indices) == 2:
        whole = Vec(e.name, e.indices[0].size, e.indices[1].size)
        return (whole,) if e.indices == (i, j) else (Transpose(whole),)
    if isinstance(e, Sum) and not e.excluded:
        k = e.index
        middle = [f for f in factors(e.body) if not {i, j} & free(f)]
        first = [f for f in factors(e.body) if i in free(f) and j not in free(f)]
        last = [f for f in factors(e.body) if j in free(f) and i not in free(f)]
        if len(first) == len(last) == 1 and len(first) + len(last) + len(middle) == len(
            factors(e.body)
        ):
            between = [Diag(vector(times(*middle), k))] if middle else []
            return (*_two_index(first[0], i, k), *between, *_two_index(last[0], k, j))
    raise NoMatrixForm(f"the entry {e}")


def _number_and_vector(e: Any, i: Index) -> tuple[Any, Any]:
    """(scalar, column) with the product e; no column when e doesn't depend on i."""
    numbers = times(*(scalar(f) for f in factors(e) if i not in free(f)))
    rest = times(*(f for f in factors(e) if i in free(f)))
    return numbers, None if rest is S.One else vector(rest, i)


def vector(e: Any, i: Index) -> Any:
    """The column with entries e."""
    if i not in free(e):
        return times(scalar(e), Ones(i.size))
    if isinstance(e, Ref):
        if e.indices == (i,):
            return Vec(e.name, i.size)
        raise NoMatrixForm(f"the entry {e}")
    if isinstance(e, Add):
        return plus(*(vector(t, i) for t in e.args))
    if isinstance(e, Mul):
        numbers = [scalar(f) for f in e.args if i not in free(f)]
        columns = [vector(f, i) for f in e.args if i in free(f)]
        return times(*numbers, columns[0] if len(columns) == 1 else Hadamard(*columns))
    if isinstance(e, Pow) and isinstance(e.exponent, Rational):
        return power(vector(e.base, i), e.exponent)
    if isinstance(e, Fn) and len(e.inputs) == 1:
        return Fn(e.name, vector(e.arg, i))
    if isinstance(e, Sum) and not e.excluded:
        return _matrix_times_vector(e, i)
    raise NoMatrixForm(f"the entry {e}")


def _matrix_times_vector(e: Any, i: Index) -> Any:
    k = e.index
    both = [f for f in factors(e.body) if i in free(f)]
    rest = times(*(f for f in factors(e.body) if i not in free(f)))
    if len(both) != 1 or k not in free(both[0]):
        raise NoMatrixForm(f"the entry {e}")
    return MatMul(*_two_index(both[0], i, k), vector(rest, k))


def scalar(e: Any) -> Any:
    """A number: sums over products of entries as inner products, the rest as it is."""
    if isinstance(e, Sum) and not e.excluded and not free(e):
        parts = factors(e.body)
        try:
            if len(parts) == 1 and not isinstance(parts[0], Pow):
                return Inner(Ones(e.index.size), vector(parts[0], e.index))
            if len(parts) == 2:
                return Inner(*(vector(f, e.index) for f in parts))
        except NoMatrixForm:
            return e
    if isinstance(e, Add | Mul) or (isinstance(e, Pow) and isinstance(e.exponent, Integer)):
        return type(e)(*(scalar(a) for a in e.args))
    return e
