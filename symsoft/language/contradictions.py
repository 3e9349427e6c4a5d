"""Assumptions that contradict each other, as far as that can be seen without calculus.

Every assumption is brought to the form ``u relation number``; those that speak of the same u, or of
an instance of it (x[k] > 0 and x[1] = -1), must leave it a value.  What follows at once is looked
at too: the entries of a one-hot vector are 0 or 1 with sum 1, and a sum has the sign of its terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from sympy import Integer, Rational, S

from symsoft.errors import ContradictionError
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Sum, factors, free, key, summands, times
from symsoft.language.walk import refs, rename, subterms

TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
BINARY = "in"
"""The relation of the entries of a one-hot vector: each is 0 or 1."""
MAX_INSTANCES = 512


@dataclass(frozen=True, slots=True)
class Fact:
    """``sum of coefficient*term  relation  number``, from the assumption it was said by."""

    terms: tuple[tuple[Any, Any], ...]
    relation: str
    number: Any
    source: Assumption


@dataclass(frozen=True, slots=True)
class Bound:
    """What a fact says of the sum of another fact's terms."""

    relation: str
    number: Any
    source: Assumption


def check(system: System) -> None:
    """Raise ContradictionError, naming both, when two assumptions can't hold together.

    >>> from symsoft.language.text import read_system
    >>> check(read_system(["y[i] = log(x[i])"], given=["x[k] > 0", "sum(x[k], k) = 1"]))
    """
    facts = [f for a in system.assumptions for said in _said(a) for f in (said, *_sums(said))]
    for fact in facts:
        if not fact.terms:
            if not _holds(S.Zero, fact.relation, fact.number):
                raise ContradictionError(f"{assumption_line(fact.source)} can't hold")
            continue
        bounds = [bound for other in facts for bound in _bounds(other, fact)]
        clash = _clash(bounds)
        if clash:
            lines = dict.fromkeys(assumption_line(a) for a in clash)
            raise ContradictionError(f"the assumptions contradict each other: {_listed(lines)}")


def _listed(lines: dict[str, None]) -> str:
    *front, last = lines
    return f"{', '.join(front)} and {last}" if front else f"{last} with itself"


def _said(a: Assumption) -> Iterator[Fact]:
    """What an assumption says in so many words."""
    if a.relation != "onehot":
        yield _linear(a)
        return
    entry = ((a.lhs, S.One),)
    yield Fact(entry, BINARY, S.Zero, a)
    yield Fact(entry, ">=", S.Zero, a)
    yield Fact(((Sum(a.lhs, a.lhs.indices[-1]), S.One),), "=", S.One, a)


def _linear(a: Assumption) -> Fact:
    """The assumption with numbers on the right and everything else on the left, collected.

    A lone term has the coefficient 1.
    """
    collected: dict[str, list[Any]] = {}
    number: Any = S.Zero
    signed = [(s, S.One) for s in summands(a.lhs)] + [(s, S.NegativeOne) for s in summands(a.rhs)]
    for summand, sign in signed:
        numbers = [f for f in factors(summand) if isinstance(f, Rational)]
        others = [f for f in factors(summand) if not isinstance(f, Rational)]
        coefficient = times(sign, *numbers)
        if not others:
            number -= coefficient
            continue
        term = times(*others)
        collected.setdefault(key(term), [term, S.Zero])[1] += coefficient
    terms = tuple((term, c) for term, c in collected.values() if c != 0)
    if len(terms) != 1:
        return Fact(terms, a.relation, number, a)
    ((term, coefficient),) = terms
    return Fact(((term, S.One),), *_divided(a.relation, number, coefficient), a)


def _sums(fact: Fact) -> Iterator[Fact]:
    """What follows for the sum over a free index: with n >= 1 it is at least any bound >= 0."""
    if len(fact.terms) != 1:
        return
    ((term, _),) = fact.terms
    relation, number = fact.relation, fact.number
    if relation == "=" and number != 0:
        relation = ">=" if number > 0 else "<="
    kept = {"=": True, ">": number >= 0, ">=": number >= 0, "<": number <= 0, "<=": number <= 0}
    for index in _free(term) if kept.get(relation) else ():
        summed = Fact(((Sum(term, index), S.One),), relation, number, fact.source)
        yield summed
        yield from _sums(summed)


def _divided(relation: str, number: Any, factor: Any) -> tuple[str, Any]:
    """The relation and number when both sides are divided by a factor."""
    return (relation if factor > 0 else TURNED[relation]), number / factor


def _free(e: Any) -> list[Any]:
    """The free indices, in order of appearance."""
    return list(dict.fromkeys(s for s in subterms(e) if isinstance(s, Index) and s in free(e)))


def _bounds(fact: Fact, about: Fact) -> Iterator[Bound]:
    """What instances of a fact say of the terms of another."""
    wanted = {key(term): coefficient for term, coefficient in about.terms}
    for terms in _instances(fact, about):
        if terms.keys() != wanted.keys():
            continue
        ratios = {terms[k] / wanted[k] for k in wanted}
        if len(ratios) == 1:
            yield Bound(*_divided(fact.relation, fact.number, ratios.pop()), fact.source)


def _instances(fact: Fact, about: Fact) -> Iterator[dict[str, Any]]:
    """The terms of a fact with its free indices set to each choice of those of another."""
    own = list(dict.fromkeys(i for term, _ in fact.terms for i in _free(term)))
    places = [i for term, _ in about.terms for i in _places(term)]
    choices = [[p for p in dict.fromkeys(places) if _fits(p, i)] for i in own]
    if _count(choices) > MAX_INSTANCES:
        return
    for choice in product(*choices):
        values = dict(zip(own, choice, strict=True))
        terms: dict[str, Any] = {}
        for term, coefficient in fact.terms:
            instance = key(rename(term, values))
            terms[instance] = terms.get(instance, S.Zero) + coefficient
        yield terms


def _places(term: Any) -> list[Any]:
    numbered = [i for ref in refs(term) for i in ref.indices if isinstance(i, Integer)]
    return [*_free(term), *numbered]


def _fits(value: Any, index: Any) -> bool:
    return not isinstance(value, Index) or value.size == index.size


def _count(choices: Sequence[Sequence[Any]]) -> int:
    count = 1
    for choice in choices:
        count *= len(choice)
    return count


def _clash(bounds: Sequence[Bound]) -> tuple[Assumption, ...]:
    """The assumptions behind bounds that no number meets, () if there are none."""
    for a, b in combinations(bounds, 2):
        if not _compatible(a, b):
            return a.source, b.source
    for a, b, c in combinations(bounds, 3):
        closed = {a.relation, b.relation} == {">=", "<="} and a.number == b.number
        if closed and c.relation == "!=" and c.number == a.number:
            return a.source, b.source, c.source
    return ()


def _compatible(a: Bound, b: Bound) -> bool:
    """Is there a number that meets both bounds?"""
    if a.relation == "=":
        return _holds(a.number, b.relation, b.number)
    if b.relation == "=":
        return _holds(b.number, a.relation, a.number)
    lower, upper = (a, b) if a.relation in (">", ">=") else (b, a)
    if lower.relation in (">", ">=") and upper.relation in ("<", "<="):
        both = lower.relation == ">=" and upper.relation == "<="
        return bool(lower.number < upper.number or (both and lower.number == upper.number))
    return True


def _holds(a: Any, relation: str, b: Any) -> bool:
    """Does a relation hold between two numbers?"""
    if relation == BINARY:
        return a in (0, 1)
    if relation in ("=", "!="):
        return bool((a == b) == (relation == "="))
    return bool({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[relation])


__all__ = ["check"]
