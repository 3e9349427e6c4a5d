"""Theorems about the Hessian of a scalar as a quadratic form: it is a variance, so at least 0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symsoft.calculus.properties.chain import Chain
from symsoft.calculus.properties.signs import WEAK, sign_step
from symsoft.calculus.properties.subject import Subject
from symsoft.language.system import System
from symsoft.language.terms import Index, Ref, Sum, factors, free, times
from symsoft.language.walk import fresh
from symsoft.proof import Proof


def semidefinite(about: Subject) -> Proof | None:
    """v^T H v >= 0: a sum of squares as it stands, or a variance."""
    found = _quadratic(about)
    if found is None or WEAK not in about.book:
        return None
    chain, system, hessian = found
    if sign_step(chain.now, system, WEAK) is None:
        chain.use("variance", about.context(system), about.book)
    step = sign_step(chain.now, system, WEAK)
    if step is None:
        return None
    chain.add(step)
    return about.proved(chain, system, hessian, *_weights(about))


def spread(about: Subject) -> Proof | None:
    """v^T H v is at least a positive multiple of (v_i - v_j)**2: 0 only where all v are equal."""
    found = _quadratic(about)
    if found is None or not {"pairs", "above-term"} <= set(about.book):
        return None
    chain, system, hessian = found
    if not chain.use("pairs", about.context(system), about.book):
        return None
    taken = {*free(chain.now), *about.deriver.taken, *system.shapes}
    size = about.by.indices[0].size
    for letter in "ij":
        axis = fresh(size, taken, letter)
        taken.add(axis)
        if not _take_a_term(chain, about, system, axis):
            return None
    return about.proved(chain, system, hessian, *_weights(about))


def _take_a_term(chain: Chain, about: Subject, system: System, axis: Index) -> bool:
    """Write that the outermost sum is at least one of its terms."""
    context = about.context(system, axes=(axis,))
    rule = about.book["above-term"]
    after = _in_product(chain.now, lambda e: rule.apply(e, context), system)
    if after is None:
        return False
    chain.relate(rule.key, rule.relation, after, given=context.line(rule.key, after).given)
    return True


def _in_product(e: Any, change: Callable[[Any], Any], system: System) -> Any:
    """A product with its first sum changed, None unless what stands beside it is at least 0."""
    parts = list(factors(e))
    for place, f in enumerate(parts):
        beside = [*parts[:place], *parts[place + 1 :]]
        if isinstance(f, Sum) and all(sign_step(g, system, WEAK) is not None for g in beside):
            new = change(f)
            return None if new is None else times(*parts[:place], new, *parts[place + 1 :])
    return None


def _quadratic(about: Subject) -> tuple[Chain, System, Proof] | None:
    """The chain from v^T H v to what it is after contraction."""
    hessian = about.hessian()
    if hessian is None:
        return None
    claim = hessian.claim.lhs
    (i,), (j,) = claim.body.by.indices, claim.by.indices
    letter = about.name("v")
    system = about.with_inputs({letter: (i.size,)})
    v_i, v_j = Ref(letter, i), Ref(letter, j)
    chain = about.chain(Sum(times(v_i, Sum(times(claim, v_j), j)), i), hessian)
    about.finished(chain, about.context(system))
    return chain, system, hessian


def _weights(about: Subject) -> list[Proof]:
    """What was proved of sums, which the variance rests on."""
    return [p for p in about.deriver.sums.values() if p is not None]
