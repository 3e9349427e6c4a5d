r"""Terms as LaTeX mathematics: y_i (\delta_{ij} - y_j), with an estimate of how wide they come out.

A fraction, root or power that would not fit on a line by itself is written in a way that can be
broken; what stands inside a fraction or an exponent is written with a stroke rather than stacked.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from math import inf
from typing import Any, Self

from sympy import Integer

from symsoft.display import latex_parts as parts
from symsoft.display.boxes import After, Box, Level, join
from symsoft.display.latex_parts import NAMED, operator, piece, symbol
from symsoft.display.latex_widths import scaled, width
from symsoft.display.names import Names, escape, latex_names, roman
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.display.structure import compared, runs
from symsoft.display.term_printer import TermPrinter
from symsoft.language.terms import (
    Cases,
    Constant,
    Delta,
    Fn,
    Index,
    Pow,
    Reduction,
    Ref,
    Size,
    Where,
)

_OPERATORS = {"sum": r"\sum", "max": r"\max", "min": r"\min"}
_BARE = (Ref, Size, Constant, Reduction)
"""What a logarithm is written of without brackets."""
_FUNCTIONS = {"maximum": r"\max", "minimum": r"\min"}


def to_latex(e: Any, order: Order | None = None, exponential: str = "e") -> str:
    r"""The term in LaTeX's mathematics; exponential is "e" for e^{x}, "exp" for \exp(x).

    >>> from symsoft.language.terms import Add, Mul
    >>> n = Size("n")
    >>> i, j = Index("i", n), Index("j", n)
    >>> order = Order.of(None, Ref("y", i), Ref("x", j))
    >>> print(to_latex(Mul(Add(Mul(Integer(-1), Ref("y", j)), Delta(j, i)), Ref("y", i)), order))
    y_i (\delta_{ij} - y_j)
    """
    return LatexPrinter(order or Order.of(None, e), exponential).box(e).text


class LatexPrinter(TermPrinter):
    """Spells terms for LaTeX; ``room`` is the width of a line, in ems."""

    stroke = False
    small = False
    """Is this inside a fraction, where a sum has its index beside it?"""
    scripted = False
    """Is this an exponent or among words, where nothing is stacked?"""

    def __init__(
        self,
        order: Order,
        exponential: str = "e",
        phrases: Phrases = ENGLISH,
        room: float = inf,
    ) -> None:
        # Where e is a name of the user's, e^x would mean something else.
        super().__init__(order, "exp" if "e" in order.names else exponential, phrases)
        self.room = room

    def shown(self, order: Order) -> Names:
        return latex_names(order.names)

    def _smaller(self, scripted: bool = False) -> Self:
        """The printer for the parts of a fraction, or for an exponent."""
        inner = copy(self)
        inner.small, inner.stroke, inner.room = True, True, inf
        inner.scripted = self.scripted or scripted
        return inner

    def level(self, e: Any) -> Level:
        if isinstance(e, Fn) and e.name != "abs":
            return Level.POWER
        return super().level(e)

    def swallows(self, e: Any, after: After) -> bool:
        if isinstance(e, Where | Cases):
            return after >= After.PLUS
        if isinstance(e, Fn) and e.name == "log" and isinstance(e.arg, _BARE):
            return after >= (After.PLUS if isinstance(e.arg, Reduction) else After.TIMES)
        return super().swallows(e, after)

    # -- among words ---------------------------------------------------------------------------
    def inline(self) -> Self:
        return self._smaller(scripted=True)

    def quote(self, formula: str) -> str:
        return f"${formula}$"

    def escape(self, text: str) -> str:
        return escape(text)

    def relation(self, relation: str) -> str:
        return parts.RELATIONS[relation]

    def kink(self, function: str, at: Any, value: Any) -> str:
        return f"{roman(function)}'({self.box(at).text}) = {self.box(value).text}"

    # -- atoms -------------------------------------------------------------------------------
    def number(self, e: Any) -> Box:
        if isinstance(e, Integer):
            return symbol(str(e))
        above, below = symbol(str(abs(e.p))), symbol(str(e.q))
        box = symbol(f"{above.text}/{below.text}") if self.stroke else parts.stacked(above, below)
        return join([self.minus(), box]) if e < 0 else box

    def atom(self, e: Any) -> Box:
        return symbol(self._name(e))

    def _name(self, e: Any) -> str:
        match e:
            case Integer():
                return str(e)
            case Constant(name="pi"):
                return r"\pi"
            case Delta():
                return rf"\delta_{parts.group(self._indices(self.order.delta(e)))}"
            case Size() | Index() | Constant():
                shown, indices = self.names[e.name], ""
            case _:
                shown, indices = self.names[e.name], self._indices(e.indices)
        below = ",".join(part for part in (shown.sub, indices) if part)
        return f"{shown.base}_{parts.group(below)}" if below else shown.base

    def _indices(self, indices: Sequence[Any]) -> str:
        names = [self._name(i) for i in indices]
        return ("" if all(len(name) == 1 for name in names) else ",").join(names)

    def symbol(self, name: str) -> Box:
        if name == "identity":
            return symbol(r"\mathbf{I}" if "I" in self.order.names else "I")
        return symbol(r"\mathbf{1}")

    def minus(self) -> Box:
        return piece("-", 0.78)

    # -- sums, products, quotients -----------------------------------------------------------
    def bracket(self, inner: Box) -> Box:
        return parts.delimited("(", inner, ")")

    def sum(self, terms: Sequence[tuple[bool, Box]]) -> Box:
        (negative, first), *rest = terms
        boxes = [self.minus()] if negative else []
        boxes.append(first)
        for negative, box in rest:
            sign = "-" if negative else "+"
            boxes += [operator(f" {sign} ", 1.22, 0, f"{{}}{sign} "), box]
        return join(boxes)

    def times(self, factors: Sequence[Box]) -> Box:
        return parts.product(factors)

    def fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        if self.stroke:
            return self._with_stroke(top, bottom, after)
        inner = self._smaller()
        box = parts.stacked(inner.alone(top), inner.alone(bottom))
        return box if box.width <= self.room else self._long_fraction(top, bottom, after)

    def _with_stroke(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        above = [self.box(f, Level.POWER, After.TIMES) for f in top] or [symbol("1")]
        if len(bottom) == 1 and not isinstance(bottom[0], Reduction):
            below = self.box(bottom[0], Level.POWER, after)
        else:
            below = self.bracket(self.alone(bottom))
        return join([self.times(above), piece("/", 0.5), below])

    def _long_fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        r"""\frac{1}{bottom}(top), and (top)(bottom)^{-1} for a bottom that is too long itself."""
        under = parts.stacked(symbol("1"), self._smaller().alone(bottom))
        if under.width <= self.room:
            return self.times([under, *self._each(top, after)]) if top else under
        under = parts.raised(self.bracket(self.alone(bottom)), "-1", 1.3)
        return self.times([*(self.box(f, Level.FACTOR, After.TIMES) for f in top), under])

    # -- powers and functions ----------------------------------------------------------------
    def raised(self, base: Box, exponent: Any, entrywise: bool) -> Box:
        above = self._smaller(scripted=True).box(exponent)
        return parts.raised(base, (r"\circ " if entrywise else "") + above.text, above.width)

    def _power(self, e: Pow, after: After) -> Box:
        named = isinstance(e.base, Fn) and e.base.name in NAMED - {"exp", "log"}
        if named and isinstance(e.exponent, Integer) and e.exponent > 1:
            name = f"{e.base.name}^{parts.group(str(e.exponent))}"
            return self.named_call(name, [self.box(a) for a in e.base.inputs])
        return super()._power(e, after)

    def root(self, e: Any) -> Box:
        under = (self._smaller() if self.small else self).box(e)
        if under.width + 0.9 > self.room:
            return parts.raised(self.bracket(under), "1/2", 1.5)
        return piece(rf"\sqrt{{{under.text}}}", under.width + 0.9, under.height + 0.2)

    def exponential_power(self, exponent: Any) -> Box:
        above = self._smaller(scripted=True).box(exponent)
        if scaled(above.width) > self.room / 2:
            return self.named_call("exp", [self.box(exponent)])
        return piece(f"e^{parts.group(above.text)}", 0.47 + scaled(above.width), 1.25)

    def call(self, e: Fn) -> Box:
        if e.name == "abs":
            return parts.delimited(r"\lvert ", self.box(e.arg), r"\rvert ")
        if e.name == "log" and isinstance(e.arg, _BARE):
            return join([piece(r"\log ", 1.45), self.box(e.arg)])
        return self.named_call(_FUNCTIONS.get(e.name, e.name), [self.box(a) for a in e.inputs])

    def named_call(self, name: str, inputs: Sequence[Box]) -> Box:
        return parts.call(name, inputs)

    def reduction(self, word: str, index: Index, excluded: Sequence[Any], body: Box) -> Box:
        below = self._name(index)
        if excluded:
            below += rf" \ne {','.join(map(self._name, excluded))}"
        beside = scaled(width(below))
        ems = 1.06 + beside if self.small else max(1.6, beside + 0.2)
        sign = rf"{_OPERATORS[word]}_{parts.group(below)} "
        return join([piece(sign, ems, 1.25 if self.small else 2.2), body])

    # -- derivatives -------------------------------------------------------------------------
    def derivative_of(self, ref: Ref, by: Sequence[Any]) -> Box:
        order = "" if len(by) == 1 else f"^{len(by)}"
        return self._derivative_sign(rf"\partial{order} {self._name(ref)}", self._by(by))

    def _by(self, by: Sequence[Any]) -> str:
        below = (rf"\partial {self._name(r)}{'' if n == 1 else f'^{n}'}" for r, n in runs(by))
        return r"\,".join(below)

    def _derivative_sign(self, above: str, below: str) -> Box:
        if self.scripted:
            return piece(f"{above}/{below}", width(above) + width(below) + 0.5)
        # Inside a fraction it would come out too small to read.
        return parts.stacked(symbol(above), symbol(below), full_size=self.small)

    def operator(self, by: Any, body: Box) -> Box:
        sign = self._derivative_sign(r"\partial", rf"\partial {self._name(by)}")
        return join([sign, piece("" if parts.opens(body) else r"\,", 0.17), body])

    # -- pieces and conditions ---------------------------------------------------------------
    def pieces(self, pieces: Sequence[tuple[Box, Box | None]]) -> Box:
        rows = [(value, self.clause(condition)) for value, condition in pieces]
        box = parts.cases(rows)
        return box if box.width <= self.room else parts.inline_cases(rows)

    def clause(self, condition: Box | None) -> Box:
        """``if i = j`` or ``otherwise``."""
        say = self.phrases.word
        if condition is None:
            return piece(rf"\text{{{say('otherwise', escape)}}}", 4.0)
        text = say("if", escape, conditions=condition.text)
        return piece(rf"\text{{{text}}}", 1.0 + condition.width)

    def condition(self, conditions: Sequence[Any]) -> Box:
        """The conditions as running text with formulas in it."""
        texts, ems = [], 0.0
        for c in conditions:
            left, sign, right = compared(c)
            texts.append(self.quote(self.inline().related(left, sign, right)))
            ems += 3.2 + self.box(left).width + self.box(right).width
        return piece(self.phrases.listed(texts, escape), ems)

    # -- arrays ------------------------------------------------------------------------------
    def transposed(self, e: Box) -> Box:
        return parts.raised(e, r"\mathsf{T}", 0.7)

    def side_by_side(self, factors: Sequence[Box]) -> Box:
        boxes = [factors[0]]
        for box in factors[1:]:
            boxes += [operator(r"\,", 0.17, 1, r"{}\cdot "), box]
        return join(boxes)

    def entrywise(self, factors: Sequence[Box], signs: Sequence[str]) -> Box:
        boxes = [factors[0]]
        for sign, box in zip(signs, factors[1:], strict=True):
            tex = r"\odot " if sign == "times" else r"\oslash "
            boxes += [operator(f" {tex}", 1.22, 1, f"{{}}{tex}"), box]
        return join(boxes)

    def grid(self, rows: Sequence[Sequence[Box]]) -> Box:
        return parts.grid(rows)

    def entry_of(self, matrix: Box, indices: Sequence[Any], enclosed: bool) -> Box:
        whole = matrix if enclosed else parts.delimited("[", matrix, "]")
        return parts.lowered(whole, self._indices(indices))
