r"""Terms as Typst's mathematics: y_i \(δ_(i j) - y_j\), with an estimate of how wide they are."""

from __future__ import annotations

from typing import Any

from symsoft.display.names import Names
from symsoft.display.order import Order
from symsoft.display.page_terms import PagePrinter
from symsoft.display.typst_names import escape, typst_names, upright
from symsoft.display.typst_parts import TypstParts


def to_typst(e: Any, order: Order | None = None, exponential: str = "e") -> str:
    r"""The term in Typst's mathematics; exponential is "e" for e^x, "exp" for exp(x).

    >>> from sympy import Integer
    >>> from symsoft.language.terms import Add, Delta, Index, Mul, Ref, Size
    >>> n = Size("n")
    >>> i, j = Index("i", n), Index("j", n)
    >>> order = Order.of(None, Ref("y", i), Ref("x", j))
    >>> print(to_typst(Mul(Add(Mul(Integer(-1), Ref("y", j)), Delta(j, i)), Ref("y", i)), order))
    y_i \(δ_(i j) - y_j\)
    """
    return TypstPrinter(order or Order.of(None, e), exponential).box(e).text


class TypstPrinter(PagePrinter):
    """Spells terms for Typst; ``room`` is the width of a line, in ems."""

    parts = TypstParts()

    def shown(self, order: Order) -> Names:
        return typst_names(order.names)

    def escape(self, text: str) -> str:
        return escape(text)

    def kink(self, function: str, at: Any, value: Any) -> str:
        return f"{upright(function)}' \\({self.box(at).text}\\) = {self.box(value).text}"
