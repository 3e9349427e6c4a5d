"""Arithmetic that is remembered, by how a term is written.

Equal terms may be written differently, by the order of summands and the letters of bound indices.
What is made of one must not depend on what was worked on before: only what is written alike shares
an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from symsoft.language.terms import Term

Result = TypeVar("Result")


class _Written:
    """A term as it is written, to look things up by."""

    __slots__ = ("term",)

    def __init__(self, term: Any) -> None:
        self.term = term

    def __hash__(self) -> int:
        return hash(self.term)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Written) and written_alike(self.term, other.term)


def written_alike(a: Any, b: Any) -> bool:
    """Are the terms the same, letter by letter?

    >>> from symsoft.language.terms import Add, Ref
    >>> a, b = Ref("a"), Ref("b")
    >>> Add(a, b) == Add(b, a), written_alike(Add(a, b), Add(b, a))
    (True, False)
    """
    if a is b:
        return True
    if not isinstance(a, Term) or not a.args:
        return bool(a == b)
    alike = type(a) is type(b) and len(a.args) == len(b.args) and a == b
    return alike and all(map(written_alike, a.args, b.args))


def remembered(size: int) -> Callable[[Callable[[Any], Result]], Callable[[Any], Result]]:
    """Remember what a function makes of so many terms.

    >>> @remembered(10)
    ... def double(e):
    ...     print("asked")
    ...     return 2 * e
    >>> double(1), double(1)
    asked
    (2, 2)
    """

    def wrap(function: Callable[[Any], Result]) -> Callable[[Any], Result]:
        known = lru_cache(maxsize=size)(lambda written: function(written.term))

        @wraps(function)
        def asked(e: Any) -> Result:
            return known(_Written(e))

        return asked

    return wrap
