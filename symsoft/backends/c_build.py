"""Finds the C compiler and runs it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from symsoft.errors import SymsoftError

STRICT = ("-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-pedantic", "-Werror")


def compilers() -> tuple[str, ...]:
    """The commands of the C compilers: CC if it is set, gcc, clang, those of them that are there.

    cc is taken only where there is no other, because it mostly is one of them.
    """
    found: dict[str, str] = {}
    for command in (os.environ.get("CC", ""), "gcc", "clang"):
        place = _place(command)
        if place is not None:
            found.setdefault(place, command)
    if not found and _place("cc") is not None:
        return ("cc",)
    return tuple(found.values())


def _place(command: str) -> str | None:
    """What a command runs, with its arguments, None where there is no such program."""
    try:
        words = shlex.split(command)
    except ValueError:  # a quotation mark without its partner
        return None
    program = shutil.which(words[0]) if words else None
    return shlex.join([program, *words[1:]]) if program else None


def compiler() -> str | None:
    """The command of the first of the compilers, or None."""
    return next(iter(compilers()), None)


def compile_c(
    command: str, folder: Path, files: Sequence[str], flags: Sequence[str], output: str
) -> Path:
    """Compile files of a folder; every warning is an error.

    Raises SymsoftError with the compiler's first error line and the command.
    """
    target = folder / output
    line = [*shlex.split(command), *STRICT, *flags, *files, "-o", output, "-lm"]
    done = subprocess.run(
        line, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = done.stderr.splitlines()
        first = next((s for s in said if "error" in s), said[0] if said else "no message")
        raise SymsoftError(f"the C compiler failed: {first} (command: {shlex.join(line)})")
    return target


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="symsoft-") as folder:
        yield Path(folder)


__all__ = ["STRICT", "compile_c", "compiler", "compilers", "temporary_folder"]
