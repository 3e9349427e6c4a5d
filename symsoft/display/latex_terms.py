r"""Terms as LaTeX mathematics, y_i (\delta_{ij} - y_j), with an estimate of how wide they are."""

from __future__ import annotations

from typing import Any

from symsoft.display.latex_names import escape, latex_names, roman
from symsoft.display.latex_parts import LatexParts
from symsoft.display.names import Names
from symsoft.display.order import Order
from symsoft.display.page_terms import PagePrinter


def to_latex(e: Any, order: Order | None = None, exponential: str = "e") -> str:
    r"""The term in LaTeX's mathematics; exponential is "e" for e^{x}, "exp" for \exp(x).

    >>> from sympy import Integer
    >>> from symsoft.language.terms import Add, Delta, Index, Mul, Ref, Size
    >>> n = Size("n")
    >>> i, j = Index("i", n), Index("j", n)
    >>> order = Order.of(None, Ref("y", i), Ref("x", j))
    >>> print(to_latex(Mul(Add(Mul(Integer(-1), Ref("y", j)), Delta(j, i)), Ref("y", i)), order))
    y_i (\delta_{ij} - y_j)
    """
    return LatexPrinter(order or Order.of(None, e), exponential).box(e).text


class LatexPrinter(PagePrinter):
    """Spells terms for LaTeX; ``room`` is the width of a line, in ems."""

    parts = LatexParts()

    def shown(self, order: Order) -> Names:
        return latex_names(order.names, chinese=self.phrases.language != "en")

    def escape(self, text: str) -> str:
        return self.phrases.escaped(text, escape)

    def kink(self, function: str, at: Any, value: Any) -> str:
        return f"{roman(function)}'({self.box(at).text}) = {self.box(value).text}"
