"""What is made only where it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from symsoft.calculus import results
from symsoft.cli import main


@pytest.mark.parametrize(("name", "theorems"), [("f.py", False), ("f.c", False), ("f.md", True)])
def test_theorems_are_tried_for_documents_alone(
    name: str, theorems: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def properties(deriver, proof, claims):
        asked.extend(claims)
        return ()

    monkeypatch.setattr(results, "properties", properties)
    assert main(["derive", "--define", "y[i] = x[i]**2", "-o", f"{tmp_path}/{name}"]) == 0
    assert bool(asked) is theorems
