"""Terms that repeat, at one index, what stands under a sum beside them.

a_j b_j + a_j c_j next to Sum_k a_k (b_k + c_k) is written a_j (b_j + c_j), so that it is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sympy import S

from symsoft.calculus.polynomials import as_it_is, cancel_around, distributed, in_brackets
from symsoft.calculus.remembering import remembered
from symsoft.language.terms import Add, Index, Sum, factors, plus, power, summands, times
from symsoft.language.walk import contains, free_in_order, rename, subterms


def repetitions(e: Any) -> Iterator[Any]:
    """The term with what repeats the body of one sum at one index written like it."""
    if not contains(e, Sum):
        return
    for s in dict.fromkeys(s for s in subterms(e) if isinstance(s, Sum) and not s.excluded):
        for i in free_in_order(e):
            if i.size == s.index.size:
                change = partial(_written_alike, s, i)
                yield in_brackets(e, change, partial(_inside, s, change))


def _inside(s: Any, change: Callable[[Any], Any], e: Any) -> Any:
    """A bracket, or what is in a function, changed where the sum stands in it, else as it is."""
    if s not in _sums(e):
        return as_it_is(e)
    return in_brackets(e, change, partial(_inside, s, change))


@remembered(20_000)
def _sums(e: Any) -> frozenset[Any]:
    return frozenset(s for s in subterms(e) if isinstance(s, Sum))


def _written_alike(s: Any, i: Index, e: Any) -> Any:
    if not isinstance(e, Add) or not any(s in factors(t) for t in e.args):
        return e
    inside = rename(s.body, {s.index: i})
    wanted = summands(distributed(inside))
    others = [t for t in e.args if s not in factors(t)]
    for first in others if len(wanted) > 1 else ():
        outside = cancel_around(times(first, power(wanted[0], S.NegativeOne)))
        alike = [cancel_around(times(outside, t)) for t in wanted]
        places = [next((t for t in others if cancel_around(t) == a), None) for a in alike]
        if None not in places:
            rest = [t for t in e.args if t not in places]
            return plus(times(outside, inside), *rest)
    return e
