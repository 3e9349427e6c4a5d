"""The two sides of a comparison as a reader expects them: no minus, a bare number on the right."""

from __future__ import annotations

from typing import Any

from sympy import Rational, S

from symsoft.calculus.book import rule
from symsoft.calculus.coefficients import content, has_minus, like_terms, negate
from symsoft.calculus.context import Context
from symsoft.calculus.cost import cost
from symsoft.language.terms import Add, Compare, Ref, Where, plus, summands

MIRRORED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "!=": "!=", "==": "=="}

Comparison = tuple[str, Any, Any]


@rule("compare", "form", "where(0 >= 1 - a*x[i], 1, a)", on=Where)
def move_across(node: Any, context: Context) -> Any:
    """where(a - b > c, u, v) = where(a > b + c, u, v)"""
    if not isinstance(node, Where):
        return None
    condition, u, v = node.args
    new = Compare(*tidied(condition.op, *condition.args[1:]))
    return None if new == condition else Where(new, u, v)


def tidied(op: str, a: Any, b: Any) -> Comparison:
    """The comparison in the shortest of the ways in which it can be written.

    >>> from symsoft.language.terms import Ref
    >>> op, a, b = tidied(">", plus(1, negate(Ref("y"))), S.Zero)
    >>> print(a, op, b)
    y < 1
    """
    difference = like_terms(plus(a, negate(b)))
    ways = [(op, a, b), _by_sign(op, difference), _by_name(op, difference)]
    return min(map(_numbers_right, ways), key=_length)


def _length(way: Comparison) -> float:
    _, a, b = way
    return cost(a) + cost(b) + 0.1 * (b is S.Zero and isinstance(a, Add))


def _by_sign(op: str, difference: Any) -> Comparison:
    """Every summand on the side where it has no minus."""
    left = [t for t in summands(difference) if not has_minus(t)]
    right = [t for t in summands(difference) if has_minus(t)]
    return op, plus(*left), negate(plus(*right))


def _by_name(op: str, difference: Any) -> Comparison:
    """Of a name and one more summand that can be of either sign, each on a side of its own."""
    terms = summands(difference)
    if len(terms) != 2 or not all(isinstance(content(t)[1], Ref) for t in terms):
        return op, difference, S.Zero
    return op, terms[0], negate(terms[1])


def _numbers_right(way: Comparison) -> Comparison:
    """Numbers on the right, and no side that is nothing but a number on the left."""
    op, a, b = way
    numbers = [t for t in summands(a) if isinstance(t, Rational)]
    if numbers and isinstance(b, Rational):
        a = plus(*(t for t in summands(a) if not isinstance(t, Rational)))
        b = like_terms(plus(b, negate(plus(*numbers))))
    if isinstance(a, Rational) and not isinstance(b, Rational):
        op, a, b = MIRRORED[op], b, a
        return _numbers_right((op, a, b)) if isinstance(a, Add) else (op, a, b)
    if has_minus(a) and isinstance(b, Rational):
        op, a, b = MIRRORED[op], negate(a), negate(b)
    return op, a, b
