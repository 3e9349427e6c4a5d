"""Random kernels: the NumPy module against loops over single entries in plain Python."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.backends import BACKENDS
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import (
    PI,
    Add,
    Compare,
    Constant,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Where,
)

n, m = Size("n"), Size("m")
SHAPES = {"a": (), "x": (n,), "u": (m,), "W": (n, m), "V": (n, n), "H": (m, n, m)}
LOOPS = (Index("i", n), Index("j", n), Index("c", m))
BOUND = (Index("k", n), Index("d", m))
PEAK = 1e4
"""Kernels with a larger intermediate value are left out: below it, 1e-9 is far above rounding."""

ROUNDS = settings(max_examples=120, suppress_health_check=list(HealthCheck))


class TooLarge(Exception):
    """An intermediate value at which rounding could matter."""


# -- the interpreter: one entry at a time ----------------------------------------------------
class Loops:
    """Computes a kernel for one row, entry by entry."""

    def __init__(self, arrays: Mapping[str, np.ndarray], lengths: Mapping[Any, int]) -> None:
        self.entries = {
            (name, *where): float(array[where])
            for name, array in arrays.items()
            for where in np.ndindex(array.shape)
        }
        self.lengths = lengths

    def run(self, kernel: Kernel) -> np.ndarray:
        for let in kernel.lets:
            ranges = [range(self.lengths[i.size]) for i in let.target.indices]
            found = {
                (let.target.name, *at): self.value(
                    let.expr, dict(zip(let.target.indices, at, strict=True))
                )
                for at in itertools.product(*ranges)
            }
            self.entries.update(found)
        out = np.empty([self.lengths[s] for s in kernel.output.axes])
        for at in np.ndindex(out.shape):
            out[at] = self.entries[(kernel.output.name, *at)]
        return out

    def value(self, e: Any, at: Mapping[Any, int]) -> float:
        found = self._value(e, at)
        if not abs(found) < PEAK and not isinstance(e, Reduction):
            raise TooLarge
        return found

    def _value(self, e: Any, at: Mapping[Any, int]) -> float:
        match e:
            case Rational():
                return int(e.p) / int(e.q)
            case Constant():
                return math.pi
            case Size():
                return float(self.lengths[e])
            case Ref():
                return self.entries[(e.name, *(self.place(i, at) for i in e.indices))]
            case Delta():
                return float(self.place(e.args[0], at) == self.place(e.args[1], at))
            case Add():
                return sum(self.value(a, at) for a in e.args)
            case Mul():
                return math.prod(self.value(a, at) for a in e.args)
            case Pow():
                base = self.value(e.base, at)
                if base < 0.05:
                    raise TooLarge
                return base ** self.value(e.exponent, at)
            case Fn():
                return self.function(e.name, [self.value(a, at) for a in e.inputs])
            case Where():
                condition, yes, no = e.args
                left, right = (self.value(a, at) for a in condition.args[1:])
                holds = {">": left > right, ">=": left >= right, "<": left < right}
                both = self.value(yes, at), self.value(no, at)
                return both[0] if holds.get(condition.op, left <= right) else both[1]
            case Reduction():
                return self.reduced(e, at)
        raise AssertionError(e)

    def function(self, name: str, inputs: list[float]) -> float:
        if name in ("maximum", "minimum"):
            return max(inputs) if name == "maximum" else min(inputs)
        if name == "exp" and inputs[0] > 10:
            raise TooLarge
        if name == "log" and inputs[0] < 0.05:
            raise TooLarge
        return abs(inputs[0]) if name == "abs" else getattr(math, name)(inputs[0])

    def reduced(self, e: Any, at: Mapping[Any, int]) -> float:
        barred = {self.place(x, at) for x in e.excluded}
        taken = [k for k in range(self.lengths[e.index.size]) if k not in barred]
        values = [self.value(e.body, {**at, e.index: k}) for k in taken]
        if isinstance(e, Sum):
            return math.fsum(values)
        extreme = max if isinstance(e, Max) else min
        return extreme(values, default=-math.inf if isinstance(e, Max) else math.inf)

    def place(self, index: Any, at: Mapping[Any, int]) -> int:
        return int(index) - 1 if isinstance(index, Integer) else at[index]


# -- random kernels --------------------------------------------------------------------------
@st.composite
def kernels(draw: st.DrawFn) -> Kernel:
    there = dict(SHAPES)
    lets = []
    for place in range(draw(st.integers(1, 4))):
        loops = draw(st.lists(st.sampled_from(LOOPS), max_size=3, unique=True))
        name = f"t{place}"
        lets.append(Let(Ref(name, *loops), draw(values(there, tuple(loops)))))
        there[name] = tuple(i.size for i in loops)
    last = lets[-1]
    output = Parameter(last.target.name, there[last.target.name], "output")
    if draw(st.booleans()) and not isinstance(last.expr, Reduction):
        change = draw(terms(SHAPES, tuple(last.target.indices), 1))
        again = draw(st.sampled_from([Add, Mul]))(last.target, change)
        lets.append(Let(last.target, again))
    parameters = tuple(Parameter(name, axes, "input") for name, axes in SHAPES.items())
    return Kernel("f", "forward", (n, m), parameters, output, tuple(lets))


@st.composite
def values(draw: st.DrawFn, there: Mapping[str, Any], loops: tuple[Any, ...]) -> Any:
    if draw(st.booleans()):
        whole = references(there, loops).flatmap(near)
        return draw(st.one_of(terms(there, loops, 2), terms(there, loops, 2), whole))
    bound = draw(st.sampled_from(BOUND))
    others = [i for i in loops if i.size == bound.size] + [Integer(1)]
    excluded = draw(st.lists(st.sampled_from(others), max_size=2, unique_by=str))
    kind = draw(st.sampled_from([Sum, Sum, Sum, Max, Min]))
    body = draw(
        st.one_of(
            terms(there, (*loops, bound), 2),
            st.lists(references(there, (*loops, bound)), min_size=2, max_size=3).map(
                lambda parts: Mul(*parts)
            ),
        )
    )
    return kind(body, bound, *draw(st.sampled_from([(), tuple(excluded)])))


@st.composite
def references(draw: st.DrawFn, there: Mapping[str, Any], axes: tuple[Any, ...]) -> Any:
    name = draw(st.sampled_from(sorted(there)))
    choices = [
        [i for i in axes if i.size == size]
        + ([Integer(1)] if name in SHAPES or not any(i.size == size for i in axes) else [])
        for size in there[name]
    ]
    return Ref(name, *(draw(st.sampled_from(c)) for c in choices))


@st.composite
def terms(draw: st.DrawFn, there: Mapping[str, Any], axes: tuple[Any, ...], depth: int) -> Any:
    if not depth:
        return draw(st.one_of(references(there, axes), leaves(axes)))
    part = terms(there, axes, depth - 1)
    kind = draw(
        st.sampled_from(["leaf", "add", "mul", "mul", "power", "fn", "near", "pair", "where"])
    )
    match kind:
        case "add":
            return Add(*draw(st.lists(part, min_size=2, max_size=3)))
        case "mul":
            return Mul(*draw(st.lists(part, min_size=2, max_size=3)))
        case "power":
            exponents = [Integer(-1), Integer(2), S.Half, -S.Half, Rational(3, 2), Integer(-2)]
            return Pow(draw(part), draw(st.sampled_from([*exponents, Ref("a")])))
        case "fn":
            return Fn(draw(st.sampled_from(["exp", "tanh", "sin", "abs", "cosh"])), draw(part))
        case "near":
            return draw(st.one_of(references(there, axes), part).flatmap(near))
        case "pair":
            return Fn(draw(st.sampled_from(["maximum", "minimum"])), draw(part), draw(part))
        case "where":
            sides = [draw(references(SHAPES, axes)) for _ in range(2)]
            relation = draw(st.sampled_from([">", ">=", "<", "<="]))
            return Where(Compare(relation, *sides), draw(part), draw(part))
    return draw(st.one_of(references(there, axes), leaves(axes)))


def near(u: Any) -> Any:
    """What libraries have functions for that lose no digits, and that may run in place."""
    less = Add(Fn("exp", u), S.NegativeOne), Add(S.One, Mul(S.NegativeOne, Fn("exp", u)))
    return st.sampled_from([Fn("log", Add(S.One, u)), *less])


def leaves(axes: tuple[Any, ...]) -> Any:
    pairs = [(i, j) for i in axes for j in (*axes, Integer(1)) if j == 1 or i.size == j.size]
    numbers = [Integer(2), Integer(-1), Rational(1, 3), Rational(-5, 2), PI, n, Pow(n, -S.Half)]
    return st.sampled_from([*numbers, *(Delta(i, j) for i, j in pairs)])


def inputs(seed: int, lengths: Mapping[Any, int], batch: tuple[int, ...]) -> Iterator[Any]:
    random = np.random.default_rng(seed)
    for name, axes in SHAPES.items():
        leading = batch if name in ("x", "W", "H") else batch[1:]
        array = random.uniform(0.25, 1.75, (*leading, *(lengths[s] for s in axes)))
        yield name, np.round(array * 4) / 4 if name in "xV" else array


@ROUNDS
@given(kernels(), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_agrees_with_loops(kernel: Kernel, rows: int, columns: int, seed: int) -> None:
    lengths = {n: rows, m: columns}
    arrays = dict(inputs(seed, lengths, (2, 3)))
    wanted = np.empty((2, 3, *(lengths[s] for s in kernel.output.axes)))
    try:
        for row in np.ndindex(2, 3):
            own = {
                name: array[row if array.ndim - len(SHAPES[name]) == 2 else row[1:]]
                for name, array in arrays.items()
            }
            wanted[row] = Loops(own, lengths).run(kernel)
    except TooLarge:
        assume(False)
    event(type(kernel.lets[-1].expr).__name__)
    function = BACKENDS["numpy"].runner([kernel])["f"]
    before = {name: array.copy() for name, array in arrays.items()}
    found = function(*arrays.values())
    for name, array in arrays.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)
    assert found.shape == wanted.shape
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-9)
    single = function(*(array.astype(np.float32) for array in arrays.values()))
    assert single.dtype == np.float32
    assert single.shape == wanted.shape


X, T, U, OUT = (Ref(name, LOOPS[0]) for name in ("x", "t", "u", "out"))
IN_PLACE = [
    *(Fn("log", Add(S.One, u)) for u in (X, T, Add(X, T), Mul(X, T), Fn("exp", T))),
    *(Add(Fn("exp", u), S.NegativeOne) for u in (X, T, Add(X, T))),
    *(Add(S.One, Mul(S.NegativeOne, Fn("exp", u))) for u in (X, T, Add(X, T))),
    *(Fn("exp", u) for u in (X, T, Add(X, T), Mul(S.One, T), Mul(S.NegativeOne, T))),
    *(Fn("tanh", u) for u in (X, T, Pow(T, Integer(2)), Pow(T, S.One))),
]


@pytest.mark.parametrize("value", IN_PLACE, ids=str)
def test_a_function_leaves_what_is_read_again_as_it_is(value: Any) -> None:
    lets = (Let(T, Fn("cos", X)), Let(U, value), Let(OUT, Add(Mul(U, T), X)))
    inputs = (Parameter("x", (n,), "input"),)
    kernel = Kernel("f", "forward", (n,), inputs, Parameter("out", (n,), "output"), lets)
    x = np.array([0.25, 0.5, 1.25])
    wanted = Loops({"x": x}, {n: 3}).run(kernel)
    np.testing.assert_allclose(BACKENDS["numpy"].runner([kernel])["f"](x), wanted, rtol=1e-12)
    np.testing.assert_array_equal(x, [0.25, 0.5, 1.25])
