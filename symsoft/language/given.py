"""What is assumed, ``sum(t[k], k) = 1``, ``x[k] > 0``, ``onehot(t)``, and values at kinks."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Rational, S

from symsoft.errors import InputError
from symsoft.language.context import terms
from symsoft.language.mentions import Mentions, mentions, merged
from symsoft.language.syntax import Source, clean, parse, relations
from symsoft.language.system import Assumption, Kink, System
from symsoft.language.terms import Ref
from symsoft.language.to_sympy import to_sympy
from symsoft.language.walk import fresh
from symsoft.suggest import did_you_mean

KINKED = ("abs", "sign", "maximum", "minimum")
"""Functions without a derivative at 0; of maximum and minimum, where the difference is 0."""


@dataclass(frozen=True, slots=True)
class Given:
    """One assumption as written; of ``onehot(t)`` the right side is missing."""

    relation: str
    left: Source
    right: Source | None
    mentions: Mentions


def read_given(text: str) -> Given:
    """Split and parse an assumption; raises InputError."""
    line = clean(text)
    found = list(relations(line))
    if not found:
        return _onehot(parse(line))
    if len(found) > 1:
        raise InputError("one relation at a time; give each on its own", line, found[1][1])
    sign, column = found[0]
    left, right = parse(line, 0, column), parse(line, column + len(sign))
    relation = "=" if sign == "==" else sign
    return Given(relation, left, right, merged(mentions(left), mentions(right)))


def _onehot(source: Source) -> Given:
    tree = source.tree
    if not isinstance(tree, ast.Call) or source.written(tree.func) != "onehot":
        message = "an assumption is an equation, an inequality or onehot(t)"
        raise source.error(message)
    if len(tree.args) != 1 or not isinstance(tree.args[0], ast.Name) or tree.keywords:
        raise source.error("onehot takes the name of one array: onehot(t)")
    return Given("onehot", source, None, Mentions())


def assumption(given: Given, system: System) -> Assumption:
    """The assumption about a system; raises InputError for names that the system does not have."""
    if given.right is None:
        return Assumption("onehot", _one_entry(given.left, system), S.One)
    lhs, rhs = terms((given.left, given.right), system)
    return Assumption(given.relation, lhs, rhs)


def _one_entry(source: Source, system: System) -> Any:
    call = source.tree
    assert isinstance(call, ast.Call)  # ``_onehot`` has seen to both
    argument = call.args[0]
    assert isinstance(argument, ast.Name)
    name = argument.id
    if name not in system.shapes:
        hint = did_you_mean(name, system.shapes)
        raise source.error(f"{name} does not occur in the definitions{hint}", argument)
    if not system.shapes[name]:
        raise source.error(f"{name} has no index; onehot is said of an array", argument)
    taken: list[Any] = [*system.shapes, *(size.name for size in system.sizes)]
    for size in system.shapes[name]:
        taken.append(fresh(size, taken))
    return Ref(name, *taken[-len(system.shapes[name]) :])


def read_kink(text: str) -> Kink:
    """The value that is taken where a function has no derivative, ``abs(0) = 0``.

    Raises InputError.
    """
    line = clean(text)
    found = list(relations(line))
    if [sign for sign, _ in found] not in (["="], ["=="]):
        raise InputError("a value at a kink is written abs(0) = 0", line, 0)
    sign, column = found[0]
    left, right = parse(line, 0, column), parse(line, column + len(sign))
    call = left.tree
    if not isinstance(call, ast.Call) or len(call.args) != 1:
        raise left.error("a value at a kink is written abs(0) = 0, of two arguments maximum(0) = 0")
    function = left.written(call.func)
    if function not in KINKED:
        raise left.error(f"{function} has no kink{did_you_mean(function, KINKED)}")
    at = _number(left, call.args[0])
    if at != 0:
        raise left.error(f"{function} has its kink at 0, not at {at}", call.args[0])
    return Kink(function, at, _number(right, right.tree))


def _number(source: Source, node: ast.expr) -> Any:
    part = replace(source, tree=node)
    named = [*mentions(part).quantities.values()]
    if named:
        raise source.error("a number is wanted here", named[0])
    (term,) = terms((part,), System((), {}))
    found = to_sympy(term)
    if not isinstance(found, Rational):
        raise source.error("a rational number is wanted here", node)
    return found


def check_kinks(kinks: tuple[Kink, ...]) -> None:
    """Raise InputError when the value at a kink is stated twice."""
    for position, kink in enumerate(kinks):
        if any(kink.function == other.function for other in kinks[:position]):
            raise InputError(f"the value of {kink.function} at its kink is stated twice")


def kinks_of_called(called: Mapping[str, Sequence[str]], own: tuple[Kink, ...]) -> tuple[Kink, ...]:
    """The kinks that catalogue functions state, by name, where the user has not stated his own.

    Raises InputError when two functions take different values at the same kink.
    """
    stated = {kink.function for kink in own}
    found: dict[str, tuple[str, Kink]] = {}
    for name, lines in called.items():
        for kink in map(read_kink, lines):
            other, known = found.setdefault(kink.function, (name, kink))
            if kink.function not in stated and known.value != kink.value:
                raise InputError(
                    f"{other} and {name} take different values at the kink of {kink.function}: "
                    f'state one, as in --kink "{kink.function}(0) = {known.value}"'
                )
    return tuple(kink for function, (_, kink) in found.items() if function not in stated)


__all__ = ["Given", "assumption", "check_kinks", "kinks_of_called", "read_given", "read_kink"]
