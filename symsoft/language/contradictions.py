"""Assumptions that contradict each other, as far as that can be seen without calculus.

Every assumption is a linear relation between terms, or follows for a sum of them; each term lies in
an interval by its shape, its definition and what is said of other terms; a bound on the largest
bounds every one; increasing functions keep an order.  Together they must leave every term a value,
at the indices that are named and at one that is any other.  What is missed here is never a false
alarm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sympy import Integer, S

from symsoft.errors import ContradictionError
from symsoft.language.consequences import consequences
from symsoft.language.constraints import alternatives, as_interval, constraints, left_over
from symsoft.language.facts import (
    Fact,
    Source,
    collected,
    free_indices,
    linear,
    said,
    totals,
)
from symsoft.language.feasibility import Constraint, conflict
from symsoft.language.intervals import ANY, Interval, interval
from symsoft.language.monotone import ordered
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import (
    Fn,
    Index,
    Max,
    Min,
    Ref,
    Size,
    Sum,
    free,
    key,
    plus,
    times,
)
from symsoft.language.walk import refs, rename

MAX_INSTANCES = 64
DEEP = 2
"""How many facts with several terms are used one after the other to find where one of them lies."""


def check(system: System) -> None:
    """Raise ContradictionError, naming all of them, when assumptions can't hold together.

    >>> from symsoft.language.text import read_system
    >>> check(read_system(["y[i] = log(x[i])"], given=["x[k] > 0", "sum(x[k], k) = 1"]))
    """
    guilty, by = clash(system)
    lines = list(dict.fromkeys(map(assumption_line, guilty)))
    because = f" by the definition of {listed(by)}" if by else ""
    if len(lines) == 1:
        raise ContradictionError(f"{lines[0]} can't hold{because}")
    if lines:
        raise ContradictionError(f"the assumptions contradict each other{because}: {listed(lines)}")


def clash(system: System) -> tuple[list[Assumption], list[str]]:
    """Assumptions that can't hold together, none to spare, and the names whose definitions say so.

    Nothing when there are none to be seen.
    """
    guilty = list(system.assumptions)
    found = _Facts(system, guilty).conflict()
    if found is None:
        return [], []
    guilty = [a for a in guilty if a in found]
    for a in list(guilty):
        fewer = [other for other in guilty if other is not a]
        without = _Facts(system, fewer).conflict()
        if without is not None:
            guilty, found = fewer, without
    return guilty, sorted(d.name for d in found if isinstance(d, Definition))


def listed(lines: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *front, last = lines
    return f"{', '.join(front)} and {last}" if front else last


class _Facts:
    """What some assumptions about a system say, and what follows at once."""

    def __init__(self, system: System, assumptions: Sequence[Assumption]) -> None:
        self.system = system
        self.used: set[Source] = set()
        self._asked: list[Any] = []
        self.said = consequences([f for a in assumptions for f in said(a)])
        self.said += totals(system)
        self.numbered = sorted({i for f in self.said for t, _ in f.terms for i in self._literal(t)})

    def _literal(self, term: Any) -> Iterator[tuple[int, str]]:
        """The literal indices in a term, each with the name of its range."""
        for ref in refs(term):
            for i, size in zip(ref.indices, self.system.shapes[ref.name], strict=True):
                if isinstance(i, Integer):
                    yield int(i), size.name

    # -- ranges of terms ---------------------------------------------------------------------
    def known(self, ref: Any) -> Interval:
        """Where an entry lies by its definition and by what is said of all entries."""
        found = ANY
        definition = self.system.definition(ref.name)
        if definition is not None:
            found = interval(self.system.unfold(ref), self.known)
            if found != ANY:
                self.used.add(definition)
        for fact in self.said:
            for place, (term, _) in enumerate(fact.terms):
                if _says_all(term, ref):
                    met = found.meet(self._left_for(fact, place))
                    self.used |= fact.sources if met != found else set()
                    found = met
        return found

    def _left_for(self, fact: Fact, place: int) -> Interval:
        """What a fact leaves for one of its terms when the others lie where they do."""
        term, c = fact.terms[place]
        others = [(t, b) for q, (t, b) in enumerate(fact.terms) if q != place]
        if not others:
            return as_interval(fact.relation, fact.number, c)
        if len(self._asked) >= DEEP or any(free(t) & free(term) for t, _ in others):
            return ANY
        self._asked.append(term)
        rest = interval(plus(*(times(b, t) for t, b in others)), self.known)
        self._asked.pop()
        return left_over(fact.relation, fact.number, c, rest)

    def range_of(self, term: Any) -> tuple[Interval, frozenset[Source]]:
        self.used = set()
        if isinstance(term, Size):
            return self._length(term)
        return interval(term, self.known), frozenset(self.used)

    def _length(self, size: Size) -> tuple[Interval, frozenset[Source]]:
        """A range has at least one entry, and as many as are numbered."""
        most = max((n for n, of in self.numbered if of == size.name), default=1)
        said = (
            f.sources
            for f in self.said
            for t, _ in f.terms
            if (most, size.name) in self._literal(t)
        )
        return Interval(Integer(most)), next(said, frozenset())

    # -- constraints -------------------------------------------------------------------------
    def conflict(self) -> frozenset[Any] | None:
        """The sources of a contradiction, None when there is none to be seen."""
        if not self.said:
            return None
        instances = [i for fact in self.said for i in self._instances(fact)]
        atoms = {key(t): t for fact in instances for t, _ in fact.terms}
        base = [c for fact in instances for c in constraints(fact)]
        base += [c for term in atoms.values() for c in self._of_term(term)]
        base += [c for term in atoms.values() for c in self._of_parts(term, atoms)]
        found = conflict(base)
        if found is None:
            base += ordered(base, list(atoms.values()), self.range_of, self._definition)
            found = conflict(base)
        for fact in instances if found is None else ():
            sides = list(alternatives(fact))
            failed = [conflict([*base, *side]) for side in sides]
            if failed and all(f is not None for f in failed):
                return frozenset().union(fact.sources, *(f for f in failed if f is not None))
        return found

    def _definition(self, term: Any) -> tuple[Any, frozenset[Source]]:
        """What a defined entry stands for, and by what; any other term for itself."""
        definition = self.system.definition(term.name) if isinstance(term, Ref) else None
        if definition is None:
            return term, frozenset()
        return self.system.unfold(term), frozenset({definition})

    def _instances(self, fact: Fact) -> Iterator[Fact]:
        """The fact at the numbered indices, and at one that stands for any other."""
        own = list(dict.fromkeys(i for term, _ in fact.terms for i in free_indices(term)))
        choices = [self._places(i.size) for i in own]
        if _count(choices) > MAX_INSTANCES:
            return
        for choice in product(*choices):
            values = dict(zip(own, choice, strict=True))
            terms = collected((rename(t, values), c) for t, c in fact.terms)
            if terms or not own or fact.relation != "!=":  # x_i != x_j speaks of i != j
                yield Fact(terms, fact.relation, fact.number, fact.sources)

    def _places(self, size: Size) -> list[Any]:
        return [_any(size), *(Integer(n) for n, of in self.numbered if of == size.name)]

    def _of_term(self, term: Any) -> Iterator[Constraint]:
        """A term lies in its interval."""
        found, sources = self.range_of(term)
        one = ((term, S.One),)
        if found.low is not None:
            relation = ">" if found.open_low else ">="
            yield from constraints(Fact(one, relation, found.low, sources))
        if found.high is not None:
            relation = "<" if found.open_high else "<="
            yield from constraints(Fact(one, relation, found.high, sources))

    def _of_parts(self, term: Any, atoms: dict[str, Any]) -> Iterator[Constraint]:
        """A sum without negative terms is at least the sum of those with numbers, and any one.

        The largest over an index, or of two, is at least every one.
        """
        if isinstance(term, Fn) and term.name in ("maximum", "minimum"):
            relation = ">=" if term.name == "maximum" else "<="
            for one in term.inputs:
                difference = plus(term, times(S.NegativeOne, one))
                yield from constraints(linear(difference, relation, frozenset()))
        if isinstance(term, Max | Min) and not term.excluded:
            relation = ">=" if isinstance(term, Max) else "<="
            for p in self._places(term.index.size):
                entry = rename(term.body, {term.index: p})
                difference = plus(term, times(S.NegativeOne, entry))
                yield from constraints(linear(difference, relation, frozenset()))
        if not isinstance(term, Sum) or term.excluded:
            return
        inside, sources = self.range_of(term.body)
        if not inside.nonnegative:
            return
        first, *others = (rename(term.body, {term.index: p}) for p in self._places(term.index.size))
        for parts in ([first], others):
            present = [(p, S.NegativeOne) for p in parts if key(p) in atoms]
            terms = collected(((term, S.One), *present))
            yield from constraints(Fact(terms, ">=", S.Zero, sources))


def _any(size: Size) -> Index:
    return Index(f"any {size.name}", size)


# -- helpers ------------------------------------------------------------------------------------
def _says_all(term: Any, ref: Any) -> bool:
    """Does what is said of the term hold for the entry, whatever its indices are?"""
    if not isinstance(term, Ref) or term.name != ref.name:
        return False
    return term == ref or len({i for i in term.indices if isinstance(i, Index)}) == len(ref.indices)


def _count(choices: Sequence[Sequence[Any]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


__all__ = ["check", "clash", "listed"]
