"""The README's commands do what it says they do."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from symsoft.catalog import entries

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SHELL = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def sessions(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown under it.

    A command goes on after a line that ends in a backslash.
    """
    return re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)


def pattern(shown: str) -> str:
    """The output that is shown; a line … stands for any lines."""
    lines = (r"(.*\n)*?" if line == "…" else f"{re.escape(line)}\n" for line in shown.splitlines())
    return "".join(lines)


@pytest.fixture
def shell_with_symsoft(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``symsoft`` is this checkout's."""
    scripts = tmp_path / "bin"
    scripts.mkdir()
    command = scripts / "symsoft"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symsoft "$@"\n')
    command.chmod(0o755)
    path = f"{scripts}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def test_console_blocks(tmp_path: Path, shell_with_symsoft: dict[str, str]) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = 0
    for command, shown in (session for block in CONSOLE for session in sessions(block)):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=empty,
            env=shell_with_symsoft,
            text=True,
            encoding="utf-8",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}"
        if shown:
            assert re.fullmatch(pattern(shown), done.stdout), f"$ {command}\n{done.stdout}"
        ran += 1
    assert ran >= 5


def test_python_blocks() -> None:
    for block in PYTHON:
        exec(compile(block, "README.md", "exec"), {})
    assert PYTHON


def test_ci_runs_the_readmes_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    (block,) = [block for block in SHELL if "pytest" in block]
    command = block.strip().split("&&")[-1].strip().removeprefix(".venv/bin/")
    assert re.search(rf"^{re.escape(command)}$", script, re.MULTILINE)


def test_the_table_is_the_catalogue() -> None:
    lines = []
    for entry in entries().values():
        # generated/ holds what is derived; a test of its own keeps it so.
        written = json.loads((ROOT / "generated" / f"{entry.name}.json").read_text("utf-8"))
        first, *_ = written.get("derivatives", [written])
        claim = first["claim"]["text"]
        ids = ", ".join(f"`{name}`" for name in dict.fromkeys((entry.name, *entry.rows)))
        lines.append(f"| {entry.title} | `{claim}` | {ids} |")
    table = "\n".join(["|---|---|---|", *lines, ""])
    assert f"{table}\n" in README, f"the table should be:\n{table}"
