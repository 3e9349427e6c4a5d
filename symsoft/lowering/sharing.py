"""Passes over the Lets of a kernel that save work: common terms once, constant factors after a sum.

Every name is still written once when these run.  How much memory a term is worth is left to the
targets: one that computes a cheap term faster than it reads it may write it out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from sympy import Integer, Rational, S

from symsoft.display.structure import reciprocal
from symsoft.kernel import Let
from symsoft.language.near_zero import expm1_argument, log1p_argument, one_less_exp_argument
from symsoft.language.terms import (
    Add,
    Delta,
    Fn,
    Mul,
    Pow,
    Reduction,
    Ref,
    Sum,
    Term,
    Where,
    factors,
    free,
    times,
)
from symsoft.language.walk import contains, free_in_order, make, rebuild, refs, subterms
from symsoft.lowering.builder import Names, standard

MOST_MEMBERS = 6
"""Members up to which every smaller sum or product of some of them is tried."""


def shared(lets: list[Let], fresh: Names) -> list[Let]:
    """Terms that are needed twice, or in a loop that doesn't change them, computed once."""
    return _Sharing(lets, fresh).lets


class _Sharing:
    """The statements as they are rewritten; ``kept`` has the name of each shape that has one."""

    def __init__(self, lets: list[Let], fresh: Names) -> None:
        self.fresh = fresh
        self.kept: dict[Any, str] = {}
        self.counts = _counts(lets)
        self.lets: list[Let] = []
        for let in lets:
            taken_in = _taken_in(let.expr)
            value = self._inside(self._grouped(let.expr, taken_in), taken_in)
            self.lets.append(Let(let.target, value))
            if _is_candidate(let.expr) and tuple(free_in_order(let.expr)) == let.target.indices:
                self.kept.setdefault(standard(let.expr)[0], let.target.name)

    def _rewritten(self, e: Any, taken_in: set[int]) -> Any:
        """e with what is kept read instead of computed."""
        if not isinstance(e, Term) or isinstance(e, Ref):
            return e
        if id(e) in taken_in:
            return self._inside(e, taken_in)
        return self._named(e, taken_in) or self._inside(self._grouped(e, taken_in), taken_in)

    def _named(self, e: Any, taken_in: set[int]) -> Any:
        """The name of e, None if it has none; a statement for it is put before its first use."""
        if not _is_candidate(e):
            return None
        shape, indices = standard(e)
        if shape not in self.kept:
            if self.counts[shape] < 2:
                return None
            inside = self._inside(e, taken_in)
            self.kept[shape] = self.fresh.fresh()
            self.lets.append(Let(Ref(self.kept[shape], *indices), inside))
        return Ref(self.kept[shape], *indices)

    def _grouped(self, e: Any, taken_in: set[int]) -> Any:
        """A sum or product whose members that occur together elsewhere go by one name."""
        for part in _parts(e):
            name = self._named(part, taken_in)
            if name is not None:
                rest = list(e.args)
                place = rest.index(part.args[0])
                for member in part.args:
                    rest.remove(member)
                rest.insert(place, name)
                return self._grouped(make(e, tuple(rest)), taken_in)
        return e

    def _inside(self, e: Any, taken_in: set[int]) -> Any:
        """The same of the parts of e."""
        if isinstance(e, Reduction):
            return type(e)(self._rewritten(e.body, taken_in), e.index, *e.excluded)
        return rebuild(e, lambda a: self._rewritten(a, taken_in))


def _counts(lets: list[Let]) -> Counter[Any]:
    """How often each shape is computed; what its loops don't change counts twice."""
    counts: Counter[Any] = Counter()
    for let in lets:
        loops = frozenset(let.axes)
        taken_in = _taken_in(let.expr)
        for s in subterms(let.expr):
            if id(s) in taken_in:
                continue
            if s is not let.expr and _is_candidate(s):
                counts[standard(s)[0]] += 2 if _is_costly(s) and free(s) < loops else 1
            counts.update(standard(part)[0] for part in _parts(s))
    return counts


def _parts(e: Any) -> Iterator[Any]:
    """Smaller sums or products of members of e, the largest first; none of a very long one."""
    if not isinstance(e, Add | Mul) or _is_exp_less_one(e):
        return
    members = e.args if isinstance(e, Add) else [f for f in e.args if not _is_divisor(f)]
    if len(members) > MOST_MEMBERS:
        return
    for size in range(min(len(members), len(e.args) - 1), 1, -1):
        for some in combinations(members, size):
            part = type(e)(*some)
            if _is_candidate(part):
                yield part


def _is_divisor(e: Any) -> bool:
    """Is e a number, or does it stand under a stroke, where the order of rounding matters?"""
    return isinstance(e, Rational) or reciprocal(e) is not None


def _taken_in(e: Any) -> set[int]:
    """The parts of e without a value of their own, since log1p and expm1 lose no digits on them."""
    found = set()
    for s in subterms(e):
        if log1p_argument(s) is not None:
            found.add(id(s.arg))
        if _is_exp_less_one(s):
            found |= {id(p) for a in s.args for p in (a, *factors(a)) if contains(p, Fn)}
    return found


def _is_exp_less_one(e: Any) -> bool:
    return expm1_argument(e) is not None or one_less_exp_argument(e) is not None


def _is_candidate(e: Any) -> bool:
    """Is e costly, or work on an array that is no larger than one of those it is made of?

    Arrays over different axes stay factors of their own: multiplied inside a contraction, they need
    not be stored, and one of them may leave it.
    """
    if _is_costly(e):
        return True
    if not isinstance(e, Add | Mul | Pow | Where) or contains(e, Delta) or _is_sign(e):
        return False
    if isinstance(e, Mul) and any(free(f) not in (free(e), frozenset()) for f in e.args):
        return False
    return bool(free(e)) and any(free(r) == free(e) for r in refs(e))


def _is_costly(e: Any) -> bool:
    """Does e cost more, even for a single number, than reading it?"""
    if isinstance(e, Pow):
        return not isinstance(e.exponent, Integer)
    return isinstance(e, Fn) or _is_exp_less_one(e)


def _is_sign(e: Any) -> bool:
    return isinstance(e, Mul) and len(e.args) == 2 and S.NegativeOne in e.args


def hoisted(lets: list[Let], fresh: Names) -> list[Let]:
    """Factors that a sum doesn't change, multiplied once after it.

    Only of a sum over all of a range over which the target runs too: a sum over nothing stays 0,
    even if the factor is 1/0 then.
    """
    out = []
    for let in lets:
        e = let.expr
        ranges = {i.size for i in let.target.indices}
        if isinstance(e, Sum) and not e.excluded and e.index.size in ranges:
            inner = [f for f in factors(e.body) if e.index in free(f)]
            outer = [f for f in factors(e.body) if e.index not in free(f)]
            if inner and outer and not _is_number(outer):
                total = Ref(fresh.fresh(), *let.target.indices)
                out.append(Let(total, Sum(times(*inner), e.index)))
                out.append(Let(let.target, times(total, *outer)))
                continue
        out.append(let)
    return out


def _is_number(outer: list[Any]) -> bool:
    return all(isinstance(f, Rational) for f in outer)
