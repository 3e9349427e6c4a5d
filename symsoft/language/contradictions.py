"""Assumptions that contradict each other, as far as that can be seen without calculus.

Every assumption is a linear relation between terms, or follows for a sum of them; each term lies in
an interval by its shape and its definition.  Together they must leave every term a value, at the
indices that are named and at one that is any other.  What is missed here is never a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from sympy import Integer, S

from symsoft.errors import ContradictionError
from symsoft.language.facts import (
    BINARY,
    SIGNS,
    Fact,
    Source,
    collected,
    free_indices,
    said,
    sums,
    totals,
)
from symsoft.language.feasibility import Constraint, conflict
from symsoft.language.intervals import ANY, NONNEGATIVE, Interval, interval
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import (
    Index,
    Ref,
    Size,
    Sum,
    key,
)
from symsoft.language.walk import refs, rename

MAX_INSTANCES = 64


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
        self.said = [f for a in assumptions for one in said(a) for f in (one, *sums(one))]
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
            if len(fact.terms) == 1 and _says_all(fact.terms[0][0], ref):
                met = found.meet(_as_interval(fact))
                self.used |= fact.sources if met != found else set()
                found = met
        return found

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
        base = [c for fact in instances for c in _constraints(fact)]
        base += [c for term in atoms.values() for c in self._of_term(term)]
        base += [c for term in atoms.values() for c in self._of_parts(term, atoms)]
        found = conflict(base)
        for fact in instances if found is None else ():
            sides = list(_alternatives(fact))
            failed = [conflict([*base, *side]) for side in sides]
            if failed and all(f is not None for f in failed):
                return frozenset().union(fact.sources, *(f for f in failed if f is not None))
        return found

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
            yield from _constraints(Fact(one, relation, found.low, sources))
        if found.high is not None:
            relation = "<" if found.open_high else "<="
            yield from _constraints(Fact(one, relation, found.high, sources))

    def _of_parts(self, term: Any, atoms: dict[str, Any]) -> Iterator[Constraint]:
        """A sum without negative terms is at least the sum of those with numbers, and any one."""
        if not isinstance(term, Sum) or term.excluded:
            return
        inside, sources = self.range_of(term.body)
        if not inside.nonnegative:
            return
        first, *others = (rename(term.body, {term.index: p}) for p in self._places(term.index.size))
        for parts in ([first], others):
            present = [(p, S.NegativeOne) for p in parts if key(p) in atoms]
            terms = collected(((term, S.One), *present))
            yield from _constraints(Fact(terms, ">=", S.Zero, sources))


def _any(size: Size) -> Index:
    return Index(f"any {size.name}", size)


# -- helpers ------------------------------------------------------------------------------------
def _constraints(fact: Fact) -> Iterator[Constraint]:
    """The fact as linear constraints; of a one-hot entry that it lies between 0 and 1."""
    if fact.relation == BINARY:
        for relation, number in ((">=", S.Zero), ("<=", S.One)):
            yield from _constraints(Fact(fact.terms, relation, number, fact.sources))
        return
    for sign in SIGNS.get(fact.relation, ()):
        coefficients = {key(term): sign * _exact(c) for term, c in fact.terms}
        strict = fact.relation in ("<", ">")
        yield Constraint.of(coefficients, -sign * _exact(fact.number), strict, fact.sources)


def _alternatives(fact: Fact) -> Iterator[list[Constraint]]:
    """One of these holds: above or below for !=, 0 or 1 for an entry of a one-hot vector."""
    wanted = {"!=": ((">", fact.number), ("<", fact.number)), BINARY: (("=", S.Zero), ("=", S.One))}
    for relation, number in wanted.get(fact.relation, ()):
        yield list(_constraints(Fact(fact.terms, relation, number, fact.sources)))


def _exact(c: Any) -> Fraction:
    return Fraction(int(c.p), int(c.q))


def _as_interval(fact: Fact) -> Interval:
    ((_, c),) = fact.terms
    if fact.relation == BINARY:
        return NONNEGATIVE
    found = ANY
    for sign in SIGNS.get(fact.relation, ()):
        strict = fact.relation in ("<", ">")
        bound = fact.number / c
        low = (sign > 0) == (c > 0)
        found = found.meet(
            Interval(bound, open_low=strict) if low else Interval(None, bound, open_high=strict)
        )
    return found


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
