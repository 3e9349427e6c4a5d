"""What follows from facts about the largest and the smallest over an index, and for sums.

A bound on the largest of some terms bounds every one of them, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from symsoft.language.facts import SIGNS, Fact, linear, sums
from symsoft.language.terms import Index, Max, Min, free, key, plus, times
from symsoft.language.walk import rename, subterms


def consequences(facts: Sequence[Fact]) -> list[Fact]:
    """The facts and what follows from them."""
    found = [f for fact in facts for f in (fact, *_of_entries(fact))]
    extremes = list(_extremes(found))
    found += [f for fact in facts for f in _of_extremes(fact, extremes)]
    return [f for fact in found for f in (fact, *sums(fact))]


def _extremes(facts: Iterable[Fact]) -> Iterator[Any]:
    """The largest and smallest over an index that occur, each once."""
    terms = (s for fact in facts for t, _ in fact.terms for s in subterms(t))
    yield from dict.fromkeys(s for s in terms if isinstance(s, Max | Min) and not s.excluded)


def _of_entries(fact: Fact) -> Iterator[Fact]:
    """What is above the largest body is above every one."""
    for place, (term, _) in enumerate(fact.terms):
        if not isinstance(term, Max | Min) or term.excluded:
            continue
        entry = rename(term.body, {term.index: Index(f"each {place}", term.index.size)})
        for bound in _bounds(fact, place, isinstance(term, Max)):
            replaced = _with(bound, place, entry)
            yield replaced
            yield from _of_entries(replaced)


def _of_extremes(fact: Fact, extremes: Sequence[Any]) -> Iterator[Fact]:
    """What is above every body is above the largest."""
    for place, (term, _) in enumerate(fact.terms):
        others = {i for q, (t, _) in enumerate(fact.terms) if q != place for i in free(t)}
        for extreme in extremes:
            if _is_entry(term, extreme, free(term) - others):
                for bound in _bounds(fact, place, isinstance(extreme, Max)):
                    yield _with(bound, place, extreme)


def _is_entry(term: Any, extreme: Any, indices: Iterable[Any]) -> bool:
    """Is the term what is under the extreme, at one of these indices?

    An index that the extreme has itself is no other one: A_ii says nothing of max_k A_ik.
    """
    same = (i for i in {*indices} - free(extreme) if i.size == extreme.index.size)
    return any(key(rename(extreme.body, {extreme.index: i})) == key(term) for i in same)


def _bounds(fact: Fact, place: int, above: bool) -> Iterator[Fact]:
    """What the fact says that bounds the term at this place from above, or from below."""
    _, c = fact.terms[place]
    strict = fact.relation in ("<", ">")
    for sign in SIGNS.get(fact.relation, ()):
        if (sign * c < 0) == above:
            relation = (">" if sign > 0 else "<") + "=" * (not strict)
            yield Fact(fact.terms, relation, fact.number, fact.sources)


def _with(fact: Fact, place: int, term: Any) -> Fact:
    """The fact with another term at one place."""
    terms = [times(c, term if q == place else t) for q, (t, c) in enumerate(fact.terms)]
    return linear(plus(*terms, -fact.number), fact.relation, fact.sources)
