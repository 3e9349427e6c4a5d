"""What printing a term is, whatever the output: what is written where, and what needs brackets.

``TermPrinter`` decides; a printer that derives from it spells.  The rule for what reaches as far to
the right as it can (Σ_k a_k b_k, ∂/∂x e^x, log y): it is bracketed where anything follows that it
would swallow, and only there.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Any, Self

from sympy import Integer, Rational, S

from symsoft.display.array_printer import ArrayPrinter
from symsoft.display.boxes import After, Box, Level, join
from symsoft.display.order import Order, Quotient
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.display.structure import (
    branches,
    indicated,
    innermost,
    is_array,
    is_negative,
    reciprocal,
)
from symsoft.language.matrix import At, Blocks, Hadamard, Jacobian, Kron, MatMul, Transpose, Vec
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
    Compare,
    Constant,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Same,
    Size,
    Where,
)

SUM, PRODUCT, FACTOR, POWER, ATOM = Level
END, PLUS, TIMES = After


class TermPrinter(ArrayPrinter):
    """Prints terms as boxes; ``box`` is the way in."""

    stroke = True
    """Is a fraction written on one line with a stroke, a/b?"""

    def __init__(self, order: Order, exponential: str, phrases: Phrases = ENGLISH) -> None:
        """``exponential`` is "e" for a power of e, "exp" for a function called exp."""
        self.order, self.exponential, self.phrases = order, exponential, phrases
        self.names = self.shown(order)
        self.new: tuple[Any, ...] = ()

    def inside(self, index: Any) -> Self:
        """The same printer inside a reduction over the index."""
        inner = copy(self)
        inner.order = self.order.inside(index)
        return inner

    def marking(self, new: tuple[Any, ...]) -> Self:
        """The same printer, making the nodes ``new`` (these objects) visible; see ``changes``."""
        other = copy(self)
        other.new = new
        return other

    def ordered(self, order: Order) -> Self:
        """The same printer for terms with other names and indices."""
        other = copy(self)
        other.order, other.names = order, self.shown(order)
        return other

    def related(self, left: Any, relation: str, right: Any) -> str:
        """An equation or inequality, on one line."""
        return f"{self.box(left).text} {self.relation(relation)} {self.box(right).text}"

    # -- brackets ----------------------------------------------------------------------------
    def box(self, e: Any, need: Level = SUM, after: After = END) -> Box:
        """Print e where it has to hold together as tightly as ``need`` and ``after`` follows it."""
        if self.level(e) < need or self.swallows(e, after):
            return self._seen(e, self.bracket(self.render(e, END)))
        return self._seen(e, self.render(e, after))

    def _seen(self, e: Any, box: Box) -> Box:
        return self.marked(box) if any(e is new for new in self.new) else box

    def level(self, e: Any) -> Level:
        """How tightly the printed e holds together."""
        match e:
            case Rational():
                return SUM if e < 0 else ATOM if isinstance(e, Integer) else self._fraction_level
            case Add():
                return SUM
            case Mul():
                return SUM if is_negative(e) else PRODUCT
            case Pow():
                return POWER if reciprocal(e) is None else self._fraction_level
            case Fn(name="exp") if self.exponential == "e":
                return POWER
            case At() if len(e.args) == 1:
                return self.level(e.matrix)
            case Blocks():
                return ATOM
            case MatMul() | Hadamard() | Kron() | Compare():
                return PRODUCT
            case Vec():
                return self.level(e.of)
            case D() | Jacobian():
                return FACTOR
            case Reduction() | Transpose():
                return POWER
            case _:
                return ATOM

    @property
    def _fraction_level(self) -> Level:
        return PRODUCT if self.stroke else FACTOR

    def swallows(self, e: Any, after: After) -> bool:
        """Would e, unbracketed, seem to include what follows?"""
        if isinstance(e, Reduction):
            return after >= PLUS and not isinstance(e, Blocks)
        return isinstance(e, D) and after == TIMES and not isinstance(innermost(e)[0], Ref)

    # -- dispatch ----------------------------------------------------------------------------
    def render(self, e: Any, after: After) -> Box:
        """Print e without brackets around it, with ``after`` behind it."""
        match e:
            case Rational():
                return self.number(e)
            case Add():
                return self._sum(e)
            case Mul():
                box = self.unsigned(e, after)
                return join([self.minus(), box]) if is_negative(e) else box
            case Pow():
                return self._power(e, after)
            case Fn():
                return self._function(e)
            case Reduction() if not isinstance(e, Blocks):
                body = self.inside(e.index).box(e.body, PRODUCT, after)
                return self.reduction(e.word, e.index, e.excluded, body)
            case D():
                return self._derivative(e, after)
            case Ref() | Size() | Index() | Constant() | Delta():
                return self.atom(e)
            case Where() if is_array(e) and indicated(e) is not None:
                left, relation, right = indicated(e)
                return self.indicator(self.box(left), relation, self.box(right))
            case Where():
                return self.pieces([self._branch(b) for b in branches(e, self.new)])
            case Cases():
                return self.pieces([self._branch(b) for b in e.args])
            case Branch():
                return self.pieces([self._branch(e)])
            case Compare() | Same() | Differ():
                return self.condition([e])
            case _:
                return self.array(e, after)

    def _branch(self, b: Any) -> tuple[Box, Box | None]:
        return self.box(b.body), self.condition(b.conditions) if b.conditions else None

    # -- sums and products -------------------------------------------------------------------
    def _sum(self, e: Add) -> Box:
        terms = self.order.summands(e)
        if not terms:
            return self.number(S.Zero)
        printed = []
        for place, term in enumerate(terms):
            after = END if place == len(terms) - 1 else PLUS
            negative = is_negative(term)
            if negative:
                printed.append((True, self._seen(term, self.unsigned(term, after))))
            else:
                printed.append((False, self.box(term, PRODUCT, after)))
        return self.sum(printed)

    def unsigned(self, e: Any, after: After) -> Box:
        """A number or a product without its minus."""
        if isinstance(e, Rational):
            return self.number(abs(e))
        return self.product(self.order.quotient(e), after)

    def product(self, q: Quotient, after: After) -> Box:
        """A product without its minus."""
        if not q.bottom:
            return self.factors((*q.top, *q.tail), after)
        if not q.tail:
            return self.fraction(q.top, q.bottom, after)
        if self.stroke:
            front = self.bracket(self.fraction(q.top, q.bottom, END))
        else:
            front = self.fraction(q.top, q.bottom, TIMES)
        return self.times([front, *self._each(q.tail, after)])

    def factors(self, found: Sequence[Any], after: After) -> Box:
        """Factors side by side, in the order given."""
        return self.times(self._each(found, after)) if found else self.number(S.One)

    def alone(self, found: Sequence[Any]) -> Box:
        """A product that nothing stands beside."""
        if len(found) == 1:
            return self.box(found[0])
        return self.factors(found, After.END)

    def _each(self, found: Sequence[Any], after: After) -> list[Box]:
        boxes = [self.box(f, FACTOR, TIMES) for f in found[:-1]]
        last = found[-1]
        whole = isinstance(last, MatMul)
        return [*boxes, self.box(last, PRODUCT if whole else FACTOR, after)]

    # -- powers and functions ----------------------------------------------------------------
    def _power(self, e: Pow, after: After) -> Box:
        below = reciprocal(e)
        if below is not None:
            return self.fraction((), (below,), after)
        if e.exponent == S.Half and not is_array(e.base):
            return self.root(e.base)
        return self.raised(self.box(e.base, ATOM, TIMES), e.exponent, entrywise=is_array(e.base))

    def _function(self, e: Fn) -> Box:
        if e.name == "exp" and self.exponential == "e":
            return self.exponential_power(e.arg)
        return self.call(e)

    def _derivative(self, e: D, after: After) -> Box:
        body, by = innermost(e)
        if isinstance(body, Ref):
            return self.derivative_of(body, by)
        if isinstance(e.body, Fn):
            return self.operator(e.by, self.box(e.body, POWER, after))
        return self.operator(e.by, self.bracket(self.box(e.body)))
