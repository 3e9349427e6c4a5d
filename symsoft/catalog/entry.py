"""The records of the catalogue: what is defined and what is asked, never a derivative or a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the table of results asks of an entry, beyond the entry itself."""

    forms: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    route: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A function by its definitions in the one-line syntax; the last one is the target.

    ``wrt`` names the quantities it is differentiated by, all inputs when empty.  ``kinks`` state
    the derivative's value where there is none, ``why_kinks`` the reason.  ``rows`` are further
    names under which parts of the entry can be asked for.
    """

    name: str
    title: str
    definitions: tuple[str, ...]
    given: tuple[str, ...] = ()
    kinks: tuple[str, ...] = ()
    why_kinks: str = ""
    wrt: tuple[str, ...] = ()
    routes: tuple[str, ...] = ("direct",)
    rows: Mapping[str, Row] = field(default_factory=dict)
    references: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kinks and not self.why_kinks:
            raise ValueError(f"{self.name} states a value at a kink without the reason")
