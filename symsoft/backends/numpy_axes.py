"""Where the indices of a statement lie: the loops, then the reduction index, as trailing axes.

Prints array references, masks and identities lined up with those axes; nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Integer

from symsoft.backends.numpy_names import Scope
from symsoft.errors import UnsupportedError
from symsoft.language.terms import Delta, Index, Ref

LETTERS = "ijklmnopqrstuvwxyzabcdefgh"
"""Letters of axes in einsum, by position, so that the user's letters change nothing."""


def reference(ref: Ref, axes: Sequence[Index], scope: Scope) -> str:
    """The text of a Ref whose axes line up with these; its last axis is the last of these."""
    name = scope.spelled[ref.name]
    if ref.name in scope.kept:
        return name
    places = [_place(i, axes, ref) for i in ref.indices]
    if any(p is None for p in places):
        scope.entry(ref)
    loops = [p for p in places if p is not None]
    if loops == sorted(set(loops)):
        return name + _bracket(_spread(ref.indices, places, len(axes)))
    fixed = [str(int(i) - 1) if _fixed(i) else ":" for i in ref.indices]
    picked = name + (_bracket(fixed) if None in places else "")
    turned = _turned(picked, loops)
    return turned + _bracket(_spread((), sorted(set(loops)), len(axes)))


def in_order(ref: Ref, axes: Sequence[Index]) -> bool:
    """Does a Ref hold its entries in the order of the axes, the last one fastest?"""
    places = [axes.index(i) for i in ref.indices if isinstance(i, Index)]
    return places == sorted(set(places))


def subscripts(ref: Ref, axes: Sequence[Index]) -> str:
    """The einsum letters of a Ref that is used as it is stored."""
    return "".join(LETTERS[axes.index(i)] for i in ref.indices)


def identity(delta: Delta, axes: Sequence[Index], scope: Scope) -> str:
    """A Delta of at least one index of the axes, as an array of 0 and 1."""
    a, b = delta.args
    if _fixed(a) or _fixed(b):
        return f"{_condition(a, b, '==', axes, scope)}.astype({scope.dtype})"
    return _eye(a, b, axes, scope, scope.dtype)


def mask(delta: Delta, axes: Sequence[Index], scope: Scope) -> str:
    """A Delta of at least one index of the axes, as an array of truth values."""
    a, b = delta.args
    if _fixed(a) or _fixed(b):
        return _condition(a, b, "==", axes, scope)
    return _eye(a, b, axes, scope, "bool")


def exclusion(index: Index, excluded: Any, axes: Sequence[Index], scope: Scope) -> str:
    """Where index differs from the excluded value, as an array of truth values."""
    if _fixed(excluded):
        return _condition(index, excluded, "!=", axes, scope)
    return f"~{_eye(index, excluded, axes, scope, 'bool')}"


def _place(index: Any, axes: Sequence[Index], where: Any) -> int | None:
    """The position of an index among the axes, None for a fixed one."""
    if _fixed(index):
        return None
    if index not in axes:
        raise UnsupportedError(f"NumPy has no form for the index {index} in {where}")
    return axes.index(index)


def _fixed(index: Any) -> bool:
    return isinstance(index, Integer)


def _spread(indices: Sequence[Any], places: Sequence[int | None], rank: int) -> list[str]:
    """Entries of a subscript: an array's axes in order, None for each axis that it lacks."""
    entries: list[str] = []
    filled = -1
    for k, place in enumerate(places):
        if place is None:
            entries.append(str(int(indices[k]) - 1))
            continue
        entries += ["None"] * (place - filled - 1) + [":"]
        filled = place
    return entries + ["None"] * (rank - filled - 1)


def _bracket(entries: Sequence[str]) -> str:
    return f"[{', '.join(['...', *entries])}]" if any(e != ":" for e in entries) else ""


def _turned(text: str, places: Sequence[int]) -> str:
    """An array with its axes in the order of their places, a repeated place being a diagonal."""
    wanted = sorted(set(places))
    if len(places) == 2 and len(wanted) == 2:
        return f"{text}.swapaxes(-1, -2)"
    held = "".join(LETTERS[p] for p in places)
    return f'np.einsum("...{held}->...{"".join(LETTERS[p] for p in wanted)}", {text})'


def _eye(a: Any, b: Any, axes: Sequence[Index], scope: Scope, dtype: str) -> str:
    first, second = sorted((axes.index(a), axes.index(b)))
    text = f"np.eye({scope.size(a.size)}, dtype={dtype})"
    entries = [":"] + ["None"] * (second - first - 1) + [":"] + ["None"] * (len(axes) - second - 1)
    return text + (f"[{', '.join(entries)}]" if "None" in entries else "")


def _condition(a: Any, b: Any, relation: str, axes: Sequence[Index], scope: Scope) -> str:
    index, fixed = (b, a) if _fixed(a) else (a, b)
    text = f"(np.arange({scope.size(index.size)}) {relation} {int(fixed) - 1})"
    missing = len(axes) - axes.index(index) - 1
    return text + (f"[{', '.join([':'] + ['None'] * missing)}]" if missing else "")
