"""docs/example.ipynb runs from top to bottom, in a kernel of its own, and shows what is kept."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "example.ipynb"


@pytest.fixture(scope="module")
def notebook() -> Any:
    found = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(found)
    return found


@pytest.fixture(scope="module")
def executed(notebook: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook with outputs; the kernel is this Python and finds this checkout."""
    folder = str(tmp_path_factory.mktemp("kernel"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("IPYTHONDIR", folder)
        patch.setenv("JUPYTER_RUNTIME_DIR", folder)
        return run_path(str(ROOT / "docs" / "run_notebook.py"))["executed"](notebook)


def outputs(executed: Any) -> list[Any]:
    return [output for cell in executed.cells for output in cell.get("outputs", [])]


def test_it_is_committed_as_it_runs(notebook: Any, executed: Any) -> None:
    for kept, ran in zip(notebook.cells, executed.cells, strict=True):
        assert kept == ran, "the notebook shows something else now: python docs/run_notebook.py"


def test_every_cell_runs(executed: Any) -> None:
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert {output.output_type for output in outputs(executed)} == {"execute_result", "stream"}


def test_results_are_typeset(executed: Any) -> None:
    shown = [o.data for o in outputs(executed) if "text/latex" in o.get("data", {})]
    assert len(shown) >= 4
    for data in shown:
        assert data.keys() == {"text/plain", "text/latex", "text/markdown"}
        assert "$$\n\\begin{aligned}" in data["text/markdown"]
        assert data["text/latex"].startswith("$$")


def test_it_says_what_holds(executed: Any) -> None:
    printed = "".join(o.text for o in outputs(executed) if o.output_type == "stream")
    assert printed.startswith("holds\n")
    assert "for all n ≥ 1" in printed


def test_its_pictures_are_shown(executed: Any) -> None:
    drawings = [o.data for o in outputs(executed) if "image/svg+xml" in o.get("data", {})]
    assert len(drawings) == 1
