"""A function of one number, or one that works entry by entry, beside its derivative.

Scalars that it has besides stay at one value, which the caption names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flint import arb

from symsoft.display.names import text_names
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.language.system import System
from symsoft.language.terms import Index, Reduction, Ref
from symsoft.language.walk import contains, refs
from symsoft.pictures.curve import Curve, curve_plot
from symsoft.pictures.figure import Figure, at_a_place
from symsoft.pictures.labels import Labels
from symsoft.pictures.table import entry
from symsoft.pictures.values import Place, assumed, place
from symsoft.proof import Derivation

REACH = 4
STEPS = 32
"""Points for each unit of the input, from -REACH to REACH."""


def curve_figure(derivation: Derivation, options: Options, name: str) -> Figure | None:
    """The figure; None for a function of several numbers."""
    claim, system = derivation.proof.claim, derivation.proof.system
    body, by = claim.lhs.body, claim.lhs.by
    if not _is_of_one_number(system, by.name):
        return None
    here = place(system, dict.fromkeys((s.name for s in system.sizes), 1), [])
    if here is None:
        return None
    others = [n for n in here.point.programs.inputs_of(body) if n != by.name]
    at = dict.fromkeys((*body.indices, *by.indices), 1)
    curves = _curves(derivation, here, at)
    if not any(p is not None for curve in curves for p in curve):
        return None
    label = Labels(Order.of_claim(system, claim))
    labels = (label(body.name), label(body.name, behind="′"))
    about = options.phrases.word(
        "figure-curve-about",
        input=text_names([by.name])[by.name].base,
        low=f"−{REACH}",
        high=str(REACH),
    )
    drawn = [Curve(label, points) for label, points in zip(labels, curves, strict=True)]
    return Figure.of(
        name,
        derivation,
        options.phrases,
        lambda printer: at_a_place(
            "figure-curve", printer, Ref(body.name), here, others, input=Ref(by.name)
        ),
        about,
        lambda ink, **words: curve_plot(drawn, label(by.name), ink, **words),
    )


def _is_of_one_number(system: System, variable: str) -> bool:
    """Is the target, entry by entry, a function of that entry of the variable and of scalars?"""
    target = system.target
    if variable not in system.inputs or variable in assumed(system):
        return False
    return (
        system.shapes[variable] == system.shapes[target.name]
        and not any(contains(d.body, tuple(_REDUCTIONS)) for d in system.definitions)
        and not any(system.shapes[name] for name in system.inputs if name != variable)
        and all(
            not r.indices or r.indices == d.indices
            for d in system.definitions
            for r in refs(d.body)
        )
    )


_REDUCTIONS = Reduction.__subclasses__()


def _curves(
    derivation: Derivation, here: Place, at: Mapping[Index, int]
) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Values of the function and of its derived derivative, None where there is none."""
    claim = derivation.proof.claim
    name = claim.lhs.by.name
    values, slopes = [], []
    for k in range(-REACH * STEPS, REACH * STEPS + 1):
        there = here.moved(dict.fromkeys(here.entries(name), arb(k) / STEPS))
        value, slope = (entry(e, there, at) for e in (claim.lhs.body, claim.rhs))
        values.append(None if value is None else (k / STEPS, value))
        # Where the function has no value, neither has its derivative.
        slopes.append(None if value is None or slope is None else (k / STEPS, slope))
    return tuple(values), tuple(slopes)
