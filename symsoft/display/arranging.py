"""A term with its factors and summands in the order in which a reader sees them."""

from __future__ import annotations

from typing import Any

from symsoft.display.order import Order
from symsoft.display.structure import leading_number, reciprocal
from symsoft.language.terms import Add, Index, Mul, Reduction, Ref, Term


def arranged(e: Any, order: Order) -> Any:
    """The same term, held in the order that a reader sees.

    >>> from symsoft.language.spelling import one_line
    >>> from symsoft.language.text import read_system
    >>> system = read_system(["y = b/(1 + a)*(-t + s)"])
    >>> one_line(arranged(system.target.body, Order.of(system)))
    'b/(1 + a)*(s - t)'
    """
    if isinstance(e, Reduction):
        inside = order.inside(e.index)
        return type(e)(arranged(e.body, inside), e.index, *e.excluded)
    if not isinstance(e, Term) or isinstance(e, Ref | Index):
        return e
    found = type(e)(*(arranged(a, order) for a in e.args))
    if isinstance(found, Add):
        return Add(*order.summands(found))
    return _product(found, order) if isinstance(found, Mul) else found


def _product(e: Mul, order: Order) -> Any:
    number, rest = leading_number(e)
    written = order.quotient(Mul(*rest))
    below = [next(f for f in rest if reciprocal(f) == b) for b in written.bottom]
    front = [] if number is None else [number]
    return Mul(*front, *written.top, *below, *written.tail)
