"""The rooms import only upwards: the judge can't reach into what it judges."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import symsoft
from symsoft.targets import TARGETS

ROOT = Path(symsoft.__file__).parent
LEVELS = {
    "language": 0,
    "proof": 0,
    "errors": 0,
    "accuracy": 0,
    "kernel": 0,
    "suggest": 0,
    "files": 0,
    "fonts": 0,
    "workers": 0,
    "calculus": 1,
    "checking": 1,
    "display": 1,
    "lowering": 2,
    "backends": 2,
    "pictures": 2,
    "targets": 3,
    "catalog": 2,
    "typeset": 3,
    "api": 4,
    "doctor": 4,
    "programs": 5,
    "explaining": 5,
    "build": 6,
    "cli": 7,
    "__main__": 8,
}
FILES = sorted(ROOT.rglob("*.py"))


def module_of(path: Path, root: Path = ROOT) -> str:
    parts = ("symsoft", *path.relative_to(root).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def imported(path: Path, root: Path = ROOT) -> Iterator[str]:
    """Every module of the project that the file names, wherever in the file it does so."""
    package = module_of(path, root).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def room(module: str) -> str | None:
    """The room of a module of the project: ``symsoft.targets.text`` lies in ``targets``."""
    parts = module.split(".")
    return parts[1] if parts[0] == "symsoft" and len(parts) > 1 else None


def breaches(path: Path, root: Path = ROOT) -> list[str]:
    """Imports from a room above or, but for the ground floor, from one beside."""
    own = room(module_of(path, root))
    if own is None:  # symsoft/__init__.py names what it loads lazily
        return []
    found = []
    for module in imported(path, root):
        other = room(module)
        if other is None or other == own or other not in LEVELS:  # a name, not a room
            continue
        if LEVELS[other] > LEVELS[own] or LEVELS[other] == LEVELS[own] > 0:
            found.append(f"{module_of(path, root)} imports {module}")
    return found


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_only_from_rooms_below(path: Path) -> None:
    assert breaches(path) == []


def test_every_room_has_a_level() -> None:
    rooms = {room(module_of(path)) for path in FILES} - {None}
    assert rooms - LEVELS.keys() == set()


def test_targets_do_not_import_each_other() -> None:
    targets = {target.module for target in TARGETS.values()}
    found = [
        f"{own} imports {other}"
        for own in targets
        for other in imported(ROOT / "targets" / f"{own.rpartition('.')[2]}.py")
        if other in targets - {own}
    ]
    assert found == []


def test_a_breach_is_seen(tmp_path: Path) -> None:
    (tmp_path / "checking").mkdir()
    spy = tmp_path / "checking" / "spy.py"
    spy.write_text("def f():\n    from symsoft.calculus import rules\n    return rules\n")
    assert breaches(spy, tmp_path) == [
        "symsoft.checking.spy imports symsoft.calculus",
        "symsoft.checking.spy imports symsoft.calculus.rules",
    ]
