"""What a picture is to a document: a caption, a description, and a drawing in any colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.display.order import Order
from symsoft.display.phrases import Phrases
from symsoft.display.term_printer import TermPrinter
from symsoft.display.text_terms import TextPrinter
from symsoft.language.terms import Ref
from symsoft.pictures.svg import Ink
from symsoft.pictures.values import Place, number
from symsoft.proof import Derivation

WRITTEN_OUT = 6
"""An input with more entries is left out of a caption."""
Caption = Callable[[TermPrinter], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture of a derivation.

    ``name`` tells it from others in a document.  ``caption`` says in a printer's format what it
    shows, ``about`` describes it in plain words.
    """

    name: str
    caption: Caption
    about: str
    order: Order
    phrases: Phrases
    draw: Callable[..., str]

    @staticmethod
    def of(
        name: str,
        derivation: Derivation,
        phrases: Phrases,
        caption: Caption,
        about: str,
        draw: Callable[..., str],
    ) -> Figure:
        """A figure whose formulas are written in the order of the derivation's claim."""
        order = Order.of_claim(derivation.proof.system, derivation.proof.claim)
        return Figure(name, caption, about, order, phrases, draw)

    def svg(self, ink: Ink) -> str:
        """The drawing as SVG 1.1 text, with a title and a description for screen readers."""
        title = self.caption(TextPrinter(self.order, "exp", self.phrases))
        return self.draw(ink, name=self.name, title=title, description=self.about)


def at_a_place(
    key: str, printer: TermPrinter, e: Any, here: Place, inputs: Sequence[str], **formulas: Any
) -> str:
    """A phrase about terms at a place: ``∂y_i/∂x_j at x = (0.5, −1.25)``.

    Inputs with many entries are not written out; where none is, the phrase without ``-at`` is used.
    """
    small = printer.inline()
    parts = [
        f"{small.quote(small.box(Ref(name)).text)}{printer.escape(f' = {_values(here, name)}')}"
        for name in inputs
        if len(here.entries(name)) <= WRITTEN_OUT
    ]
    point = printer.phrases.listed(parts, printer.escape)
    key = f"{key}-at" if parts else key
    formulas = {"formula": e, **formulas}
    fields = {name: small.quote(small.box(e).text) for name, e in formulas.items()}
    return printer.phrases.word(key, printer.escape, point=point, **fields)


def _values(here: Place, name: str) -> str:
    """The entries of an input, rounded to four figures."""
    values = (number(here.point.entry(*entry)) or 0.0 for entry in here.entries(name))
    texts = [f"{value:.4g}".replace("-", "−") for value in values]
    return f"({', '.join(texts)})" if here.system.shapes[name] else texts[0]
