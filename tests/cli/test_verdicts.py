"""Exit codes where something is unknown or could not be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


@pytest.mark.parametrize(
    "stated",
    [
        ["--define", "y = a*b", "--given", "a**4 + b**4 < a**2*b**2"],
        ["--define", "y = log(sin(x)*cos(x) - 0.9)"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("command", ["derive", "verify"])
def test_what_may_speak_of_nothing_is_unknown(
    command: str, stated: list[str], symsoft: Command
) -> None:
    run = symsoft(command, *stated)
    assert run.code == 3
    assert "no point found where all that is given and needed holds" in run.out + run.err


def test_a_folder_without_code_is_not_complete(symsoft: Command, tmp_path: Path) -> None:
    run = symsoft("derive", "--define", "y = 1e400*x", "-o", "out/")
    assert run.code == 2
    assert "symsoft: no c: the number 1e400 is beyond the range of double" in run.err
    made = {path.suffix for path in (tmp_path / "out").iterdir()}
    assert {".txt", ".tex", ".html", ".json", ".pdf"} <= made
    assert not made & {".py", ".c", ".h"}
