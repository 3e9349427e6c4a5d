"""How matrix notation is put together, whatever the output; a part of ``TermPrinter``."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from sympy import S

from symsoft.display.boxes import After, Box, Level
from symsoft.display.spelling import Spelling
from symsoft.display.structure import is_inverse
from symsoft.language.matrix import (
    At,
    Blocks,
    Diag,
    Entries,
    Hadamard,
    Identity,
    Jacobian,
    Kron,
    MatMul,
    Ones,
    Row,
    RowOf,
    Stacked,
    Trace,
    Transpose,
    Vec,
)
from symsoft.language.terms import Index, Ref, power

SUM, POWER, ATOM = Level.SUM, Level.POWER, Level.ATOM
END, TIMES = After.END, After.TIMES


class ArrayPrinter(Spelling):
    """Prints vectors, matrices and what is made of them."""

    @abstractmethod
    def box(self, e: Any, need: Level = SUM, after: After = END) -> Box:
        """Any term, in brackets where it must hold together."""

    @abstractmethod
    def render(self, e: Any, after: After) -> Box:
        """A term without brackets around it."""

    @abstractmethod
    def inside(self, index: Any) -> ArrayPrinter:
        """The same printer inside a reduction over the index."""

    def array(self, e: Any, after: After) -> Box:
        """Print a node of matrix notation without brackets around it."""
        match e:
            case Vec():
                return self.render(e.called, after)
            case Ones():
                return self.symbol("ones")
            case Identity():
                return self.symbol("identity")
            case Diag():
                return self.named_call("diag", [self.box(e.args[0])])
            case Transpose():
                return self.transposed(self.box(e.args[0], ATOM, TIMES))
            case RowOf():
                return self.atom(Ref(e.name, e.args[1], Index(":", e.args[2])))
            case Trace():
                return self.named_call("tr", [self.box(e.args[0])])
            case Stacked():
                return self.named_call("vec", [self.box(e.args[0])])
            case Jacobian():
                return self.derivative_of(_named(e.args[0]), [_named(e.args[1])])
            case Kron():
                return self.kronecker([self.box(a, POWER, TIMES) for a in e.args])
            case Blocks():
                return self.blocks(e.index, self.inside(e.index).box(e.body))
            case MatMul():
                last = len(e.args) - 1
                boxes = [
                    self.box(a, POWER, after if p == last else TIMES) for p, a in enumerate(e.args)
                ]
                return self.side_by_side(boxes)
            case Hadamard():
                return self._entrywise(e, after)
            case Entries():
                return self.grid([[self.box(cell) for cell in row] for row in e.rows])
            case Row():
                return self.grid([[self.box(cell) for cell in e.args]])
            case At() if len(e.args) == 1:
                return self.box(e.matrix, SUM, after)
            case At():
                return self.entry_of(self.box(e.matrix), e.args[1:], isinstance(e.matrix, Entries))
            case _:
                raise TypeError(f"no printer for {type(e).__name__}")

    def _entrywise(self, e: Hadamard, after: After) -> Box:
        """The product entry by entry, with ⊘ before what is divided by."""
        above = [a for a in e.args if not is_inverse(a)]
        below: list[Any] = [power(a.base, -a.exponent) for a in e.args if is_inverse(a)]
        terms = [*(above or [Ones(S.One)]), *below]
        boxes = [self.box(t, POWER, after if t is terms[-1] else TIMES) for t in terms]
        signs = ["times"] * (len(terms) - len(below) - 1) + ["over"] * len(below)
        return self.entrywise(boxes, signs)


def _named(e: Any) -> Any:
    """What a derivative is of or by, as a name; a row goes by the name of its column."""
    if isinstance(e, Transpose):
        return _named(e.args[0])
    return e.called if isinstance(e, Vec) else e
