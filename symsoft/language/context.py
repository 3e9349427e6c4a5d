"""Expressions that are read where a System says already what the names mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symsoft.language.drafts import Names, build
from symsoft.language.entries import NO_ENTRIES
from symsoft.language.expressions import Reader
from symsoft.language.mentions import check_roles, mentions, merged
from symsoft.language.register import of_system
from symsoft.language.syntax import Source
from symsoft.language.system import System
from symsoft.language.terms import Size


def terms(
    sources: Sequence[Source],
    system: System,
    *,
    derivatives: bool = False,
    default: Callable[[str], Size | None] = lambda _: None,
) -> tuple[Any, ...]:
    """Several expressions with the same free indices, whose ranges are those of what they index.

    derivatives: D(u, x[j]) may be written.  default: the size of an index that indexes nothing.
    Raises InputError, for names that the system does not have too.
    """
    found = [mentions(source) for source in sources]
    check_roles(zip(sources, found, strict=True), system.shapes)
    register = of_system(system)
    reader = Reader(register, NO_ENTRIES, {}, merged(*found), opens=True, derivatives=derivatives)
    drafts = [reader.read(source) for source in sources]
    register.settle(default)
    names = Names(register.size_names)
    return tuple(build(draft, names) for draft in drafts)


__all__ = ["terms"]
