"""Theorems about what changes nothing: a shift of the input, exchanged axes; sums along an axis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Rational, S

from symsoft.calculus.coefficients import negate
from symsoft.calculus.polynomials import expand
from symsoft.calculus.properties.chain import Chain
from symsoft.calculus.properties.limiting import displaced, unfolded
from symsoft.calculus.properties.subject import Subject
from symsoft.calculus.settling import everywhere, settle
from symsoft.language.terms import Fn, Index, Mul, Ref, Sum, plus
from symsoft.language.walk import rename
from symsoft.proof import Proof

SHIFTING = (("exp-sum", "constants-out"), ("log-product", "log-power", "log-exp", "split-sum"))
"""The rules that take a shift out, tried one group after the other."""


def shift(about: Subject) -> Proof | None:
    """A constant added to every entry along the last axis changes nothing, or comes out again."""
    by = about.by
    if not by.indices or not {"cancel", "expand", "factor", "fold"} <= set(about.book):
        return None
    letter = about.name("c")
    constant = Ref(letter, *by.indices[:-1])
    system = about.with_inputs({letter: tuple(i.size for i in constant.indices)})
    plain = unfolded(about.head, by.name, about.system)
    chain = Chain(displaced(plain, by, constant))
    context = about.context(system)
    chain.write("expand", everywhere(chain.now, _expanded, again=False, on=Fn))
    for keys in SHIFTING:
        rules = [about.book[key] for key in keys if key in about.book]
        while any(chain.everywhere(rule, context) for rule in rules):
            pass
        chain.write("cancel", settle(chain.now))
        for extra in (S.Zero, *_at_target(constant, about)):
            whole = plus(plain, extra)
            if settle(plus(chain.now, negate(whole))) is S.Zero:
                chain.write("factor", whole)
                chain.write("fold", plus(about.head, extra), _unfolded_heads(about))
                return about.proved(chain, system)
    return None


def _expanded(node: Any) -> Any:
    """An exponential of a product with a sum in it, multiplied out: exp((a + c)/T)."""
    if isinstance(node, Fn) and node.name == "exp" and isinstance(node.arg, Mul):
        return Fn("exp", expand(node.arg))
    return None


def _at_target(constant: Any, about: Subject) -> Iterator[Any]:
    """The constant at the indices of the target, when they fit."""
    ours = about.head.indices[: len(constant.indices)]
    if [i.size for i in ours] == [i.size for i in constant.indices]:
        yield rename(constant, dict(zip(constant.indices, ours, strict=True)))


def _unfolded_heads(about: Subject) -> list[Any]:
    """The definitions between the target and the input."""
    return [
        d.head
        for d in about.system.definitions
        if about.system.depends(d.body, about.by.name)
        and (d.name == about.head.name or about.system.depends(about.head, d.name))
    ]


# -- sums along an axis ------------------------------------------------------------------------
def rows(about: Subject) -> Proof | None:
    """The derivatives of an array by the entries along an axis of the input sum to a number."""
    return _summed(about, about.proof, about.by.indices) if about.head.indices else None


def gradient_total(about: Subject) -> Proof | None:
    """The entries of the gradient of a scalar, along the last axis, sum to a number."""
    return None if about.head.indices else _summed(about, about.proof, about.by.indices)


def columns(about: Subject) -> Proof | None:
    """The derivatives of the entries along the last axis of the target sum to a number."""
    return _summed(about, about.proof, about.head.indices)


def null_space(about: Subject) -> Proof | None:
    """The Hessian takes the vector of ones to 0."""
    hessian = about.hessian()
    if hessian is None:
        return None
    found = _summed(about, hessian, hessian.claim.lhs.by.indices)
    return found if found is not None and found.claim.rhs is S.Zero else None


def _summed(about: Subject, derivative: Proof, axis: tuple[Index, ...]) -> Proof | None:
    if not axis:
        return None
    chain = about.chain(Sum(derivative.claim.lhs, axis[-1]), derivative)
    about.finished(chain, about.context())
    if not isinstance(chain.now, Rational):
        return None
    return about.proved(chain, about.system, derivative)


# -- exchanged axes ----------------------------------------------------------------------------
def symmetry(about: Subject) -> Proof | None:
    """The Jacobian is its own transpose."""
    ours, theirs = about.head.indices, about.by.indices
    if not ours or [i.size for i in ours] != [i.size for i in theirs]:
        return None
    derivative = about.proof.claim.lhs
    exchanged = rename(derivative, dict(zip((*ours, *theirs), (*theirs, *ours), strict=True)))
    chain = about.chain(plus(derivative, negate(exchanged)))
    about.finished(chain, about.context())
    return about.proved(chain, about.system, about.proof) if chain.now is S.Zero else None
