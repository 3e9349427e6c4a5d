"""Theorems to first order, what a small step does; and what a sum must not leave out."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.calculus.coefficients import negate
from symsoft.calculus.properties.chain import Chain
from symsoft.calculus.properties.limiting import displaced, unfolded
from symsoft.calculus.properties.signs import WEAK, sign_step
from symsoft.calculus.properties.subject import Subject
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.start import gates, through
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import D, Delta, Ref, Sum, Term, plus, power, times
from symsoft.language.walk import rebuild
from symsoft.proof import Proof, Toward


# -- a small step ------------------------------------------------------------------------------
def first_order(about: Subject) -> Proof | None:
    """A small step changes a scalar by the step times the gradient, to first order."""
    if about.head.indices or "taylor" not in about.book:
        return None
    step = _step(about)
    system = about.with_inputs({step.name: _shape(step)})
    made = _displaced(about, system, step)
    return made.proof(_with_rate(system, about)) if made is not None else None


def descent(about: Subject) -> Proof | None:
    """A small step against the gradient changes a scalar by minus its squared length."""
    if about.head.indices or "taylor" not in about.book:
        return None
    step = _step(about)
    against = Definition(step.name, step.indices, negate(about.proof.claim.lhs))
    system = _defining(about.system, against, _shape(step))
    chain = _displaced(about, system, step)
    if chain is None:
        return None

    def unfold(node: Any) -> Any:
        return system.unfold(node) if isinstance(node, Ref) and node.name == step.name else None

    chain.write("definition", everywhere(chain.now, unfold, again=False), (step,))
    context = about.context(system)
    for key in ("constants-out", "cancel-factors"):
        chain.use(key, context, about.book)
    return chain.proof(_with_rate(system, about))


def decrease(about: Subject) -> Proof | None:
    """What a step against the gradient takes off, to first order, is at least 0."""
    if about.head.indices or WEAK not in about.book:
        return None
    rate, slope = _rate(about), about.proof.claim.lhs
    e: Any = power(slope, 2)
    for k in reversed(about.by.indices):
        e = Sum(e, k)
    system = _with_rate(about.system, about).assuming(Assumption(">", rate, S.Zero))
    chain = Chain(times(rate, e))
    step = sign_step(chain.now, system, WEAK)
    if step is None:
        return None
    chain.add(step)
    return chain.proof(_with_rate(about.system, about))


def _rate(about: Subject) -> Any:
    return Ref(about.name("eta"))


def _step(about: Subject) -> Any:
    return Ref(about.name("v"), *about.by.indices)


def _shape(ref: Any) -> tuple[Any, ...]:
    return tuple(i.size for i in ref.indices)


def _with_rate(system: System, about: Subject) -> System:
    shapes = {**system.shapes, _rate(about).name: ()}
    return System(system.definitions, shapes, system.assumptions, system.kinks)


def _defining(system: System, definition: Definition, shape: tuple[Any, ...]) -> System:
    """The system with one more definition, before the target, whose place stays the last."""
    *before, target = system.definitions
    shapes = {**system.shapes, definition.name: shape}
    made = (*before, definition, target)
    return System(made, shapes, system.assumptions, system.kinks)


def _displaced(about: Subject, system: System, step: Any) -> Chain | None:
    """L(x + eta v) - L(x), to first order in eta."""
    rate, rule = _rate(about), about.book["taylor"]
    toward = Toward(rate, S.Zero)
    plain = unfolded(about.head, about.by.name, about.system)
    moved = displaced(plain, about.by, times(rate, step))
    chain = Chain(plus(moved, negate(about.head)))
    after = rule.apply(chain.now, about.context(system, toward=toward))
    if after is None:
        return None
    chain.relate("taylor", rule.relation, after, toward=toward)
    return chain


# -- one term for a whole sum ------------------------------------------------------------------
def elementwise(about: Subject) -> Proof | None:
    """The chain rule with one term for the sum is wrong, when the middle layer mixes its inputs."""
    book, claim = about.book, about.proof.claim.lhs
    if not {"chain-through", "leave-out", "lemma"} <= set(book):
        return None
    layers = gates(about.head.name, about.by.name, about.system)
    fitting = (z for z in layers if about.system.shapes[z] == _shape(about.by))
    middle = next((z for z in fitting if _mixes(about, z)), None)
    if middle is None:
        return None
    context = about.context(axes=about.by.indices)
    chain = Chain(claim)
    chain.apply(book["chain-through"], context, lambda e: through(e, middle, context))
    after = book["leave-out"].apply(chain.now, context)
    if after is None:
        return None
    chain.relate("leave-out", book["leave-out"].relation, after)
    chain.everywhere(book["lemma"], context, again=False)
    chain.use("delta-same", context, book)
    about.finished(chain, context)
    return about.proved(chain, about.system, *_cited_derivatives(chain, about))


def _mixes(about: Subject, middle: str) -> bool:
    """Does an entry of the middle depend on other entries of the input?"""
    found = about.deriver.derivative(middle, about.by.name)
    if found is None:
        return False
    return settle(_without_deltas(found.claim.rhs)) is not S.Zero


def _without_deltas(e: Any) -> Any:
    if isinstance(e, Delta):
        return S.Zero
    return rebuild(e, _without_deltas) if isinstance(e, Term) else e


def _cited_derivatives(chain: Chain, about: Subject) -> list[Proof]:
    pairs = [
        (c.body.name, c.by.name)
        for step in chain.steps
        for c in step.cites
        if step.rule == "lemma" and isinstance(c, D) and isinstance(c.body, Ref)
    ]
    found = (about.deriver.derivative(*pair) for pair in dict.fromkeys(pairs))
    return [p for p in found if p is not None]
