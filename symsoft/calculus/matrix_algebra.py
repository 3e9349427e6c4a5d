"""Products, sums and transposes of matrices as a person writes them.

Every function returns a matrix with the value that its name says, with the identities that a
reader applies without a line: I A = A, (A B)^T = B^T A^T, diag(u) v = u ⊙ v, A x + B x = (A + B) x.
Nothing here looks at index notation.
"""

from __future__ import annotations

from typing import Any

from sympy import Rational, S

from symsoft.calculus.matrix_length import length, shorter
from symsoft.language.matrix import (
    Blocks,
    Diag,
    Hadamard,
    Identity,
    Kron,
    MatMul,
    Ones,
    Stacked,
    Trace,
    Transpose,
    is_scalar,
    shape,
)
from symsoft.language.terms import (
    Add,
    Compare,
    Fn,
    Mul,
    Pow,
    Where,
    factors,
    plus,
    summands,
    times,
)
from symsoft.language.walk import rebuild


def split(m: Any) -> tuple[Any, Any]:
    """(number, array) with the product m; the array is 1 when m is a number."""
    parts = [f for f in factors(m) if isinstance(f, Rational) or is_scalar(f)]
    rest = [f for f in factors(m) if not any(f is p for p in parts)]
    return times(*parts), rest[0] if rest else S.One


def transpose(m: Any) -> Any:
    """The transpose, written out where that is no longer."""
    if isinstance(m, Rational) or is_scalar(m):
        return m
    match m:
        case Identity() | Diag():
            return m
        case Transpose():
            return m.args[0]
        case MatMul():
            return matmul(*map(transpose, reversed(m.args)))
        case Mul():
            number, array = split(m)
            return times(number, transpose(array))
        case Add():
            return shorter(add(*map(transpose, m.args)), Transpose(m))
        case Hadamard() | Kron():
            return shorter(Transpose(m), type(m)(*map(transpose, m.args)))
        case Pow():
            return shorter(Transpose(m), Pow(transpose(m.base), m.exponent))
        case Fn() | Where():
            return shorter(Transpose(m), rebuild(m, _turned))
        case Blocks():
            return Blocks(transpose(m.body), m.index)
        case _:
            return Transpose(m)


def _turned(m: Any) -> Any:
    """The transpose of an input of a function of entries, a comparison being one of its sides."""
    return rebuild(m, transpose) if isinstance(m, Compare) else transpose(m)


def stacked(m: Any, by_rows: bool) -> Any:
    """A matrix as one column; what isn't numbered by a row and a column is left as it is."""
    if list(map(len, shape(m))) != [1, 1]:
        return m
    number, array = split(m)
    return times(number, Stacked(Transpose(array) if by_rows else array))


def diag(v: Any) -> Any:
    """The diagonal matrix of a vector."""
    number, array = split(v)
    array = shorter(array, transpose(array))
    if isinstance(array, Ones):
        return times(number, Identity(next(a for a in array.args if a is not S.One)))
    return times(number, Diag(array))


def hadamard(*parts: Any) -> Any:
    """The product entry by entry of arrays of one shape."""
    numbers: list[Any] = []
    flat: list[Any] = []
    for part in parts:
        number, array = split(part)
        numbers.append(number)
        if array is not S.One:
            flat += array.args if isinstance(array, Hadamard) else [array]
    kept = [a for a in flat if not isinstance(a, Ones)] or flat[:1]
    if len(kept) < 2:
        return times(*numbers, _chain(kept))
    return times(*numbers, shorter(Hadamard(*kept), Transpose(Hadamard(*map(transpose, kept)))))


def matmul(*parts: Any) -> Any:
    """The product of matrices and vectors in their order."""
    numbers: list[Any] = []
    flat: list[Any] = []
    for part in parts:
        number, array = split(part)
        numbers.append(number)
        if array is not S.One:
            flat += array.args if isinstance(array, MatMul) else [array]
    chain: list[Any] = []
    for a in flat:
        _append(chain, a, numbers)
    while len(chain) > 1 and any(isinstance(a, Identity) for a in chain):
        chain.remove(next(a for a in chain if isinstance(a, Identity)))
    inside = number_inside(chain)
    if inside is not None:
        start, end = inside
        rest = matmul(*chain[:start], *chain[end:])
        return times(*numbers, _chain(chain[start:end]), rest)
    return times(*numbers, _chain(chain))


def _chain(parts: list[Any]) -> Any:
    return MatMul(*parts) if len(parts) > 1 else parts[0] if parts else S.One


def _append(chain: list[Any], a: Any, numbers: list[Any]) -> None:
    """Put a behind the chain; a diagonal matrix merges with its like and with vectors."""
    if chain:
        merged = _merged(chain[-1], a)
        if merged is not None:
            chain.pop()
            number, array = split(merged)
            numbers.append(number)
            _append(chain, array, numbers)
            return
    chain.append(a)


def _merged(left: Any, right: Any) -> Any:
    if isinstance(left, Diag) and isinstance(right, Diag):
        return diag(hadamard(_column(left.args[0]), _column(right.args[0])))
    if isinstance(left, Diag) and not shape(right)[1]:
        return hadamard(_column(left.args[0]), right)
    if isinstance(right, Diag) and not shape(left)[0]:
        return transpose(hadamard(transpose(left), _column(right.args[0])))
    return None


def _column(v: Any) -> Any:
    return v if shape(v)[0] else transpose(v)


def number_inside(chain: list[Any]) -> tuple[int, int] | None:
    """Where a row times a column stands in a longer chain."""
    for start, a in enumerate(chain):
        if shape(a)[0]:
            continue
        for end in range(start + 1, len(chain) + 1):
            if not shape(chain[end - 1])[1]:
                return (start, end) if end - start < len(chain) else None
    return None


def outer(u: Any, v: Any) -> Any:
    """u v^T of two columns."""
    return matmul(u, transpose(v))


def is_below(m: Any) -> bool:
    """Does m stand behind the sign of a quotient of entries?"""
    if isinstance(m, Transpose):
        m = m.args[0]
    return isinstance(m, Pow) and isinstance(m.exponent, Rational) and bool(m.exponent < 0)


def inner(u: Any, v: Any) -> Any:
    """u^T v of two columns, or v^T u where that is shorter."""
    return shorter(matmul(transpose(u), v), matmul(transpose(v), u))


def trace(m: Any) -> Any:
    """The trace of a matrix."""
    number, array = split(m)
    return times(number, Trace(array))


def frobenius(arrays: list[Any]) -> Any:
    """tr(A^T B): the sum of the entries of the product, entry by entry, of two or more matrices."""
    found = []
    for each in (arrays, [transpose(a) for a in arrays]):
        whole = trace(matmul(transpose(each[0]), hadamard(*each[1:])))
        found.append((length(whole), sum(isinstance(a, Transpose) for a in each), whole))
    return min(found, key=lambda f: f[:2])[2]


def squares(v: Any) -> Any:
    """The sum of the entries of a column; of their squares, v^T v."""
    number, array = split(v)
    if isinstance(array, Pow) and array.exponent == 2:
        return times(number, inner(array.base, array.base))
    if isinstance(array, MatMul) and isinstance(array.args[0], Hadamard):
        whole, *others = array.args[0].args
        if isinstance(others[-1], Identity) and array.args[1:] == (Ones(*shape(array)[0]),):
            return times(number, trace(hadamard(whole, *others[:-1])))
    return times(number, inner(Ones(*shape(array)[0]), array))


# -- sums ------------------------------------------------------------------------------------
def add(*terms: Any) -> Any:
    """The sum of arrays of one shape, with common factors in front or behind where it is shorter.

    What has a diagonal comes first, a matrix before the transpose of another.
    """
    flat = [t for e in terms for t in summands(e) if t is not S.Zero]
    flat = _merge_alike(flat)
    flat.sort(key=_place)
    whole = plus(*flat)
    if len(flat) < 2:
        return whole
    found = [whole]
    for place in (-1, 0):
        grouped = _grouped(flat, place)
        if len(grouped) < len(flat):
            found.append(add(*grouped) if len(grouped) > 1 else grouped[0])
    return shorter(*found)


def _place(t: Any) -> int:
    array = split(t)[1]
    return 0 if isinstance(array, Diag | Identity) else 1 + isinstance(array, Transpose)


def _merge_alike(terms: list[Any]) -> list[Any]:
    """Terms that differ in a number only are added."""
    found: dict[Any, dict[Any, Any]] = {}
    for t in terms:
        number, array = split(t)
        count = next((f for f in factors(number) if isinstance(f, Rational)), S.One)
        rest = times(*(f for f in factors(number) if not isinstance(f, Rational)))
        counts = found.setdefault(array, {})
        counts[rest] = counts.get(rest, S.Zero) + count
    sums = ((plus(*(times(q, r) for r, q in c.items())), array) for array, c in found.items())
    return [times(number, array) for number, array in sums if number is not S.Zero]


def _grouped(terms: list[Any], place: int) -> list[Any]:
    """Terms that share their last factor, or their first, put together."""
    groups: dict[Any, list[Any]] = {}
    for t in terms:
        groups.setdefault(_parts(t)[place], []).append(t)
    found: list[Any] = []
    for common, group in groups.items():
        axes = shape(common)[0 if place else 1]
        found += [_together(common, group, place)] if len(axes) == 1 else group
    return found


def _parts(t: Any) -> tuple[Any, ...]:
    array = split(t)[1]
    return tuple(array.args) if isinstance(array, MatMul) else (array,)


def _together(common: Any, group: list[Any], place: int) -> Any:
    if len(group) == 1:
        return group[0]
    rest = []
    for t in group:
        number, parts = split(t)[0], _parts(t)
        left = parts[:-1] if place else parts[1:]
        alone = Identity(*shape(common)[0 if place else 1])
        rest.append(times(number, matmul(*left) if left else alone))
    whole = add(*rest)
    return matmul(whole, common) if place else matmul(common, whole)
