"""Sums, maxima and minima as C.

A sum goes by blocks whose terms are added by pairs; the functions that do so come from the template
``helpers.c.j2``, which also says how large the error can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symsoft.backends.c_expressions import SUM, show
from symsoft.backends.c_names import Names
from symsoft.backends.c_scope import Scope
from symsoft.language.terms import Max, Min, Reduction, Ref, Sum, factors, free

BLOCK = 128
"""Terms in a block of a sum."""
ROUNDINGS = BLOCK.bit_length()
"""How often a term is rounded: on its way through the pairs of a block, and in the total."""


def sum_error(count: int, unit: Any) -> Any:
    """The error of a sum relative to the sum of its terms' magnitudes, as the header states it."""
    return ROUNDINGS * unit + (count * unit / BLOCK) ** 2


_WORDS: dict[type, str] = {Max: "max", Min: "min"}


def reduced(
    e: Reduction, name: str, declared: bool, scope: Scope, names: Names
) -> tuple[list[str], str]:
    """The lines that compute a reduction, and the expression for its value after them.

    ``name`` is what the value is called.  A largest or smallest value collects in a variable of
    that name when it is to be ``declared`` anyway.
    """
    if isinstance(e, Sum):
        call = _whole_arrays(e, scope)
        return ([], call) if call else _blocks(e, name, scope, names)
    word = _WORDS[type(e)]
    return _extremum(e, name if declared else names.new(f"{name}_{word}"), scope, names)


def loop(index: str, end: str, inside: Sequence[str], start: str = "0") -> list[str]:
    """A for loop over an index around lines."""
    head = f"for (size_t {index} = {start}; {index} < {end}; {index}++) {{"
    return [head, *indented(inside), "}"]


def indented(lines: Sequence[str]) -> list[str]:
    """The lines one level further in."""
    return [f"    {line}" if line else "" for line in lines]


# -- sums ------------------------------------------------------------------------------------------
def _whole_arrays(e: Reduction, scope: Scope) -> str | None:
    """A call that sums an array or the products of two, where their entries lie side by side."""
    runs = [_run(f, e, scope) for f in factors(e.body)]
    if e.excluded or None in runs or len(runs) > 2:
        return None
    size = scope.sizes[e.index.size]
    return scope.helper("sum" if len(runs) == 1 else "dot", size, *(str(run) for run in runs))


def _run(f: Any, e: Reduction, scope: Scope) -> str | None:
    """The address from which the entries of f follow one another as the index runs."""
    if not isinstance(f, Ref) or not f.indices or f.indices[-1] != e.index:
        return None
    if f.name in scope.variables or any(e.index in free(i) for i in f.indices[:-1]):
        return None
    rows = scope.offset(f, len(f.indices) - 1)
    if rows == "0":
        return scope.names[f.name]
    rows = f"({rows})" if " + " in rows else rows
    return f"{scope.names[f.name]} + {rows} * {scope.sizes[e.index.size]}"


def _blocks(e: Reduction, name: str, scope: Scope, names: Names) -> tuple[list[str], str]:
    total, index = names.new(f"{name}_total"), _counter(e, names)
    inner = scope.within({e.index: index})
    real, size = scope.real, scope.sizes[e.index.size]
    term = show(e.body, inner)
    excluded = _allowed(e, inner)
    if excluded:
        term = f"{excluded} ? {show(e.body, inner, SUM)} : {real.zero}"
    lines = [
        f"{real.name}_total {total} = {{{real.zero}, {real.zero}}};",
        f"for (size_t start = 0; start < {size}; start += BLOCK) {{",
        f"    const size_t end = {size} - start < BLOCK ? {size} : start + BLOCK;",
        f"    {real.ctype} term[BLOCK];",
        *indented(loop(index, "end", [f"term[{index} - start] = {term};"], start="start")),
        f"    {scope.helper('add', f'&{total}', 'end - start', 'term')};",
        "}",
    ]
    return lines, scope.helper("value", f"&{total}")


def _counter(e: Reduction, names: Names) -> str:
    """The bound index, free to be used again after its loop."""
    return Names(names.taken).new(e.index.name)


def _allowed(e: Reduction, inner: Scope) -> str:
    index = inner.position(e.index)
    return " && ".join(f"{index} != {inner.position(x)}" for x in e.excluded)


# -- largest and smallest --------------------------------------------------------------------------
def _extremum(e: Reduction, best: str, scope: Scope, names: Names) -> tuple[list[str], str]:
    word = _WORDS[type(e)]
    index = _counter(e, names)
    inner = scope.within({e.index: index})
    step = [f"{best} = {scope.helper(word, best, show(e.body, inner))};"]
    allowed = _allowed(e, inner)
    if allowed:
        step = [f"if ({allowed}) {{", *indented(step), "}"]
    size = scope.sizes[e.index.size]
    empty = "-INFINITY" if word == "max" else "INFINITY"
    return [f"{scope.real.ctype} {best} = {empty};", *loop(index, size, step)], best


__all__ = ["BLOCK", "ROUNDINGS", "indented", "loop", "reduced", "sum_error"]
