"""The statements of a kernel as lines of Python, temporaries reused where they can be."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from symsoft.backends.numpy_expressions import (
    UNARY_FUNCTIONS,
    Expressions,
    Level,
    Text,
    is_array,
)
from symsoft.backends.numpy_names import Scope
from symsoft.backends.numpy_reductions import contracted, contraction, reduced
from symsoft.display.order import Order
from symsoft.display.structure import reciprocal
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let
from symsoft.language.near_zero import log1p_argument
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    free,
    plus,
    product,
)
from symsoft.language.walk import contains, names, refs

LINE, LONG = 72, 32
"""Columns of a value that fits on a line, and of one that fits into a call."""

SPARE = Index("spare", Size("1"))
"""The last axis, of length 1, of what is kept ready to broadcast."""


def order_of(kernel: Kernel, let: Let) -> Order:
    """The order in which a statement is written: names by first appearance in the kernel."""
    known = [p.name for p in kernel.parameters] + [x.target.name for x in kernel.lets]
    places = {name: place for place, name in enumerate(dict.fromkeys(known))}
    return Order(places, let.axes)


def kept_names(kernel: Kernel) -> frozenset[str]:
    """Row quantities whose every use needs one more axis at the end: they are stored with it.

    A reduction keeps the axis along which it reduces; what is made of such a quantity has it too.
    """
    kept = {let.target.name for let in kernel.lets}
    kept -= {let.target.name for let in kernel.lets if not _may_keep(kernel, let)}
    while True:
        failing = _used_otherwise(kernel, kept)[-1:] or _without_reason(kernel, kept)[:1]
        if not failing:
            return frozenset(kept)
        kept -= set(failing)


def _used_otherwise(kernel: Kernel, kept: set[str]) -> list[str]:
    """What would be kept, but is also used without the axis."""
    return [
        let.target.name
        for place, let in enumerate(kernel.lets)
        if let.target.name in kept
        and not all(_needs_axis(x, let.target.name, kernel, kept) for x in kernel.lets[place + 1 :])
    ]


def _without_reason(kernel: Kernel, kept: set[str]) -> list[str]:
    """What would be kept, but is made of nothing that has the axis."""
    return [
        let.target.name
        for let in kernel.lets
        if let.target.name in kept
        and not isinstance(let.expr, Reduction)
        and not any(name in kept for name in names(let.expr))
    ]


def _may_keep(kernel: Kernel, let: Let) -> bool:
    output = let.target.name == kernel.output.name
    first = next(x for x in kernel.lets if x.target.name == let.target.name)
    rewritten = let is not first and not isinstance(first.expr, Reduction)
    if output or rewritten or not is_array(let.expr) or isinstance(let.expr, Ref):
        return False
    if _is_repeated(let.expr) or contraction(let, order_of(kernel, let)) is not None:
        return False
    return free(let.expr) >= set(let.target.indices)


def _is_repeated(expr: Any) -> bool:
    """Is it a reduction of what doesn't depend on its index?"""
    return isinstance(expr, Reduction) and not expr.excluded and expr.index not in free(expr.body)


def _needs_axis(let: Let, name: str, kernel: Kernel, kept: set[str]) -> bool:
    """Does a statement use a quantity only with one more axis at the end, if at all?"""
    uses = [r for r in refs(let.expr) if r.name == name]
    if not uses:
        return True
    if contraction(let, order_of(kernel, let)) is not None or _is_repeated(let.expr):
        return False
    axes = stored_axes(let, kept)
    return bool(axes) and all(tuple(r.indices) == axes[:-1] for r in uses)


def stored_axes(let: Let, kept: Collection[str]) -> tuple[Index, ...]:
    """The axes along which a statement is computed, with the one that its target keeps."""
    spare = let.target.name in kept and not isinstance(let.expr, Reduction)
    return (*let.axes, SPARE) if spare else let.axes


def value_of(let: Let, order: Order, scope: Scope) -> Text:
    """The right side of a statement."""
    if not isinstance(let.expr, Reduction):
        return Expressions(stored_axes(let, scope.kept), order, scope).print(let.expr)
    found = contraction(let, order)
    if found is not None:
        return contracted(let, found, order, scope)
    body, call = reduced(let, order, scope, let.target.name in scope.kept)
    return Text(f"{body.within(Level.ATOM)}{call}", Level.ATOM) if call else body


class Writer:
    """Writes the statements of one kernel, in order."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.kernel = scope.kernel
        self.lines: list[str] = []
        self.made_of = {p.name: frozenset([p.name]) for p in self.kernel.parameters}
        self.own: set[str] = set()

    def body(self) -> list[str]:
        """Every statement, then the return of the output."""
        for let in self.kernel.lets:
            self.write(let)
        output = self.scope.spelled[self.kernel.output.name]
        start = f"{output} = "
        if self.lines[-1].startswith(start):
            return [*self.lines[:-1], f"return {self.lines[-1].removeprefix(start)}"]
        return [*self.lines, f"return {output}"]

    def write(self, let: Let) -> None:
        """Add the lines of one statement."""
        target = let.target
        if not all(isinstance(i, Index) for i in target.indices):
            raise UnsupportedError(f"NumPy can't write to single entries: {target}")
        if len(set(target.indices)) < len(target.indices):
            raise UnsupportedError(f"NumPy can't write to a diagonal: {target}")
        order = order_of(self.kernel, let)
        made_of = frozenset().union(*(self.made_of[n] for n in names(let.expr)))
        if not self._in_place(let, order, made_of):
            self._assign(let, order, made_of)
        self.made_of[target.name] = made_of
        self.own.add(target.name)

    def _assign(self, let: Let, order: Order, made_of: frozenset[str]) -> None:
        name = self.scope.spelled[let.target.name]
        value = value_of(let, order, self.scope)
        if not self._complete(let, made_of):
            shape = self.scope.shape([i.size for i in let.target.indices])
            if len(value.text) > LONG:
                self.lines.append(f"{name} = {value.text}")
                value = Text(name, Level.ATOM)
            self.lines.append(f"{name} = np.full({shape}, {value.text}, dtype={self.scope.dtype})")
        elif isinstance(let.expr, Ref):
            self.lines.append(f"{name} = {value.text}.copy()")
        elif len(value.text) > LINE and isinstance(let.expr, Reduction) and let.expr.excluded:
            body, call = reduced(let, order, self.scope, let.target.name in self.scope.kept)
            self.lines += [f"{name} = {body.text}", f"{name} = {name}{call}"]
        elif (called := _call_in_place(let)) is not None:
            function, argument = called
            axes = stored_axes(let, self.scope.kept)
            inner = Expressions(axes, order, self.scope).print(argument)
            self.lines.append(f"{name} = {inner.text}")
            self.lines.append(f"{function}({name}, out={name})")
        else:
            self.lines.append(f"{name} = {value.text}")

    def _complete(self, let: Let, made_of: frozenset[str]) -> bool:
        """Has the value every axis of its target, and every batch axis if it is the output?"""
        everything = {p.name for p in self.kernel.parameters}
        written = [x for x in self.kernel.lets if x.target.name == self.kernel.output.name]
        batched = let is not written[-1] or made_of == everything
        return batched and is_array(let.expr) and free(let.expr) >= set(let.target.indices)

    # -- in place ----------------------------------------------------------------------------
    def _in_place(self, let: Let, order: Order, made_of: frozenset[str]) -> bool:
        """Write ``y /= t`` for y = y/t, where y is this function's own array of the final shape."""
        target, expr = let.target, let.expr
        if target.name not in self.own or not target.indices or contains(expr, Delta):
            return False
        if target.name in self.scope.kept or not self._complete(let, made_of):
            return False
        if made_of != self.made_of[target.name] or names(expr).count(target.name) != 1:
            return False
        if sum(r.name == target.name for r in refs(expr)) != 1 or target not in expr.args:
            return False
        name = self.scope.spelled[target.name]
        rest = [a for a in expr.args if a != target]
        printer = Expressions(let.axes, order, self.scope)
        if isinstance(expr, Mul):
            above = [f for f in rest if reciprocal(f) is None]
            below = [reciprocal(f) for f in rest if reciprocal(f) is not None]
            if above:
                self.lines.append(f"{name} *= {printer.print(product(above)).text}")
            if below:
                self.lines.append(f"{name} /= {printer.print(product(below)).text}")
            return True
        if isinstance(expr, Add):
            text = printer.print(plus(*rest))
            minus = text.text.startswith("-") and text.level > Level.SUM
            change = f"-= {text.text[1:]}" if minus else f"+= {text.text}"
            self.lines.append(f"{name} {change}")
            return True
        return False


def _call_in_place(let: Let) -> tuple[str, Any] | None:
    """The function and its argument where that is a fresh array, which can hold the result."""
    expr: Any = let.expr
    if not let.target.indices or not isinstance(expr, Fn) or expr.name not in UNARY_FUNCTIONS:
        return None
    if not isinstance(expr.arg, Add | Mul | Pow):
        return None
    small = log1p_argument(expr)
    if isinstance(small, Ref):
        return None  # not fresh: log(1 + t) leaves t as it is
    return (UNARY_FUNCTIONS[expr.name], expr.arg) if small is None else ("np.log1p", small)
