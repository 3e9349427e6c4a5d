"""The statements of one row as C: loops, assignments, reductions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symsoft.backends.c_expressions import show
from symsoft.backends.c_names import Names
from symsoft.backends.c_schedule import Schedule
from symsoft.backends.c_scope import Scope
from symsoft.backends.c_sums import loop, reduced
from symsoft.kernel import Let
from symsoft.language.terms import Index, Reduction


def statements(plan: Schedule, scope: Scope, taken: Names) -> list[str]:
    """The lines that compute one row.

    Names that only matter within the row are chosen so that they hide none of the taken ones.
    """
    row = Names(taken.taken)
    lines: list[str] = []
    for group in plan.groups:
        looped = any(isinstance(i, Index) for i in group[0].target.indices)
        lines += _group(group, plan, scope, Names(row.taken) if looped else row)
    return lines


def _group(group: Sequence[Let], plan: Schedule, scope: Scope, names: Names) -> list[str]:
    """Statements that share their loops, in them."""
    indices = list(dict.fromkeys(i for i in group[0].target.indices if isinstance(i, Index)))
    counters = [names.new(i.name) for i in indices]
    lines: list[str] = []
    for let in group:
        own = dict.fromkeys(i for i in let.target.indices if isinstance(i, Index))
        inner = scope.within(dict(zip(own, counters, strict=True)))
        lines += _statement(let, let.target.name in plan.single, inner, names)
    for index, counter in zip(reversed(indices), reversed(counters), strict=True):
        lines = loop(counter, scope.sizes[index.size], lines)
    return lines


def _statement(let: Let, declared: bool, scope: Scope, names: Names) -> list[str]:
    """One assignment, or the declaration of a value that only the lines after it use."""
    lines: list[str] = []
    if isinstance(let.expr, Reduction):
        name = scope.names[let.target.name]
        lines, value = reduced(let.expr, name, declared, scope, names)
    else:
        value = show(let.expr, scope)
    place = scope.place(let.target)
    if value == place:
        return lines
    if declared:
        return [*lines, f"const {scope.real.ctype} {place} = {value};"]
    update = re.fullmatch(rf"{re.escape(place)} ([-+*/]) (\w+)", value)
    if update:
        return [*lines, f"{place} {update[1]}= {update[2]};"]
    return [*lines, f"{place} = {value};"]


__all__ = ["statements"]
