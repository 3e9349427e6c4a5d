"""Turns one expression into Lets: sums hoisted, common terms computed once.

The value of an expression is never changed here; what is nicer to compute is decided by the forms
of the calculus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from symsoft.kernel import Let
from symsoft.language.system import System
from symsoft.language.terms import Fn, Index, Pow, Reduction, Ref, Term, Where, free
from symsoft.language.walk import contains, names, rebuild, rename, subterms

COSTLY = (Fn, Pow, Where)
"""Nodes worth keeping when they are needed twice."""


class Builder:
    """The statements of one kernel as they are collected.

    ``bodies`` gives, for defined quantities, the expression to compute them by where it is not
    their definition: the overflow-safe form.
    """

    def __init__(
        self, system: System, parameters: Iterable[str], bodies: Mapping[str, Any]
    ) -> None:
        self.system = system
        self.bodies = bodies
        self.lets: list[Let] = []
        self.there = set(parameters)
        self.kept: dict[Any, Any] = {}

    def compute(self, target: Any, expr: Any) -> None:
        """Add ``target = expr`` and before it whatever it needs."""
        for name in names(expr):
            if name not in self.there:
                self._define(name)
        expr = self._hoist_reductions(expr, keep_whole=True)
        expr = self._share(expr, target)
        self._add(target, expr)

    def _define(self, name: str) -> None:
        definition = self.system.definition(name)
        if definition is None:
            raise KeyError(f"{name} is neither a parameter nor defined")
        self.compute(definition.head, self.bodies.get(name, definition.body))

    def _add(self, target: Any, expr: Any) -> None:
        self.lets.append(Let(target, expr))
        self.there.add(target.name)

    # -- sums --------------------------------------------------------------------------------
    def _hoist_reductions(self, e: Any, keep_whole: bool = False) -> Any:
        """Every reduction as a quantity of its own, innermost first.

        A reduction that is the whole expression stays where it is.
        """
        if not isinstance(e, Term) or not contains(e, _reductions(e)):
            return e
        if isinstance(e, Reduction):
            body = self._hoist_reductions(e.body)
            body = self._share_inside(body, e.index)
            whole = type(e)(body, e.index, *e.excluded)
            return whole if keep_whole else self._keep(whole)
        return rebuild(e, self._hoist_reductions)

    def _keep(self, e: Any) -> Any:
        """A name for the value of e, the same name for the same value at other indices."""
        indices = _in_order(e)
        standard = [Index(f"i{k}", i.size) for k, i in enumerate(indices)]
        shape = rename(e, dict(zip(indices, standard, strict=True)))
        if shape not in self.kept:
            name = self._fresh_name()
            self.kept[shape] = name
            self._add(Ref(name, *indices), e)
        return Ref(self.kept[shape], *indices)

    def _fresh_name(self) -> str:
        taken = self.there | set(self.system.shapes)
        return next(f"t{k}" for k in range(1, 10_000) if f"t{k}" not in taken)

    # -- common terms ------------------------------------------------------------------------
    def _share_inside(self, body: Any, index: Index) -> Any:
        return body

    def _share(self, e: Any, target: Any) -> Any:
        return e


def _reductions(e: Any) -> tuple[type, ...]:
    return tuple(k for k in e.kinds if issubclass(k, Reduction))


def _in_order(e: Any) -> list[Any]:
    """The free indices by first appearance."""
    found = (s for s in subterms(e) if isinstance(s, Index) and s in free(e))
    return list(dict.fromkeys(found))
