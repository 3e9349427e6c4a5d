"""Sums, maxima and minima as NumPy text.

A product of arrays that differ in their loops becomes ``@`` or einsum, so that the product over
all loops is never stored; everything else is reduced along the last axis, which makes NumPy's sums
pairwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.backends.numpy_axes import LETTERS, exclusion, in_order, subscripts
from symsoft.backends.numpy_expressions import Expressions, Level, Text, is_array
from symsoft.backends.numpy_names import Scope
from symsoft.display.order import Order
from symsoft.kernel import Let
from symsoft.language.terms import Index, Reduction, Ref, Sum, free, times
from symsoft.language.walk import refs

NEUTRAL = {"sum": "0", "max": "-np.inf", "min": "np.inf"}


@dataclass(frozen=True, slots=True)
class Contraction:
    """A sum of products: the factors by the axes that they have, and those without any."""

    groups: tuple[tuple[tuple[Index, ...], Any], ...]
    outer: Any


def contraction(let: Let, order: Order) -> Contraction | None:
    """The sum as a product of arrays over different loops, None when it isn't one."""
    if not isinstance(let.expr, Sum) or let.expr.excluded:
        return None
    axes = let.axes
    if not free(let.expr) >= set(let.target.indices):
        return None
    grouped: dict[tuple[Index, ...], list[Any]] = {}
    for factor in order.factors(let.expr.body):
        own = tuple(a for a in axes if a in free(factor))
        grouped.setdefault(own, []).append(factor)
    outer = times(*grouped.pop((), []))
    summed = [own for own in grouped if let.expr.index in own]
    if not summed or len(grouped) < 2 or (len(summed) == 1 and axes in grouped):
        return None
    return Contraction(tuple((own, times(*f)) for own, f in grouped.items()), outer)


def contracted(let: Let, found: Contraction, order: Order, scope: Scope) -> Text:
    """The text of a contraction."""
    axes = let.axes
    inner = _matrix_product(axes, found, order, scope) or _einsum(axes, found, order, scope)
    if found.outer == 1:
        return inner
    outer = Expressions(axes[:-1], order, scope).print(found.outer)
    return Text(f"{outer.within(Level.PRODUCT)} * {inner.within(Level.POWER)}", Level.PRODUCT)


def _matrix_product(
    axes: tuple[Index, ...], found: Contraction, order: Order, scope: Scope
) -> Text | None:
    groups = dict(found.groups)
    if len(axes) != 3 or set(groups) != {(axes[0], axes[2]), (axes[1], axes[2])}:
        return None
    row, column, inner = axes
    left = Expressions((row, inner), order, scope).print(groups[row, inner])
    right = Expressions((inner, column), order, scope).print(groups[column, inner])
    return Text(f"{left.within(Level.PRODUCT)} @ {right.within(Level.POWER)}", Level.PRODUCT)


def _einsum(axes: tuple[Index, ...], found: Contraction, order: Order, scope: Scope) -> Text:
    letters, operands = [], []
    for own, factor in found.groups:
        if isinstance(factor, Ref) and _as_stored(factor, scope):
            letters.append(f"...{subscripts(factor, axes)}")
            operands.append(scope.spelled[factor.name])
        else:
            letters.append("..." + "".join(LETTERS[axes.index(a)] for a in own))
            operands.append(Expressions(own, order, scope).print(factor).text)
    result = "..." + LETTERS[: len(axes) - 1]
    text = f'np.einsum("{",".join(letters)}->{result}", {", ".join(operands)}, optimize=True)'
    return Text(text, Level.ATOM)


def _as_stored(ref: Ref, scope: Scope) -> bool:
    return all(isinstance(i, Index) for i in ref.indices) and ref.name not in scope.kept


def reduced(let: Let, order: Order, scope: Scope, keep: bool = False) -> tuple[Text, str]:
    """What a reduction reduces along the last axis, and the call that does so.

    ``keep`` leaves an axis of length 1.  The call is empty where the value needs none.
    """
    expr, axes = let.expr, let.axes
    if not expr.excluded and expr.index not in free(expr.body):
        return _repeated(expr, axes[:-1], order, scope)
    body = Expressions(axes, order, scope).print(expr.body)
    if expr.excluded:
        body = _restricted(expr, body, axes, scope)
    if isinstance(expr, Sum) and not all(in_order(r, axes) for r in refs(expr.body)):
        # NumPy adds pairwise only along an axis that is contiguous in memory.
        body = Text(f"np.ascontiguousarray({body.text})", Level.ATOM)
    return body, _method(expr, keep)


def _method(expr: Reduction, keep: bool) -> str:
    arguments = ["axis=-1"] + (["keepdims=True"] if keep else [])
    if not isinstance(expr, Sum):
        arguments.append(f"initial={NEUTRAL[expr.word]}")
    return f".{expr.word}({', '.join(arguments)})"


def _restricted(expr: Reduction, body: Text, axes: Sequence[Index], scope: Scope) -> Text:
    masks = " & ".join(exclusion(expr.index, e, axes, scope) for e in expr.excluded)
    text = body.text if is_array(expr.body) else f"{scope.dtype}.type({body.text})"
    return Text(f"np.where({masks}, {text}, {NEUTRAL[expr.word]})", Level.ATOM)


def _repeated(
    expr: Reduction, loops: Sequence[Index], order: Order, scope: Scope
) -> tuple[Text, str]:
    """A reduction of what doesn't depend on its index."""
    if isinstance(expr, Sum):
        return Expressions(loops, order, scope).print(times(expr.index.size, expr.body)), ""
    body = Expressions((*loops, expr.index), order, scope).print(expr.body)
    shape = scope.shape([i.size for i in (*loops, expr.index)])
    full = f"np.full({shape}, {body.text}, dtype={scope.dtype})"
    return Text(full, Level.ATOM), _method(expr, keep=False)
