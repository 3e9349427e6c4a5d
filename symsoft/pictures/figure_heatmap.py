"""The heat map of a derivation: its derivative at one place."""

from __future__ import annotations

from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.pictures.figure import Figure, at_a_place
from symsoft.pictures.heatmap import heatmap, places
from symsoft.pictures.labels import Labels, indices
from symsoft.pictures.svg import signed, symbol
from symsoft.pictures.table import Table
from symsoft.pictures.values import Place
from symsoft.proof import Derivation


def heatmap_figure(
    derivation: Derivation, options: Options, name: str, here: Place, table: Table
) -> Figure:
    """The figure; its captions name the place."""
    rows, columns = _labels(derivation, table)
    values = [v for row in table.values for v in row]
    decimals = places(max(map(abs, values)) or 1.0)
    about = options.phrases.word(
        "figure-heatmap-about",
        rows=str(len(rows)),
        columns=str(len(columns)),
        low=signed(min(values), decimals),
        high=signed(max(values), decimals),
    )
    inputs = here.point.programs.inputs_of(derivation.proof.claim.rhs)
    return Figure.of(
        name,
        derivation,
        options.phrases,
        lambda printer: at_a_place("figure-heatmap", printer, table.derivative, here, inputs),
        about,
        lambda ink, **words: heatmap(table.values, rows, columns, ink, **words),
    )


def _labels(derivation: Derivation, table: Table) -> tuple[list[str], list[str]]:
    if table.is_matrix:
        rows, columns = ([symbol(indices(at)) for at in c] for c in (table.rows, table.columns))
        return rows, columns
    label = Labels(Order.of_claim(derivation.proof.system, derivation.proof.claim))
    body, by = table.derivative.body.name, table.derivative.by.name
    return [label(body, at) for at in table.rows], [label(by, at) for at in table.columns]
