"""Numbers as they are written, exactly, and what can't be calculated with them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import Integer, Rational

from symsoft.language.drafts import digits
from symsoft.language.syntax import MAX_DIGITS, Source


def number(source: Source, node: ast.Constant) -> Any:
    """The exact rational number of a literal, decimals from their text: 0.1 is 1/10."""
    if type(node.value) is int:
        found: Any = Integer(node.value)
    elif type(node.value) is float:
        text = source.written(node).replace("_", "").lower()
        power = text.partition("e")[2] or "0"
        if abs(int(power)) > MAX_DIGITS:
            raise source.error(f"a number of more than {MAX_DIGITS} digits", node)
        fraction = Fraction(text)
        found = Rational(fraction.numerator, fraction.denominator)
    else:
        raise source.error("this is no real number", node)
    if digits(found) > MAX_DIGITS:
        raise source.error(f"a number of more than {MAX_DIGITS} digits", node)
    return found


def calculated(source: Source, node: ast.expr, step: Callable[[], Any]) -> Any:
    """The result of step, or an InputError that points at the node."""
    try:
        return step()
    except (ZeroDivisionError, OverflowError) as error:
        raise source.error(str(error), node) from None


__all__ = ["calculated", "number"]
