"""Turns expressions into Lets: what a quantity is built on first, every reduction by itself.

The value of an expression is never changed here; what is nicer to compute is decided by the forms
of the calculus.  Sharing and reuse come after (``sharing``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from symsoft.kernel import REDUCTIONS, Let
from symsoft.language.system import System
from symsoft.language.terms import D, Index, Reduction, Ref, Term
from symsoft.language.walk import contains, free_in_order, names, rebuild, rename
from symsoft.lowering.constants import worked_out
from symsoft.proof import Relation


class Names:
    """Names for temporaries that clash with nothing: t1, t2, and so on."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)

    def fresh(self) -> str:
        name = next(f"t{k}" for k in range(1, len(self.taken) + 2) if f"t{k}" not in self.taken)
        self.taken.add(name)
        return name


def standard(e: Any) -> tuple[Any, tuple[Any, ...]]:
    """(shape, indices): e with its free indices numbered by appearance, and these indices.

    Two terms of one shape are one function of their indices.
    """
    indices = tuple(free_in_order(e))
    numbered = [Index(f"#{k}", i.size) for k, i in enumerate(indices)]
    return rename(e, dict(zip(indices, numbered, strict=True))), indices


class Builder:
    """The statements of one kernel as they are collected.

    ``there`` are the quantities that come in as parameters.  ``bodies`` gives, for defined
    quantities, the expression to compute them by where it is not their definition: the
    overflow-safe form.  ``errors`` are the proved derivatives that expressions name instead of
    writing them out, as pairs of what and by what.
    """

    def __init__(
        self,
        system: System,
        there: Iterable[str],
        bodies: Mapping[str, Any],
        fresh: Names,
        errors: Mapping[tuple[str, str], Relation],
    ) -> None:
        self.system = system
        self.bodies = bodies
        self.fresh = fresh
        self.errors = errors
        self.names_of_errors: dict[tuple[str, str], str] = {}
        self.lets: list[Let] = []
        self.there = set(there)
        self.kept: dict[Any, str] = {}

    def compute(self, target: Any, expr: Any) -> None:
        """Add ``target = expr`` and before it whatever it needs."""
        expr = self._by_names(expr)
        for name in names(expr):
            if name not in self.there:
                self._define(name)
        if isinstance(expr, Reduction):
            expr = type(expr)(self._alone(expr.body), expr.index, *expr.excluded)
        else:
            expr = self._alone(expr)
        self._add(target, expr)

    def _by_names(self, e: Any) -> Any:
        """e with its inert derivatives read from where they have been computed, once each."""
        if not contains(e, D):
            return e
        if not isinstance(e, D):
            return rebuild(e, self._by_names)
        place = e.body.name, e.by.name
        if place not in self.names_of_errors:
            self.names_of_errors[place] = self.fresh.fresh()
            claim = self.errors[place]
            self.compute(Ref(self.names_of_errors[place], *_axes(claim.lhs)), claim.rhs)
        return Ref(self.names_of_errors[place], *_axes(e))

    def _define(self, name: str) -> None:
        definition = self.system.definition(name)
        if definition is None:
            self.there.add(name)
            return
        self.compute(definition.head, self.bodies.get(name, definition.body))

    def _add(self, target: Any, expr: Any) -> None:
        self.lets.append(Let(target, worked_out(expr)))
        self.there.add(target.name)

    def _alone(self, e: Any) -> Any:
        """e without reductions: each is computed by a Let of its own, innermost first."""
        if not isinstance(e, Term) or not contains(e, REDUCTIONS):
            return e
        if not isinstance(e, Reduction):
            return rebuild(e, self._alone)
        whole = type(e)(self._alone(e.body), e.index, *e.excluded)
        shape, indices = standard(whole)
        if shape not in self.kept:
            self.kept[shape] = self.fresh.fresh()
            self._add(Ref(self.kept[shape], *indices), whole)
        return Ref(self.kept[shape], *indices)


def _axes(e: Any) -> tuple[Any, ...]:
    """The indices of a derivative, the output's first."""
    return (*e.body.indices, *e.by.indices)
