"""The inputs on which generated code is tried: ordinary, extreme, not finite, random, none at all.

Every family has a name that reports show.  Inputs are numbers of the type, the same ones on every
run; what an assumption speaks of keeps satisfying it.  Nothing here runs code or judges it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, ldexp, nan
from random import Random
from typing import Any

import numpy as np
from flint import arb
from sympy import Integer

from symsoft.checking.evaluate import Entry, Point, Programs
from symsoft.checking.floats import exactly
from symsoft.checking.sample import preferred, satisfied
from symsoft.kernel import Kernel
from symsoft.language.terms import Reduction, free
from symsoft.language.walk import refs, subterms

Inputs = dict[Entry, float]
Sizes = Mapping[str, int]
Change = Callable[[int, float], float]
"""The new value of an entry: its place among the entries of its quantity, its value."""

ORDINARY = "ordinary"
SIZES = (1, 2, 3, 5)
RANDOM = 3
"""How many random cases a short length gets."""
LONGER = 17
"""One more length for routines with one axis, tried on few families."""
LONGEST = 150
"""Beyond a block of a sum: for forward routines with one axis."""


@dataclass(frozen=True, slots=True)
class Range:
    """What is extreme in a type: powers of ten, and exponents of two from least to greatest."""

    dtype: Any
    ten: int
    least: int
    greatest: int


RANGES: Mapping[str, Range] = {
    "f32": Range(np.float32, 30, -149, 127),
    "f64": Range(np.float64, 300, -1074, 1023),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A value of every input entry; ``family`` says what is special about them."""

    family: str
    sizes: Mapping[str, int]
    inputs: Inputs

    def struck(self, what: Callable[[float], bool]) -> list[Entry]:
        """The entries of which something holds."""
        return [e for e, v in self.inputs.items() if what(v)]


def cases(kernel: Kernel, dtype: str) -> Iterator[Case]:
    """Every case on which a routine is tried in a type, size after size."""
    assert kernel.meaning is not None
    programs = Programs(kernel.meaning.system)
    least = _least(kernel)

    def long_enough(sizes: Mapping[str, int]) -> bool:
        return all(sizes[name] >= length for name, length in least.items())

    for place, sizes in enumerate(filter(long_enough, _sizes(kernel))):
        yield from _Maker(kernel, programs, sizes, dtype, place).cases()
    for sizes in filter(long_enough, _empty_sizes(kernel)):
        yield _empty(programs, sizes)


def _sizes(kernel: Kernel) -> Iterator[dict[str, int]]:
    """Unequal sizes, so that mixed-up axes show."""
    assert kernel.meaning is not None
    every = [s.name for s in kernel.meaning.system.sizes]
    for q, n in enumerate(SIZES if every else (1,)):
        yield {name: SIZES[(q + k) % len(SIZES)] if k else n for k, name in enumerate(every)}
    axes = [len(shape) for shape in kernel.meaning.system.shapes.values()]
    if max(axes, default=0) == 1 and len(every) == 1 and len(kernel.output.axes) <= 1:
        if kernel.routine in ("forward", "grad", "vjp", "jvp"):
            yield {every[0]: LONGER}
        if kernel.routine == "forward" and not _sums_in_loops(kernel):
            yield {every[0]: LONGEST}


def _sums_in_loops(kernel: Kernel) -> bool:
    """Is there a sum for every value of an index, so that the work grows faster than the size?"""
    assert kernel.meaning is not None
    bodies = [d.body for d in kernel.meaning.system.definitions]
    terms = [s for body in bodies for s in subterms(body)]
    loops = any(isinstance(s, Reduction) and free(s) for s in terms)
    return loops or any(isinstance(x.expr, Reduction) and free(x.target) for x in kernel.lets)


def _least(kernel: Kernel) -> dict[str, int]:
    """How long each axis has to be for the entries that are named by their number."""
    assert kernel.meaning is not None
    system = kernel.meaning.system
    terms = [kernel.meaning.term, *(d.body for d in system.definitions)]
    found: dict[str, int] = {}
    for ref in (r for term in terms for r in refs(term)):
        for size, index in zip(system.shapes[ref.name], ref.indices, strict=True):
            if isinstance(index, Integer):
                found[size.name] = max(found.get(size.name, 0), int(index))
    return found


def _empty_sizes(kernel: Kernel) -> Iterator[dict[str, int]]:
    """Axes of length 0: all of them, and where there are more, the first one."""
    assert kernel.meaning is not None
    every = [s.name for s in kernel.meaning.system.sizes]
    for lengths in ([0] * len(every), [0] + [2] * (len(every) - 1))[: len(every)]:
        yield dict(zip(every, lengths, strict=True))


def _empty(programs: Programs, sizes: Mapping[str, int]) -> Case:
    point = Point(programs, sizes, {})
    places = [entry for name in programs.system.inputs for entry in point.entries(name)]
    return Case("n = 0", sizes, dict.fromkeys(places, 1.25))


class _Maker:
    """Makes the cases of one size."""

    def __init__(
        self, kernel: Kernel, programs: Programs, sizes: Sizes, dtype: str, place: int
    ) -> None:
        system = programs.system
        self.programs, self.sizes, self.range = programs, sizes, RANGES[dtype]
        # The work grows with the sizes: the more axes there are, the fewer get every family.
        axes = max(len(sizes), 1)
        self.short = place < max(4 - axes, 1)
        self.tiny = place < (2 if axes == 1 else 1)
        # Second derivatives by dual numbers take the square of the time.
        self.cheap = kernel.routine != "hvp" or self.tiny
        self.few = LONGEST in sizes.values() or not (self.short or self.cheap)
        stated = [side for a in system.assumptions for side in (a.lhs, a.rhs)]
        self.bound = programs.inputs_of(*stated)
        arrays = [n for n in system.inputs if system.shapes[n]]
        letters = {p.name for p in kernel.parameters if p.role in ("cotangent", "tangent")}
        self.all = list(system.inputs)
        self.data = [n for n in arrays or self.all if n not in letters]
        self.strikable = [n for n in arrays or self.all if n not in self.bound]
        assert kernel.meaning is not None
        found = preferred(programs, sizes, kernel.meaning.needed, 2)
        self.bases = [self._typed(p) for p in found]

    def cases(self) -> Iterator[Case]:
        seen = []
        for case in self._cases():
            if case.inputs not in seen:
                seen.append(case.inputs)
                yield case

    def _cases(self) -> Iterator[Case]:
        for base in self.bases:
            yield Case(ORDINARY, self.sizes, base)
        if not self.bases or self.few:
            return
        yield from self._far()
        yield from self._random(RANDOM if self.short else 1)
        if self.short:
            yield from self._scaled()
            yield from self._ties()
            if self.cheap:
                yield from self._not_finite()

    def _typed(self, point: Point) -> Inputs:
        """The numbers of the type nearest to a sampled point."""
        found = {}
        for entry, value in point.inputs.items():
            assert isinstance(value, arb)
            found[entry] = self._number(float(value))
        return found

    def _number(self, value: float) -> float:
        with np.errstate(over="ignore"):
            return self.range.dtype(value).item()

    # -- finite ----------------------------------------------------------------------------------
    def _scaled(self) -> Iterator[Case]:
        least, ten = self.range.least, self.range.ten
        mixed = self.bases[0]
        changes: list[tuple[str, Change]] = [
            ("large", lambda _k, v: ldexp(v, 12)),
            ("small", lambda _k, v: ldexp(v, -40)),
            (f"1e{ten}", lambda _k, v: v * 10.0**ten),
            (f"1e{ten}", lambda k, _v: -(10.0**ten) if k % 2 else 10.0**ten),
            (f"1e-{ten}", lambda _k, v: v * 10.0**-ten),
            ("subnormal", lambda _k, v: ldexp(v, least + 4)),
        ]
        for family, change in changes:
            yield from self._moved(family, mixed, change, self.data)

    def _far(self) -> Iterator[Case]:
        base = self.bases[-1]
        for change in _FAR:
            yield from self._moved("1e4", base, change, self.data)

    def _ties(self) -> Iterator[Case]:
        base = self.bases[0]
        top, first = max(base.values()), self.all.index(self.data[0])
        yield from self._moved("ties", base, lambda _k, _v: 1.25, self.data)
        yield from self._moved(
            "ties", base, lambda k, v: top + 1 if k < first + 2 else v, self.data[:1]
        )

    def _random(self, count: int) -> Iterator[Case]:
        """Signs, exponents over the whole range and digits drawn for every entry."""
        random = Random(repr(("random", *self.sizes.values())))
        for _ in range(count):

            def draw(_k: int, _v: float) -> float:
                exponent = random.randint(self.range.least, self.range.greatest)
                return random.choice((-1, 1)) * ldexp(1 + random.random() / 2, exponent)

            yield from self._moved("random", self.bases[0], draw, self.all)

    def _moved(
        self, family: str, base: Inputs, change: Change, which: Sequence[str]
    ) -> Iterator[Case]:
        """The case with some quantities changed, as far as the assumptions let them be."""
        changed = self._changed(base, change, [n for n in which if n not in self.bound])
        for name in self.bound:
            further = self._changed(changed, change, [name]) if name in which else changed
            if self._satisfied(further):
                changed = further
        if changed != base:
            yield Case(family, self.sizes, changed)

    def _changed(self, base: Inputs, change: Change, which: Sequence[str]) -> Inputs:
        changed = dict(base)
        for name in which:
            places = [entry for entry in base if entry[0] == name]
            # Quantities begin with different signs, so that their differences are large too.
            for k, entry in enumerate(places, self.all.index(name)):
                changed[entry] = self._number(change(k, base[entry]))
        return changed

    def _satisfied(self, inputs: Inputs) -> bool:
        if not self.bound:
            return True
        exact: dict[Entry, Any] = {entry: exactly(value) for entry, value in inputs.items()}
        return satisfied(Point(self.programs, self.sizes, exact))

    # -- not finite ------------------------------------------------------------------------------
    def _not_finite(self) -> Iterator[Case]:
        for base in self._weighted(self.bases[0]):
            for name in self.strikable:
                places = [entry for entry in base if entry[0] == name]
                one = places[len(places) // 2]
                yield Case("-inf", self.sizes, {**base, one: -inf})
                if not self.tiny:
                    continue
                yield Case("inf", self.sizes, {**base, one: inf})
                yield Case("NaN", self.sizes, {**base, one: nan})
                if len(places) > 1:
                    yield Case("all -inf", self.sizes, {**base, **dict.fromkeys(places, -inf)})

    def _weighted(self, base: Inputs) -> Iterator[Inputs]:
        """The inputs, and where the assumptions allow it, with 0 or 1 for all that they bind.

        Weights that are 0 exactly are what makes a product with an infinity delicate.
        """
        yield base
        unit = dict(base)
        for name in self.bound:
            places = [entry for entry in base if entry[0] == name]
            for entry in places:
                unit[entry] = float(not entry[1] or entry[1][-1] == 1)
        if unit != base and self._satisfied(unit):
            yield unit


_FAR: tuple[Change, ...] = (
    lambda k, v: v - 1e4 if k % 2 else v + 1e4,
    lambda _k, v: v + 1e4,
    lambda _k, v: v - 1e4,
)


def finite(case: Case) -> bool:
    """Are all inputs finite?"""
    return not case.struck(lambda v: not -inf < v < inf)
