"""Facts as linear constraints between their terms, each a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sympy import S

from symsoft.language.facts import BINARY, SIGNS, Fact
from symsoft.language.feasibility import Constraint
from symsoft.language.intervals import ANY, NONNEGATIVE, Interval
from symsoft.language.terms import key


def constraints(fact: Fact) -> Iterator[Constraint]:
    """The fact as linear constraints; of a one-hot entry that it lies between 0 and 1."""
    if fact.relation == BINARY:
        for relation, number in ((">=", S.Zero), ("<=", S.One)):
            yield from constraints(Fact(fact.terms, relation, number, fact.sources))
        return
    for sign in SIGNS.get(fact.relation, ()):
        coefficients = {key(term): sign * _exact(c) for term, c in fact.terms}
        strict = fact.relation in ("<", ">")
        yield Constraint.of(coefficients, -sign * _exact(fact.number), strict, fact.sources)


def alternatives(fact: Fact) -> Iterator[list[Constraint]]:
    """One of these holds: above or below for !=, 0 or 1 for an entry of a one-hot vector."""
    wanted = {"!=": ((">", fact.number), ("<", fact.number)), BINARY: (("=", S.Zero), ("=", S.One))}
    for relation, number in wanted.get(fact.relation, ()):
        yield list(constraints(Fact(fact.terms, relation, number, fact.sources)))


def _exact(c: Any) -> Fraction:
    return Fraction(int(c.p), int(c.q))


def as_interval(relation: str, number: Any, c: Any) -> Interval:
    """Where x lies when c x has the relation to the number."""
    return left_over(relation, number, c, Interval(S.Zero, S.Zero))


def left_over(relation: str, number: Any, c: Any, rest: Interval) -> Interval:
    """Where x lies when c x + rest has the relation to the number."""
    if relation == BINARY:
        return NONNEGATIVE
    found = ANY
    for sign in SIGNS.get(relation, ()):
        # sign (c x + rest - number) >= 0, so that x is bounded by the rest at its best.
        best, is_open = (rest.high, rest.open_high) if sign > 0 else (rest.low, rest.open_low)
        if best is None:
            continue
        strict = is_open or relation in ("<", ">")
        bound = (number - best) / c
        low = (sign > 0) == (c > 0)
        found = found.meet(
            Interval(bound, open_low=strict) if low else Interval(None, bound, open_high=strict)
        )
    return found
