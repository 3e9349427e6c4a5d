"""Where a result goes: files in every format that was asked for, or stdout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from symsoft.api import Problem, Result
from symsoft.backends import BACKENDS
from symsoft.cli.report import wants_color
from symsoft.errors import UnsupportedError
from symsoft.files import save
from symsoft.targets import TARGETS

Places = Mapping[str, Path | None]
"""For each format the file, None for stdout."""


def formats() -> dict[str, str]:
    """The suffix of every format: documents first, then code."""
    documents = {name: target.suffix for name, target in TARGETS.items()}
    return documents | {name: backend.suffix for name, backend in BACKENDS.items()}


def write_result(result: Result, problem: Problem, places: Places, command: str) -> None:
    """Write every file, all or none; in a folder of every format, code that can't be is said."""
    files: dict[Path, str] = {}
    for name, path in places.items():
        if path is None:
            continue
        if name in TARGETS:
            files[path] = result.document(name)
            continue
        try:
            code = _code(name, result, problem, command, path.stem)
        except UnsupportedError as error:
            if len(places) == 1:
                raise
            click.echo(f"symsoft: no {name}: {error}", err=True)
            continue
        files |= {path.with_suffix(suffix): text for suffix, text in code.items()}
    save(files)
    for written in files:
        click.echo(f"wrote {written}", err=True)


def print_result(result: Result, problem: Problem, places: Places, command: str) -> None:
    """Print what goes to stdout."""
    for name, path in places.items():
        if path is not None:
            continue
        if name in TARGETS:
            click.echo(result.document(name, color=wants_color()), nl=False)
            continue
        code = _code(name, result, problem, command, None)
        for text in code.values():
            click.echo(text, nl=False)


def _code(
    name: str, result: Result, problem: Problem, command: str, stem: str | None
) -> dict[str, str]:
    from symsoft import programs  # brings NumPy along, which a document doesn't need

    made = programs.routines(problem)
    full = f"{command} --format {name}"
    return programs.texts(name, made, full, sizes=result.sizes, stem=stem)
