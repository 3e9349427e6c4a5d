"""Terms to ordinary SymPy expressions at concrete sizes: every sum written out, every derivative
taken by SymPy's own ``diff``.

Every entry of an input is a symbol of its own, every defined quantity is replaced by its body.
Nothing is shared with the evaluator of ball arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import sympy
from sympy import Integer, Rational, Symbol

from symsoft.errors import UnsupportedError
from symsoft.language.matrix import At, ShapeError, entry
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Cases,
    Constant,
    D,
    Delta,
    Fn,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": sympy.Abs,
    "sign": sympy.sign,
    "maximum": sympy.Max,
    "minimum": sympy.Min,
}
_REDUCTIONS: dict[type, Callable[..., Any]] = {
    Sum: sympy.Add,
    Max: sympy.Max,
    Min: sympy.Min,
}
_COMPARISONS: dict[str, Callable[..., Any]] = {
    ">": sympy.Gt,
    ">=": sympy.Ge,
    "<": sympy.Lt,
    "<=": sympy.Le,
    "==": sympy.Eq,
}
_CONSTANTS = {"pi": sympy.pi, "e": sympy.E}

Entry = tuple[str, tuple[int, ...]]
Place = Mapping[Any, int]
"""The value of each index."""


class Concrete:
    """One system at concrete sizes; ``symbols`` are the entries that are taken as inputs."""

    def __init__(
        self, system: System, sizes: Mapping[str, int], symbols: dict[Entry, Any] | None = None
    ) -> None:
        self.system, self.sizes = system, sizes
        self.symbols = self._input_symbols() if symbols is None else symbols
        self._known: dict[Entry, Any] = dict(self.symbols)

    def _input_symbols(self) -> dict[Entry, Any]:
        return {
            place: Symbol(f"{name}{list(place[1])}", real=True)
            for name in self.system.inputs
            for place in self.entries(name)
        }

    def entries(self, name: str) -> list[Entry]:
        """Every entry of a quantity, the last index fastest."""
        axes = (range(1, self.sizes[s.name] + 1) for s in self.system.shapes[name])
        return [(name, at) for at in product(*axes)]

    def entry(self, place: Entry) -> Any:
        """An entry of a quantity; raises IndexError when there is none at these sizes."""
        if place not in self._known:
            name, at = place
            definition = self.system.definition(name)
            if definition is None:
                raise IndexError(f"{name} has no entry {at}")
            self._known[place] = self.at(
                definition.body, dict(zip(definition.indices, at, strict=True))
            )
        return self._known[place]

    def at(self, e: Any, at: Place) -> Any:
        """The SymPy expression of a term where its free indices have the values given.

        Raises UnsupportedError for a node that has no such expression.
        """
        if isinstance(e, Rational):
            return e
        convert = _CONVERTERS.get(type(e))
        if convert is None:
            raise UnsupportedError(f"no SymPy expression for {type(e).__name__}")
        return convert(self, e, at)

    def _all(self, terms: Any, at: Place) -> list[Any]:
        return [self.at(t, at) for t in terms]

    def _value(self, index: Any, at: Place) -> int:
        return int(index) if isinstance(index, Integer) else at[index]

    def _values(self, indices: Any, at: Place) -> tuple[int, ...]:
        return tuple(self._value(i, at) for i in indices)

    def _ref(self, e: Any, at: Place) -> Any:
        return self.entry((e.name, self._values(e.indices, at)))

    def _delta(self, e: Any, at: Place) -> Any:
        a, b = self._values(e.args, at)
        return Integer(a == b)

    def _pow(self, e: Any, at: Place) -> Any:
        base, exponent = self._all(e.args, at)
        return base**exponent

    def _fn(self, e: Any, at: Place) -> Any:
        function = _FUNCTIONS.get(e.name) or getattr(sympy, e.name)
        return function(*self._all(e.inputs, at))

    def _reduction(self, e: Any, at: Place) -> Any:
        skip = self._values(e.excluded, at)
        kept = (v for v in range(1, self.sizes[e.index.size.name] + 1) if v not in skip)
        return _REDUCTIONS[type(e)](*(self.at(e.body, {**at, e.index: v}) for v in kept))

    def _derivative(self, e: Any, at: Place) -> Any:
        place = (e.by.name, self._values(e.by.indices, at))
        if self.system.definition(e.by.name) is None:
            by = self.entry(place)
            return sympy.diff(self.at(e.body, at), by)
        inside = self._freezing(e.by.name)
        derivative = sympy.diff(inside.at(e.body, at), inside.entry(place))
        return derivative.xreplace(
            {inside.entry(p): self.entry(p) for p in self.entries(e.by.name)}
        )

    def _freezing(self, name: str) -> Concrete:
        """The same system with a defined quantity as an input."""
        frozen = {place: sympy.Dummy(name, real=True) for place in self.entries(name)}
        return Concrete(self.system, self.sizes, self.symbols | frozen)

    def _where(self, e: Any, at: Place) -> Any:
        test, *branches = e.args
        condition = _COMPARISONS[test.op](*self._all(test.args[1:], at))
        then, otherwise = self._all(branches, at)
        return sympy.Piecewise((then, condition), (otherwise, True))

    def _cases(self, e: Any, at: Place) -> Any:
        for branch in e.args:
            if all(self._applies(c, at) for c in branch.conditions):
                return self.at(branch.body, at)
        return sympy.nan

    def _applies(self, condition: Any, at: Place) -> bool:
        a, b = self._values(condition.args, at)
        return (a == b) is isinstance(condition, Same)

    def _cell(self, e: Any, at: Place) -> Any:
        try:
            found = entry(e.matrix, *map(Integer, self._values(e.indices, at)))
        except ShapeError as error:
            raise UnsupportedError(f"the shapes do not fit: {error}") from error
        return self.at(found, {})


_CONVERTERS: dict[type, Callable[[Concrete, Any, Place], Any]] = {
    Ref: Concrete._ref,
    Size: lambda self, e, _at: Integer(self.sizes[e.name]),
    Constant: lambda _self, e, _at: _CONSTANTS[e.name],
    Delta: Concrete._delta,
    Add: lambda self, e, at: sympy.Add(*self._all(e.args, at)),
    Mul: lambda self, e, at: sympy.Mul(*self._all(e.args, at)),
    Pow: Concrete._pow,
    Fn: Concrete._fn,
    Sum: Concrete._reduction,
    Max: Concrete._reduction,
    Min: Concrete._reduction,
    D: Concrete._derivative,
    Where: Concrete._where,
    Cases: Concrete._cases,
    At: Concrete._cell,
}
