"""What a printer of terms has to spell; ``TermPrinter`` decides what is written where."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Self

from symsoft.display.boxes import After, Box
from symsoft.display.names import Names
from symsoft.display.order import Order
from symsoft.language.terms import Fn, Index, Ref


class Spelling(ABC):
    """One method for each thing that looks different in different outputs."""

    @abstractmethod
    def shown(self, order: Order) -> Names:
        """How the names of a system are written."""

    @abstractmethod
    def inline(self) -> Self:
        """The printer for formulas in running text."""

    @abstractmethod
    def quote(self, formula: str) -> str:
        """A formula as it stands in running text."""

    @abstractmethod
    def escape(self, text: str) -> str:
        """Running text as it stands in a file of this format."""

    @abstractmethod
    def relation(self, relation: str) -> str:
        """The sign of ``=``, ``>=`` and so on."""

    @abstractmethod
    def kink(self, function: str, at: Any, value: Any) -> str:
        """The derivative of a function at a point: f'(at) = value."""

    def marked(self, box: Box) -> Box:
        """What is new in a step, made visible; a format without such a sign leaves it as it is."""
        return box

    @abstractmethod
    def bracket(self, inner: Box) -> Box: ...

    @abstractmethod
    def minus(self) -> Box: ...

    @abstractmethod
    def number(self, e: Any) -> Box: ...

    @abstractmethod
    def atom(self, e: Any) -> Box: ...

    @abstractmethod
    def symbol(self, name: str) -> Box:
        """``ones`` or ``identity``."""

    @abstractmethod
    def sum(self, terms: Sequence[tuple[bool, Box]]) -> Box:
        """Summands, each with whether a minus stands before it."""

    @abstractmethod
    def times(self, factors: Sequence[Box]) -> Box: ...

    @abstractmethod
    def fraction(self, top: Sequence[Any], bottom: Sequence[Any], after: After) -> Box:
        """A quotient of products; an empty top is 1."""

    @abstractmethod
    def raised(self, base: Box, exponent: Any, entrywise: bool) -> Box: ...

    @abstractmethod
    def root(self, e: Any) -> Box: ...

    @abstractmethod
    def exponential_power(self, exponent: Any) -> Box: ...

    @abstractmethod
    def call(self, e: Fn) -> Box:
        """An elementary function, applied."""

    @abstractmethod
    def named_call(self, name: str, inputs: Sequence[Box]) -> Box: ...

    @abstractmethod
    def reduction(self, word: str, index: Index, excluded: Sequence[Any], body: Box) -> Box: ...

    @abstractmethod
    def derivative_of(self, ref: Ref, by: Sequence[Any]) -> Box:
        """∂y/∂x; ``by`` in the order of differentiation."""

    @abstractmethod
    def operator(self, by: Any, body: Box) -> Box:
        """∂/∂x before what it works on."""

    @abstractmethod
    def pieces(self, pieces: Sequence[tuple[Box, Box | None]]) -> Box:
        """Values with their conditions; no condition is "otherwise"."""

    @abstractmethod
    def condition(self, conditions: Sequence[Any]) -> Box: ...

    @abstractmethod
    def transposed(self, e: Box) -> Box: ...

    @abstractmethod
    def side_by_side(self, factors: Sequence[Box]) -> Box:
        """A product of matrices."""

    @abstractmethod
    def entrywise(self, factors: Sequence[Box], signs: Sequence[str]) -> Box:
        """A product entry by entry; the signs between are ``times`` or ``over``."""

    @abstractmethod
    def indicator(self, left: Box, relation: str, right: Box) -> Box:
        """Ones where entries are so related, zeros elsewhere: 𝟏[x > 0]."""

    def kronecker(self, factors: Sequence[Box]) -> Box:
        """A Kronecker product, by its name where the output has no sign for it."""
        return self.named_call("kron", factors)

    def blocks(self, index: Any, body: Box) -> Box:
        """A block-diagonal matrix whose blocks are numbered by the index."""
        return self.named_call("blockdiag", [body, self.atom(index)])

    @abstractmethod
    def grid(self, rows: Sequence[Sequence[Box]]) -> Box: ...

    @abstractmethod
    def entry_of(self, matrix: Box, indices: Sequence[Any], enclosed: bool) -> Box:
        """One entry of a matrix, which may already have brackets around it."""
