"""What is there is found; what isn't is said; nothing heavy is imported."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from symsoft import doctor
from symsoft.display.phrases import LANGUAGES, catalogue, tools
from symsoft.typeset import ENGINES


def test_every_engine_is_named(symsoft: Any) -> None:
    run = symsoft("doctor")
    assert run.code == 0
    for engine in ENGINES:
        assert f"engine    {engine} " in run.out
    assert "Symsoft Serif TC  yes" in run.out


def test_nothing_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {tool.name: tool for tool in doctor.tools()}
    assert not found["pdflatex"].there
    assert not found["gcc"].there
    assert found["sympy"].there
    assert found["sympy"].version


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_program_that_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "xelatex"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tool,) = (t for t in doctor.tools() if t.name == "xelatex")
    assert (tool.there, tool.version) == (True, "")


def test_it_imports_no_algebra(process: Any) -> None:
    code = (
        "import sys; from symsoft.cli import main; code = main(['doctor']); "
        "assert not {'sympy', 'numpy', 'jinja2', 'typst'} & set(sys.modules); sys.exit(code)"
    )
    run = process("-c", code)
    assert run.code == 0, run.err


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
def test_everything_is_said_in_chinese(language: str) -> None:
    phrases = catalogue(language)
    said = {"yes", "no"}
    for tool in doctor.tools():
        said |= {tool.kind, tool.adds}
    assert sorted(text for text in said if phrases.sentence(text) == text) == []
    known = set(tools.TRADITIONAL)
    assert known - said == set()
