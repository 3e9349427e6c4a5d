"""What is installed is what is here: the wheel from the sdist, the records of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

import symsoft

ROOT = Path(__file__).parent.parent
TOP = {
    "symsoft",
    "templates",
    "generated",
    "tests",
    "benchmarks",
    "docs",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}


def run(*command: str | Path, cwd: Path, timeout: float = 900) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=timeout,
        check=False,
    )


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_the_changelog_begins_with_this_version() -> None:
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == symsoft.__version__


def test_the_entry_point_is_the_main_function() -> None:
    assert project()["scripts"] == {"symsoft": "symsoft.cli:main"}


def test_public_names_exist() -> None:
    assert all(getattr(symsoft, name) is not None for name in symsoft.__all__)
    assert dir(symsoft) == symsoft.__all__
    with pytest.raises(AttributeError, match="derve"):
        symsoft.derve  # noqa: B018


def test_nothing_else_at_the_top_level() -> None:
    listed = run("git", "ls-files", cwd=ROOT)
    if listed.returncode or not listed.stdout:
        pytest.skip("not a git checkout")
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= TOP


@pytest.mark.slow
def test_a_wheel_from_the_sdist_works_away_from_the_checkout(tmp_path: Path) -> None:
    dist, away = tmp_path / "dist", tmp_path / "away"
    away.mkdir()
    # Without --sdist and --wheel, build makes the wheel from the sdist.
    built = run(sys.executable, "-m", "build", "--outdir", dist, ROOT, cwd=tmp_path)
    skip_without_index(built)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = dist.glob("*.whl")

    venv.create(tmp_path / "empty", with_pip=True)
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(tmp_path / "empty")}))
    installed = run(scripts / "pip", "install", "--quiet", wheel, cwd=away)
    skip_without_index(installed)
    assert installed.returncode == 0, installed.stderr

    derived = run(scripts / "symsoft", "derive", "--n", "4", "-o", "out/", cwd=away)
    assert derived.returncode == 0, derived.stderr
    suffixes = {".c", ".h", ".html", ".json", ".md", ".pdf", ".py", ".tex", ".txt", ".typ"}
    pictures = {"-heatmap-1.pdf", "-errors-1.pdf", "-simplex-1.pdf"}
    found = {p.name for p in (away / "out").iterdir()}
    assert found == {f"softmax{s}" for s in suffixes | pictures}


@pytest.mark.slow
def test_the_readmes_first_command_in_a_fresh_copy(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"^```sh\n(.*symsoft derive.*)\n```", readme, re.MULTILINE)
    assert block
    copy = tmp_path / "symsoft"
    unwanted = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, copy, ignore=unwanted)
    done = run("bash", "-c", block[1], cwd=copy)
    skip_without_index(done)
    assert done.returncode == 0, done.stderr
    assert "Written out for n = 4" in done.stdout


def skip_without_index(done: subprocess.CompletedProcess[str]) -> None:
    said = done.stdout + done.stderr
    if done.returncode and re.search(r"Retrying|new connection|name resolution", said):
        pytest.skip(f"no package index can be reached: {said.strip().splitlines()[-1]}")
