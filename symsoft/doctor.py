"""What of the tools that symsoft can use is there, and what each would add.

Looks for programs and packages and asks programs for their version; imports nothing heavy, runs no
engine on a document, and changes nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from symsoft import fonts
from symsoft.display.names import columns, padded
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.typeset import embedded, tex

PATIENCE = 10.0
"""Seconds that a program has to say its version."""

COMPILERS = ("cc", "gcc", "clang")
PACKAGES = {
    "sympy": "the term language, and one of the checks",
    "numpy": "generated NumPy code, run and compared",
    "python-flint": "ball arithmetic",
    "jinja2": "every document that has a frame",
    "typst": "PDF without any other program",
}
ADDS = {
    "latexmk": "PDF by LaTeX, preferred when it is there",
    "lualatex": "PDF by LuaLaTeX; Chinese with babel",
    "xelatex": "PDF by XeLaTeX; Chinese with xeCJK",
    "pdflatex": "PDF by pdfLaTeX",
    "tectonic": "PDF by Tectonic, from what it has downloaded before",
}
_VERSION = re.compile(r"(?:[Vv]ersion )?(\d+(?:\.\d+)+(?:-[\d.]*\d)*\w*)")


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: its kind, whether and in which version it is there, what it adds."""

    kind: str
    name: str
    there: bool
    version: str
    adds: str


def tools() -> Iterator[Tool]:
    """Every tool that symsoft looks for, in a fixed order."""
    for name, adds in PACKAGES.items():
        version = _package(name)
        yield Tool("package", name, version is not None, version or "", adds)
    for name in tex.ENGINES:
        yield _program("engine", name, ADDS[name])
    yield Tool("engine", embedded.NAME, embedded.there(), _package("typst") or "", "PDF, always")
    for language in fonts.FAMILIES:
        files = [fonts.path(language, weight) for weight in fonts.WEIGHTS]
        there = all(file.is_file() for file in files)
        yield Tool("font", fonts.FAMILIES[language], there, "", f"documents in {language}")
    for name in COMPILERS:
        yield _program("compiler", name, "generated C, run and compared by verify")
    yield _program("viewer", "pdftotext", "the tests that read a PDF back")


def report(phrases: Phrases = ENGLISH) -> str:
    """The tools as text, a line each."""
    found = list(tools())
    rows = [_cells(tool, phrases) for tool in found]
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for tool, row in zip(found, rows, strict=True):
        cells = (padded(text, width) for text, width in zip(row, widths, strict=True))
        lines.append("  ".join((*cells, phrases.sentence(tool.adds))).rstrip())
    return "\n".join(lines) + "\n"


def _cells(tool: Tool, phrases: Phrases) -> tuple[str, str, str]:
    state = phrases.sentence("yes" if tool.there else "no")
    return phrases.sentence(tool.kind), tool.name, f"{state} {tool.version}".rstrip()


def _package(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _program(kind: str, name: str, adds: str) -> Tool:
    place = shutil.which(name)
    return Tool(kind, name, place is not None, _asked(place) if place else "", adds)


def _asked(place: str) -> str:
    """The version that a program says, empty when it does not."""
    flag = "-v" if Path(place).stem == "pdftotext" else "--version"
    try:
        run = subprocess.run(
            [place, flag],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search((run.stdout + run.stderr).decode(errors="replace"))
    return found[1] if found else ""
