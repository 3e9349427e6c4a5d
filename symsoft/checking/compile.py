"""Terms to code: each node becomes a function of a Point and of the current index values.

One method for each kind of node; an unknown node raises.  The values of all indices stand in one
list, the frame, and a bound index is set there by its reduction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from math import prod
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq
from sympy import Rational

from symsoft.checking.dual import (
    NAN,
    ONE,
    ZERO,
    Number,
    absolute,
    holds,
    maximum,
    minimum,
    sign,
    slope,
    whole_power,
)
from symsoft.checking.frame import Frame, Scope
from symsoft.errors import UnsupportedError
from symsoft.language.matrix import At, Entries
from symsoft.language.terms import (
    Add,
    Cases,
    Constant,
    D,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Same,
    Size,
    Sum,
    Where,
    key,
)
from symsoft.language.walk import contains, subterms

if TYPE_CHECKING:
    from symsoft.checking.evaluate import Point, Programs

Code = Callable[["Point", list[int]], Number]


class OutOfRangeError(Exception):
    """An integer index lies beyond its axis at these sizes."""


def ball(number: Rational) -> arb:
    """The tightest ball around an exact number."""
    return arb(fmpq(int(number.p), int(number.q)))


Condition = tuple[int, int, bool]
"""Two places in the frame, and whether a branch wants the same index value there."""


class Build:
    """Compiles one term; its ``frame`` is complete afterwards."""

    def __init__(self, programs: Programs, leading: tuple[Index, ...]) -> None:
        self.programs = programs
        self.frame = Frame(leading)

    def code(self, e: Any, scope: Scope) -> Code:
        if isinstance(e, Rational):
            constant = ball(e)
            return lambda _point, _frame: constant
        compiler = _COMPILERS.get(type(e))
        if compiler is None:
            raise UnsupportedError(f"ball arithmetic has no value for {type(e).__name__}")
        return compiler(self, e, scope)

    def _ref(self, e: Ref, scope: Scope) -> Code:
        name, places = e.name, self.frame.places(e.indices, scope)
        self.frame.reach(e, self.programs.system.shapes)
        definition = self.programs.definition(e.name)
        if definition is not None:
            for size, length in definition.frame.needs.items():
                self.frame.need(size, length)
        if not places:
            return lambda point, _frame: point.entry(name, ())
        if len(places) == 1:
            (slot,) = places
            return lambda point, frame: point.entry(name, (frame[slot],))
        return lambda point, frame: point.entry(name, tuple(frame[s] for s in places))

    def _size(self, e: Size, _scope: Scope) -> Code:
        name = e.name
        self.frame.need(e)
        return lambda point, _frame: arb(point.sizes[name])

    def _delta(self, e: Delta, scope: Scope) -> Code:
        a, b = self.frame.places(e.args, scope)
        return lambda _point, frame: ONE if frame[a] == frame[b] else ZERO

    def _add(self, e: Add, scope: Scope) -> Code:
        parts = [self.code(a, scope) for a in e.args]
        return lambda point, frame: sum((code(point, frame) for code in parts), ZERO)

    def _mul(self, e: Mul, scope: Scope) -> Code:
        parts = [self.code(a, scope) for a in e.args]
        return lambda point, frame: prod((code(point, frame) for code in parts), start=ONE)

    def _pow(self, e: Pow, scope: Scope) -> Code:
        base, exponent = self.code(e.base, scope), e.exponent
        if isinstance(exponent, Rational):
            p, q = int(exponent.p), int(exponent.q)
            if q == 1:
                return lambda point, frame: whole_power(base(point, frame), p)
            return lambda point, frame: base(point, frame).root(q) ** p
        raised, whole = self.code(exponent, scope), not contains(exponent, Ref)

        def run(point: Point, frame: list[int]) -> Number:
            u, r = base(point, frame), raised(point, frame)
            n = r.unique_fmpz() if whole and r.is_exact() else None
            return (r * u.log()).exp() if n is None else whole_power(u, int(n))

        return run

    def _fn(self, e: Fn, scope: Scope) -> Code:
        name = e.name
        inputs = [self.code(a, scope) for a in e.inputs]
        kink = self.programs.kinks.get(name, NAN)
        if name in _KINKED:
            apply = _KINKED[name]
            return lambda point, frame: apply(*(u(point, frame) for u in inputs), kink)
        (u,) = inputs
        # Inside another function it stands in every line of a chain rule.
        return self._remembered(e, scope, lambda point, frame: getattr(u(point, frame), name)())

    def _reduction(self, e: Reduction, scope: Scope) -> Code:
        slot, size, combine = self.frame.slot(), e.index.size.name, self._combiner(e)
        self.frame.need(e.index.size)
        body = self.code(e.body, {**scope, e.index: slot})
        excluded = self.frame.places(e.excluded, scope)

        def run(point: Point, frame: list[int]) -> Number:
            skip = [frame[s] for s in excluded]
            values = []
            for value in range(1, point.sizes[size] + 1):
                if value not in skip:
                    frame[slot] = value
                    values.append(body(point, frame))
            return combine(values)

        return self._remembered(e, scope, run)

    def _combiner(self, e: Reduction) -> Callable[[list[Number]], Number]:
        if isinstance(e, Sum):
            return lambda values: sum(values, ZERO)
        kink = self.programs.kinks.get(e.word, NAN)
        pick = maximum if isinstance(e, Max) else minimum
        return lambda values: reduce(lambda a, b: pick(a, b, kink), values) if values else NAN

    def _derivative(self, e: Any, scope: Scope) -> Code:
        body = self.code(e.body, scope)
        name, places = e.by.name, self.frame.places(e.by.indices, scope)
        self.frame.reach(e.by, self.programs.system.shapes)

        def run(point: Point, frame: list[int]) -> Number:
            near = point.nudged(name, tuple(frame[s] for s in places))
            return slope(body(near, frame), near.level)

        return self._remembered(e, scope, run)

    def _remembered(self, e: Any, scope: Scope, code: Code) -> Code:
        """The same code, run once at a point for every value of the free indices of e."""
        number = self.programs.number(key(e))
        places = self.frame.places(sorted(e.free, key=key), scope)

        def run(point: Point, frame: list[int]) -> Number:
            place = (number, *[frame[s] for s in places])
            if place not in point.known:
                point.known[place] = code(point, frame)
            return point.known[place]

        return run

    def _where(self, e: Any, scope: Scope) -> Code:
        test, *branches = e.args
        a, b = (self.code(side, scope) for side in test.args[1:])
        then, otherwise = (self.code(branch, scope) for branch in branches)
        op = test.op

        def run(point: Point, frame: list[int]) -> Number:
            truth = holds(op, a(point, frame), b(point, frame))
            if truth is None:
                return NAN
            return (then if truth else otherwise)(point, frame)

        return run

    def _cases(self, e: Cases, scope: Scope) -> Code:
        branches = [(self._pattern(b, scope), self.code(b.args[0], scope)) for b in e.args]

        def run(point: Point, frame: list[int]) -> Number:
            matching = [
                body
                for pattern, body in branches
                if all((frame[a] == frame[b]) is same for a, b, same in pattern)
            ]
            return matching[0](point, frame) if len(matching) == 1 else NAN

        return run

    def _pattern(self, branch: Any, scope: Scope) -> list[Condition]:
        places = (self.frame.places(c.args, scope) for c in branch.conditions)
        same = (isinstance(c, Same) for c in branch.conditions)
        return [(a, b, alike) for (a, b), alike in zip(places, same, strict=True)]

    def _constant(self, e: Constant, _scope: Scope) -> Code:
        value = _CONSTANTS[e.name]()
        return lambda _point, _frame: value

    def _at(self, e: At, scope: Scope) -> Code:
        if isinstance(e.matrix, Entries):
            return self._cell(e, scope)
        return self.code(e.entry, scope)

    def _cell(self, e: At, scope: Scope) -> Code:
        """An entry of a matrix that is written out: which cell it is shows when it is run."""
        matrix, places = e.matrix, self.frame.places(e.indices, scope)
        for index, length in zip(e.indices, matrix.lengths(len(e.indices)), strict=True):
            if isinstance(index, Index):
                self.frame.written_out(index.size, length)
        inner = [i for i in subterms(matrix) if isinstance(i, Index) and i in matrix.free]
        slots = {i: self.frame.place(i, scope) for i in inner}

        def run(point: Point, frame: list[int]) -> Number:
            at = [frame[s] for s in places]
            try:
                cell = matrix.cell(*at)
            except IndexError as error:
                raise OutOfRangeError(f"there is no entry {', '.join(map(str, at))}") from error
            program = self.programs.program(cell)
            return program.run(point, [frame[slots[i]] for i in program.free])

        return run


_CONSTANTS: dict[str, Callable[[], arb]] = {"pi": arb.pi, "e": arb.const_e}

_KINKED: dict[str, Callable[..., Number]] = {
    "abs": absolute,
    "sign": sign,
    "maximum": maximum,
    "minimum": minimum,
}

_COMPILERS: dict[type, Callable[[Build, Any, Scope], Code]] = {
    Ref: Build._ref,
    Size: Build._size,
    Delta: Build._delta,
    Add: Build._add,
    Mul: Build._mul,
    Pow: Build._pow,
    Fn: Build._fn,
    Sum: Build._reduction,
    Max: Build._reduction,
    Min: Build._reduction,
    D: Build._derivative,
    Where: Build._where,
    Cases: Build._cases,
    At: Build._at,
    Constant: Build._constant,
}
