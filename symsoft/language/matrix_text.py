"""Matrix formulas in NumPy's spelling, for the examples of rules: ``diag(x) @ y``, ``w.T``.

Every axis has one and the same size.  Read with ``ast``, never evaluated.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from sympy import Integer, S

from symsoft.language.matrix import (
    At,
    Blocks,
    Diag,
    Hadamard,
    Identity,
    Kron,
    MatMul,
    Ones,
    Pair,
    RowOf,
    Stacked,
    Transpose,
    Vec,
    is_scalar,
    shape,
)
from symsoft.language.terms import Index, Ref, Size, plus, power, times


def read_matrix(text: str, shapes: Mapping[str, tuple[Size, ...]], size: Size) -> Any:
    """The entry of the matrix formula at indices i, j, or at a pair of indices.

    >>> n = Size("n")
    >>> read_matrix("diag(x) @ y", {"x": (n,), "y": (n,)}, n).matrix == MatMul(
    ...     Diag(Vec("x", n)), Vec("y", n)
    ... )
    True
    """
    matrix = _Reader(shapes, size).read(ast.parse(text, mode="eval").body)
    letters = iter("ijqr")
    axes = [[Index(next(letters), s) for s in axis] for axis in shape(matrix) if axis]
    return At(matrix, *(Pair(*axis) if len(axis) > 1 else axis[0] for axis in axes))


class _Reader:
    def __init__(self, shapes: Mapping[str, tuple[Size, ...]], size: Size) -> None:
        self.shapes, self.size = shapes, size
        self.calls: dict[str, Callable[..., Any]] = {
            "diag": Diag,
            "vec": Stacked,
            "kron": Kron,
            "blockdiag": lambda body: Blocks(body, Index("b", size)),
            "row": lambda whole: RowOf(whole.of, Index("p", size), size),
        }

    def read(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=int(value)):
                return Integer(value)
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute(value=inner, attr="T"):
                return Transpose(self.read(inner))
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return times(S.NegativeOne, self.read(inner))
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATORS[type(op)](self.read(left), self.read(right))
            case ast.Call(func=ast.Name(id=name), args=inputs):
                return self.calls[name](*map(self.read, inputs))
            case _:
                raise ValueError(f"no matrix formula: {ast.unparse(node)}")

    def _named(self, name: str) -> Any:
        if name in ("eye", "ones"):
            return (Identity if name == "eye" else Ones)(self.size)
        axes = self.shapes[name]
        return Vec(name, *axes) if axes else Ref(name)


def _multiplied(a: Any, b: Any) -> Any:
    if is_scalar(a) or is_scalar(b):
        return times(a, b)
    parts = (m.args if isinstance(m, Hadamard) else (m,) for m in (a, b))
    return Hadamard(*(m for part in parts for m in part))


def _matrix_product(a: Any, b: Any) -> Any:
    parts = (m.args if isinstance(m, MatMul) else (m,) for m in (a, b))
    return MatMul(*(m for part in parts for m in part))


_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.MatMult: _matrix_product,
    ast.Mult: _multiplied,
    ast.Div: lambda a, b: _multiplied(a, power(b, -1)),
    ast.Add: plus,
    ast.Sub: lambda a, b: plus(a, times(S.NegativeOne, b)),
}
