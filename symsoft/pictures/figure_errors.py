"""Difference quotients against a derived derivative: one entry, at one place, for many steps.

The values of the function are rounded to doubles, as a program would have them; everything else is
done in balls, so that the plot is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flint import arb

from symsoft.display.options import Options
from symsoft.language.terms import D, Index, Ref
from symsoft.pictures.errors import Series, error_plot
from symsoft.pictures.figure import Figure, at_a_place
from symsoft.pictures.table import Table
from symsoft.pictures.values import Place
from symsoft.proof import Derivation

HALVINGS = range(1, 45)
"""The steps are 2 to minus these."""


@dataclass(slots=True)
class Errors:
    """Logarithms of step and error, and the least error."""

    points: list[tuple[float, float]] = field(default_factory=list)
    least: float = float("inf")

    def add(self, step: arb, error: arb) -> None:
        if not error.contains(0):
            self.points.append((_log10(step), _log10(error)))
            self.least = min(self.least, float(error.mid()))


def errors_figure(
    derivation: Derivation, options: Options, name: str, here: Place, table: Table
) -> Figure | None:
    """The figure for the first entry that is not 0; None where there is nothing to see.

    Where a heat map stands before it, that says at which point.
    """
    at = _first(table)
    if at is None:
        return None
    claim, say = derivation.proof.claim, options.phrases.word
    forward, central = difference_errors(claim.lhs, claim.rhs, here, at)
    if min(len(forward.points), len(central.points)) < 2:
        return None
    series = (
        Series(say("forward difference"), tuple(forward.points)),
        Series(say("central difference"), tuple(central.points)),
    )
    body, by = claim.lhs.body, claim.lhs.by
    shown = D(Ref(body.name, *_values(body, at)), Ref(by.name, *_values(by, at)))
    key = "figure-errors" if table.is_number else "figure-errors-there"
    inputs = here.point.programs.inputs_of(body) if table.is_number else []
    about = say(
        "figure-errors-about", forward=f"{forward.least:.0e}", central=f"{central.least:.0e}"
    )
    axes = (say("step of the difference"), say("error of the difference"))
    return Figure.of(
        name,
        derivation,
        options.phrases,
        lambda printer: at_a_place(key, printer, shown, here, inputs),
        about,
        lambda ink, **words: error_plot(series, axes, ink, **words),
    )


def difference_errors(
    derivative: Any, result: Any, here: Place, at: Mapping[Index, int]
) -> tuple[Errors, Errors]:
    """Errors of the forward and of the central difference for one entry of a derivative."""
    out = Ref(derivative.body.name, *_values(derivative.body, at))
    place = (derivative.by.name, tuple(_values(derivative.by, at)))
    program = here.point.programs.program(result)
    truth = here.ball(result, {i: at[i] for i in program.free})
    start, middle = here.point.entry(*place), here.value(out)
    forward, central = Errors(), Errors()
    for k in HALVINGS:
        step = arb(2) ** -k
        above = here.moved({place: start + step}).value(out)
        below = here.moved({place: start - step}).value(out)
        if above is not None and middle is not None:
            forward.add(step, abs((arb(above) - arb(middle)) / step - truth))
        if above is not None and below is not None:
            central.add(step, abs((arb(above) - arb(below)) / (2 * step) - truth))
    return forward, central


def _first(table: Table) -> dict[Index, int] | None:
    cells = ((q, k) for q, row in enumerate(table.values) for k, value in enumerate(row) if value)
    found = next(cells, None)
    return None if found is None else table.at(*found)


def _values(ref: Any, at: Mapping[Index, int]) -> list[int]:
    return [at[i] for i in ref.indices]


def _log10(ball: arb) -> float:
    return float((ball.log() / arb(10).log()).mid())
