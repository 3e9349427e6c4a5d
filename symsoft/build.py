"""The committed output: what ``generated/`` must hold, byte for byte.

``plan`` is pure: it depends on nothing but the catalogue and this program, so that two runs on two
machines agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import unified_diff
from pathlib import Path

from symsoft import api, programs
from symsoft.backends import BACKENDS
from symsoft.files import save
from symsoft.targets import TARGETS
from symsoft.workers import shared_out

SIZE = 4
"""The value of every range for the forms that are written out."""
FORMATS = ("text", "latex", "json", "markdown")
"""The documents that are kept; pages with pictures are left out for their size."""


def plan(names: Iterable[str] | None = None) -> dict[str, str]:
    """Every file of ``generated/`` by its name: each entry in the formats kept and as code.

    ``names`` are the entries, by default all.
    """
    entries = api.entries() if names is None else names
    planned = shared_out(_files, entries)
    return {name: text for files in planned for name, text in files.items()}


def _files(name: str) -> dict[str, str]:
    """The files of one entry."""
    result = api.solve(api.state(name), n=SIZE, properties=True)
    documents = (TARGETS[format] for format in FORMATS)
    found = {f"{name}{t.suffix}": result.document(t.name) for t in documents}
    made = programs.routines(api.state(name))
    for backend in BACKENDS:
        command = f"symsoft derive {name} --format {backend}"
        for suffix, text in programs.texts(backend, made, command, stem=name).items():
            found[f"{name}{suffix}"] = text
    return found


def write(folder: Path, planned: Mapping[str, str]) -> None:
    """Write the planned files; a file that is not planned is left alone, ``compare`` names it.

    Raises InputError when something can't be written.
    """
    save({folder / name: text for name, text in planned.items()})


def compare(folder: Path, planned: Mapping[str, str]) -> str:
    """How the folder differs from the plan, as a unified diff; empty when it doesn't."""
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    differences = []
    for name in sorted(found | planned.keys()):
        place = f"{folder.name}/{name}"
        if name not in planned:
            differences.append(f"orphan: {place} belongs to no entry, delete it\n")
        elif name not in found:
            differences.append(f"missing: {place}, run symsoft generate\n")
        else:
            differences.append(_diff(place, folder / name, planned[name]))
    return "".join(differences)


def _diff(place: str, path: Path, wanted: str) -> str:
    actual = path.read_bytes() if path.is_file() else b""
    if actual == wanted.encode():
        return ""
    lines = actual.decode(errors="replace").splitlines(keepends=True)
    changed = unified_diff(lines, wanted.splitlines(keepends=True), place, f"{place} (planned)")
    # A line without an end of its own would swallow the next line of the diff.
    shown = "".join(
        x if x.endswith("\n") else f"{x}\n\\ No newline at end of file\n" for x in changed
    )
    return shown or f"{place}: the bytes differ\n"
