"""Lines of an aligned display on a page: left side, relation, right side, reason, number.

Formulas are cut here, by an estimate of their width, so that nothing runs over the margin.  How a
line is written is the format's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symsoft.display.boxes import Box, fill

LINE = 47.0
"""The width of a line in ems: A4 with margins of 22 mm at 10 points."""
MARGIN = "22mm"
REASON = 12.0
TAG = 3.0
GAP = 1.0
NARROW = 9.0
"""A left side up to this width stands on the line of the first step."""
INDENT = 2.0
SIGN = 1.5
"""The width of a relation."""
SMALL = 0.9
"""The size of the type that reasons are set in."""
UNBROKEN = 12
"""A page may be broken within a step of more lines than this."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be laid out: one relation and its right side.

    ``note`` is running text instead; ``alarm`` says that it is about something wrong.
    """

    relation: str
    box: Box
    reason: str = ""
    number: str = ""
    note: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line; ``depth`` counts the brackets that a continued line begins in, None if it is new.

    ``note`` is running text in place of a formula.  No page ends with a row that is ``kept``.
    """

    text: str = ""
    left: str = ""
    relation: str = ""
    reason: str = ""
    number: str = ""
    depth: int | None = None
    note: str = ""
    alarm: bool = False
    kept: bool = False


def rows(left: Box, steps: Iterable[Step], room: float) -> list[Row]:
    """The lines of a chain, in a display that is ``room`` wide beside its reasons and numbers."""
    found: list[Row] = []
    indent, start = left.width, left.text
    if left.width > NARROW:
        cut = fill(left, room, room - INDENT, 1.0)
        found = [Row(x.text, depth=x.depth if place else None) for place, x in enumerate(cut)]
        indent, start = INDENT, ""
    for step in steps:
        if step.note:
            found.append(Row(note=step.note, alarm=step.alarm))
            continue
        width = room - indent - SIGN
        first, *rest = fill(step.box, width, width - INDENT, 1.0)
        found.append(Row(first.text, start, step.relation, step.reason, step.number))
        found += [Row(line.text, depth=line.depth) for line in rest]
        start = ""
    return together(found)


def overflow(left: Box, box: Box, room: float) -> float:
    """How much longer than its room the longest line of a step comes out; 0 where all fit."""
    indent = INDENT if left.width > NARROW else left.width
    width = room - indent - SIGN
    first, *rest = fill(box, width, width - INDENT, 1.0)
    over = (line.width - (width - INDENT - line.depth) for line in rest)
    return max(first.width - width, *over, 0.0)


def together(found: Sequence[Row]) -> list[Row]:
    """The rows such that no page begins or ends with one line of a chain or a part of a step."""
    starts = [k for k, row in enumerate(found) if row.depth is None and not row.note]
    ends = [*starts[1:], len(found)]
    groups = list(zip(starts, ends, strict=True))
    kept = {k for a, b in groups if b - a <= UNBROKEN for k in range(a, b - 1)}
    if len(groups) > 1:
        kept |= {groups[0][1] - 1, groups[-1][0] - 1}
    return [replace(row, kept=row.kept or k in kept) for k, row in enumerate(found)]


def spans(numbers: Iterable[int], dash: str) -> list[str]:
    """Runs of numbers.

    >>> spans([1, 2, 3, 5], "–")
    ['1–3', '5']
    """
    found: list[list[int]] = []
    for n in numbers:
        if found and n == found[-1][1] + 1:
            found[-1][1] = n
        else:
            found.append([n, n])
    return [str(a) if a == b else f"{a}{dash}{b}" for a, b in found]
