"""Arithmetic that is remembered while one deriver works.

Equal terms may be written differently, by the order of summands and the letters of bound indices,
and what is remembered is written like the first of them.  So everything is forgotten when the next
deriver begins: what it writes does not depend on what was derived before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

Result = TypeVar("Result")

_CLEAR: list[Callable[[], None]] = []


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
        found = lru_cache(maxsize=size)(function)
        _CLEAR.append(found.cache_clear)
        return found

    return wrap


def forget() -> None:
    """Forget what was remembered."""
    for clear in _CLEAR:
        clear()
