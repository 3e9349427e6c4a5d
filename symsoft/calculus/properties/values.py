"""Theorems about the values of what is defined: their sum, their sign, their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symsoft.calculus.properties.bounds import quotient
from symsoft.calculus.properties.chain import Chain
from symsoft.calculus.properties.signs import STRICT, WEAK, at_least_two, sign_step
from symsoft.calculus.properties.subject import Subject
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.stable import stable_form
from symsoft.language.system import Assumption
from symsoft.language.terms import Max, Sum
from symsoft.language.walk import contains, rename, subterms
from symsoft.proof import Proof


def total(about: Subject) -> Proof | None:
    """The entries along the last axis sum to a number."""
    indices = about.head.indices
    return about.deriver.sum_of(about.head.name, len(indices) - 1) if indices else None


# -- signs -------------------------------------------------------------------------------------
def positive(about: Subject) -> Proof | None:
    """The target is positive."""
    return _signed(about, STRICT)


def nonnegative(about: Subject) -> Proof | None:
    """The target is at least 0, where it isn't known to be positive."""
    return None if positive(about) is not None else _signed(about, WEAK)


def _signed(about: Subject, wanted: str) -> Proof | None:
    chain = _unfolded(about)
    step = sign_step(chain.now, about.system, wanted) if wanted in about.book else None
    if step is None:
        return None
    chain.add(step)
    return about.proved(chain, about.system)


def _unfolded(about: Subject) -> Chain:
    chain = Chain(about.head)
    chain.write("definition", about.system.target.body, (about.head,))
    return chain


# -- a part of a whole -------------------------------------------------------------------------
def below_one(about: Subject) -> Proof | None:
    """The target is a part of a whole, and there is more to it: it is less than 1.

    Where what is left may be an empty sum, for ranges with at least two entries.
    """
    sizes = dict.fromkeys(i.size for i in about.head.indices)
    always = _part(about, "part-of-whole", ())
    return always or _part(about, "part-of-whole", tuple(map(at_least_two, sizes)))


def at_most_one(about: Subject) -> Proof | None:
    """The target is a part of a whole: at most 1, where it isn't less for every size."""
    strict = _part(about, "part-of-whole", ())
    return None if strict is not None else _part(about, "part-at-most", ())


def _part(about: Subject, rule: str, more: tuple[Assumption, ...]) -> Proof | None:
    book = about.book
    chain = _unfolded(about)
    found = quotient(chain.now)
    if found is None or not {"split-off", rule} <= set(book):
        return None
    context = about.context(axes=about.head.indices, more=more)
    part, whole = found
    whole_sum = next((s for s in subterms(whole) if _has_term(s, part, about)), None)

    def split(node: Any) -> Any:
        return book["split-off"].apply(node, context) if node == whole_sum else None

    chain.apply(book["split-off"], context, lambda e: everywhere(e, split, False, Sum))
    after = book[rule].apply(chain.now, context)
    if after is None:
        return None
    chain.relate(rule, book[rule].relation, after, given=context.line(rule, after).given)
    return about.proved(chain, about.system)


def _has_term(e: Any, part: Any, about: Subject) -> bool:
    """Is e a sum, and the part one of its terms?"""
    if not isinstance(e, Sum) or e.excluded:
        return False
    places = (i for i in about.head.indices if i.size == e.index.size)
    return any(rename(e.body, {e.index: i}) == part for i in places)


# -- the denominator of the overflow-safe form -------------------------------------------------
def denominator(about: Subject) -> Proof | None:
    """The sum of exponentials lowered by the largest exponent is at least 1."""
    form = stable_form(about.deriver)
    for shifted in _lowered(form.expr) if form is not None else ():
        chain = _least_of(shifted, about)
        if chain is not None:
            return about.proved(chain, about.system)
    return None


def _lowered(e: Any) -> Iterator[Any]:
    """The sums in e over terms with a largest value in them."""
    return (s for s in subterms(e) if isinstance(s, Sum) and contains(s.body, Max))


def _least_of(shifted: Any, about: Subject) -> Chain | None:
    """A sum is at least its largest term, which is exp(0)."""
    book, context = about.book, about.context()
    chain = Chain(shifted)
    if "above-largest" not in book:
        return None
    rule = book["above-largest"]
    after = rule.apply(chain.now, context)
    if after is None:
        return None
    chain.relate(rule.key, rule.relation, after, given=context.line(rule.key, after).given)
    for key in ("largest-exp", "largest-shift"):
        if not chain.use(key, context, book):
            return None
    chain.write("cancel", settle(chain.now))
    chain.use("exp-zero", context, book)
    return chain
