"""The comments of generated C: what made it, the contract, what each routine computes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from symsoft.accuracy import FUNCTION_ULPS
from symsoft.backends.as_said import said
from symsoft.backends.c_names import DIRECTIONS
from symsoft.backends.c_routine import WIDTH, Routine, by_value
from symsoft.backends.c_sums import BLOCK, ROUNDINGS
from symsoft.display.templates import render
from symsoft.kernel import Parameter

ROLES = {
    "input": "",
    "saved": ", from the forward routine",
    "cotangent": ", the cotangent",
    "tangent": ", the tangent",
    "output": ", the output",
}


def banner(command: str) -> str:
    """The first lines of a file."""
    return _comment([f"Made by: {' '.join(command.split())}", "Do not edit: make it again."])


def contract(blocks: bool, memory: bool, short: bool, notes: Sequence[str]) -> str:
    """What holds for every routine of a file."""
    text = render(
        "c/contract.txt.j2",
        block=BLOCK,
        roundings=ROUNDINGS,
        ulps=FUNCTION_ULPS,
        pairs=blocks,
        units="2**-53 in f64 and 2**-24 in f32",
        memory=memory,
        short=short,
        notes=[" ".join(note.split()) for note in notes],
    )
    return _comment(text.strip().split("\n"))


def comment(routine: Routine) -> str:
    """What a routine computes, from which arrays, and which names had to change."""
    kernel = routine.kernel
    parameters = [_described(routine, p) for p in (*kernel.parameters, kernel.output)]
    statements = [f"  {said(let, routine.names)}" for let in kernel.lets]
    changed = [f"  {name} is called {new} here" for name, new in _renamed(routine) if name != new]
    return _comment([f"{kernel.name}:", *statements, "with", *parameters, *changed])


def _renamed(routine: Routine) -> Iterable[tuple[str, str]]:
    yield routine.kernel.name, routine.stem
    yield from ((size.name, new) for size, new in routine.sizes.items())
    parameters = (*routine.kernel.parameters, routine.kernel.output)
    yield from ((p.name, routine.names[p.name]) for p in parameters if p.role not in DIRECTIONS)


def _described(routine: Routine, parameter: Parameter) -> str:
    fixed = {routine.sizes[size]: str(value) for size, value in routine.fixed.items()}
    axes = [routine.sizes[axis] for axis in parameter.axes]
    shape = " x ".join(["rows", *(fixed.get(axis, axis) for axis in axes)])
    what = "by value" if by_value(parameter) else shape
    return f"  {routine.names[parameter.name]}: {what}{ROLES[parameter.role]}"


def _comment(lines: Iterable[str]) -> str:
    """Lines as a comment, wrapped, with nothing in them that ends it or begins another."""
    wrapped: list[str] = []
    for line in lines:
        safe = line.replace("*/", "* /").replace("/*", "/ *")
        indent = " " * (len(line) - len(line.lstrip()) + 2) if line.startswith(" ") else ""
        wrapped += textwrap.wrap(
            safe, WIDTH - 3, subsequent_indent=indent, break_long_words=False
        ) or [""]
    return "\n".join([f"/* {wrapped[0]}", *(f" * {w}".rstrip() for w in wrapped[1:]), " */"])


__all__ = ["banner", "comment", "contract"]
