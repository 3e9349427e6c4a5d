"""How shares that sum to 1 move in the triangle of three of them when their input is moved.

For shares themselves, the input follows the gradient of the first share; for a scalar built on
them, it goes against the gradient of the scalar.  All of it is read off derived results in which
only the shares occur, so that the triangle needs no way back to the input.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, fmpq
from sympy import Integer

from symsoft.checking.evaluate import Entry
from symsoft.checking.exact import decide
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.language.system import Definition, System
from symsoft.language.terms import Ref, Sum
from symsoft.language.walk import fresh, names
from symsoft.pictures.figure import Figure, at_a_place
from symsoft.pictures.labels import Labels
from symsoft.pictures.simplex import ARROWS, CELLS, Arrow, Shares, places, simplex_plot
from symsoft.pictures.table import entry, is_first_derivative
from symsoft.pictures.values import Place, place
from symsoft.proof import Derivation, Relation, Verdict

N = 3


@dataclass(frozen=True, slots=True)
class Flow:
    """``shares`` move by their Jacobian, a claim, times the gradient of ``function``."""

    shares: Definition
    jacobian: Relation
    function: Any
    gradient: Any
    sign: int
    here: Place


def simplex_figure(derivation: Derivation, options: Options, name: str) -> Figure | None:
    """The figure; None where nothing defined is a list of shares."""
    flow = _flow(derivation)
    if flow is None:
        return None
    arrows = [a for at in places(ARROWS) if (a := _arrow(flow, at)) is not None]
    levels = {at: entry(flow.function, _there(flow, at), {}) for at in places(CELLS)}
    label = Labels(Order.of(derivation.proof.system))
    corners = [label(flow.shares.name, (k,), " = 1") for k in range(1, N + 1)]
    key = "figure-simplex-up" if flow.sign > 0 else "figure-simplex-down"
    every = flow.here.point.programs.inputs_of(flow.function)
    inputs = [name for name in every if name != flow.jacobian.lhs.by.name]
    shown, moved = Ref(flow.shares.name), Ref(flow.jacobian.lhs.by.name)

    return Figure.of(
        name,
        derivation,
        options.phrases,
        lambda printer: at_a_place(
            key, printer, shown, flow.here, inputs, input=moved, function=flow.function
        ),
        options.phrases.word("figure-simplex-about"),
        lambda ink, **words: simplex_plot(levels, arrows, corners, ink, **words),
    )


def _flow(derivation: Derivation) -> Flow | None:
    system, claim = derivation.proof.system, derivation.proof.claim
    by = claim.lhs.by
    if len(by.indices) != 1 or len(system.sizes) != 1:
        return None
    for shares, jacobian in _candidates(derivation):
        if system.target.indices and shares.name != system.target.name:
            continue  # an array has no gradient
        known = {shares.name, *system.inputs} - {by.name}
        function, gradient, sign = _function(system, claim, shares)
        if not _only(known, jacobian.rhs, gradient) or not _are_shares(system, shares):
            continue
        here = place(system, {system.sizes[0].name: N}, [shares.head])
        if here is not None and (function == Ref(shares.name, 1) or _only(known, _body(system))):
            return Flow(shares, jacobian, function, gradient, sign, here)
    return None


def _candidates(derivation: Derivation) -> Iterator[tuple[Definition, Relation]]:
    """Definitions of one index with a derived Jacobian by what the derivation is by."""
    proof = derivation.proof
    by = proof.claim.lhs.by.name
    for claim in (proof.claim, *(lemma.claim for lemma in proof.lemmas)):
        if not is_first_derivative(claim.lhs) or claim.lhs.by.name != by:
            continue
        shares = proof.system.definition(claim.lhs.body.name)
        if shares is not None and len(shares.indices) == 1:
            yield shares, claim


def _function(system: System, claim: Relation, shares: Definition) -> tuple[Any, Any, int]:
    """What is climbed or descended, its gradient, and which of the two."""
    if shares.name == system.target.name:
        return Ref(shares.name, 1), claim.rhs, 1
    return Ref(system.target.name), claim.rhs, -1


def _body(system: System) -> Any:
    return system.target.body


def _only(known: Collection[str], *terms: Any) -> bool:
    return all(set(names(e)) <= set(known) for e in terms)


def _are_shares(system: System, shares: Definition) -> bool:
    """Do the entries sum to 1, for every n?"""
    k = fresh(shares.indices[0].size, system.shapes)
    found = decide(system, Sum(Ref(shares.name, k), k), Integer(1))
    return found.verdict is Verdict.HOLDS


def _there(flow: Flow, at: Shares) -> Place:
    """The place with the shares given, whatever input gives them."""
    values: dict[Entry, Any] = {(flow.shares.name, (k,)): _ball(s) for k, s in enumerate(at, 1)}
    return flow.here.moved(values)


def _ball(share: Fraction) -> arb:
    return arb(fmpq(share.numerator, share.denominator))


def _arrow(flow: Flow, at: Shares) -> Arrow | None:
    """How the shares move: the Jacobian times the way that the input goes."""
    there, (i,) = _there(flow, at), flow.jacobian.lhs.body.indices
    (j,) = flow.jacobian.lhs.by.indices
    moves = []
    for row in range(1, N + 1):
        total = 0.0
        for column in range(1, N + 1):
            slope = entry(flow.jacobian.rhs, there, {i: row, j: column})
            way = _way(flow, there, column)
            if slope is None or way is None:
                return None
            total += slope * way
        moves.append(total)
    return Arrow(at, (moves[0], moves[1], moves[2]))


def _way(flow: Flow, there: Place, column: int) -> float | None:
    """One entry of the direction in which the input is moved."""
    free = there.point.programs.program(flow.gradient).free
    rows = flow.jacobian.lhs.body.indices if flow.sign > 0 else ()
    at = {i: 1 if i in rows else column for i in free}
    slope = entry(flow.gradient, there, at)
    return None if slope is None else flow.sign * slope
