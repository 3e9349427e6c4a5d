"""Decides an inequality for every n: a difference that is a sum of nothing but what is at least 0.

Three ways, each sound by itself: the sign of the difference as it is written; that of its normal
form, where a sum of terms that are at least 0 is at least any one of them, and a largest value is
attained somewhere; a sum that stands above one of its own terms.  What none shows is UNKNOWN.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import S

from symsoft.checking.exact import decide
from symsoft.checking.exact.atoms import Atom, Label, Poly
from symsoft.checking.exact.kinds import SumOf
from symsoft.checking.exact.normal import Normal
from symsoft.checking.exact.poly import OpenPair, Undecided, add
from symsoft.checking.relations_signs import (
    NONNEGATIVE,
    POSITIVE,
    UNKNOWN,
    Signs,
    normal_forms,
    scope,
)
from symsoft.language.system import System
from symsoft.language.terms import D, Index, Max, Min, Ref, Sum, Term, factors, free, plus, times
from symsoft.language.walk import contains, fresh, rebuild, rename, subterms
from symsoft.proof import Evidence, Relation, Verdict

ORDERS = ("<", "<=", ">", ">=")
PEELED = 3
"""So many sums give up a term, one after another."""

Labels = dict[int, list[Label]]
"""The free indices of a claim by the rank of their size."""


def decide_order(system: System, claim: Relation) -> Evidence:
    """Evidence that one side is at least, or above, the other wherever both are defined.

    The verdict is HOLDS, for every size that the assumptions allow, or UNKNOWN, never FAILS.
    """
    above, below = claim.lhs, claim.rhs
    if claim.relation in ("<", "<="):
        above, below = below, above
    wanted = POSITIVE if claim.relation in ("<", ">") else NONNEGATIVE
    covered = scope(system, claim.lhs, claim.rhs)
    if _Order(system).shows(above, below, wanted):
        return Evidence("exact", Verdict.HOLDS, covered)
    return Evidence("exact", Verdict.UNKNOWN, covered, "the sign of the difference is not known")


class _Order:
    """The ways to see that one term is above another."""

    def __init__(self, system: System) -> None:
        self.system, self.signs = system, Signs(system)

    def shows(self, above: Any, below: Any, wanted: int) -> bool:
        """Is above - below of the wanted sign?"""
        if self.signs.sign(plus(above, times(S.NegativeOne, below))) >= wanted:
            return True
        return self._by_terms(above, below) >= wanted or self._dominates(above, below) >= wanted

    # -- a sum above one of its terms ----------------------------------------------------------
    def _dominates(self, above: Any, below: Any) -> int:
        """``a Sum_k f_k >= a f_i`` where a and f are at least 0, by their signs as written."""
        for total in factors(above):
            if not isinstance(total, Sum) or total.excluded:
                continue
            rest = times(*(f for f in factors(above) if f is not total))
            sign = min(self.signs.sign(rest), self.signs.sign(total.body))
            if sign == UNKNOWN:
                continue
            for i in free(below):
                one = times(rest, rename(total.body, {total.index: i}))
                if i.size == total.index.size and self._equal(below, one):
                    return self._strictly(sign, total.index.size.name)
        return UNKNOWN

    def _equal(self, lhs: Any, rhs: Any) -> bool:
        return decide(self.system, lhs, rhs).verdict is Verdict.HOLDS

    def _strictly(self, sign: int, size: str) -> int:
        """The sign of what is left of a sum without one term: there may be nothing left."""
        return sign if self.signs.least.get(size, 1) > 1 else NONNEGATIVE

    # -- normal forms --------------------------------------------------------------------------
    def _by_terms(self, above: Any, below: Any) -> int:
        """The sign of the normal form of the difference, largest values taken where they are."""
        e = attained(self.system, plus(above, times(S.NegativeOne, below)))
        try:
            normal, env = normal_forms(self.system, e)
            p = _cleared(normal, normal.normal(e, env))
            labels: Labels = {}
            for i, label in env.items():
                labels.setdefault(normal.problem.size_rank(i.size.name), []).append(label)
            return self._sign_of(normal, p, labels, PEELED)
        except (Undecided, OpenPair, RecursionError):
            return UNKNOWN

    def _sign_of(self, normal: Normal, p: Poly, labels: Labels, left: int) -> int:
        best = _sign(normal, p)
        if best or not left:
            return best
        for total, factor, rest in _linear_in_sums(p):
            ((k, size),) = total.bounds
            sign = min(_sign(normal, factor), normal.sign(total.term))
            for label in labels.get(size, ()) if sign else ():
                (opened,), term = normal.open(((k, size),), {total.term: 1})
                one = normal.rewrite(term, {opened[0]: label})
                remainder = add(normal.mul(factor, one), rest)
                found = self._sign_of(normal, remainder, labels, left - 1)
                if found:
                    name = next(n for n, r in normal.problem.size_ranks.items() if r == size)
                    return max(found, self._strictly(sign, name))
        return UNKNOWN


def _sign(normal: Normal, p: Poly) -> int:
    if normal.positive_poly(p):
        return POSITIVE
    return NONNEGATIVE if normal.nonnegative_poly(p) else UNKNOWN


def _cleared(normal: Normal, p: Poly) -> Poly:
    """A positive multiple of p without the positive atoms that it divides by."""
    below: dict[Atom, Any] = {}
    for m in p:
        for a, e in m:
            if e < 0 and normal.positive(a):
                below[a] = max(below.get(a, 0), -e)
    return normal.mul(p, {frozenset(below.items()): 1}) if below else p


def _linear_in_sums(p: Poly) -> Iterator[tuple[SumOf, Poly, Poly]]:
    """Each sum S over one index with p = factor S + rest, where neither part mentions S."""
    sums = dict.fromkeys(a for m in p for a, _ in m if isinstance(a, SumOf) and len(a.bounds) == 1)
    for total in sorted(sums, key=lambda a: a.key):
        if all(e == 1 for m in p for a, e in m if a == total):
            factor = {m - {(total, 1)}: c for m, c in p.items() if (total, 1) in m}
            yield total, factor, {m: c for m, c in p.items() if (total, 1) not in m}


def attained(system: System, e: Any) -> Any:
    """e with each largest or smallest value over an index written at an index where it is taken.

    What holds for every such index holds for the value itself.
    """
    e = _unfolded(system, e)
    taken = {*system.shapes, *(s.name for s in system.sizes)}
    taken |= {s.name for s in subterms(e) if isinstance(s, Index)}
    while True:
        found = next(_outer_extremes(e, free(e)), None)
        if found is None:
            return e
        index = fresh(found.index.size, taken)
        taken.add(index.name)
        e = _with(e, found, rename(found.body, {found.index: index}))


def _unfolded(system: System, e: Any) -> Any:
    """e with the definitions unfolded that are built on a largest or smallest value."""

    def go(node: Any) -> Any:
        if isinstance(node, Ref):
            definition = system.definition(node.name)
            if definition is not None:
                body = go(system.unfold(node))
                return body if contains(body, (Max, Min)) else node
            return node
        return rebuild(node, go) if isinstance(node, Term) and not isinstance(node, D) else node

    return go(e)


def _outer_extremes(e: Any, outside: frozenset[Index]) -> Iterator[Any]:
    """Largest and smallest values that depend on no bound index; none inside a derivative."""
    if not isinstance(e, Term) or isinstance(e, D):
        return
    if isinstance(e, Max | Min) and not e.excluded and e.free <= outside:
        yield e
    for a in e.args:
        yield from _outer_extremes(a, outside)


def _with(e: Any, old: Any, new: Any) -> Any:
    if e == old:
        return new
    if not isinstance(e, Term) or isinstance(e, D):
        return e
    return rebuild(e, lambda a: _with(a, old, new))
