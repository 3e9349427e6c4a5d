"""The rule book: every rule by its key, with its theorem; nothing is applied here.

A rule is one function of a node that says what the node equals, or None.  Its docstring is the
theorem: the first line states it, a line that begins with ``where`` states its conditions.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from symsoft.calculus.context import Context
from symsoft.language.terms import D, Term

Apply = Callable[[Any, Context], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One theorem and the function that uses it.

    ``kind`` says when it is used: ``start`` and ``route`` (on the claim), ``derivative`` (on a D),
    ``sum`` (tidying after differentiation, always done), ``identity`` (taking functions apart),
    ``form`` (on a node, in the search for a nice form), ``move`` (on a whole expression, there),
    ``grouping`` (of terms, after it), ``matrix`` (on a node of a matrix formula) or ``shape`` (on a
    result); ``stable`` finds a function that
    does not overflow, ``property`` proves theorems about what is defined or derived.
    ``relation`` leads from the node to what it becomes.
    ``on`` is the class of nodes it works on; ``example`` is a term in the one-line syntax, or for a
    matrix rule in that of ``language.matrix_text``, on which it can be shown.
    """

    key: str
    kind: str
    apply: Apply = field(repr=False)
    example: str = ""
    on: type = Term
    relation: str = "="

    @property
    def _lines(self) -> list[str]:
        return inspect.cleandoc(self.apply.__doc__ or "").splitlines()

    @property
    def theorem(self) -> str:
        """The equation that the rule states."""
        return " ".join(line for line in self._lines if not line.startswith("where "))

    @property
    def conditions(self) -> str:
        """What has to hold for it, empty when nothing has to."""
        return " ".join(x.removeprefix("where ") for x in self._lines if x.startswith("where "))


@dataclass(frozen=True, slots=True)
class Book(Mapping[str, Rule]):
    """An ordered collection of rules."""

    rules: Mapping[str, Rule]

    def __getitem__(self, key: str) -> Rule:
        return self.rules[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    def of_kind(self, kind: str) -> list[Rule]:
        return [r for r in self.rules.values() if r.kind == kind]

    def without(self, *keys: str) -> Book:
        """The book with some rules torn out; raises KeyError for a rule it doesn't have."""
        for key in keys:
            if key not in self.rules:
                raise KeyError(key)
        return Book({k: r for k, r in self.rules.items() if k not in keys})


_REGISTERED: dict[str, Rule] = {}


_ON_DERIVATIVES = ("start", "route", "derivative")


def rule(
    key: str, kind: str, example: str = "", on: type | None = None, relation: str = "="
) -> Callable[[Apply], Apply]:
    """Enter a function into the book; by its kind it works on derivatives or on any node."""

    def enter(apply: Apply) -> Apply:
        if key in _REGISTERED:
            raise ValueError(f"two rules are called {key}")
        works_on = on or (D if kind in _ON_DERIVATIVES else Term)
        _REGISTERED[key] = Rule(key, kind, apply, example, works_on, relation)
        return apply

    return enter


_ROOMS = (
    "start",
    "differentiation",
    "contraction",
    "identities",
    "recognition",
    "sides",
    "ranges",
    "routes",
    "overflow",
    "moves",
    "shapes",
    "matrix_rules",
    "matrix_pairs",
    "matrix_chain",
    "properties.signs",
    "properties.bounds",
    "properties.limiting",
)


def full_book() -> Book:
    """Every rule, in the order in which they are tried."""
    for room in _ROOMS:
        import_module(f"symsoft.calculus.{room}")
    # Whatever was imported first, the rooms stand in their own order.
    places = {f"symsoft.calculus.{room}": k for k, room in enumerate(_ROOMS)}
    ordered = sorted(_REGISTERED.values(), key=lambda r: places[r.apply.__module__])
    return Book({r.key: r for r in ordered})
