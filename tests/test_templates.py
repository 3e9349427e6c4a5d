"""Templates give a file its shape; what is mathematics stands in the printers."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parent.parent / "templates"
FILES = sorted(p for p in TEMPLATES.rglob("*") if p.is_file())

ARITHMETIC = (
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Pow,
    nodes.Neg,
    nodes.Pos,
)
ALLOWED_FILTERS = {"join", "indent", "trim", "wordwrap", "length"}
ALLOWED_CALLS = {"super", "caller"}


def environment(text: str) -> Environment:
    """LaTeX templates may use delimiters that LaTeX does not: \\BLOCK{…}, \\VAR{…}."""
    if "\\BLOCK{" in text or "\\VAR{" in text:
        return Environment(
            block_start_string="\\BLOCK{",
            block_end_string="}",
            variable_start_string="\\VAR{",
            variable_end_string="}",
            comment_start_string="\\#{",
            comment_end_string="}",
        )
    return Environment()


def offences(text: str) -> list[str]:
    tree = environment(text).parse(text)
    found = [type(node).__name__ for node in tree.find_all(ARITHMETIC)]
    found += [
        f"filter {n.name}" for n in tree.find_all(nodes.Filter) if n.name not in ALLOWED_FILTERS
    ]
    for call in tree.find_all(nodes.Call):
        macro = isinstance(call.node, nodes.Name) and call.node.name in macros(tree)
        helper = isinstance(call.node, nodes.Name) and call.node.name in ALLOWED_CALLS
        if not macro and not helper:
            found.append(f"call at line {call.lineno}")
    return found


def macros(tree: nodes.Template) -> set[str]:
    return {m.name for m in tree.find_all(nodes.Macro)}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(TEMPLATES).as_posix())
def test_template_has_no_mathematics(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


def test_templates_were_found() -> None:
    assert FILES


@pytest.mark.parametrize(
    "text",
    [
        "{{ i + 1 }}",
        "{{ -x }}",
        "{% if n % 2 %}a{% endif %}",
        "{{ x | abs }}",
        "{{ exp(x) }}",
        "{{ y.diff(x) }}",
    ],
)
def test_mathematics_is_seen(text: str) -> None:
    assert offences(text)
