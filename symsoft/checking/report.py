"""The words of evidence from ball arithmetic: what was covered, and the counterexample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import arb

from symsoft.checking.evaluate import Point
from symsoft.language.terms import Index

Sizes = Mapping[str, int]


def scope(covered: Mapping[tuple[tuple[str, int], ...], int], indexed: bool, bits: int) -> str:
    """The coverage: points used at each choice of sizes, index values, precision.

    >>> scope({(("n", 3),): 1, (("n", 2),): 1}, True, 128)
    'n = 2..3, all index values, 2 points, 128 bits'
    """
    used = sum(covered.values())
    parts = [
        choices_text([dict(choice) for choice in covered]),
        "all index values" if indexed else "",
        f"{used} point{'s' if used > 1 else ''}",
        f"{bits} bits",
    ]
    return ", ".join(part for part in parts if part)


def choices_text(choices: list[dict[str, int]]) -> str:
    """The choices of sizes in one line, '' where there are no sizes.

    >>> choices_text([{"n": 3, "m": 2}, {"n": 2, "m": 3}])
    '(n, m) = (3, 2), (2, 3)'
    """
    names = list(choices[0]) if choices else []
    if not names:
        return ""
    if len(names) > 1:
        tuples = (f"({', '.join(map(str, c.values()))})" for c in choices)
        return f"({', '.join(names)}) = {', '.join(tuples)}"
    values = sorted(c[names[0]] for c in choices)
    if len(values) > 1 and values == list(range(values[0], values[-1] + 1)):
        return f"{names[0]} = {values[0]}..{values[-1]}"
    return f"{names[0]} = {', '.join(map(str, values))}"


def place(point: Point, at: Mapping[Index, int]) -> str:
    """The sizes and index values of one place, '' where there are neither."""
    parts = [f"{name} = {size}" for name, size in point.sizes.items()]
    return ", ".join(parts + [f"{index.name} = {value}" for index, value in at.items()])


def counterexample(
    point: Point, at: Mapping[Index, int], balls: tuple[arb, arb], sides: tuple[Any, Any]
) -> str:
    """Where two sides differ, what they are there, and at which inputs."""
    left, right = two_numbers(*balls)
    where = place(point, at)
    inputs = inputs_text(point, sides)
    return (
        f"{where + ': ' if where else ''}left {left}, right {right}"
        f"{' at ' + inputs if inputs else ''}"
    )


def inputs_text(point: Point, sides: tuple[Any, Any]) -> str:
    """The inputs on which the sides depend, as ``x = (0.25, -1.5), T = 2``."""
    return ", ".join(
        f"{name} = {_array(point, name, ())}" for name in point.programs.inputs_of(*sides)
    )


def _array(point: Point, name: str, at: tuple[int, ...]) -> str:
    shape = point.programs.system.shapes[name]
    if len(at) == len(shape):
        return number(point.entry(name, at))
    size = point.sizes[shape[len(at)].name]
    return f"({', '.join(_array(point, name, (*at, v)) for v in range(1, size + 1))})"


def two_numbers(left: arb, right: arb) -> tuple[str, str]:
    """Two balls in the fewest digits that tell them apart."""
    for digits in (4, 8, 16, 30):
        texts = number(left, digits), number(right, digits)
        if texts[0] != texts[1]:
            break
    return texts


def number(ball: arb, digits: int = 8) -> str:
    """A ball in a few digits, with … unless it is exact.

    >>> number(arb(1) / 4), number(arb(1) / 3, 4)
    ('0.25', '0.3333…')
    """
    middle = ball.mid()
    if ball.is_exact() and arb(float(middle)) == middle:
        return repr(float(middle)).removesuffix(".0")
    return "0" if ball.contains(0) else middle.str(digits, radius=False) + "…"
