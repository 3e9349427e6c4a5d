"""Fills the templates that give a file its shape; what is written into them is made elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """Where the templates lie: inside the installed package, else beside it in a checkout."""
    installed = _PACKAGE / "_templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def render(name: str, **fields: Any) -> str:
    r"""The text of ``templates/<name>`` with its fields filled in.

    A template for LaTeX writes \BLOCK{…} and \VAR{…}.  Raises jinja2.UndefinedError for a field
    that is not given.
    """
    import jinja2

    delimiters: dict[str, Any] = {}
    if name.endswith(".tex.j2"):
        delimiters = {
            "block_start_string": r"\BLOCK{",
            "block_end_string": "}",
            "variable_start_string": r"\VAR{",
            "variable_end_string": "}",
            "comment_start_string": r"\#{",
            "comment_end_string": "}",
        }
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        **delimiters,
    )
    return environment.get_template(name).render(**fields)
