"""A routine on one case: what it is given, what its statements promise, what is true.

Saved outputs are the numbers nearest to what their definitions say.  Nothing here runs code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf, isinf
from typing import Any

import numpy as np
from flint import arb, ctx

from symsoft.accuracy import Accuracy
from symsoft.checking.dual import Number
from symsoft.checking.evaluate import Entry, Point
from symsoft.checking.floats import F32, F64, Precision, exactly
from symsoft.checking.inputs import Case, finite
from symsoft.checking.judging import known
from symsoft.checking.meant import BITS, Meant
from symsoft.checking.rounding import Rounded
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import D, Fn, Max, Reduction
from symsoft.language.walk import names, subterms

At = tuple[int, ...]

DTYPES: Mapping[str, tuple[Any, Precision]] = {
    "f32": (np.float32, F32),
    "f64": (np.float64, F64),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What every faithful run of the statements gives, entry by entry."""

    entries: Mapping[Entry, arb]
    left_range: bool
    peaks: tuple[arb, ...]
    """The largest and smallest values over an axis that the statements computed."""


@dataclass(slots=True)
class Trial:
    """One case for one kernel in one type."""

    kernel: Kernel
    dtype: str
    case: Case
    meant: Meant
    given: dict[Entry, float] = field(default_factory=dict)
    """The value of every entry of every parameter, as the routine gets it."""
    _promises: dict[Accuracy, Promise] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for p in self.kernel.parameters:
            for at in self.places(p):
                self.given[p.name, at] = self._value_of(p, at)

    @property
    def precision(self) -> Precision:
        return DTYPES[self.dtype][1]

    @property
    def beyond(self) -> bool:
        """Do the inputs go beyond what definitions speak of?"""
        return not finite(self.case) or not all(self.case.sizes.values())

    def places(self, p: Parameter) -> list[At]:
        """Every index value of a quantity, the last index fastest."""
        return list(product(*(range(1, self.case.sizes[s.name] + 1) for s in p.axes)))

    def array(self, p: Parameter) -> Any:
        """A parameter as an array of the type."""
        shape = tuple(self.case.sizes[s.name] for s in p.axes)
        values = [self.given[p.name, at] for at in self.places(p)]
        return np.array(values, DTYPES[self.dtype][0]).reshape(shape)

    def truth(self, at: At, promised: arb) -> arb | None:
        """An entry of the output by definition."""
        meaning = self.kernel.meaning
        assert meaning is not None
        place = dict(zip(meaning.indices, at, strict=True))

        def ask(point: Point) -> Number:
            return point.programs.program(meaning.term).at(point, place)

        if not all(self.case.sizes.values()) and meaning.system.assumptions:
            return None  # nothing satisfies an assumption about no entries
        return self.meant.value(ask, lambda ball: known(ball, promised, self.precision))

    def promise(self, accuracy: Accuracy) -> Promise:
        """What the statements give when sums are as accurate as promised."""
        if accuracy not in self._promises:
            with ctx.workprec(BITS[0]):
                run = Rounded(self.case.sizes, self.precision, self._balls(), accuracy)
                entries = run.run(self.kernel)
            lost = run.left_range or self._lost_saved()
            self._promises[accuracy] = Promise(entries, lost, tuple(run.extrema))
        return self._promises[accuracy]

    def masks(self, promise: Promise) -> bool:
        """Is this a masked class: -inf under a shifted exponential whose shift is finite?

        Its value and its derivatives by the masked array have to be right.  A derivative by
        something else, such as a temperature, multiplies -inf itself by weights of 0.
        """
        struck = self.meant.infinite
        if not struck or not all(peak.is_finite() for peak in promise.peaks):
            return False
        assert self.kernel.meaning is not None
        term = self.kernel.meaning.term
        by = {s.by.name for s in subterms(term) if isinstance(s, D)}
        if by and not all(name in by for name, _ in struck):
            return False
        under = _shifted(self.kernel.lets)
        parts = [s for let in self.kernel.lets for s in subterms(let.expr)]
        exponential = any(isinstance(s, Fn) and s.name == "exp" for s in parts)
        return exponential and all(e[0] in under and self.case.inputs[e] == -inf for e in struck)

    # -- parameters ------------------------------------------------------------------------------
    def _value_of(self, p: Parameter, at: At) -> float:
        if p.role != "saved":
            return self.case.inputs[p.name, at]

        def entry(point: Point) -> Number:
            return point.entry(p.name, at)

        value = self.meant.value(entry, self._known_to_the_last_digit)
        if value is None:
            return float("nan")
        with np.errstate(over="ignore"):
            return float(DTYPES[self.dtype][0](float(value)))

    def _known_to_the_last_digit(self, ball: arb) -> bool:
        p = self.precision
        return bool(ball.rad() <= abs(ball) * p.unit / 2**20 + p.tiny / 2**20)

    def _balls(self) -> dict[Entry, arb]:
        """The parameters as balls; a saved output is known up to its rounding."""
        p = self.precision
        saved = {x.name for x in self.kernel.parameters if x.role == "saved"}
        found = {}
        for entry, number in self.given.items():
            value = exactly(number)
            if entry[0] in saved and value.is_finite():
                value += arb(0, (abs(value) * p.unit + p.tiny / 2).upper())
            found[entry] = value
        return found

    def _lost_saved(self) -> bool:
        """Is a saved output beyond the range although the inputs are not?"""
        saved = {x.name for x in self.kernel.parameters if x.role == "saved"}
        values = [v for (name, _), v in self.given.items() if name in saved]
        return not self.meant.infinite and any(map(isinf, values))


def _shifted(lets: Sequence[Let]) -> set[str]:
    """What the largest values are taken of, entry by entry: by name, what came in."""
    made_of: dict[str, set[str]] = {}
    found = set()
    for let in lets:
        inputs = {x for name in names(let.expr) for x in made_of.get(name, {name})}
        if isinstance(let.expr, Max):
            found |= inputs
        made_of[let.target.name] = set() if isinstance(let.expr, Reduction) else inputs
    return found
