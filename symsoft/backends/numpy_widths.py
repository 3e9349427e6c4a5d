"""Long statements cut into short ones, so that every line fits; values stay what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sympy import Integer, S

from symsoft.backends.numpy_expressions import Expressions, is_array
from symsoft.backends.numpy_names import Names, Scope, local_names
from symsoft.backends.numpy_statements import kept_names, order_of, value_of
from symsoft.display.structure import is_negative
from symsoft.kernel import Kernel, Let
from symsoft.language.terms import (
    Add,
    Compare,
    Delta,
    Fn,
    Mul,
    Pow,
    Reduction,
    Ref,
    Where,
    free,
    times,
)
from symsoft.language.walk import make, rebuild

WIDTH = 72
"""Columns for ``name = value``: a line of 88 without indentation and what a reduction adds."""

GAIN = 12
"""Columns that a statement has to lose for a part of it to get a line of its own."""

STAND_IN = "?"
"""A quantity that stands for a part while statements are measured."""

Cut = tuple[Any, Callable[[Any], Any]]
"""A part of an expression, and the expression with something else in its place."""


def settled(kernel: Kernel) -> Kernel:
    """The kernel without deltas of an index with itself or of two fixed ones."""

    def change(e: Any) -> Any:
        if isinstance(e, Delta) and (e.args[0] == e.args[1] or not free(e)):
            return Integer(int(e.args[0] == e.args[1]))
        return rebuild(e, change)

    return replace(kernel, lets=tuple(Let(x.target, change(x.expr)) for x in kernel.lets))


def fitted(kernel: Kernel, names: Names) -> Kernel:
    """The kernel with parts of long statements computed before them, as part1, part2, …"""
    kernel = whole = settled(kernel)
    scope = _scope(kernel, names)
    place = 0
    while place < len(kernel.lets):
        let = kernel.lets[place]
        cut = _best_cut(let, scope)
        if cut is None:
            place += 1
            continue
        part, put = cut
        sign = S.NegativeOne if is_negative(part) else S.One
        target = _named(_fresh(scope, names), part, let)
        two = Let(target, times(sign, part)), Let(let.target, put(times(sign, target)))
        kernel = replace(kernel, lets=(*kernel.lets[:place], *two, *kernel.lets[place + 1 :]))
        before, scope = scope, _scope(kernel, names)
        if before.kept - scope.kept:  # what is used now without its last axis is longer everywhere
            place = 0
    return replace(kernel, lets=tuple(_numbered(kernel.lets, whole)))


def _scope(kernel: Kernel, names: Names) -> Scope:
    called = {**local_names(kernel, names), STAND_IN: "part10"}
    return Scope(kernel, called, kept_names(kernel))


def _numbered(lets: Sequence[Let], kernel: Kernel) -> Iterator[Let]:
    """The same statements, their parts numbered in the order in which they are computed."""
    there = {let.target.name for let in kernel.lets}
    parts = [let.target.name for let in lets if let.target.name not in there]
    called = dict(zip(parts, sorted(parts, key=_digits), strict=True))

    def change(e: Any) -> Any:
        if isinstance(e, Ref):
            return Ref(called.get(e.name, e.name), *e.indices)
        return rebuild(e, change)

    return (Let(change(let.target), change(let.expr)) for let in lets)


def _digits(part: str) -> int:
    return int(part.removeprefix("part"))


def _fresh(scope: Scope, names: Names) -> str:
    used = {*names.taken, *names.sizes, *scope.spelled}
    return next(name for k in range(1, 10_000) if (name := f"part{k}") not in used)


def _best_cut(let: Let, scope: Scope) -> Cut | None:
    """The part of a long statement that is nearest to half of it; None for a short one."""
    order = order_of(scope.kernel, let)
    length = len(scope.spelled[let.target.name]) + len(value_of(let, order, scope).text)
    if length <= WIDTH:
        return None
    printer = Expressions(let.axes, order, scope)
    measured = []
    for place, cut in enumerate(_cuts(let.expr)):
        size = len(printer.print(cut[0]).text)
        short = len(printer.print(_named(STAND_IN, cut[0], let)).text)
        if is_array(cut[0]) and size - short >= GAIN:
            measured.append((abs(2 * size - length), place, cut))
    return min(measured, key=lambda m: m[:2])[2] if measured else None


def _named(name: str, part: Any, let: Let) -> Any:
    """A part of a statement as a quantity of its own."""
    return Ref(name, *(a for a in let.axes if a in free(part)))


def _cuts(e: Any) -> Iterator[Cut]:
    """Every part of e that could be a statement of its own."""
    if isinstance(e, Reduction):
        parts = [e.body]
    elif isinstance(e, Add | Mul | Pow | Fn | Where | Compare):
        parts = list(e.args)
    else:
        return
    for place, part in enumerate(parts):
        put = _putting(e, place)
        if isinstance(part, Add | Mul | Pow | Fn | Where):
            yield part, put
        for inner, put_inner in _cuts(part):
            yield inner, _after(put, put_inner)
    if isinstance(e, Add) and len(parts) > 3:
        half = len(parts) // 2
        yield Add(*parts[:half]), _putting_first(e, half)


def _putting(e: Any, place: int) -> Callable[[Any], Any]:
    return lambda new: make(e, (*e.args[:place], new, *e.args[place + 1 :]))


def _putting_first(e: Add, count: int) -> Callable[[Any], Any]:
    return lambda new: Add(new, *e.args[count:])


def _after(outer: Callable[[Any], Any], inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda new: outer(inner(new))
