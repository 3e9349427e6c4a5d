"""Terms as mathematics on a page, whatever the format, with an estimate of how wide they come out.

A fraction, root or power that would not fit on a line by itself is written in a way that can be
broken; what stands inside a fraction or an exponent is written with a stroke rather than stacked.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from math import inf
from typing import Any, ClassVar, Self

from sympy import Integer

from symsoft.display.boxes import After, Box, Level, join
from symsoft.display.order import Order
from symsoft.display.page_parts import NAMED, PageParts, operator, piece
from symsoft.display.page_widths import scaled
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.display.structure import compared, runs
from symsoft.display.term_printer import TermPrinter
from symsoft.language.matrix import Pair, Stacked
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

_BARE = (Ref, Size, Constant, Reduction)
"""What a logarithm is written of without brackets."""
_LAST_RESORT = 7
_FUNCTIONS = {"maximum": "max", "minimum": "min"}


class PagePrinter(TermPrinter):
    """Spells terms for a page; ``room`` is the width of a line, in ems."""

    parts: ClassVar[PageParts]
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

    def relation(self, relation: str) -> str:
        return self.parts.relations[relation]

    def marked(self, box: Box) -> Box:
        return box.marked(*self.parts.mark)

    # -- atoms -------------------------------------------------------------------------------
    def number(self, e: Any) -> Box:
        symbol = self.parts.symbol
        if isinstance(e, Integer):
            return symbol(str(e))
        above, below = str(abs(e.p)), str(e.q)
        if self.stroke:
            box = symbol(f"{above}{self.parts.signs['stroke']}{below}")
        else:
            box = self.parts.stacked(symbol(above), symbol(below))
        return join([self.minus(), box]) if e < 0 else box

    def atom(self, e: Any) -> Box:
        return self.parts.symbol(self._name(e))

    def _name(self, e: Any) -> str:
        match e:
            case Integer():
                return str(e)
            case Constant(name="pi"):
                return self.parts.signs["pi"]
            case Pair():
                return f"({self.parts.signs['comma'].join(map(self._name, e.args))})"
            case Stacked():
                return self.box(e).text
            case Delta():
                return self.parts.indexed(
                    self.parts.signs["delta"], self._indices(self.order.delta(e))
                )
            case Size() | Index() | Constant():
                shown, indices = self.names[e.name], ""
            case _:
                shown, indices = self.names[e.name], self._indices(self.order.labelled(e))
        below = [part for part in (shown.sub, indices) if part]
        return self.parts.indexed(shown.base, self.parts.signs["comma"].join(below))

    def _indices(self, indices: Sequence[Any]) -> str:
        """Indices side by side, with commas where one could be read as two."""
        names = [self._name(i) for i in indices]
        close = all(len(name) == 1 for name in names) and ":" not in names
        return self.parts.signs["beside" if close else "comma"].join(names)

    def symbol(self, name: str) -> Box:
        if name == "identity" and "I" not in self.order.names:
            return self.parts.symbol("I")
        return self.parts.symbol(self.parts.signs[name])

    def minus(self) -> Box:
        return piece("-", 0.78)

    # -- sums, products, quotients -----------------------------------------------------------
    def bracket(self, inner: Box) -> Box:
        return self.parts.delimited("(", inner)

    def sum(self, terms: Sequence[tuple[bool, Box]]) -> Box:
        (negative, first), *rest = terms
        boxes = [self.minus()] if negative else []
        boxes.append(first)
        for negative, box in rest:
            sign = "-" if negative else "+"
            boxes += [operator(f" {sign} ", 1.22, 0, self.parts.broken(sign)), box]
        return join(boxes)

    def times(self, factors: Sequence[Box]) -> Box:
        return self.parts.product(factors)

    def fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        if self.stroke:
            return self._with_stroke(top, bottom, after)
        inner = self._smaller()
        box = self.parts.stacked(inner.alone(top), inner.alone(bottom))
        return box if box.width <= self.room else self._long_fraction(top, bottom, after)

    def _with_stroke(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        one = self.parts.symbol("1")
        above = [self.box(f, Level.POWER, After.TIMES) for f in top] or [one]
        if len(bottom) == 1 and not isinstance(bottom[0], Reduction):
            below = self.box(bottom[0], Level.POWER, after)
        else:
            below = self.bracket(self.alone(bottom))
        return join([self.times(above), piece(self.parts.signs["stroke"], 0.5), below])

    def _long_fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        """One over the bottom times the top; a power of −1 for a bottom that is too long itself."""
        under = self.parts.stacked(self.parts.symbol("1"), self._smaller().alone(bottom))
        if under.width <= self.room:
            return self.times([under, *self._each(top, after)]) if top else under
        under = self.parts.raised(self.bracket(self.alone(bottom)), "-1", 1.3)
        return self.times([*(self.box(f, Level.FACTOR, After.TIMES) for f in top), under])

    # -- powers and functions ----------------------------------------------------------------
    def raised(self, base: Box, exponent: Any, entrywise: bool) -> Box:
        above = self._smaller(scripted=True).box(exponent)
        circle = self.parts.signs["circle"] if entrywise else ""
        return self.parts.raised(base, circle + above.text, above.width)

    def _power(self, e: Pow, after: After) -> Box:
        named = isinstance(e.base, Fn) and e.base.name in NAMED - {"exp", "log"}
        if named and isinstance(e.exponent, Integer) and e.exponent > 1:
            name = f"{e.base.name}^{self.parts.group(str(e.exponent))}"
            return self.named_call(name, [self.box(a) for a in e.base.inputs])
        return super()._power(e, after)

    def root(self, e: Any) -> Box:
        under = (self._smaller() if self.small else self).box(e)
        if under.width + 0.9 > self.room:
            return self.parts.raised(self.bracket(under), f"1{self.parts.signs['stroke']}2", 1.5)
        return piece(self.parts.root(under.text), under.width + 0.9, under.height + 0.2)

    def exponential_power(self, exponent: Any) -> Box:
        above = self._smaller(scripted=True).box(exponent)
        if scaled(above.width) > self.room / 2:
            return self.named_call("exp", [self.box(exponent)])
        return piece(f"e^{self.parts.group(above.text)}", 0.47 + scaled(above.width), 1.25)

    def call(self, e: Fn) -> Box:
        if e.name == "abs":
            return self.parts.delimited("|", self.box(e.arg))
        if e.name == "log" and isinstance(e.arg, _BARE):
            return join([piece(f"{self.parts.function('log')} ", 1.45), self.box(e.arg)])
        return self.named_call(_FUNCTIONS.get(e.name, e.name), [self.box(a) for a in e.inputs])

    def named_call(self, name: str, inputs: Sequence[Box]) -> Box:
        return self.parts.call(name, inputs)

    def reduction(self, word: str, index: Index, excluded: Sequence[Any], body: Box) -> Box:
        below = self._name(index)
        if excluded:
            others = self.parts.signs["comma"].join(map(self._name, excluded))
            below += f" {self.relation('!=')} {others}"
        beside = scaled(self.parts.width(below))
        ems = 1.06 + beside if self.small else max(1.6, beside + 0.2)
        sign = f"{self.parts.indexed(self.parts.signs[word], below)} "
        return join([piece(sign, ems, 1.25 if self.small else 2.2), body])

    # -- derivatives -------------------------------------------------------------------------
    def derivative_of(self, ref: Ref, by: Sequence[Any]) -> Box:
        order = "" if len(by) == 1 else f"^{len(by)}"
        above = f"{self.parts.signs['partial']}{order} {self._name(ref)}"
        return self._derivative_sign(above, self._by(by))

    def _by(self, by: Sequence[Any]) -> str:
        partial, thin = self.parts.signs["partial"], self.parts.signs["thin"]
        below = (f"{partial} {self._name(r)}{'' if n == 1 else f'^{n}'}" for r, n in runs(by))
        return thin.join(below)

    def _derivative_sign(self, above: str, below: str) -> Box:
        if self.scripted:
            width = self.parts.width(above) + self.parts.width(below) + 0.5
            return piece(f"{above}{self.parts.signs['stroke']}{below}", width)
        over, under = map(self.parts.symbol, (above, below))
        return self.parts.stacked(over, under, full_size=self.small)  # else too small to read

    def operator(self, by: Any, body: Box) -> Box:
        partial = self.parts.signs["partial"]
        sign = self._derivative_sign(partial, f"{partial} {self._name(by)}")
        thin = "" if self.parts.opens(body) else self.parts.signs["thin"]
        # A line is broken here only where there is no better place.
        return join([sign, operator(thin, 0.17, _LAST_RESORT, self.parts.unary), body])

    # -- pieces and conditions ---------------------------------------------------------------
    def pieces(self, pieces: Sequence[tuple[Box, Box | None]]) -> Box:
        rows = [(value, self.clause(condition)) for value, condition in pieces]
        box = self.parts.cases(rows)
        return box if box.width <= self.room else self.parts.inline_cases(rows)

    def clause(self, condition: Box | None) -> Box:
        """``if i = j`` or ``otherwise``."""
        say = self.phrases.word
        if condition is None:
            return piece(self.parts.words(say("otherwise", self.escape)), 4.0)
        text = say("if", self.escape, conditions=condition.text)
        return piece(self.parts.words(text), 0.9 + condition.width)

    def condition(self, conditions: Sequence[Any]) -> Box:
        """The conditions as running text with formulas in it."""
        texts, ems = [], -2.2  # there is no *and* before the first
        for c in conditions:
            left, sign, right = compared(c)
            texts.append(self.quote(self.inline().related(left, sign, right)))
            ems += 3.6 + self.box(left).width + self.box(right).width
        return piece(self.phrases.listed(texts, self.escape), ems)

    # -- arrays ------------------------------------------------------------------------------
    def transposed(self, e: Box) -> Box:
        return self.parts.raised(e, self.parts.signs["transpose"], 0.7)

    def side_by_side(self, factors: Sequence[Box]) -> Box:
        return self.parts.between(factors, ["thin"] * (len(factors) - 1))

    def entrywise(self, factors: Sequence[Box], signs: Sequence[str]) -> Box:
        return self.parts.between(factors, signs)

    def indicator(self, left: Box, relation: str, right: Box) -> Box:
        inside = join([left, piece(f" {self.relation(relation)} ", 1.33), right])
        return join([self.symbol("ones"), self.parts.delimited("[", inside)])

    def kronecker(self, factors: Sequence[Box]) -> Box:
        return self.parts.between(factors, ["kron"] * (len(factors) - 1))

    def blocks(self, index: Any, body: Box) -> Box:
        name = piece(self.parts.function("blockdiag"), 4.4)
        return join([self.parts.lowered(name, self._indices([index])), self.bracket(body)])

    def grid(self, rows: Sequence[Sequence[Box]]) -> Box:
        return self.parts.grid(rows)

    def entry_of(self, matrix: Box, indices: Sequence[Any], enclosed: bool) -> Box:
        whole = matrix if enclosed else self.parts.delimited("[", matrix)
        return self.parts.lowered(whole, self._indices(indices))
