"""What a page needs to follow a derivative while its inputs are moved.

The definitions and the derived results as trees, the values to begin with, and which inputs may be
moved.  The values to begin with come from ball arithmetic like those of the other pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from flint import arb

from symsoft.display.options import Options
from symsoft.errors import UnsupportedError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Ref, Sum
from symsoft.language.walk import rename
from symsoft.pictures.table import Table, entry, is_first_derivative, split
from symsoft.pictures.trees import Tree, tree
from symsoft.pictures.values import Place, assumed, lowest, number, place, precise, sizes_for
from symsoft.proof import Derivation, Form

MOST = 6
"""Larger sizes than this would make too many sliders."""
SLIDERS = 24
REACH = 4.0
STEP = 0.125
COTANGENT = (1.0, -0.5, 0.25, 0.5)
"""The cotangent to begin with, over and over."""


@dataclass(frozen=True, slots=True)
class Input:
    """An array with the values to begin with; ``low`` and ``high`` bound what can be moved."""

    name: str
    places: tuple[tuple[int, ...], ...]
    values: tuple[float, ...]
    low: float
    high: float
    fixed: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One derivative: its table, the sums of its rows, and its VJP where there is one."""

    derivation: Derivation
    table: Table
    heads: tuple[float, ...]
    """The value of what is differentiated, by rows."""
    sums: tuple[float, ...]
    vjp: Form | None
    products: tuple[float, ...]
    """The VJP, by columns."""


@dataclass(frozen=True, slots=True)
class Live:
    """The panels of a page, their inputs, and ``data`` for the program that moves them."""

    sizes: dict[str, int]
    inputs: tuple[Input, ...]
    cotangent: Input | None
    panels: tuple[Panel, ...]
    data: dict[str, Tree]


def live(derivations: Sequence[Derivation], options: Options) -> Live | None:
    """All of it; None where there are too many entries or no page could evaluate something."""
    shown = [d for d in derivations if is_first_derivative(d.proof.claim.lhs)]
    if not shown:
        return None
    system = shown[0].proof.system
    with precise():
        for asked in (options.n, None, dict.fromkeys((s.name for s in system.sizes), 2)):
            sizes = sizes_for(system, asked, MOST)
            try:
                found = _at_sizes(shown, system, sizes)
            except UnsupportedError:
                return None
            if found is not None:
                return found
    return None


def _at_sizes(shown: Sequence[Derivation], system: System, sizes: dict[str, int]) -> Live | None:
    terms = [e for d in shown for e in (d.proof.claim.lhs.body, d.proof.claim.rhs)]
    here = place(system, sizes, terms)
    if here is None:
        return None
    names = here.point.programs.inputs_of(*terms)
    given = [*system.assumptions, *(a for d in shown for a in d.valid_where)]
    inputs = tuple(_input(here, name, given) for name in names)
    if sum(len(i.values) for i in inputs if not i.fixed) > SLIDERS:
        return None
    cotangent = _cotangent(shown, sizes)
    panels = [_panel(d, here, cotangent) for d in shown]
    if None in panels:
        return None
    made = tuple(p for p in panels if p is not None)
    return Live(sizes, inputs, cotangent, made, _data(system, sizes, inputs, cotangent, made))


def _input(here: Place, name: str, given: Sequence[Assumption]) -> Input:
    entries = here.entries(name)
    values = tuple(number(here.point.entry(*e)) or 0.0 for e in entries)
    low = lowest(given, name)
    start = -REACH if low is None else float(low) + STEP
    places = tuple(at for _, at in entries)
    return Input(name, places, values, start, start + 2 * REACH, name in assumed(here.system))


# -- the cotangent -----------------------------------------------------------------------------
def _vjp(derivation: Derivation) -> tuple[Form, str] | None:
    """The form and the name of its cotangent."""
    known = derivation.proof.system.shapes
    for form in derivation.forms:
        new = [name for name in form.proof.system.shapes if name not in known]
        if form.name == "vjp" and len(new) == 1:
            return form, new[0]
    return None


def _cotangent(shown: Sequence[Derivation], sizes: dict[str, int]) -> Input | None:
    """One for all derivatives, since they are of the same target."""
    for derivation in shown:
        found = _vjp(derivation)
        if found is not None:
            form, name = found
            axes = [sizes[s.name] for s in form.proof.system.shapes[name]]
            if prod(axes) > SLIDERS:
                return None
            places = _places(axes)
            values = tuple(COTANGENT[k % len(COTANGENT)] for k in range(len(places)))
            return Input(name, places, values, -2.0, 2.0, False)
    return None


def _places(axes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    places: list[tuple[int, ...]] = [()]
    for length in axes:
        places = [(*at, k) for at in places for k in range(1, length + 1)]
    return tuple(places)


# -- one derivative ----------------------------------------------------------------------------
def _panel(derivation: Derivation, here: Place, cotangent: Input | None) -> Panel | None:
    table = Table.of(derivation, here)
    if table is None:
        return None
    claim = derivation.proof.claim
    _, across = split(claim.lhs)
    heads, sums = [], []
    for row in range(len(table.rows)):
        at = table.at(row, 0)
        heads.append(entry(claim.lhs.body, here, at))
        sums.append(entry(_summed(claim.rhs, across), here, at))
    vjp = _vjp(derivation) if cotangent else None
    products = _products(derivation, vjp[0], here, table, cotangent) if vjp and cotangent else ()
    if None in heads or None in sums or None in products:
        return None
    return Panel(
        derivation, table, _known(heads), _known(sums), vjp[0] if vjp else None, _known(products)
    )


def _known(values: Sequence[float | None]) -> tuple[float, ...]:
    return tuple(v for v in values if v is not None)


def _summed(e: Any, across: Sequence[Index]) -> Any:
    for index in across:
        e = Sum(e, index)
    return e


def _products(
    derivation: Derivation, form: Form, here: Place, table: Table, cotangent: Input
) -> tuple[float | None, ...]:
    """The derived VJP by columns of the table."""
    values = zip(cotangent.places, cotangent.values, strict=True)
    there = place(form.proof.system, here.sizes, [])
    if there is None:
        return (None,)
    changes = {**here.point.inputs, **{(cotangent.name, at): arb(v) for at, v in values}}
    there = there.moved(changes)
    indices = derivation.proof.claim.lhs.by.indices
    return tuple(
        entry(form.expr, there, dict(zip(indices, at, strict=True))) for at in table.columns
    )


# -- data for the page -------------------------------------------------------------------------
def _data(
    system: System,
    sizes: dict[str, int],
    inputs: Sequence[Input],
    cotangent: Input | None,
    panels: Sequence[Panel],
) -> dict[str, Tree]:
    """What the program in the page reads; see ``templates/html/live.js``."""
    bodies = _stable(panels[0].derivation)
    arrays = [*inputs, *([cotangent] if cotangent else [])]
    return {
        "sizes": sizes,
        "inputs": [
            {
                "name": i.name,
                "axes": [max(at[k] for at in i.places) for k in range(len(i.places[0]))],
                "values": list(i.values),
            }
            for i in arrays
        ],
        "definitions": [
            {
                "name": d.name,
                "axes": [[i.name, sizes[i.size.name]] for i in d.indices],
                "body": tree(bodies.get(d.name, d.body)),
            }
            for d in system.definitions
        ],
        "panels": [_panel_data(p, sizes) for p in panels],
    }


def _stable(derivation: Derivation) -> dict[str, Any]:
    """The overflow-safe body of the target, under the indices of its definition."""
    target = derivation.proof.system.target
    for form in derivation.forms:
        other = form.proof.claim.rhs
        if form.name == "stable" and isinstance(other, Ref) and other.name == target.name:
            naming = dict(zip(other.indices, target.indices, strict=True))
            return {target.name: rename(form.expr, naming)}
    return {}


def _panel_data(panel: Panel, sizes: dict[str, int]) -> dict[str, Tree]:
    claim = panel.derivation.proof.claim
    above, across = split(claim.lhs)

    def axes(indices: Sequence[Index]) -> list[Tree]:
        return [[i.name, sizes[i.size.name]] for i in indices]

    return {
        "rows": axes(above),
        "columns": axes(across),
        "head": tree(claim.lhs.body),
        "entry": tree(claim.rhs),
        "product": tree(panel.vjp.expr) if panel.vjp else None,
    }
