"""Where a result goes: files in every format that was asked for, or stdout."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from symsoft.backends import BACKENDS
from symsoft.cli.documents import LATEX, PDF, Documents
from symsoft.cli.report import wants_color
from symsoft.errors import InputError, UnsupportedError
from symsoft.files import save
from symsoft.targets import TARGETS

Places = Mapping[str, Path | None]
"""For each format the file, None for stdout."""


def formats() -> dict[str, str]:
    """The suffix of every format: documents first, then code."""
    documents = {name: target.suffix for name, target in TARGETS.items()}
    code = {name: backend.suffix for name, backend in BACKENDS.items()}
    return {**documents, PDF: ".pdf", **code}


def has_document(places: Places) -> bool:
    """Is there anything but code among the formats?"""
    return not places.keys() <= BACKENDS.keys()


def check_places(places: Places, engine: str) -> None:
    """Raise InputError for what can't be made: a PDF on a terminal, an engine that is not there,
    code in a file that is called otherwise.
    """
    from symsoft.typeset import AUTO, check_engine

    check_engine(engine)
    if engine != AUTO and PDF not in places:
        raise InputError("--engine makes a PDF: add -o NAME.pdf")
    if PDF in places and places[PDF] is None and sys.stdout.isatty():
        raise InputError("a PDF can't be shown here: add -o NAME.pdf")
    for name, path in places.items():  # a header beside the code is told by its suffix
        if name in BACKENDS and path is not None and path.suffix != BACKENDS[name].suffix:
            raise InputError(f"-o {path}: {name} goes to a file with {BACKENDS[name].suffix}")


def write_result(documents: Documents, places: Places) -> bool:
    """Write every file, all or none; was each one made?

    In a folder of every format, code that can't be is said and left out.
    """
    complete = True
    files: dict[Path, str | bytes] = {}
    said: dict[Path, str] = {}
    for name, path in places.items():
        if path is None:
            continue
        if name == PDF:
            files[path], engine = documents.pdf()
            said[path] = f", typeset by {engine}"
            continue
        if name == LATEX:
            files[path], beside = documents.latex(path.stem)
            files |= {path.with_name(other): content for other, content in beside.items()}
            continue
        if name in TARGETS:
            files[path] = documents.text(name)
            continue
        try:
            code = documents.code(name, path.stem)
        except UnsupportedError as error:
            if len(places) == 1:
                raise
            click.echo(f"symsoft: no {name}: {error}", err=True)
            complete = False
            continue
        files |= {path.with_suffix(suffix): text for suffix, text in code.items()}
    save(files)
    for written in files:
        click.echo(f"wrote {written}{said.get(written, '')}", err=True)
    return complete


def print_result(documents: Documents, places: Places) -> None:
    """Print what goes to stdout."""
    for name, path in places.items():
        if path is not None:
            continue
        if name == PDF:
            click.echo(documents.pdf()[0], nl=False)
        elif name in TARGETS:
            click.echo(documents.text(name, color=wants_color()), nl=False)
        else:
            for text in documents.code(name, None).values():
                click.echo(text, nl=False)
