"""The records of the catalogue: what is defined and what is asked, never a derivative or a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Theorem:
    """A property to be proved: one of the kinds of ``symsoft.calculus.properties``.

    The kind ``limit`` asks what becomes of ``term`` as ``variable`` grows; the answer is derived.
    ``entry`` names the entry that it is about, when that is another one.
    """

    kind: str
    term: str = ""
    variable: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of the table of results asks of an entry, beyond the entry itself.

    ``names`` are those of the classes, as many as there are.  ``properties`` are shown whenever the
    row is asked for, and no others.
    """

    forms: tuple[str, ...] = ()
    wrt: tuple[str, ...] = ()
    route: str | None = None
    names: tuple[str, ...] = ()
    properties: tuple[str | Theorem, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A function by its definitions in the one-line syntax; the last one is the target.

    ``wrt`` names the quantities it is differentiated by, all inputs when empty; ``keep`` those by
    which the target's derivative goes by its name in results.  ``kinks`` state the derivative's
    value where there is none, ``why_kinks`` the reason.  ``rows`` are further names under which
    parts of the entry can be asked for.  ``properties`` are theorems about it, by their kinds, to
    be proved when they are asked for.
    """

    name: str
    title: str
    definitions: tuple[str, ...]
    given: tuple[str, ...] = ()
    kinks: tuple[str, ...] = ()
    why_kinks: str = ""
    wrt: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    routes: tuple[str, ...] = ("direct",)
    rows: Mapping[str, Row] = field(default_factory=dict)
    properties: tuple[str | Theorem, ...] = ()
    references: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kinks and not self.why_kinks:
            raise ValueError(f"{self.name} states a value at a kink without the reason")
