"""Files out: whole or not at all.  Knows nothing of what the text says."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from symsoft.errors import InputError


def save(texts: Mapping[Path, str | bytes]) -> None:
    """Write each text or PDF to its path, all of them or, as far as the file system allows, none.

    Every text is first written beside its destination under a temporary name; only when all are on
    disk are they renamed.  A missing folder is created when its parent exists.

    Raises InputError when something can't be written; nothing half-written stays behind.
    """
    created: list[Path] = []
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            try:
                _make_folder(path.parent, created)
                _stage(path, text, staged)
            except OSError as error:
                raise InputError(f"can't write {path}: {error.strerror or error}") from error
        while staged:
            temporary, path = staged[-1]
            try:
                os.replace(temporary, path)
            except OSError as error:
                raise InputError(f"can't write {path}: {error.strerror or error}") from error
            staged.pop()
            created.clear()
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for folder in created:
            shutil.rmtree(folder, ignore_errors=True)


def check_parent(path: Path) -> None:
    """Raise InputError when more than the folder that path lies in is missing."""
    above = path.parent.parent
    if not path.parent.is_dir() and not above.is_dir():
        raise InputError(f"can't write {path}: the folder {above} doesn't exist")


def _make_folder(folder: Path, created: list[Path]) -> None:
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(None, f"{folder} is not a folder")
    folder.mkdir()
    created.append(folder)


def _stage(path: Path, text: str | bytes, staged: list[tuple[Path, Path]]) -> None:
    real = Path(os.path.realpath(path))  # a link stays a link
    content = text if isinstance(text, bytes) else text.encode()
    if real.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    if real.exists() and not real.is_file():  # a device or a pipe is written to, never replaced
        real.write_bytes(content)
        return
    if real.exists() and not os.access(real, os.W_OK):
        raise PermissionError(None, "it is read-only")
    handle, name = tempfile.mkstemp(prefix=f".{real.name[:40]}.", suffix=".tmp", dir=real.parent)
    staged.append((Path(name), real))
    with open(handle, "wb") as file:
        file.write(content)
    os.chmod(name, real.stat().st_mode & 0o777 if real.exists() else 0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
