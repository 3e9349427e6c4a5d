"""Runs docs/example.ipynb and keeps what it shows, so that it can be read without running it.

    python docs/run_notebook.py

tests/test_notebook.py fails when the notebook shows something else than what is kept.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent / "example.ipynb"


def executed(notebook: Any) -> Any:
    """The notebook with its outputs, and nothing that differs from run to run."""
    fresh = nbformat.from_dict(notebook)
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            fresh,
            timeout=120,
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    fresh.metadata = notebook.metadata
    return fresh


if __name__ == "__main__":
    nbformat.write(executed(nbformat.read(NOTEBOOK, as_version=4)), NOTEBOOK)
