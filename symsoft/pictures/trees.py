"""Terms as nested lists, for a small program in the page to evaluate.

``["+", 1, ["v", "x", "i"]]`` is 1 + x_i.  A node that such a program has no value for raises.
"""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational

from symsoft.errors import UnsupportedError
from symsoft.language.terms import (
    Add,
    Cases,
    Compare,
    Constant,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Same,
    Size,
    Where,
)

FUNCTIONS = frozenset(
    ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "erf", "abs", "sign", "maximum", "minimum")
)
"""What the program in the page knows; see ``templates/html/live.js``."""
REDUCTIONS = frozenset(("sum", "max", "min"))
EXACT = 2**53
"""Whole numbers up to here are doubles."""

Tree = Any
"""A number, or a list that begins with the kind of node."""


def tree(e: Any) -> Tree:
    """The term as nested lists; raises UnsupportedError.

    >>> n = Size("n")
    >>> tree(Delta(Index("i", n), Integer(2)))
    ['d', 'i', 2]
    """
    match e:
        case Integer() if abs(e) <= EXACT:
            return int(e)
        case Rational() if max(abs(e.p), e.q) <= EXACT:
            return ["/", int(e.p), int(e.q)]
        case Ref():
            return ["v", e.name, *map(_index, e.indices)]
        case Size():
            return ["n", e.name]
        case Constant():
            return ["k", e.name]
        case Delta():
            return ["d", *map(_index, e.args)]
        case Add():
            return ["+", *map(tree, e.args)]
        case Mul():
            return ["*", *map(tree, e.args)]
        case Pow():
            return ["^", *map(tree, e.args)]
        case Fn() if e.name in FUNCTIONS:
            return ["f", e.name, *map(tree, e.inputs)]
        case Where():
            condition, then, otherwise = e.args
            return ["?", _comparison(condition), tree(then), tree(otherwise)]
        case Cases():
            return ["c", *([_pattern(b), tree(b.body)] for b in e.args)]
        case Reduction() if e.word in REDUCTIONS:
            index = e.index
            return [e.word, tree(e.body), index.name, index.size.name, *map(_index, e.excluded)]
    raise UnsupportedError(f"a page can't evaluate {e}")


def _index(i: Any) -> str | int:
    return i.name if isinstance(i, Index) else int(i)


def _comparison(condition: Compare) -> Tree:
    return [condition.op, *map(tree, condition.args[1:])]


def _pattern(branch: Any) -> list[Tree]:
    """The conditions of a branch: two indices, and whether they are the same."""
    return [[*map(_index, c.args), isinstance(c, Same)] for c in branch.conditions]
