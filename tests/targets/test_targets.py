"""The registry of formats, and what holds for each of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import symsoft
from symsoft.display.options import Options
from symsoft.proof import Derivation
from symsoft.targets import TARGETS

HERE = Path(__file__).parent


def test_every_file_is_a_target() -> None:
    folder = Path(symsoft.__file__).parent / "targets"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {target.module.rpartition(".")[2] for target in TARGETS.values()} == files
    assert {"json", "latex", "text"} <= TARGETS.keys()


def test_suffixes() -> None:
    suffixes = [target.suffix for target in TARGETS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert TARGETS["latex"].suffix == ".tex"
    assert TARGETS["json"].suffix == ".json"


def test_looking_up_a_name_imports_nothing_heavy() -> None:
    code = (
        "import sys; from symsoft.targets import TARGETS; 'text' in TARGETS;"
        "print('sympy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_twice(name: str, softmax: Derivation, cross_entropy: Derivation) -> None:
    first, second = (TARGETS[name].document([softmax, cross_entropy]) for _ in range(2))
    assert first == second
    assert first.endswith("\n")
    assert "softmax" in first


@pytest.mark.parametrize("name", TARGETS)
def test_the_entry_can_be_renamed(name: str, softmax: Derivation) -> None:
    printed = TARGETS[name].document([softmax], Options(entry="jacobian-delta"))
    assert "jacobian-delta" in printed


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_to_print_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match="no derivation"):
        TARGETS[name].document([])


def test_hash_seeds_change_nothing() -> None:
    code = (
        "import importlib.util as u; s = u.spec_from_file_location('c', 'conftest.py');"
        "c = u.module_from_spec(s); s.loader.exec_module(c);"
        "from symsoft.targets import TARGETS;"
        "print([t.document([c.derivation(), c.with_lemma()]) for t in TARGETS.values()])"
    )
    path = str(Path(symsoft.__file__).parent.parent)
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=HERE,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1] != b""
