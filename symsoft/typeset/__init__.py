"""From a document to a PDF: finds an engine, falls back to the next, says which one it used.

A TeX engine that the user has is preferred; Typst comes with symsoft and is always there.  No
engine may run other programs, and none is waited for longer than ``tex.LIMIT`` seconds.  Knows
nothing of what the document says, and writes no file but the log of an engine that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from symsoft.errors import InputError
from symsoft.suggest import did_you_mean
from symsoft.typeset import embedded, tex
from symsoft.typeset.failure import EngineFailure, TypesetError

__all__ = ["AUTO", "ENGINES", "Typeset", "TypesetError", "check_engine", "drawn", "typeset"]

AUTO = "auto"
ENGINES = (*tex.ENGINES, embedded.NAME)
"""Every engine, in the order in which they are tried."""

SOURCES = {embedded.NAME: "typst"}
"""The format that an engine reads, where it is not LaTeX."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF, the engine that made it, and a line for each that was tried before and failed."""

    pdf: bytes
    engine: str
    failures: tuple[str, ...] = ()


def check_engine(name: str) -> None:
    """Raise InputError for an engine that there is none of, or that is not installed.

    >>> check_engine("typst")
    """
    if name != AUTO and name not in ENGINES:
        raise InputError(f"no engine {name!r}{did_you_mean(name, (AUTO, *ENGINES))}")
    if name in tex.ENGINES and tex.found(name) is None:
        there = ", ".join(e for e in ENGINES if e not in tex.ENGINES or tex.found(e))
        raise InputError(f"the engine {name} is not installed; there are: {there}")


def typeset(
    document: Callable[[str], str],
    engine: str = AUTO,
    language: str = "en",
    pictures: Callable[[], Mapping[str, str]] = dict,
) -> Typeset:
    """The document as a PDF; ``document`` gives its text in the format "latex" or "typst".

    ``pictures`` gives the SVG drawings by name, which TeX can't read: it gets them as PDF.

    Raises InputError for an unknown engine or one that is not there, TypesetError when the engine
    that was asked for fails, or all of them do.
    """
    check_engine(engine)
    failures: list[str] = []
    for name in candidates(language) if engine == AUTO else (engine,):
        text = document(SOURCES.get(name, "latex"))
        try:
            if name == embedded.NAME:
                pdf = embedded.run(text)
            else:
                pdf = tex.run(name, text, language, drawn(pictures()))
        except EngineFailure as failure:
            failures.append(f"{name} failed: {failure}")
            continue
        return Typeset(pdf, name, tuple(failures))
    raise TypesetError("; ".join(failures))


def drawn(pictures: Mapping[str, str]) -> dict[str, bytes]:
    """The drawings as PDF files by name; none if they can't be made, for the text is enough."""
    try:
        return {f"{name}.pdf": embedded.drawing(svg) for name, svg in pictures.items()}
    except EngineFailure:
        return {}


def candidates(language: str) -> tuple[str, ...]:
    """The engines that may be able to typeset the language here, in the order of preference."""
    return (*(name for name in tex.ENGINES if tex.can(name, language)), embedded.NAME)
