"""The record between a proof and code: a list of Lets.  Data only.

``Let(target, expr)`` is the only statement; the free indices of the target are loops.  It is either
elementwise (no reduction in it) or one reduction, the whole expression, over an elementwise body.
A quantity may be written more than once; each Let sees what was written before it.

Supported in ``expr``: Ref (a parameter or the target of an earlier Let), Size, Constant, exact
numbers, Add, Mul, Pow, every elementary function, Where with a comparison, Delta, and one Sum, Max
or Min, restricted (k != i) or not.  An index of a Ref is a loop or reduction index or a fixed
Integer.

Not supported, and refused when a Kernel is built: derivatives (D), branches by index (Cases),
matrix notation, a reduction inside an expression, a Ref to something that is neither parameter nor
defined before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symsoft.errors import UnsupportedError
from symsoft.language.matrix import At
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Branch, Cases, D, Index, Max, Min, Reduction, Size, Sum, free
from symsoft.language.walk import contains, names

REFUSED = (D, Cases, Branch, At)
REDUCTIONS = (Sum, Max, Min)


@dataclass(frozen=True, slots=True)
class Let:
    """``target = expr`` for every value of the target's indices."""

    target: Any
    expr: Any

    @property
    def axes(self) -> tuple[Any, ...]:
        """The loops of the statement, then its reduction index."""
        loops = tuple(self.target.indices)
        return (*loops, self.expr.index) if isinstance(self.expr, Reduction) else loops

    @property
    def mentioned(self) -> set[str]:
        """The names that it writes or reads."""
        return {self.target.name, *names(self.expr)}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An array or scalar that goes in or comes out; ``axes`` are its sizes, () for a scalar."""

    name: str
    axes: tuple[Size, ...]
    role: str
    """input, saved (an output of the forward routine), cotangent, tangent or output"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the output is by definition: the term whose entries at ``indices`` a run must give.

    A derivative stands here as the inert derivative of its definitions, not as what was derived.
    Where what is ``needed`` doesn't hold, it may have no value.
    """

    system: System
    term: Any
    indices: tuple[Index, ...]
    needed: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Kernel:
    """One routine: what goes in, the statements in order, what comes out.

    Raises UnsupportedError for a node that no target could print, ValueError for a statement that
    uses what is not there yet.
    """

    name: str
    routine: str
    """forward, jacobian, vjp, grad, jvp or hvp"""
    sizes: tuple[Size, ...]
    parameters: tuple[Parameter, ...]
    output: Parameter
    lets: tuple[Let, ...]
    meaning: Meaning | None = None

    def __post_init__(self) -> None:
        known = {p.name for p in self.parameters}
        for let in self.lets:
            if contains(let.expr, REFUSED):
                raise UnsupportedError(f"{self.name} has no code form for {let.expr}")
            inside = let.expr.body if isinstance(let.expr, Reduction) else let.expr
            if contains(inside, REDUCTIONS):
                raise ValueError(f"{let.target} has a reduction inside {inside}")
            missing = [n for n in names(let.expr) if n not in known]
            if missing:
                raise ValueError(f"{let.target} uses {missing[0]} before it is there")
            loose = free(let.expr) - free(let.target)
            if loose:
                raise ValueError(f"{let.target} leaves indices free: {sorted(map(str, loose))}")
            known.add(let.target.name)
        if self.output.name not in known:
            raise ValueError(f"{self.name} never computes {self.output.name}")
