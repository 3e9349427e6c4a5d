"""The functions of the one-line syntax: sqrt, where, delta, D and the reductions over an index."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import S

from symsoft.language.drafts import Bare, Draft, Length, Letter, multiply
from symsoft.language.mentions import bad_restriction
from symsoft.language.register import Place
from symsoft.language.syntax import Source
from symsoft.language.terms import Compare, D, Delta, Fn, Pow, Where
from symsoft.language.vocabulary import ARITIES, REDUCTIONS

if TYPE_CHECKING:
    from symsoft.language.expressions import Reader

Call = Callable[["Reader", Source, ast.Call], Any]

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
}


def count_arguments(source: Source, node: ast.Call, wanted: int, usage: str = "") -> None:
    """Raise InputError unless a call has the wanted number of arguments."""
    found = len(node.args)
    if found != wanted:
        name = source.written(node.func)
        plural = "argument" if wanted == 1 else "arguments"
        message = f"{name} takes {wanted} {plural}, not {found}"
        raise source.error(f"{message}: {usage}" if usage else message, node)


def _sqrt(reader: Reader, source: Source, node: ast.Call) -> Any:
    count_arguments(source, node, 1)
    return Draft(Pow, (reader.read(source, node.args[0]), S.Half))


def _where(reader: Reader, source: Source, node: ast.Call) -> Any:
    count_arguments(source, node, 3, "where(a > b, u, v)")
    condition, *branches = node.args
    compare = _condition(reader, source, condition)
    return Draft(Where, (compare, *(reader.read(source, b) for b in branches)))


def _condition(reader: Reader, source: Source, node: ast.expr) -> Any:
    operators = [type(op) for op in node.ops] if isinstance(node, ast.Compare) else []
    if not isinstance(node, ast.Compare) or len(operators) != 1 or operators[0] not in COMPARISONS:
        message = "the condition of where is one comparison with >, >=, <, <= or =="
        raise source.error(f"{message}; for indices write delta(i, j)", node)
    sides = (reader.read(source, node.left), reader.read(source, node.comparators[0]))
    return Draft(partial(Compare, COMPARISONS[operators[0]]), sides)


def _delta(reader: Reader, source: Source, node: ast.Call) -> Any:
    count_arguments(source, node, 2, "delta(i, j)")
    a, b = (reader.index(source, place) for place in node.args)
    reader.register.compare(a, b, Place(source, node))
    return Draft(Delta, (a, b))


def _derivative(reader: Reader, source: Source, node: ast.Call) -> Any:
    if not reader.derivatives:
        message = "D(...) can't be given; write what is differentiated and ask with --wrt"
        raise source.error(message, node)
    count_arguments(source, node, 2, "D(y[i], x[j])")
    body, by = (reader.read(source, a) for a in node.args)
    named = isinstance(node.args[1], ast.Name | ast.Subscript)
    if not named or (isinstance(by, Bare) and by.name not in reader.register.quantities):
        raise source.error("a derivative is by one quantity: D(y[i], x[j])", node.args[1])
    return Draft(D, (body, by))


def _elementary(reader: Reader, source: Source, node: ast.Call) -> Any:
    name = source.written(node.func)
    count_arguments(source, node, ARITIES[name])
    return Draft(partial(Fn, name), tuple(reader.read(source, a) for a in node.args))


def _reduction(reader: Reader, source: Source, node: ast.Call) -> Any:
    word, index = source.written(node.func), node.args[1]
    assert isinstance(index, ast.Name)  # ``mentions`` has seen to it
    if index.id in reader.scope:
        free = f"index {index.id} is summed and free at once: it is on the left"
        twice = f"index {index.id} is bound by two reductions, one inside the other"
        what = free if index.id in reader.free else twice
        raise source.error(f"{what}; use another letter here", index)
    letter = reader.register.index(index.id, Place(source, index))
    reader.scope[index.id] = letter
    body = reader.read(source, node.args[0])
    excluded = [_restriction(reader, source, r, letter) for r in node.args[2:]]
    del reader.scope[index.id]
    made = Draft(REDUCTIONS[word], (body, letter, *excluded))
    if word != "mean":
        return made
    if excluded:
        message = "a mean takes no restriction; write a sum over the number of its terms"
        raise source.error(message, node.args[2])
    return multiply(Draft(Pow, (Length(letter.range), S.NegativeOne)), made)


def _restriction(reader: Reader, source: Source, node: ast.expr, letter: Letter) -> Any:
    """The index that the bound one must differ from, ``k != i`` or ``i != k``."""
    sides: list[ast.expr] = []
    if isinstance(node, ast.Compare) and [type(op) for op in node.ops] == [ast.NotEq]:
        sides = [node.left, node.comparators[0]]
    others = [s for s in sides if not (isinstance(s, ast.Name) and s.id == letter.name)]
    if len(others) != 1:
        raise bad_restriction(source, node, letter.name)
    other = reader.index(source, others[0])
    reader.register.compare(letter, other, Place(source, node))
    return other


BUILT_IN: dict[str, Call] = {
    **dict.fromkeys(ARITIES, _elementary),
    **dict.fromkeys(REDUCTIONS, _reduction),
    "sqrt": _sqrt,
    "where": _where,
    "delta": _delta,
    "D": _derivative,
}
"""For each function that needs no catalogue, what reads a call of it."""


__all__ = ["BUILT_IN", "count_arguments"]
