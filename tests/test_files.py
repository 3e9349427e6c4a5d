from __future__ import annotations

import os
from pathlib import Path

import pytest

from symsoft.errors import InputError
from symsoft.files import check_parent, save


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_saves_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    save({tmp_path / "a.txt": "Σ\n", tmp_path / "b.txt": "δ\n"})
    assert (tmp_path / "a.txt").read_bytes() == "Σ\n".encode()
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_makes_the_last_folder_only(tmp_path: Path) -> None:
    save({tmp_path / "out" / "a.txt": "a", tmp_path / "out" / "b.txt": "b"})
    assert names(tmp_path / "out") == ["a.txt", "b.txt"]
    with pytest.raises(InputError, match="can't write"):
        save({tmp_path / "x" / "y" / "a.txt": "a"})
    assert names(tmp_path) == ["out"]


def test_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    save({path: "new"})
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    save({tmp_path / "new": ""})
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    save({tmp_path / "link": "new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    save({pipe: "text"})
    assert os.read(reader, 100) == b"text"
    os.close(reader)
    assert pipe.is_fifo()


def test_writes_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.txt").mkdir()
    with pytest.raises(InputError, match=r"can't write .*b\.txt: it is a folder"):
        save({tmp_path / "out" / "a.txt": "a", tmp_path / "out" / "b.txt": "b"})
    assert names(tmp_path / "out") == ["b.txt"]


def test_a_folder_made_in_vain_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InputError):
        save({out / "a.txt": "a", out / ("b" * 300): "b"})
    assert names(tmp_path) == []


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save({tmp_path / "out" / "a.txt": "a"})
    assert names(tmp_path) == []


def test_a_missing_parent_is_named(tmp_path: Path) -> None:
    check_parent(tmp_path / "out" / "a.txt")
    with pytest.raises(InputError, match=r"the folder .*none doesn't exist"):
        check_parent(tmp_path / "none" / "out" / "a.txt")
