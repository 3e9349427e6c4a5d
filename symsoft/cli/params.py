"""What the options of the command line mean: ``--n``, ``--format`` and ``-o``."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from symsoft.errors import InputError
from symsoft.files import check_parent
from symsoft.suggest import did_you_mean


def read_sizes(text: str | None) -> int | dict[str, int] | None:
    """``4`` for every range, or ``n=4,m=3``.

    >>> read_sizes("4"), read_sizes("n=4,m=3")
    (4, {'n': 4, 'm': 3})
    """
    if text is None:
        return None
    if "=" not in text:
        return _whole(text, "--n")
    sizes: dict[str, int] = {}
    for part in text.split(","):
        name, equals, value = (p.strip() for p in part.partition("="))
        if not name.isidentifier() or not equals:
            raise InputError(f"--n {text}: {part!r} is not of the form n=4")
        if name in sizes:
            raise InputError(f"--n {text}: {name} is given twice")
        sizes[name] = _whole(value, f"--n {name}=")
    return sizes


def read_names(text: str | None) -> list[str] | dict[str, list[str]] | None:
    """``a,b,c`` for every range, or ``n=a,b,c``, ranges apart by semicolons.

    >>> read_names("a, b"), read_names("n=a,b;m=u,v")
    (['a', 'b'], {'n': ['a', 'b'], 'm': ['u', 'v']})
    """
    if text is None:
        return None
    if "=" not in text:
        return _listed(text)
    names: dict[str, list[str]] = {}
    for part in text.split(";"):
        size, equals, listed = (p.strip() for p in part.partition("="))
        if not size.isidentifier() or not equals:
            raise InputError(f"--names {text}: {part!r} is not of the form n=a,b,c")
        if size in names:
            raise InputError(f"--names {text}: {size} is given twice")
        names[size] = _listed(listed)
    return names


def _listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def command_line(entry: str | None, problem: Mapping[str, Any], n: str | None) -> str:
    """The command that states this problem again.

    >>> command_line(None, {"define": ("y = x**2",), "wrt": ()}, "4")
    "symsoft derive --define 'y = x**2' --n 4"
    """
    words = ["symsoft", "derive", *([entry] if entry else [])]
    for option, value in problem.items():
        flag = "--kink" if option == "kinks" else f"--{option}"
        for each in [value] if isinstance(value, str) else value or ():
            words += [flag, each]
    return shlex.join(words + (["--n", n] if n else []))


def _whole(text: str, where: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        raise InputError(f"{where}: {shown!r} is not a whole number of at most 9 digits")
    value = int(text)
    if value < 1:
        raise InputError(f"{where}: {value} is too small, an axis has at least 1 entry")
    return value


def choose_outputs(
    output: str | None, wanted: str | None, entry: str, suffixes: Mapping[str, str]
) -> dict[str, Path | None]:
    """Which format goes where: {format: path}, None for stdout.

    ``suffixes`` maps each known format to its suffix.  Raises InputError for an unknown format, a
    suffix that no format has, or a folder whose parent is missing.
    """
    if wanted is not None and wanted not in suffixes:
        raise InputError(f"no format {wanted!r}{did_you_mean(wanted, suffixes)}")
    if output is None or output == "-":
        return {wanted or "text": None}
    if not output:
        raise InputError("-o: the name of the file is empty")
    path = Path(output)
    if output.endswith(("/", os.sep)) or _is_folder(path):
        chosen = [wanted] if wanted else list(suffixes)
        files: dict[str, Path | None] = {f: path / f"{entry}{suffixes[f]}" for f in chosen}
    else:
        files = {wanted or _by_suffix(path, suffixes): path}
    for file in files.values():
        assert file is not None
        check_parent(file)
    return files


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        shown = str(path) if len(str(path)) <= 60 else f"{str(path)[:60]}…"
        raise InputError(f"can't write {shown}: {error.strerror}") from None


def _by_suffix(path: Path, suffixes: Mapping[str, str]) -> str:
    for name, suffix in suffixes.items():
        if path.suffix == suffix:
            return name
    known: Sequence[str] = list(suffixes.values())
    if not path.suffix:
        raise InputError(f"-o {path}: no suffix to tell the format by; one of {', '.join(known)}")
    hint = did_you_mean(path.suffix, known)
    raise InputError(f"-o {path}: no format has the suffix {path.suffix}{hint}")
