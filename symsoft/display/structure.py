"""What printers read off a term: its sign, its denominator, the sides of a condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sympy import Rational, S

from symsoft.language.matrix import ARRAYS, SCALAR, Entries, Ones, Row, ShapeError, Vec, shape
from symsoft.language.terms import Branch, Compare, D, Fn, Mul, Pow, Same, Where
from symsoft.language.walk import contains, subterms

MATRIX = ARRAYS

OPPOSITE = {">": "<=", "<=": ">", "<": ">=", ">=": "<", "=": "!="}


def reciprocal(e: Any) -> Any:
    """What stands under the stroke when e is written as 1/…, otherwise None.

    >>> from symsoft.language.terms import Ref
    >>> from sympy import Integer
    >>> reciprocal(Pow(Ref("a"), Integer(-2))) == Pow(Ref("a"), Integer(2))
    True
    """
    if not isinstance(e, Pow) or not isinstance(e.exponent, Rational) or not e.exponent < 0:
        return None
    if isinstance(e.base, Rational) or is_array(e.base):
        return None
    return e.base if e.exponent == -1 else Pow(e.base, -e.exponent)


def is_negative(e: Any) -> bool:
    """Is e written with a minus in front?"""
    if isinstance(e, Rational):
        return bool(e < 0)
    if not isinstance(e, Mul):
        return False
    number, _ = leading_number(e)
    return number is not None and bool(number < 0)


def is_array(e: Any) -> bool:
    """Is e a vector or a matrix as a whole, and not a number such as u^T v?"""
    if not contains(e, MATRIX) or isinstance(e, Entries | Row):
        return isinstance(e, Entries | Row)
    try:
        return shape(e) != SCALAR
    except ShapeError:
        return True  # printed as it stands; checkers say what is wrong


def vectors(e: Any) -> str:
    """``column`` or ``row``, as the vectors of a matrix formula are; empty when it has none."""
    for s in subterms(e):
        if isinstance(s, Vec) and len(s.axes) == 1:
            return "column"
        if isinstance(s, Vec | Ones) and s.args[-2:-1] == (S.One,):
            return "row"
        if isinstance(s, Ones):
            return "column"
    return ""


def has_function_of_matrix(e: Any) -> bool:
    """Is a function taken of the entries of a matrix that is no vector?"""
    return any(
        isinstance(s, Fn | Where) and is_array(s) and all(shape(s))
        for s in subterms(e)
        if contains(s, MATRIX)
    )


def leading_number(e: Mul) -> tuple[Any, tuple[Any, ...]]:
    """The one number of a product and the rest; (None, all) when a person could not merge it away.

    A product that holds several numbers keeps them apart, since a step may be about them.
    """
    numbers = [f for f in e.args if isinstance(f, Rational)]
    if len(numbers) != 1 or numbers[0] == 0:
        return None, tuple(e.args)
    return numbers[0], tuple(f for f in e.args if f is not numbers[0])


def runs(by: Sequence[Any]) -> list[tuple[Any, int]]:
    """What one differentiates by, each with how often in a row."""
    return [(ref, len(list(same))) for ref, same in groupby(by)]


def compared(condition: Any) -> tuple[Any, str, Any]:
    """The sides of a condition, with the relation between them."""
    if isinstance(condition, Compare):
        op = "=" if condition.op == "==" else condition.op
        return condition.args[1], op, condition.args[2]
    left, right = condition.args
    return left, "=" if isinstance(condition, Same) else "!=", right


def indicated(e: Where) -> Any:
    """The sides, with the relation between them, of which it says by 1 and 0 where they hold."""
    condition, *values = e.args
    left, relation, right = compared(condition)
    if values == [S.One, S.Zero]:
        return left, relation, right
    return (left, OPPOSITE[relation], right) if values == [S.Zero, S.One] else None


def branches(e: Where, whole: Sequence[Any] = ()) -> Iterator[Branch]:
    """Each value of a choice with its condition, the last without.

    A choice in the last place that is none of the ``whole`` is taken apart, if its condition can't
    hold together with the first: the order of the pieces is of no account to a reader.
    """
    condition, u, v = e.args
    yield Branch(u, condition)
    if isinstance(v, Where) and _exclude(condition, v.args[0]) and not any(v is w for w in whole):
        yield from branches(v, whole)
    else:
        yield Branch(v)


def _exclude(c: Compare, d: Compare) -> bool:
    """Do two comparisons of the same term with numbers leave it no value?"""
    (_, left, a), (_, right, b) = c.args, d.args
    if left != right or not isinstance(a, Rational) or not isinstance(b, Rational):
        return False
    if c.op in (">", ">="):
        c, d, a, b = d, c, b, a
    strict = "=" not in c.op or "=" not in d.op
    return c.op in ("<", "<=") and d.op in (">", ">=") and bool(a < b or (strict and a == b))


def innermost(e: D) -> tuple[Any, list[Any]]:
    """What a derivative of derivatives is of, and by what, in the order of differentiation."""
    by: list[Any] = []
    while isinstance(e, D):
        by.insert(0, e.by)
        e = e.body
    return e, by


def is_inverse(e: Any) -> bool:
    """Is e one over something?"""
    return isinstance(e, Pow) and isinstance(e.exponent, Rational) and bool(e.exponent < 0)
