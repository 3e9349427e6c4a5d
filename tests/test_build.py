from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symsoft import build
from symsoft.catalog import entries
from symsoft.errors import InputError
from symsoft.targets import TARGETS

ROOT = Path(__file__).parent.parent
HASH = """
import hashlib
from symsoft.build import plan
planned = plan(["ce", "temperature"])
print(hashlib.sha256(repr(sorted(planned.items())).encode()).hexdigest())
"""
FEW = ("bce", "ce", "gelu", "softmax")
"""Entries for the quick test: ``symsoft generate --check`` compares all of them."""


@pytest.fixture(scope="module")
def planned() -> dict[str, str]:
    return build.plan(FEW)


def test_generated_is_what_is_planned(planned: dict[str, str]) -> None:
    for name, text in planned.items():
        assert (ROOT / "generated" / name).read_bytes() == text.encode(), name


def test_every_entry_in_every_format(planned: dict[str, str]) -> None:
    suffixes = (*(TARGETS[format].suffix for format in build.FORMATS), ".py", ".c", ".h")
    assert set(planned) == {f"{e}{suffix}" for e in FEW for suffix in suffixes}
    written = {path.name for path in (ROOT / "generated").iterdir()}
    assert written == {f"{e}{suffix}" for e in entries() for suffix in suffixes}


def test_every_entry_holds() -> None:
    for name in entries():
        document = json.loads((ROOT / "generated" / f"{name}.json").read_text("utf-8"))
        for derivative in document.get("derivatives", [document]):
            for step in derivative["steps"]:
                verdicts = [e["verdict"] for e in step["evidence"]]
                assert "holds" in verdicts
                assert "fails" not in verdicts


def test_no_dates_paths_or_machines(planned: dict[str, str]) -> None:
    for text in planned.values():
        assert str(ROOT) not in text
        assert "/tmp" not in text


def test_the_plan_does_not_depend_on_the_hash_seed(process: Callable[..., Any]) -> None:
    runs = [process("-c", HASH, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert [run.code for run in runs] == [0, 0]
    assert runs[0].out == runs[1].out


def test_written_is_up_to_date(tmp_path: Path) -> None:
    planned = {"a.txt": "Σ\n", "b.txt": "no end"}
    build.write(tmp_path / "generated", planned)
    assert build.compare(tmp_path / "generated", planned) == ""


def test_what_is_stale_missing_or_orphaned_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "generated"
    build.write(folder, {"stale.txt": "one\ntwo\n", "orphan.txt": ""})
    assert build.compare(folder, {"stale.txt": "one\n2\n", "missing.txt": "x"}) == (
        "missing: generated/missing.txt, run symsoft generate\n"
        "orphan: generated/orphan.txt belongs to no entry, delete it\n"
        "--- generated/stale.txt\n"
        "+++ generated/stale.txt (planned)\n"
        "@@ -1,2 +1,2 @@\n"
        " one\n"
        "-two\n"
        "+2\n"
    )


def test_line_ends_count(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x\r\n")
    assert build.compare(tmp_path, {"a.txt": "x\n"}) != ""
    (tmp_path / "a.txt").write_bytes(b"x")
    assert "No newline" in build.compare(tmp_path, {"a.txt": "x\n"})


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "generated").write_text("a file")
    with pytest.raises(InputError, match="can't write"):
        build.write(tmp_path / "generated", {"a.txt": ""})


@pytest.mark.parametrize("check", [False, True])
def test_the_command(
    check: bool,
    symsoft: Callable[..., Any],
    tmp_path: Path,
    planned: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build, "plan", lambda: planned)
    assert symsoft("generate", "--check").code == 1
    assert not (tmp_path / "generated").exists()
    assert symsoft("generate").code == 0
    assert symsoft("generate", "--check").out == ""
    (tmp_path / "generated" / "softmax.txt").write_text("stale")
    run = symsoft("generate", *(["--check"] if check else []))
    assert run.code == (1 if check else 0)
    assert ("+++ generated/softmax.txt" in run.out) == check
