"""Takes up the assumptions and the kinks of a system, and reads indices and references."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any

from sympy import Rational

from symsoft.checking.exact.atoms import PLACE, VALUE, Atom, Label, Number, Poly, exact
from symsoft.checking.exact.facts import Facts
from symsoft.checking.exact.kinds import Entry
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import OpenPair, Undecided, subtract
from symsoft.checking.exact.problem import Problem, free_in_order
from symsoft.checking.exact.sums import Pairs
from symsoft.language.system import Assumption, Definition, Kink
from symsoft.language.terms import Index, Ref, Size

Env = dict[Index, Label]

INSTANCES = 100
"""So many instances of an assumption are used at concrete sizes."""


class Given(Facts):
    """Knows what a system assumes, as far as it may be used."""

    def __init__(
        self, problem: Problem, assumptions: tuple[Assumption, ...], mode: Mode, distinct: Pairs
    ) -> None:
        super().__init__(problem.budget, mode, problem.sizes, distinct)
        self.problem, self.assumptions = problem, assumptions
        self.kinks = {k.function: _kink_value(k) for k in problem.system.kinks}
        for a in assumptions:
            self._assume(a)

    @abstractmethod
    def normal(self, e: Any, env: Env, opaque: frozenset[str] = frozenset()) -> Poly:
        """The normal form of a term whose free indices have the labels in env."""

    def _assume(self, a: Assumption) -> None:
        """Take up an assumption; one that has no normal form is left unused.

        So is one that speaks only of indices that differ: patterns match where they coincide, too.
        """
        if a.apart:
            return
        for env in self._instances(a):
            try:
                match a.relation:
                    case "onehot":
                        self._assume_class(a.lhs, env)
                    case "=":
                        self.assume_equal(self.normal(a.lhs, env), self.normal(a.rhs, env))
                    case ">" | ">=":
                        self._assume_above(a.lhs, a.rhs, env, strict=a.relation == ">")
                    case "<" | "<=":
                        self._assume_above(a.rhs, a.lhs, env, strict=a.relation == "<")
            except (Undecided, OpenPair):
                continue

    def _instances(self, a: Assumption) -> Iterator[Env]:
        """An assumption's free indices as places, or as values along axes of a given size."""
        indices = free_in_order(a.lhs, a.rhs)
        ranges = [self._range(i, Label(PLACE, q)) for q, i in enumerate(indices)]
        for labels in islice(product(*ranges), INSTANCES):
            yield dict(zip(indices, labels, strict=True))

    def _range(self, i: Index, otherwise: Label) -> list[Label]:
        size = self.problem.given.get(i.size.name)
        return [otherwise] if size is None else [Label(VALUE, v) for v in range(1, size + 1)]

    def _assume_class(self, ref: Any, env: Env) -> None:
        if isinstance(ref, Ref) and ref.indices and self._definition(ref.name) is None:
            entry = self.entry_of(ref, env)
            size = self.problem.axes[ref.name][-1]
            self.assume_onehot(entry, self.problem.size_rank(size.name))

    def _assume_above(self, greater: Any, least: Any, env: Env, *, strict: bool) -> None:
        """Take greater > least, or >=, for true.

        A defined quantity that is assumed positive is positive where it is taken as an input, too.
        """
        bound = isinstance(least, Rational) and (least > 0 or (strict and least == 0))
        if bound and isinstance(greater, Ref):
            self.assume_positive(self.entry_of(greater, env))
        self.assume_sign(subtract(self.normal(greater, env), self.normal(least, env)), strict)

    def _definition(self, name: str) -> Definition | None:
        return self.problem.system.definition(name)

    def _find_positive(self, a: Atom) -> bool:
        if super()._find_positive(a):
            return True
        definition = self._definition(self.problem.name(a.rank)) if isinstance(a, Entry) else None
        if definition is None or not isinstance(a, Entry):
            return False
        try:
            return self.positive_poly(self.normal(definition.body, bind(definition, a)))
        except (Undecided, OpenPair):
            return False

    def labels_of(self, indices: Sequence[Any], env: Env, size: Size | None = None) -> list[Label]:
        """Labels of indices that share one axis."""
        sizes = {i.size for i in indices if isinstance(i, Index)} | ({size} if size else set())
        if len(sizes) > 1:
            raise Undecided("indices over different axes are compared")
        if not sizes:
            return [Label(VALUE, int(i)) for i in indices]
        (axis,) = sizes
        return [env[i] if isinstance(i, Index) else self.problem.value(i, axis) for i in indices]

    def entry_of(self, ref: Any, env: Env) -> Entry:
        """The atom of a reference; raises Undecided when its indices do not fit its axes."""
        self.problem.check_shape(ref)
        axes = self.problem.axes[ref.name]
        at = (self.labels_of((i,), env, a)[0] for i, a in zip(ref.indices, axes, strict=True))
        return Entry(self.problem.rank(ref.name), tuple(at))


def bind(definition: Definition, entry: Entry) -> Env:
    """The indices of a definition's head as the labels of an entry."""
    return dict(zip(definition.indices, entry.at, strict=True))


def _kink_value(kink: Kink) -> Number | None:
    """The value at a kink as a number, None when it isn't one or the kink lies elsewhere."""
    if kink.at == 0 and isinstance(kink.value, int | Rational):
        return exact(Fraction(str(kink.value)))
    return None
