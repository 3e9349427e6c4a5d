"""Terms as MathML, the mathematics that browsers and screen readers know.

What stands inside a fraction or an exponent is written with a stroke rather than stacked; a
fraction that is too long for a small screen is written so that it can be broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from html import escape
from typing import Any, Self

from sympy import Integer

from symsoft.display import mathml_parts as parts
from symsoft.display.boxes import After, Box, Level, join
from symsoft.display.mathml_names import mathml_names
from symsoft.display.mathml_parts import operator, piece, scripted
from symsoft.display.names import Names
from symsoft.display.order import Order
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
    Reduction,
    Ref,
    Size,
    Where,
)

ROOM = 26.0
"""A fraction wider than this, in ems, is written another way."""
_BARE = (Ref, Size, Constant, Reduction)
"""What a logarithm is written of without brackets."""
_FUNCTIONS = {"maximum": "max", "minimum": "min"}
_THIN = '<mspace width="0.17em"></mspace>'
_PARTIAL = "<mi>∂</mi>"
_STROKE = '<mo lspace="0" rspace="0">/</mo>'
_COMMA = '<mo separator="true">,</mo>'


def to_mathml(e: Any, order: Order | None = None, exponential: str = "e") -> str:
    """The term as the inside of a ``math`` element; exponential is "e" for e^x, "exp" for exp(x).

    >>> n = Size("n")
    >>> to_mathml(Delta(Index("i", n), Index("j", n)))
    '<msub><mi>δ</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>'
    """
    return MathmlPrinter(order or Order.of(None, e), exponential).box(e).text


class MathmlPrinter(TermPrinter):
    """Spells terms for a page in a browser."""

    stroke = False
    scripted = False
    """Is this an exponent or among words, where nothing is stacked?"""

    def __init__(self, order: Order, exponential: str = "e", phrases: Phrases = ENGLISH) -> None:
        # Where e is a name of the user's, e^x would mean something else.
        super().__init__(order, "exp" if "e" in order.names else exponential, phrases)

    def shown(self, order: Order) -> Names:
        return mathml_names(order.names)

    def _smaller(self, scripted: bool = False) -> Self:
        """The printer for the parts of a fraction, or for an exponent."""
        inner = copy(self)
        inner.stroke, inner.scripted = True, self.scripted or scripted
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
        return f"<math>{parts.marked_up(formula)}</math>"

    def escape(self, text: str) -> str:
        return escape(text)

    def relation(self, relation: str) -> str:
        return f"<mo>{escape(parts.RELATIONS[relation])}</mo>"

    def kink(self, function: str, at: Any, value: Any) -> str:
        name = f"<msup><mi>{escape(function)}</mi><mo>′</mo></msup>"
        point = parts.delimited("(", self.box(at), ")").text
        return f"{name}{point}<mo>=</mo>{self.box(value).text}"

    def marked(self, box: Box) -> Box:
        return box.marked(*parts.NEW)

    # -- atoms -------------------------------------------------------------------------------
    def number(self, e: Any) -> Box:
        if isinstance(e, Integer):
            return join([self.minus(), parts.number(-e)]) if e < 0 else parts.number(e)
        above, below = parts.number(abs(e.p)), parts.number(e.q)
        box = join([above, piece(_STROKE), below]) if self.stroke else parts.stacked(above, below)
        return join([self.minus(), box]) if e < 0 else box

    def atom(self, e: Any) -> Box:
        word = isinstance(e, Ref | Size | Index) and parts.width(self.names[e.name].base) > 1.1
        return piece(self._name(e), plain=not word)

    def _name(self, e: Any) -> str:
        match e:
            case Integer():
                return f"<mn>{e}</mn>"
            case Constant(name="pi"):
                return "<mi>π</mi>"
            case Pair():
                return f"<mo>(</mo>{_COMMA.join(map(self._name, e.args))}<mo>)</mo>"
            case Stacked():
                return self.box(e).text
            case Delta():
                return scripted("msub", "<mi>δ</mi>", self._indices(self.order.delta(e)))
            case Index(name=":"):
                return "<mo>:</mo>"
            case Size() | Index() | Constant():
                shown, indices = self.names[e.name], ""
            case _:
                shown, indices = self.names[e.name], self._indices(self.order.labelled(e))
        below = _COMMA.join(part for part in (shown.sub, indices) if part)
        return scripted("msub", shown.base, below) if below else shown.base

    def _indices(self, indices: Sequence[Any]) -> str:
        """Indices side by side, with commas where one could be read as two."""
        close = all(len(str(getattr(i, "name", i))) == 1 for i in indices)
        return ("" if close else _COMMA).join(map(self._name, indices))

    def symbol(self, name: str) -> Box:
        if name == "identity":
            return piece("<mi>𝐈</mi>" if "I" in self.order.names else "<mi>I</mi>")
        return piece("<mn>𝟏</mn>")

    def minus(self) -> Box:
        return piece('<mo form="prefix">−</mo>')

    # -- sums, products, quotients -----------------------------------------------------------
    def bracket(self, inner: Box) -> Box:
        return parts.delimited("(", inner, ")")

    def sum(self, terms: Sequence[tuple[bool, Box]]) -> Box:
        (negative, first), *rest = terms
        boxes = [self.minus()] if negative else []
        boxes.append(first)
        for negative, box in rest:
            boxes += [operator("−" if negative else "+", 0), box]
        return join(boxes)

    def times(self, factors: Sequence[Box]) -> Box:
        return parts.product(factors)

    def fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        if self.stroke:
            return self._with_stroke(top, bottom, after)
        inner = self._smaller()
        box = parts.stacked(inner.alone(top), inner.alone(bottom))
        if box.width <= ROOM or not top:
            return box
        under = parts.stacked(piece("<mn>1</mn>"), inner.alone(bottom))
        return self.times([under, *self._each(top, after)])

    def _with_stroke(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        above = [self.box(f, Level.POWER, After.TIMES) for f in top] or [piece("<mn>1</mn>")]
        if len(bottom) == 1 and not isinstance(bottom[0], Reduction):
            below = self.box(bottom[0], Level.POWER, after)
        else:
            below = self.bracket(self.alone(bottom))
        return join([self.times(above), piece(_STROKE), below])

    # -- powers and functions ----------------------------------------------------------------
    def raised(self, base: Box, exponent: Any, entrywise: bool) -> Box:
        above = self._smaller(scripted=True).box(exponent).text
        return parts.attached("msup", base, f"<mo>∘</mo>{above}" if entrywise else above)

    def root(self, e: Any) -> Box:
        under = self.box(e)
        return piece(f"<msqrt>{under.text}</msqrt>", under.width + 0.9, under.height + 0.2)

    def exponential_power(self, exponent: Any) -> Box:
        above = self._smaller(scripted=True).box(exponent)
        text = scripted("msup", "<mi>e</mi>", above.text)
        return piece(text, 0.5 + 0.75 * above.width, 1.25)

    def call(self, e: Fn) -> Box:
        if e.name == "abs":
            return parts.delimited("|", self.box(e.arg), "|")
        if e.name == "log" and isinstance(e.arg, _BARE):
            return join([piece(f"<mi>log</mi>{_THIN}", 1.6), self.box(e.arg)])
        return self.named_call(_FUNCTIONS.get(e.name, e.name), [self.box(a) for a in e.inputs])

    def named_call(self, name: str, inputs: Sequence[Box]) -> Box:
        inside = [inputs[0]]
        for box in inputs[1:]:
            inside += [parts.comma(), box]
        return join([piece(f"<mi>{escape(name)}</mi>"), self.bracket(join(inside))])

    def reduction(self, word: str, index: Index, excluded: Sequence[Any], body: Box) -> Box:
        below = self._name(index)
        if excluded:
            below += f"<mo>≠</mo>{_COMMA.join(map(self._name, excluded))}"
        sign = scripted("munder", parts.SIGNS[word], below)
        return join([piece(sign, 1.6, 1.25 if self.stroke else 2.2), body])

    # -- derivatives -------------------------------------------------------------------------
    def derivative_of(self, ref: Ref, by: Sequence[Any]) -> Box:
        partial = _PARTIAL
        if len(by) > 1:
            partial = scripted("msup", _PARTIAL, f"<mn>{len(by)}</mn>")
        return self._derivative_sign(f"{partial}{self._name(ref)}", self._by(by))

    def _by(self, by: Sequence[Any]) -> str:
        below = []
        for ref, times in runs(by):
            name = self._name(ref)
            if times > 1:
                name = scripted("msup", name, f"<mn>{times}</mn>")
            below.append(f"{_PARTIAL}{name}")
        return _THIN.join(below)

    def _derivative_sign(self, above: str, below: str) -> Box:
        if self.scripted:
            return piece(f"{above}{_STROKE}{below}")
        # Inside a fraction it would come out too small to read.
        return parts.stacked(piece(above), piece(below), full_size=self.stroke)

    def operator(self, by: Any, body: Box) -> Box:
        sign = self._derivative_sign(_PARTIAL, f"{_PARTIAL}{self._name(by)}")
        return join([sign, piece(_THIN, 0.2), body])

    # -- pieces and conditions ---------------------------------------------------------------
    def pieces(self, pieces: Sequence[tuple[Box, Box | None]]) -> Box:
        return parts.cases([(value, self.clause(condition)) for value, condition in pieces])

    def clause(self, condition: Box | None) -> Box:
        """``if i = j`` or ``otherwise``."""
        if condition is None:
            return piece(parts.words(self.phrases.word("otherwise")))
        return piece(self.phrases.word("if", parts.words, conditions=condition.text))

    def condition(self, conditions: Sequence[Any]) -> Box:
        """The conditions with words between them."""
        texts = [self.inline().related(*compared(c)) for c in conditions]
        *before, last = texts
        if before:
            last = self.phrases.word("and", parts.words, first=_COMMA.join(before), last=last)
        return piece(last)

    # -- arrays ------------------------------------------------------------------------------
    def transposed(self, e: Box) -> Box:
        return parts.attached("msup", e, "<mi>𝖳</mi>")

    def side_by_side(self, factors: Sequence[Box]) -> Box:
        return parts.product(factors)

    def entrywise(self, factors: Sequence[Box], signs: Sequence[str]) -> Box:
        return parts.between(factors, ["⊙" if sign == "times" else "⊘" for sign in signs])

    def indicator(self, left: Box, relation: str, right: Box) -> Box:
        inside = join([left, piece(self.relation(relation), 1.3), right])
        return join([self.symbol("ones"), parts.delimited("[", inside, "]")])

    def kronecker(self, factors: Sequence[Box]) -> Box:
        return parts.between(factors, ["⊗"] * (len(factors) - 1))

    def blocks(self, index: Any, body: Box) -> Box:
        name = scripted("msub", "<mi>blockdiag</mi>", self._name(index))
        return join([piece(name), self.bracket(body)])

    def grid(self, rows: Sequence[Sequence[Box]]) -> Box:
        return parts.grid(rows)

    def entry_of(self, matrix: Box, indices: Sequence[Any], enclosed: bool) -> Box:
        whole = matrix if enclosed else parts.delimited("[", matrix, "]")
        return parts.attached("msub", whole, self._indices(indices))
