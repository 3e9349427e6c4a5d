"""Generated C on many shapes under AddressSanitizer and UndefinedBehaviorSanitizer.

Axes shorter and longer than blocks and vectors, empty ones, no rows: nothing may be read or written
beside the arrays, whatever they hold.  What is computed is compared elsewhere.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest

from symsoft.backends import c, c_driver
from symsoft.errors import SymsoftError
from symsoft.kernel import Kernel

LENGTHS = (0, 1, 2, 7, 8, 9, 33, 100)
ROWS = (0, 1, 3)
MORE = 12
"""Shapes with mixed lengths, beside those whose axes are all equal."""
LARGEST = 200_000
"""Numbers in the largest array of a call; a Jacobian by a matrix grows fast."""
QUICK = ("softmax", "ce", "temperature", "restricted sum")


@cache
def reason_to_skip(folder: Path) -> str:
    """Why there is no check here, "" when there can be one."""
    command = c.compiler()
    if command is None:
        return "no C compiler is installed"
    (folder / "empty.c").write_text("int main(void) { return 0; }\n")
    line = [*command.split(), *c_driver.SANITIZERS, "empty.c", "-o", "empty"]
    built = subprocess.run(line, cwd=folder, capture_output=True, check=False)
    if built.returncode or subprocess.run([folder / "empty"], check=False).returncode:
        return f"{command} has no sanitizers here"
    return ""


def shapes(kernels: tuple[Kernel, ...]) -> list[dict[str, int]]:
    """Every length with every number of rows, and mixtures drawn by a fixed seed."""
    names = list(dict.fromkeys(s.name for k in kernels for s in k.sizes))
    random = Random(0)
    found = [{"rows": rows, **dict.fromkeys(names, n)} for n in LENGTHS for rows in ROWS]
    for _ in range(MORE if len(names) > 1 else 0):
        mixed = {name: random.choice(LENGTHS) for name in names}
        found.append({"rows": random.choice(ROWS), **mixed})
    return [shape for shape in found if largest(kernels, shape) <= LARGEST]


def largest(kernels: tuple[Kernel, ...], shape: dict[str, int]) -> int:
    every = (p for k in kernels for p in (*k.parameters, k.output))
    return shape["rows"] * max(prod(shape[s.name] for s in p.axes) for p in every)


def check(case: str, generated: Any, folder: Path) -> None:
    if reason := reason_to_skip(folder):
        pytest.skip(reason)
    kernels = generated.kernels(case)
    tried = shapes(kernels)
    assert len(tried) >= len(ROWS) * 4
    assert c.sanitised_check(kernels, tried) == 2 * len(kernels) * len(tried)


@pytest.mark.parametrize("name", QUICK)
def test_shapes(name: str, generated: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    check(name, generated, tmp_path_factory.getbasetemp())


@pytest.mark.slow
def test_shapes_of_everything(
    case: str, generated: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if case not in QUICK:
        check(case, generated, tmp_path_factory.getbasetemp())


def test_a_write_beside_an_array_is_seen(
    generated: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason := reason_to_skip(tmp_path_factory.getbasetemp()):
        pytest.skip(reason)
    right = c_driver.source

    def wrong(*arguments: Any, **options: Any) -> dict[str, str]:
        texts = right(*arguments, **options)
        changed = re.sub(r"; (\w+) < (\w+);", r"; \1 <= \2;", texts[".c"])
        assert changed != texts[".c"]
        return {**texts, ".c": changed}

    monkeypatch.setattr(c_driver, "source", wrong)
    with pytest.raises(SymsoftError, match="overflow"):
        c.sanitised_check(generated.kernels("softmax"), [{"rows": 1, "n": 9}])
