"""What the names of one expression are used as, before anything is known about the others.

A bare name that is a subscript somewhere in the line, or bound by a reduction, is an index; a name
with subscripts is an array; every other name is a scalar.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from symsoft.errors import InputError
from symsoft.language.syntax import Source
from symsoft.language.vocabulary import CALLS, REDUCTIONS, RESERVED


@dataclass(slots=True)
class Mentions:
    """The names of one expression with the node that mentions each first."""

    indices: dict[str, ast.Name] = field(default_factory=dict)
    arrays: dict[str, ast.Name] = field(default_factory=dict)
    bare: dict[str, ast.Name] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    """Bare names handed to a catalogue function."""
    bound: set[str] = field(default_factory=set)
    """Indices that a reduction binds."""
    exponents: set[str] = field(default_factory=set)
    """Bare names in an exponent."""

    @property
    def quantities(self) -> dict[str, ast.Name]:
        return {**self.bare, **self.arrays}


def merged(*parts: Mentions) -> Mentions:
    """The mentions of several expressions as if they were one."""
    found = Mentions()
    for part in parts:
        for name in ("indices", "arrays", "bare"):
            setattr(found, name, {**getattr(part, name), **getattr(found, name)})
        for name in ("whole", "bound", "exponents"):
            getattr(found, name).update(getattr(part, name))
    return found


def mentions(source: Source) -> Mentions:
    """Sort the names of an expression; raises InputError for a reduction without an index."""
    found = Mentions()
    nodes = sorted(_expressions(source.tree), key=lambda node: (node.lineno, node.col_offset))
    elsewhere = {id(node) for node in nodes if isinstance(node, ast.Name)}
    for node in nodes:
        for name in _index_names(node, source):
            found.indices.setdefault(name.id, name)
            elsewhere.discard(id(name))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            found.arrays.setdefault(node.value.id, node.value)
            elsewhere.discard(id(node.value))
        if isinstance(node, ast.Call) and node.keywords:
            raise source.error("an argument has no name here: leave out what is before =", node)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            elsewhere.discard(id(node.func))
            _note_call(found, node, node.func.id)
    for node in nodes:
        if isinstance(node, ast.Name) and id(node) in elsewhere:
            found.bare.setdefault(node.id, node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            inside = (n for n in ast.walk(node.right) if isinstance(n, ast.Name))
            found.exponents.update(n.id for n in inside if id(n) in elsewhere)
    return found


def _expressions(tree: ast.AST) -> Iterable[ast.expr]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.expr))


def _note_call(found: Mentions, call: ast.Call, name: str) -> None:
    if name in REDUCTIONS:
        found.bound.update(a.id for a in call.args[1:2] if isinstance(a, ast.Name))
    elif name not in CALLS:
        found.whole.update(a.id for a in call.args if isinstance(a, ast.Name))


def _index_names(node: ast.expr, source: Source) -> list[ast.Name]:
    """The names that stand where an index belongs, directly in this node."""
    if isinstance(node, ast.Subscript):
        places = subscripts(node)
    elif not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return []
    elif node.func.id == "delta":
        places = node.args
    elif node.func.id in REDUCTIONS:
        _check_reduction(node, node.func.id, source)
        restrictions = [c for c in node.args[2:] if isinstance(c, ast.Compare)]
        sides = [side for c in restrictions for side in (c.left, *c.comparators)]
        places = [node.args[1], *sides]
    else:
        return []
    return [p for p in places if isinstance(p, ast.Name)]


def subscripts(node: ast.Subscript) -> list[ast.expr]:
    """What stands between the square brackets."""
    return list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]


def _check_reduction(call: ast.Call, word: str, source: Source) -> None:
    right = f"{word}(x[k], k)"
    if word in ("max", "min") and len(call.args) == 2 and not _ranges(call):
        other = f"of two numbers, write {word}imum(a, b)"
        raise source.error(f"{word} reduces over an index, {right}; {other}", call)
    if len(call.args) < 2:
        raise source.error(f"{word} takes what to reduce and the index, {right}", call)
    if not isinstance(call.args[1], ast.Name):
        raise source.error(f"{word} reduces over an index that is a letter, {right}", call.args[1])
    for restriction in call.args[2:]:
        if not isinstance(restriction, ast.Compare):
            raise bad_restriction(source, restriction, call.args[1].id)


def bad_restriction(source: Source, node: ast.AST, index: str) -> InputError:
    """The error for what should be a restriction of a reduction."""
    message = f"a restriction is written {index} != i, with {index} the index of the sum"
    return source.error(f"{message}; for two sums write sum(sum(u, k), i)", node)


def _ranges(call: ast.Call) -> bool:
    """Is the second argument of a reduction an index of something in the first?"""
    index = call.args[1]
    return isinstance(index, ast.Name) and any(
        isinstance(place, ast.Name) and place.id == index.id
        for node in ast.walk(call.args[0])
        for place in (
            subscripts(node) if isinstance(node, ast.Subscript) else getattr(node, "args", [])
        )
    )


def check_roles(lines: Iterable[tuple[Source, Mentions]], quantities: Iterable[str] = ()) -> None:
    """Raise InputError for a reserved name, or one that is an index here and a quantity there.

    quantities are names that other lines use as such.
    """
    lines = tuple(lines)
    others = set(quantities)
    indices = {name for _, found in lines for name in found.indices}
    for source, found in lines:
        for name, node in {**found.indices, **found.arrays}.items():
            if name in RESERVED:
                raise reserved(name, source, node)
        for name, node in found.quantities.items():
            if name in indices:
                raise _two_roles(name, source, node)
        for name, node in found.indices.items():
            if name in others:
                raise _two_roles(name, source, node)


def reserved(name: str, source: Source, node: ast.AST) -> InputError:
    """The error for a quantity or index with a name that the syntax keeps for itself."""
    kind = "a function" if name in CALLS else "a reserved word"
    return source.error(f"{name} is {kind}; choose another name, such as {name}_", node)


def _two_roles(name: str, source: Source, node: ast.AST) -> InputError:
    message = f"{name} is used as an index and as a quantity; give one of them another name"
    return source.error(message, node)


__all__ = [
    "Mentions",
    "bad_restriction",
    "check_roles",
    "mentions",
    "merged",
    "reserved",
    "subscripts",
]
