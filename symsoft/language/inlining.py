"""Catalogue functions called by a user's line."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from symsoft.language.calls import count_arguments
from symsoft.language.entries import Transplant, unfolded
from symsoft.language.literals import calculated
from symsoft.language.mentions import reserved
from symsoft.language.register import Place
from symsoft.language.syntax import Source
from symsoft.language.system import System
from symsoft.language.vocabulary import CALLS, RESERVED
from symsoft.language.walk import letters
from symsoft.suggest import did_you_mean

if TYPE_CHECKING:
    from symsoft.language.expressions import Reader


def inline(reader: Reader, source: Source, node: ast.Call) -> Any:
    """A catalogue function with a scalar value, in the midst of an expression."""
    entry = called(reader, source, node)
    name = source.written(node.func)
    if entry.target.indices:
        advice = f"write it on a line of its own, as y = {name}(x), and then use y[i]"
        raise source.error(f"{name} takes and gives whole arrays; {advice}", node)
    given = arguments(reader, source, node, entry)
    taken = reader.taken | reader.scope.keys() | reader.mentions.indices.keys()
    body = letters(unfolded(entry, entry.target.body))
    place = Transplant(entry, given, taken, (body,))
    adopt(reader, source, node, place)
    return calculated(source, node, partial(place.draft, body))


def called(reader: Reader, source: Source, node: ast.Call) -> System:
    """The catalogue function that is called; raises InputError when there is none."""
    name = source.written(node.func)
    found = None if name in CALLS else reader.entries.find(name)
    if found is not None:
        return found
    if name in reader.mentions.quantities or name in reader.register.quantities:
        ways = f"an entry is written {name}[i], a product {name}*(...)"
        raise source.error(f"{name} is a quantity, not a function: {ways}", node)
    hint = did_you_mean(name, (*CALLS, *reader.entries.known))
    product = f"; a product is written {name}*(...)"
    raise source.error(f"there is no function {name}{hint or product}", node)


def arguments(reader: Reader, source: Source, node: ast.Call, entry: System) -> dict[str, Any]:
    """For each parameter the name of the array that is handed in, or the draft of the scalar."""
    parameters = entry.inputs
    count_arguments(source, node, len(parameters), ", ".join(parameters))
    found: dict[str, Any] = {}
    for parameter, node_in in zip(parameters, node.args, strict=True):
        if entry.shapes[parameter]:
            found[parameter] = _array(source, node, node_in)
        else:
            found[parameter] = reader.read(source, node_in)
    return found


def _array(source: Source, call: ast.Call, node: ast.expr) -> str:
    if not isinstance(node, ast.Name):
        name = source.written(call.func)
        message = f"{name} takes whole arrays: write {name}(x), with the name of one alone"
        raise source.error(message, node)
    if node.id in RESERVED:
        raise reserved(node.id, source, node)
    return node.id


def adopt(reader: Reader, source: Source, node: ast.Call, place: Transplant) -> None:
    """Register the arrays that an entry was given, with the ranges that it wants of them."""
    entry = place.entry
    reader.register.index_names.update(place.letters.values())
    for parameter, node_in in zip(entry.inputs, node.args, strict=True):
        shape = entry.shapes[parameter]
        if shape:
            at = Place(source, node_in)
            axes = reader.register.use(place.names[parameter], len(shape), at)
            for size, axis in zip(shape, axes, strict=True):
                axis.join(place.ranges[size])


__all__ = ["adopt", "arguments", "called", "inline"]
