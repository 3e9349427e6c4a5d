"""Terms as Unicode text: y_i·(δ_ij − y_j), Σ_k exp(x_k), ∂y_i/∂x_j.

The text is read as it stands: products bind tighter than sums, a stroke divides by the one factor
behind it, Σ reaches to the end of its product.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from sympy import Integer

from symsoft.display.boxes import After, Box, Level, Piece, join
from symsoft.display.names import Names, columns, text_names
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.display.structure import compared, runs
from symsoft.display.term_printer import TermPrinter
from symsoft.language.matrix import Pair, Stacked
from symsoft.language.terms import (
    Constant,
    Delta,
    Fn,
    Index,
    Mul,
    Reduction,
    Ref,
    Size,
)

_RELATIONS = {
    ">=": "≥",
    "<=": "≤",
    "!=": "≠",
    "=": "=",
    ">": ">",
    "<": "<",
    "limit": "→",
    "first order": "≈",
    "differs": "≢",
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FUNCTIONS = {"maximum": "max", "minimum": "min"}
_SUM_BREAK, _PRODUCT_BREAK = 0, 1


def to_text(e: Any, order: Order | None = None, exponential: str = "exp") -> str:
    """The term on one line; exponential is "exp" for exp(x), "e" for e^x.

    >>> from symsoft.language.terms import Add, Mul
    >>> n = Size("n")
    >>> i, j = Index("i", n), Index("j", n)
    >>> order = Order.of(None, Ref("y", i), Ref("x", j))
    >>> to_text(Mul(Add(Mul(Integer(-1), Ref("y", j)), Delta(j, i)), Ref("y", i)), order)
    'y_i·(δ_ij − y_j)'
    """
    return TextPrinter(order or Order.of(None, e), exponential).box(e).text


def piece(text: str) -> Box:
    """Text without a place for a break."""
    return Box((Piece(text, columns(text)),))


def operator(text: str, at: int) -> Box:
    """An operator before which a line may be broken; the space before it is dropped there."""
    return Box((Piece(text, columns(text), at, text.lstrip()),))


class TextPrinter(TermPrinter):
    """Spells terms for a terminal."""

    def __init__(self, order: Order, exponential: str = "exp", phrases: Phrases = ENGLISH) -> None:
        super().__init__(order, exponential, phrases)

    def shown(self, order: Order) -> Names:
        return text_names(order.names)

    # -- among words ---------------------------------------------------------------------------
    def inline(self) -> Self:
        return self

    def quote(self, formula: str) -> str:
        return formula

    def escape(self, text: str) -> str:
        return text

    def relation(self, relation: str) -> str:
        return _RELATIONS[relation]

    def kink(self, function: str, at: Any, value: Any) -> str:
        return f"{function}′({self.box(at).text}) = {self.box(value).text}"

    # -- atoms -------------------------------------------------------------------------------
    def number(self, e: Any) -> Box:
        return piece(str(e).replace("-", "−"))

    def atom(self, e: Any) -> Box:
        return piece(self._name(e))

    def _name(self, e: Any) -> str:
        match e:
            case Integer():
                return str(e)
            case Constant(name="pi"):
                return "π"
            case Size() | Index() | Constant():
                return e.name
            case Pair():
                return f"({','.join(map(self._name, e.args))})"
            case Stacked():
                return self.box(e).text
            case Delta():
                return f"δ_{self._indices(self.order.delta(e))}"
            case _:
                name = self.names[e.name].base
                indices = self.order.labelled(e)
                if not indices:
                    return name
                if "_" in name:
                    return f"{name}[{','.join(map(self._name, indices))}]"
                return f"{name}_{self._indices(indices)}"

    def _indices(self, indices: Sequence[Any]) -> str:
        parts = [self._name(i) for i in indices]
        if len(parts) < 2 or (all(len(p) == 1 for p in parts) and ":" not in parts):
            return "".join(parts)
        return f"{{{','.join(parts)}}}"

    def symbol(self, name: str) -> Box:
        if name == "identity":
            return piece("𝐈" if "I" in self.order.names else "I")
        return piece("𝟏")

    def minus(self) -> Box:
        return piece("−")

    # -- operations --------------------------------------------------------------------------
    def bracket(self, inner: Box) -> Box:
        return join([piece("("), inner.deeper(), piece(")")])

    def sum(self, terms: Sequence[tuple[bool, Box]]) -> Box:
        (negative, first), *rest = terms
        parts = [piece("−")] if negative else []
        parts.append(first)
        for negative, box in rest:
            parts += [operator(" − " if negative else " + ", _SUM_BREAK), box]
        return join(parts)

    def times(self, factors: Sequence[Box]) -> Box:
        return _separated(factors, "·", _PRODUCT_BREAK)

    def fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        above = [self.box(f, Level.POWER, After.TIMES) for f in top] or [piece("1")]
        if len(bottom) == 1 and not _sums_products(bottom[0]):
            below = self.box(bottom[0], Level.POWER, after)
        else:
            below = self.bracket(self.alone(bottom))
        return join([self.times(above), operator("/", _PRODUCT_BREAK), below])

    def raised(self, base: Box, exponent: Any, entrywise: bool) -> Box:
        if entrywise:
            return join([base, piece("^∘"), self._exponent(exponent)])
        if isinstance(exponent, Integer) and exponent > 1:
            return join([base, piece(str(exponent).translate(_SUPERSCRIPTS))])
        return join([base, piece("^"), self._exponent(exponent)])

    def _exponent(self, e: Any) -> Box:
        plain = isinstance(e, Size | Constant) or (isinstance(e, Ref) and not e.indices)
        if plain or (isinstance(e, Integer) and e >= 0):
            return self.box(e)
        return self.bracket(self.box(e))

    def root(self, e: Any) -> Box:
        if isinstance(e, Ref | Size | Constant) or (isinstance(e, Integer) and e >= 0):
            return join([piece("√"), self.box(e)])
        return join([piece("√"), self.bracket(self.box(e))])

    def exponential_power(self, exponent: Any) -> Box:
        return join([piece("e^"), self._exponent(exponent)])

    def call(self, e: Fn) -> Box:
        inputs = [self.box(a) for a in e.inputs]
        if e.name == "abs" and "|" not in inputs[0].text:
            return join([piece("|"), inputs[0].deeper(), piece("|")])
        return self.named_call(_FUNCTIONS.get(e.name, e.name), inputs)

    def named_call(self, name: str, inputs: Sequence[Box]) -> Box:
        return join([piece(name), self.bracket(_separated(inputs, ", ", _SUM_BREAK))])

    def reduction(self, word: str, index: Index, excluded: Sequence[Any], body: Box) -> Box:
        sign = "Σ" if word == "sum" else word
        below = self._name(index)
        if excluded:
            others = ",".join(map(self._name, excluded))
            below = f"{{{below}≠{others}}}"
        return join([piece(f"{sign}_{below} "), body])

    def derivative_of(self, ref: Ref, by: Sequence[Any]) -> Box:
        count = "" if len(by) == 1 else str(len(by)).translate(_SUPERSCRIPTS)
        return piece(f"∂{count}{self._name(ref)}/{self._by(by)}")

    def _by(self, by: Sequence[Any]) -> str:
        powers = (("" if n == 1 else str(n).translate(_SUPERSCRIPTS), r) for r, n in runs(by))
        return "".join(f"∂{self._name(ref)}{power}" for power, ref in powers)

    def operator(self, by: Any, body: Box) -> Box:
        return join([piece(f"∂/∂{self._name(by)} "), body])

    def pieces(self, pieces: Sequence[tuple[Box, Box | None]]) -> Box:
        """On one line, {u if a > b; v otherwise}."""
        parts = [piece("{")]
        for place, (value, condition) in enumerate(pieces):
            if place:
                parts += [piece(";"), operator(" ", _SUM_BREAK).deeper()]
            parts += [value.deeper(), piece(" "), self.clause(condition)]
        return join([*parts, piece("}")])

    def clause(self, condition: Box | None) -> Box:
        """``if i = j`` or ``otherwise``."""
        if condition is None:
            return piece(self.phrases.word("otherwise"))
        return piece(self.phrases.word("if", conditions=condition.text))

    def condition(self, conditions: Sequence[Any]) -> Box:
        return piece(self.phrases.listed([self.related(*compared(c)) for c in conditions]))

    # -- arrays ------------------------------------------------------------------------------
    def transposed(self, e: Box) -> Box:
        return join([e, piece("ᵀ")])

    def side_by_side(self, factors: Sequence[Box]) -> Box:
        return _separated(factors, " ", _PRODUCT_BREAK)

    def entrywise(self, factors: Sequence[Box], signs: Sequence[str]) -> Box:
        parts = [factors[0]]
        for sign, box in zip(signs, factors[1:], strict=True):
            parts += [operator(" ⊙ " if sign == "times" else " ⊘ ", _PRODUCT_BREAK), box]
        return join(parts)

    def indicator(self, left: Box, relation: str, right: Box) -> Box:
        sign = piece(f" {self.relation(relation)} ")
        inside = (left.deeper(), sign, right.deeper())
        return join([self.symbol("ones"), piece("["), *inside, piece("]")])

    def kronecker(self, factors: Sequence[Box]) -> Box:
        return _separated(factors, " ⊗ ", _PRODUCT_BREAK)

    def blocks(self, index: Any, body: Box) -> Box:
        return join([piece(f"blockdiag_{self._indices([index])}"), self.bracket(body)])

    def grid(self, rows: Sequence[Sequence[Box]]) -> Box:
        """On one line, [a, b; c, d]."""
        parts = [piece("[")]
        for place, row in enumerate(rows):
            if place:
                parts += [piece(";"), operator(" ", _SUM_BREAK).deeper()]
            parts.append(_separated(row, ", ", _SUM_BREAK).deeper().deeper())
        return join([*parts, piece("]")])

    def entry_of(self, matrix: Box, indices: Sequence[Any], enclosed: bool) -> Box:
        whole = matrix if enclosed else join([piece("["), matrix.deeper(), piece("]")])
        return join([whole, piece(f"_{self._indices(indices)}")])


def _sums_products(e: Any) -> bool:
    """Is e a sum that, behind a stroke, seems to end at the first factor of its body?"""
    return isinstance(e, Reduction) and (isinstance(e.body, Mul) or _sums_products(e.body))


def _separated(boxes: Sequence[Box], between: str, at: int) -> Box:
    """Boxes with a sign between; a break comes after a comma and before any other sign."""
    parts = [boxes[0]]
    for box in boxes[1:]:
        if between.startswith(","):
            parts += [piece(","), operator(between[1:], at), box]
        else:
            parts += [operator(between, at), box]
    return join(parts)


__all__ = ["TextPrinter", "operator", "piece", "to_text"]
