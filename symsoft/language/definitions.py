"""Definition lines: left and right side, which may use which, and their drafts.

``y[i] = body`` is one definition; ``y = softmax(z)``, a catalogue function of whole arrays, is as
many as the function has.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.errors import InputError
from symsoft.language.drafts import Letter
from symsoft.language.entries import Entries, Transplant, fresh_names, is_elementwise
from symsoft.language.expressions import Reader
from symsoft.language.inlining import adopt, arguments, called
from symsoft.language.mentions import Mentions, mentions, reserved, subscripts
from symsoft.language.register import Place, Register
from symsoft.language.syntax import Source, clean, parse, relations
from symsoft.language.system import System
from symsoft.language.vocabulary import CALLS, RESERVED


@dataclass(frozen=True, slots=True)
class Line:
    """One definition as written, ``name[indices] = right``."""

    left: Source
    right: Source
    name: ast.Name
    indices: tuple[ast.Name, ...]
    mentions: Mentions
    """What the names on the right are used as."""


@dataclass(frozen=True, slots=True)
class DraftDefinition:
    """A definition whose index ranges are not settled yet."""

    name: str
    indices: tuple[Letter, ...]
    body: Any


def read_line(text: str) -> Line:
    """Split and parse a definition; raises InputError."""
    line = clean(text)
    found = list(relations(line))
    if [sign for sign, _ in found] == ["=="]:
        raise InputError("a definition is written with one =", line, found[0][1])
    if not found or found[0][0] != "=":
        column = found[0][1] if found else len(line.rstrip())
        raise InputError("missing =; a definition is written y[i] = ...", line, column)
    if len(found) > 1:
        sign, column = found[1]
        if sign == "=":
            raise InputError("a second =; one = a definition", line, column)
        message = f"{sign} compares two numbers, which belongs inside where(a > b, u, v)"
        raise InputError(message, line, column)
    equals = found[0][1]
    left, right = parse(line, 0, equals), parse(line, equals + 1)
    name, indices = _head(left)
    return Line(left, right, name, indices, mentions(right))


def _head(left: Source) -> tuple[ast.Name, tuple[ast.Name, ...]]:
    tree = left.tree
    name = tree.value if isinstance(tree, ast.Subscript) else tree
    if isinstance(name, ast.Name) and name.id in RESERVED:
        raise reserved(name.id, left, name)
    if isinstance(tree, ast.Name):
        return tree, ()
    if not isinstance(tree, ast.Subscript) or not isinstance(tree.value, ast.Name):
        message = "the left side is a name with its indices: y = ... or y[i] = ..."
        raise left.error(message)
    indices: list[ast.Name] = []
    for place in subscripts(tree):
        if not isinstance(place, ast.Name):
            message = "an index on the left is a letter: a definition holds for every entry"
            raise left.error(message, place)
        if place.id in [i.id for i in indices]:
            raise left.error(f"index {place.id} stands on the left twice", place)
        indices.append(place)
    return tree.value, tuple(indices)


def check_order(lines: Sequence[Line]) -> None:
    """Raise InputError unless each definition is of a new name and uses earlier ones only."""
    order: dict[str, int] = {}
    for position, line in enumerate(lines):
        if line.name.id in order:
            raise line.left.error(f"{line.name.id} is defined twice; rename one of the two")
        order[line.name.id] = position
    for position, line in enumerate(lines):
        for name, node in line.mentions.quantities.items():
            if order.get(name, -1) >= position:
                raise line.right.error(_out_of_order(lines, order, line.name.id, name), node)


def _out_of_order(lines: Sequence[Line], order: dict[str, int], name: str, used: str) -> str:
    if name == used:
        return f"the definition of {name} uses {name} itself"
    if circle := _way(lines, order, used, name):
        return f"the definitions run in a circle: {' uses '.join((name, *circle))}"
    return f"{name} uses {used}, which is defined only afterwards; put {used} first"


def _way(lines: Sequence[Line], order: dict[str, int], start: str, goal: str) -> tuple[str, ...]:
    """The shortest chain of uses from one defined name to another, () if there is none."""
    chains: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for chain in chains:
        if chain[-1] == goal:
            return chain
        for name in lines[order[chain[-1]]].mentions.quantities:
            if name in order and name not in seen:
                seen.add(name)
                chains.append((*chain, name))
    return ()


def drafts(
    line: Line, register: Register, entries: Entries, taken: Collection[str], names: Collection[str]
) -> Iterator[DraftDefinition]:
    """The definitions that a line stands for.

    Letters that a catalogue function brings along avoid the taken names of quantities, the names of
    its intermediate quantities avoid every name in use.
    """
    scope = {i.id: register.index(i.id, Place(line.left, i)) for i in line.indices}
    reader = Reader(register, entries, scope, line.mentions, taken=frozenset(taken))
    entry = _whole(line, reader)
    if entry is not None:
        yield from _expanded(line, reader, entry, taken, names)
        return
    indices = tuple(scope.values())
    _register_head(register, line.name.id, indices, Place(line.left, line.name))
    yield DraftDefinition(line.name.id, indices, reader.read(line.right))


def _whole(line: Line, reader: Reader) -> System | None:
    """The catalogue function that is the whole right side and needs definitions of its own."""
    call = line.right.tree
    if line.indices or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    if call.func.id in CALLS:
        return None
    entry = called(reader, line.right, call)
    several = len(entry.definitions) > 1 and not is_elementwise(entry)
    return entry if several or entry.target.indices else None


def _expanded(
    line: Line, reader: Reader, entry: System, taken: Collection[str], names: Collection[str]
) -> Iterator[DraftDefinition]:
    call = line.right.tree
    assert isinstance(call, ast.Call)  # ``_whole`` has seen to it
    given = arguments(reader, line.right, call, entry)
    inner = [d.name for d in entry.definitions[:-1]]
    renamed = {**fresh_names(inner, names), entry.target.name: line.name.id}
    bodies = [e for d in entry.definitions for e in (d.head, d.body)]
    place = Transplant(entry, {**given, **renamed}, {*taken, *renamed.values()}, bodies)
    adopt(reader, line.right, call, place)
    for definition in entry.definitions:
        name = renamed[definition.name]
        indices = tuple(place.letter(i) for i in definition.indices)
        _register_head(reader.register, name, indices, Place(line.left, line.name))
        yield DraftDefinition(name, indices, place.draft(definition.body))


def _register_head(register: Register, name: str, indices: Sequence[Letter], place: Place) -> None:
    axes = register.use(name, len(indices), place)
    for index, axis in zip(indices, axes, strict=True):
        register.join(index, axis, place)


__all__ = ["DraftDefinition", "Line", "check_order", "drafts", "read_line"]
