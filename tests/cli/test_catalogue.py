"""``verify``: what it says of code, its exit codes, and its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from symsoft import api
from symsoft.cli.catalogue import verified
from symsoft.errors import SymsoftError

ROOT = Path(__file__).parents[2]
CHILDREN = """
import symsoft.cli.catalogue as catalogue
import os, time

def slow(name, language):
    open(name, "w").write(str(os.getpid()))
    time.sleep(100)

catalogue._verified = slow
catalogue.api.entries = lambda: ["first", "second"]
if __name__ == "__main__":
    catalogue.verify_all(2, "en")
"""


def test_a_miss_is_said_and_fails(
    symsoft: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # NumPy is quicker
    monkeypatch.delenv("CC", raising=False)
    run = symsoft("verify", "--define", "y = sinh(x)/cosh(x)**2 - exp(x)/exp(2*x)")
    assert run.code == 1
    assert max(map(len, run.out.splitlines())) <= 80
    said = " ".join(run.out.split())
    assert "numpy f64 fails y: y f64, 1e4 inputs: got nan, should be" in said
    assert "x = 10001.265625" in said


def test_without_a_compiler_c_is_skipped_and_not_passed(
    symsoft: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    run = symsoft("verify", "tanh")
    assert run.code == 3
    assert "    c          unknown  skipped: there is no C compiler" in run.out
    assert "    numpy f64  holds" in run.out
    assert run.err == ""


def test_what_is_no_pass_stands_below_the_line_of_an_entry(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    short = verified(api.state("tanh")).brief.splitlines()
    assert short[0].split()[:3] == ["tanh", "unknown", "code"]
    assert short[1].startswith("    c  unknown  skipped: there is no C compiler")
    assert "numpy" not in "".join(short)
    wrong = api.state(define=["y = sinh(x)/cosh(x)**2 - exp(x)/exp(2*x)"])
    told = verified(wrong).brief.splitlines()
    assert told[0].split()[:2] == ["y", "fails"]
    assert "numpy f64  fails" in "".join(told[1:])
    assert max(map(len, told)) <= 80


def test_a_compiler_that_fails_is_one_line(
    symsoft: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "gcc"
    broken.write_text("#!/bin/sh\necho 'k.c:1: error: nonsense' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    run = symsoft("verify", "tanh")
    assert run.code == 2
    (line,) = run.err.splitlines()
    assert line.startswith("symsoft: the C compiler failed: k.c:1: error: nonsense (command: gcc")


def test_what_is_being_done_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    told: list[str] = []
    verified(api.state("tanh"), told.append)
    assert told[:2] == ["tanh: proofs", "tanh: code"]
    assert told[-1] == "tanh: numpy f64, 9 of 9"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_parent_leaves_no_workers(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = tmp_path / "parent.py"
    script.write_text(CHILDREN, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, script], cwd=tmp_path, env=environment)
    marks = [tmp_path / "first", tmp_path / "second"]
    try:
        _wait_for(lambda: all(m.exists() and m.read_text() for m in marks))
        workers = [int(m.read_text()) for m in marks]
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    _wait_for(lambda: not any(map(_alive, workers)))


def _wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def _alive(process: int) -> bool:
    """Does a process run?  One that has ended and waits to be reaped doesn't."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_errors_of_a_compiler_come_through_processes() -> None:
    import pickle

    error = SymsoftError("the C compiler failed: k.c:1")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
