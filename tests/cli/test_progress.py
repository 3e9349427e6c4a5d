"""Progress is one line on a terminal and nothing anywhere else."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from symsoft.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def screen(written: str) -> str:
    """What a terminal shows on its line after this."""
    line: list[str] = []
    column = 0
    for letter in written:
        if letter == "\r":
            column = 0
            continue
        line[column : column + 1] = letter
        column += 1
    return "".join(line).rstrip()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    # pytest sets sys.stderr anew after fixtures.
    monkeypatch.setattr("symsoft.cli.progress.sys", SimpleNamespace(stderr=stream))
    monkeypatch.setenv("COLUMNS", "20")
    return stream


def test_a_line_is_rewritten_and_gone_at_the_end(terminal: Terminal) -> None:
    with Progress() as progress:
        progress.show("softmax: proofs")
        assert screen(terminal.getvalue()) == "softmax: proofs"
        progress.show("ce: code")
        assert screen(terminal.getvalue()) == "ce: code"
    assert screen(terminal.getvalue()) == ""


def test_a_line_does_not_wrap(terminal: Terminal) -> None:
    with Progress() as progress:
        progress.show("x" * 50)
        assert screen(terminal.getvalue()) == "x" * 19


def test_it_is_gone_after_an_error(terminal: Terminal) -> None:
    def fail() -> None:
        with Progress() as progress:
            progress.show("softmax: proofs")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert screen(terminal.getvalue()) == ""


def test_nothing_is_written_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as progress:
        progress.show("softmax")
    assert stream.getvalue() == ""
    monkeypatch.setattr("sys.stderr", None)
    with Progress() as progress:
        progress.show("softmax")
