"""Which pictures a derivation has, in the order in which a document shows them.

Pictures are drawn when they are asked for, in the colours that are asked for.  Captions come from
the catalogue of phrases, with formulas from whatever printer the document uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symsoft.display.options import Options
from symsoft.pictures.figure import Figure
from symsoft.pictures.figure_curve import curve_figure
from symsoft.pictures.figure_errors import errors_figure
from symsoft.pictures.figure_heatmap import heatmap_figure
from symsoft.pictures.figure_simplex import simplex_figure
from symsoft.pictures.table import Table, is_first_derivative
from symsoft.pictures.values import Place, place, precise, sizes_for
from symsoft.proof import Derivation

LARGEST = 12
"""Sizes beyond this are drawn at a smaller size instead."""
DERIVATIVES = 3
"""So many derivatives of one target get pictures."""


def figures(derivations: Sequence[Derivation], options: Options) -> tuple[Figure, ...]:
    """The pictures of the derivatives of one target, those whose numbers are known."""
    with precise():
        return tuple(
            figure
            for number, derivation in enumerate(derivations[:DERIVATIVES], 1)
            if is_first_derivative(derivation.proof.claim.lhs)
            for figure in _of_one(derivation, options, number)
        )


def _of_one(derivation: Derivation, options: Options, number: int) -> Iterator[Figure]:
    found = [curve_figure(derivation, options, f"curve-{number}")]
    here, table = _table(derivation, options)
    if here is not None and table is not None:
        if not table.is_number:
            found.append(heatmap_figure(derivation, options, f"heatmap-{number}", here, table))
        found.append(errors_figure(derivation, options, f"errors-{number}", here, table))
    found.append(simplex_figure(derivation, options, f"simplex-{number}"))
    yield from (figure for figure in found if figure is not None)


def _table(derivation: Derivation, options: Options) -> tuple[Place | None, Table | None]:
    """The values at the sizes that were asked for, or at small ones where those are too many."""
    system, claim = derivation.proof.system, derivation.proof.claim
    for asked in (options.n, None):
        here = place(system, sizes_for(system, asked, LARGEST), [claim.lhs.body, claim.rhs])
        table = None if here is None else Table.of(derivation, here)
        if table is not None:
            return here, table
    return None, None


__all__ = ["Figure", "figures"]
