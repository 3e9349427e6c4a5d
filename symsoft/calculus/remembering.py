"""Arithmetic that is remembered, by how a term is written.

Equal terms may be written differently, by the order of summands and the letters of bound indices.
What is made of one must not depend on what was worked on before: only what is written alike shares
an answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from symsoft.language.terms import written

Result = TypeVar("Result")


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
        known: OrderedDict[str, Result] = OrderedDict()

        @wraps(function)
        def asked(e: Any) -> Result:
            place = written(e)
            try:
                found = known[place]
                known.move_to_end(place)
                return found
            except KeyError:  # or another thread has just made room
                pass
            found = known[place] = function(e)
            if len(known) > size:
                known.popitem(last=False)
            return found

        return asked

    return wrap
