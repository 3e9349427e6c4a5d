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


def compiler() -> str | None:
    """The command of the C compiler: CC if it is set and there, else gcc, clang or cc, or None."""
    for command in (os.environ.get("CC", ""), "gcc", "clang", "cc"):
        words = shlex.split(command)
        if words and shutil.which(words[0]):
            return command
    return None


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
        raise SymsoftError(f"the C compiler failed: {first}\n  command: {shlex.join(line)}")
    return target


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="symsoft-") as folder:
        yield Path(folder)


__all__ = ["STRICT", "compile_c", "compiler", "temporary_folder"]
