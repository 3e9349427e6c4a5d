"""What several test files need: the command line, run here or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from symsoft.cli import main

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def symsoft(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """The command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Run:
        capsys.readouterr()
        code = main(args)
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Run]:
    """Python in a process of its own, in an empty folder: process("-m", "symsoft", "list")."""

    def run(*args: str, **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, *args],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=300,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
