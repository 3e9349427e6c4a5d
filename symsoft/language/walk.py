"""Walking and rewriting terms without capturing indices.

SymPy's ``subs`` and ``xreplace`` capture (Sum_k x_k x_j with j := k gives Sum_k x_k**2) and rename
bound indices; every rewriting in the project goes through this file instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from symsoft.language.terms import (
    Add,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Sum,
    Term,
    free,
    plus,
    power,
    times,
)

LETTERS = "klrspquvabcdefghw"
"""Letters for bound indices, in the order in which they are tried."""


def rebuild(e: Any, change: Callable[[Any], Any]) -> Any:
    """e with change applied to each argument that is a term; e itself if nothing changed."""
    if not isinstance(e, Term) or isinstance(e, Ref | Index):
        return e
    changed = False
    args = []
    for a in e._args:
        new = change(a) if isinstance(a, Term) else a
        changed = changed or new is not a
        args.append(new)
    return make(e, tuple(args)) if changed else e


def make(e: Any, args: tuple[Any, ...]) -> Any:
    """A node like e over new arguments; sums, products and powers tidy 0, 1 and nesting."""
    if isinstance(e, Add):
        return plus(*args)
    if isinstance(e, Mul):
        return times(*args)
    if isinstance(e, Pow):
        return power(*args)
    return type(e)(*args)


def subterms(e: Any) -> Iterator[Any]:
    """e and every node below it, outermost first; names and bare numbers are left out."""
    todo = [e]
    while todo:
        node = todo.pop()
        if isinstance(node, Term):
            yield node
            todo.extend(reversed(node._args))


def contains(e: Any, kind: type | tuple[type, ...]) -> bool:
    """Does a node of exactly this class, or of one of these, occur in e?"""
    if not isinstance(e, Term):
        return False
    return kind in e.kinds if isinstance(kind, type) else not e.kinds.isdisjoint(kind)


def refs(e: Any) -> list[Any]:
    """Every Ref in e, in order of appearance, repeats included."""
    return [s for s in subterms(e) if isinstance(s, Ref)]


def names(e: Any) -> list[str]:
    """The names of quantities in e, in order of first appearance."""
    return list(e.names) if isinstance(e, Term) else []


def fresh(size: Any, taken: Any, letters: str = LETTERS) -> Any:
    """An index over size whose letter is none of the taken indices' and names'."""
    used = {t.name if isinstance(t, Index) else t for t in taken}
    for suffix in ("", *map(str, range(1, 100))):
        for letter in letters:
            if letter + suffix not in used:
                return Index(letter + suffix, size)
    raise AssertionError("more indices than letters")


def rename(e: Any, mapping: Mapping[Any, Any]) -> Any:
    """e with free indices replaced; a bound index that would capture one is renamed first."""
    moving = {a: b for a, b in mapping.items() if a in free(e) and a != b}
    return _rename(e, moving) if moving else e


def _rename(e: Any, moving: dict[Any, Any]) -> Any:
    if isinstance(e, Index):
        return moving.get(e, e)
    if not isinstance(e, Term):
        return e
    here = {a: b for a, b in moving.items() if a in e.free}
    if not here:
        return e
    if isinstance(e, Reduction):
        body, index = e.body, e.index
        excluded = [_rename(x, here) for x in e.excluded]
        inner = {a: b for a, b in here.items() if a != index}
        if any(index in free(b) for b in inner.values()):
            # What moves may stand in an exception alone, and is not free in the body.
            new = fresh(index.size, free(body).union(inner, *map(free, inner.values())))
            body, index = _rename(body, {index: new}), new
        return type(e)(_rename(body, inner), index, *excluded)
    return make(e, tuple(_rename(a, here) for a in e.args))


def renamed(e: Any, names: Mapping[str, str]) -> Any:
    """e with its quantities called otherwise, where ``names`` says so."""
    if isinstance(e, Ref):
        return Ref(names[e.name], *e.indices) if e.name in names else e
    return rebuild(e, lambda a: renamed(a, names)) if isinstance(e, Term) else e


def free_in_order(e: Any) -> list[Any]:
    """The free indices by first appearance."""
    return list(dict.fromkeys(s for s in subterms(e) if isinstance(s, Index) and s in free(e)))


def letters(e: Any, taken: frozenset[str] = frozenset()) -> Any:
    """e with bound indices spelled by letters that clash with no index around them and no name."""
    if not contains(e, (Sum, Max, Min)):
        return e
    return _letters(e, taken | {i.name for i in free(e)} | set(names(e)) | e.sizes)


def _letters(e: Any, taken: frozenset[str]) -> Any:
    if not contains(e, (Sum, Max, Min)):
        return e
    if isinstance(e, Reduction):
        body, index = e.body, e.index
        if index.name in taken or len(index.name) > 1:
            new = fresh(index.size, taken | {i.name for i in free(body)})
            body, index = rename(body, {index: new}), new
        return type(e)(_letters(body, taken | {index.name}), index, *e.excluded)
    return rebuild(e, lambda a: _letters(a, taken))
