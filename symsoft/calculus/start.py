"""Rules that begin a derivation: they turn the derivative of a defined quantity into work."""

from __future__ import annotations

from typing import Any

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.signs import is_positive
from symsoft.language.system import System
from symsoft.language.terms import D, Fn, Ref, Sum, free, times
from symsoft.language.walk import fresh, names


@rule("chain-through", "start")
def chain_through(node: Any, context: Context) -> Any:
    """dL/dx = Sum_k dL/dz_k dz_k/dx when L depends on x only through z"""
    head, by = node.body, node.by
    z = cut(head.name, by.name, context.system)
    return None if z is None else through(node, z, context)


def through(node: Any, z: str, context: Context) -> Any:
    """The chain rule through one quantity, which is cited."""
    head, by = node.body, node.by
    taken = {*free(node), *context.system.shapes, *(s.name for s in context.system.sizes)}
    indices: list[Any] = []
    for size in context.system.shapes[z]:
        indices.append(fresh(size, taken | set(indices)))
    middle = Ref(z, *indices)
    context.cite(middle)
    e = times(D(head, middle), D(middle, by))
    for k in reversed(indices):
        e = Sum(e, k)
    return e


@rule("definition", "start")
def definition(node: Any, context: Context) -> Any:
    """A defined quantity equals the body of its definition."""
    head, by = node.body, node.by
    if not isinstance(head, Ref) or head.name == by.name:
        return None
    if context.system.definition(head.name) is None:
        return None
    context.cite(head)
    return D(context.system.unfold(head), by)


@rule("log-derivative", "route")
def log_derivative(node: Any, context: Context) -> Any:
    """F' = f (log f)'
    where f > 0
    """
    head, by = node.body, node.by
    if not is_positive(head, context.system):
        return None
    return times(head, D(Fn("log", head), by))


def cut(head: str, by: str, system: System) -> str | None:
    """The definition nearest to ``by`` through which all dependence of ``head`` on it passes.

    None when there is none, or when the head's own body names it: then the body is unfolded.
    """
    z = nearest(head, by, system)
    return None if z is None or z in names(_body(system, head)) else z


def nearest(head: str, by: str, system: System) -> str | None:
    """The definition nearest to ``by`` through which all dependence on it passes, if there is one.

    Whether the head's own body names it does not matter.
    """
    if system.definition(head) is None:
        return None
    known = gates(head, by, system)
    for z in known:
        if all(w == z or system.depends(_body(system, w), z) for w in known):
            return z
    return None


def gates(head: str, by: str, system: System) -> list[str]:
    """The definitions through which all dependence of ``head`` on ``by`` passes."""
    body = _body(system, head)

    def avoids(e: Any, z: str) -> bool:
        """Is there a way from e to ``by`` that does not lead through z?"""
        for name in names(e):
            if name == by:
                return True
            inner = system.definition(name)
            if name != z and inner is not None and avoids(inner.body, z):
                return True
        return False

    return [
        d.name
        for d in system.definitions
        if d.name not in (head, by)
        and system.depends(body, d.name)
        and system.depends(d.body, by)
        and not avoids(body, d.name)
    ]


def _body(system: System, name: str) -> Any:
    found = system.definition(name)
    assert found is not None
    return found.body
