"""What a user may choose about a printed derivation, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.proof import Evidence

DETAILS = ("brief", "normal", "full")
"""How much is shown: results only; every step; also what lies within steps, and the code."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Code to be printed, in the language of its backend."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Options:
    """Choices; a format ignores those that mean nothing to it.

    ``exponential`` is "e" for e^x or "exp" for exp(x), None for what the format prefers.  ``n``
    holds the concrete sizes that were asked for, by name.  ``color`` marks up text for a terminal.
    ``title`` and ``references`` are what the catalogue says of an entry.  ``listings`` is its code
    and ``certificate`` what running it has shown.  ``prefix`` begins the names of picture files.
    """

    entry: str = ""
    width: int = 80
    color: bool = False
    exponential: str | None = None
    n: Mapping[str, int] | None = None
    phrases: Phrases = ENGLISH
    detail: str = "normal"
    title: str = ""
    references: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    certificate: tuple[Evidence, ...] = ()
    prefix: str = ""
