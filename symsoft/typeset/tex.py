"""TeX engines of the user's: each in a folder of its own, without a shell, for a limited time."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from symsoft import fonts
from symsoft.typeset.failure import EngineFailure

LIMIT = 60.0
"""Seconds after which an engine is taken to hang."""
PATIENCE = 10.0
"""Seconds that TeX has to look for a file."""
SHOWN = 200
"""An error is shown up to so many characters."""

ENGINES: Mapping[str, tuple[str, ...]] = {
    "latexmk": ("-norc", "-pdf", "-pdflatex=pdflatex -no-shell-escape %O %S"),
    "lualatex": ("--no-shell-escape", "--nosocket"),
    "xelatex": ("-no-shell-escape",),
    "pdflatex": ("-no-shell-escape",),
    "tectonic": ("--untrusted", "--only-cached"),
}
"""The engines with their own options, in the order in which they are tried."""

QUIET = ("-interaction=nonstopmode", "-halt-on-error")
CHINESE = {
    "xelatex": ("xeCJK.sty", "ctexhook.sty"),
    "lualatex": ("babel-zh-Hant.ini", "luaotfload-fallback.lua"),
}
"""The engines that write Chinese, and the files that they need for it."""

ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "0",
    "FORCE_SOURCE_DATE": "1",
    "TEXMFOUTPUT": ".",
    "openout_any": "p",
    "shell_escape": "f",
    "max_print_line": "1000",
}
"""The same text gives the same bytes; nothing is written outside, nothing is run."""

_STEM = "document"
_ERRORS = tuple(map(re.compile, ("!(?! +==>)|error:", "Missing character", "!")))
"""How the lines begin that say what is wrong, those that say it best first."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f](?:\[[0-9;]*[A-Za-z])?")
"""Control characters, with what an escape sequence has behind the first."""


def found(engine: str) -> str | None:
    """Where the engine's program is, None when it is not installed."""
    return shutil.which(engine)


@cache
def can(engine: str, language: str) -> bool:
    """Is the engine here, with the packages that the language needs?"""
    if found(engine) is None:
        return False
    if language == "en":
        return True
    return engine in CHINESE and _have(CHINESE[engine])


def run(
    engine: str, text: str, language: str = "en", files: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of a LaTeX document, with the fonts of the language and ``files`` beside it.

    Raises EngineFailure with the first error and the path of the log, which then stays.
    """
    beside = {f"{_STEM}.tex": text.encode(), **fonts.files(language), **(files or {})}
    folder = _folder_with(beside)
    finished = _finishes(_command(engine), folder)
    pdf = folder / f"{_STEM}.pdf"
    made = pdf.read_bytes() if finished == 0 and pdf.is_file() else b""
    if not made.startswith(b"%PDF-"):
        raise EngineFailure(_complaint(folder, finished))
    shutil.rmtree(folder, ignore_errors=True)
    return made


def _folder_with(files: Mapping[str, bytes]) -> Path:
    """A new folder for an engine to work in, with the files in it."""
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="symsoft-"))
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise EngineFailure(f"no room to work in: {error.strerror}") from None
    return folder


def _command(engine: str) -> list[str]:
    quiet = () if engine == "tectonic" else QUIET
    return [engine, *ENGINES[engine], *quiet, f"{_STEM}.tex"]


def _finishes(command: list[str], folder: Path) -> int | None:
    """The exit code of the command, None when it hangs; its children end with it."""
    with open(folder / "output.log", "wb") as log:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **ENVIRONMENT},
                start_new_session=True,
            )
        except OSError as error:
            log.write(f"! {error}\n".encode())
            return -1
        try:
            return process.wait(timeout=LIMIT)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the engine and whatever it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _complaint(folder: Path, finished: int | None) -> str:
    """What the engine said first, and where the rest of it is."""
    logs = [folder / f"{_STEM}.log", folder / "output.log"]
    log = next((path for path in logs if path.is_file() and path.stat().st_size), logs[1])
    if finished is None:
        return f"it did not end within {LIMIT:g} seconds (log: {log})"
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [printable for line in lines if (printable := _CONTROL.sub("", line).strip())]
    errors = [line for sign in _ERRORS for line in said if sign.match(line)]
    ended = f"exit code {finished}" if finished >= 0 else f"ended by signal {-finished}"
    first = (errors or said[-1:] or [ended])[0]
    return f"{first[:SHOWN]} (log: {log})"


def _have(names: tuple[str, ...]) -> bool:
    """Does TeX find all the files?"""
    program = shutil.which("kpsewhich")
    if program is None:
        return False
    try:
        asked = subprocess.run(
            [program, *names], capture_output=True, timeout=PATIENCE, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return len(asked.stdout.splitlines()) == len(names)
