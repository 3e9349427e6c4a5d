"""The statements of a Kernel in the one-line syntax, as the comments of generated code say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symsoft.display.structure import is_negative
from symsoft.kernel import Let
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add
from symsoft.language.walk import rebuild, renamed


def said(let: Let, names: Mapping[str, str]) -> str:
    """The statement under the names that the code gives to what it speaks of."""
    target, value = (one_line(_readable(renamed(e, names))) for e in (let.target, let.expr))
    return f"{target} = {value}"


def plus_first(e: Add) -> Add:
    """The sum with a term in front that needs no minus, as code and people write it.

    >>> from symsoft.language.terms import Ref, times
    >>> one_line(plus_first(Add(times(-1, Ref("y")), 1)))
    '1 - y'
    """
    place = next((k for k, term in enumerate(e.args) if not is_negative(term)), 0)
    return Add(e.args[place], *e.args[:place], *e.args[place + 1 :])


def _readable(e: Any) -> Any:
    e = rebuild(e, _readable)
    return plus_first(e) if isinstance(e, Add) else e


__all__ = ["plus_first", "said"]
