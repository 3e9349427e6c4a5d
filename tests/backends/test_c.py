"""The C backend: what it writes compiles without a warning, runs cleanly, and gives the values."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symsoft.backends import c
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import Add, Delta, Fn, Index, Max, Mul, Pow, Reduction, Ref, Size, Sum

N, M = Size("n"), Size("m")
I, J, K = (Index(letter, N) for letter in "ijk")
L = Index("l", M)
T1, T2 = Ref("t1"), Ref("t2")

needs_compiler = pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")


ROLES = {"y": "saved", "g": "cotangent", "v": "tangent"}


def kernel(name: str, inputs: dict[str, Any], output: dict[str, Any], *lets: Let) -> Kernel:
    """A kernel from the axes of what goes in and of the one thing that comes out."""
    sizes = tuple(dict.fromkeys(a for axes in inputs.values() for a in axes))
    parameters = tuple(Parameter(n, axes, ROLES.get(n, "input")) for n, axes in inputs.items())
    (result,) = (Parameter(n, axes, "output") for n, axes in output.items())
    return Kernel(name, "forward", sizes, parameters, result, lets)


def x(*indices: Any) -> Any:
    return Ref("x", *indices)


def y(*indices: Any) -> Any:
    return Ref("y", *indices)


def out(*indices: Any) -> Any:
    return Ref("out", *indices)


VECTOR = {"out": (N,)}
SQUARES = kernel("squares", {"x": (N,)}, {"y": ()}, Let(y(), Sum(x(K) ** 2, K)))
SOFTMAX = kernel(
    "softmax",
    {"x": (N,)},
    {"y": (N,)},
    Let(T1, Max(x(K), K)),
    Let(y(I), Fn("exp", x(I) - T1)),
    Let(T2, Sum(y(K), K)),
    Let(y(I), y(I) / T2),
)
VJP = kernel(
    "softmax_vjp",
    {"y": (N,), "g": (N,)},
    VECTOR,
    Let(T1, Sum(Ref("g", K) * y(K), K)),
    Let(out(J), y(J) * (Ref("g", J) - T1)),
)
JVP = kernel(
    "softmax_jvp",
    {"y": (N,), "v": (N,)},
    VECTOR,
    Let(T1, Sum(y(K) * Ref("v", K), K)),
    Let(out(I), y(I) * (Ref("v", I) - T1)),
)
JACOBIAN = kernel(
    "softmax_jacobian",
    {"y": (N,)},
    {"out": (N, N)},
    Let(out(I, J), y(I) * (Delta(I, J) - y(J))),
)
DENSE = kernel(  # an array temporary in memory, an entry by its number, a scalar by value
    "dense",
    {"W": (N, M), "x": (M,), "T": ()},
    VECTOR,
    Let(Ref("t1", I), Sum(Ref("W", I, L) * x(L), L)),
    Let(Ref("t2", I), Ref("t1", I) / Ref("T")),
    Let(Ref("t3"), Sum(Ref("t2", K), K, 1)),
    Let(out(I), Fn("tanh", Ref("t2", I)) + Ref("t3") * Ref("t2", 1) / N),
)
OTHERS = kernel(  # restricted reductions over one index, and three axes
    "others",
    {"a": (N, M, N)},
    {"out": (N, M)},
    Let(Ref("t1", I, L), Sum(Ref("a", I, L, K) ** 2, K, I)),
    Let(Ref("t2", I, L), Max(Ref("a", K, L, I), K, I)),
    Let(out(I, L), Ref("t1", I, L) - Ref("t2", I, L)),
)
LSE = kernel(
    "lse",
    {"x": (N,)},
    {"y": ()},
    Let(T1, Max(x(K), K)),
    Let(T2, Sum(Fn("exp", x(K) - T1), K)),
    Let(y(), T1 + Fn("log", T2)),
)
GRADIENT = kernel("lse_grad", {"x": (N,), "y": ()}, VECTOR, Let(out(I), Fn("exp", x(I) - y())))
DIAGONAL = kernel(
    "exp_jacobian",
    {"x": (N,)},
    {"out": (N, N)},
    Let(out(I, J), 2 * Delta(I, J) * Fn("exp", x(I))),
)
MIXING = kernel(  # overwrites what it still reads; the bound index has the target's name
    "mixing",
    {"x": (N,)},
    VECTOR,
    Let(out(I), x(I)),
    Let(out(K), Sum(out(K) * x(K), K)),
    Let(out(I), out(I) + x(I)),
)
KERNELS = [SQUARES, SOFTMAX, VJP, JVP, JACOBIAN, DENSE, OTHERS, LSE, GRADIENT, DIAGONAL, MIXING]


class Slow:
    """One row of a kernel in f64, entry by entry, sums exactly rounded."""

    def __init__(self, kernel: Kernel, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
        self.kernel, self.sizes = kernel, sizes
        self.stored = {name: np.asarray(v, np.float64) for name, v in values.items()}

    def run(self) -> np.ndarray:
        output = self.kernel.output
        self.stored[output.name] = np.empty(self.shape(output.axes))
        for let in self.kernel.lets:
            shape = self.shape([i.size for i in let.target.indices])
            new = np.empty(shape)
            for at in np.ndindex(*shape):
                place = dict(zip(let.target.indices, at, strict=True))
                new[at] = self.value(let.expr, place)
            self.stored[let.target.name] = new
        return self.stored[output.name]

    def shape(self, axes: Any) -> tuple[int, ...]:
        return tuple(self.sizes[axis.name] for axis in axes)

    def value(self, e: Any, at: Mapping[Any, int]) -> Any:
        match e:
            case Index():
                return at[e]
            case Size():
                return np.float64(self.sizes[e.name])
            case Ref():
                return self.stored[e.name][tuple(self.position(i, at) for i in e.indices)]
            case Delta():
                return np.float64(len({self.position(i, at) for i in e.args}) == 1)
            case Add():
                return self.total([self.value(a, at) for a in e.args])
            case Mul():
                deltas = [self.value(f, at) for f in e.args if isinstance(f, Delta)]
                if 0 in deltas:
                    return np.float64(0)
                return np.prod([self.value(f, at) for f in e.args])
            case Pow():
                return np.power(self.value(e.base, at), self.value(e.exponent, at))
            case Fn():
                return getattr(np, e.name)(*(self.value(a, at) for a in e.inputs))
            case Reduction():
                return self.reduced(e, at)
            case _:
                return np.float64(e)

    def position(self, index: Any, at: Mapping[Any, int]) -> int:
        return at[index] if isinstance(index, Index) else int(index) - 1

    def reduced(self, e: Any, at: Mapping[Any, int]) -> Any:
        left_out = {self.position(x, at) for x in e.excluded}
        terms = [
            self.value(e.body, {**at, e.index: k})
            for k in range(self.sizes[e.index.size.name])
            if k not in left_out
        ]
        return self.total(terms) if isinstance(e, Sum) else np.max(terms, initial=-np.inf)

    @staticmethod
    def total(terms: list[Any]) -> Any:
        return np.float64(math.fsum(terms) if np.isfinite(terms).all() else np.sum(terms))


@pytest.fixture(scope="module")
def routines() -> Any:
    return c.runner(KERNELS)


def arguments(kernel: Kernel, sizes: Mapping[str, int], values: np.ndarray) -> list[np.ndarray]:
    """Arrays filled from the values, over and over."""
    shapes = [tuple(sizes[a.name] for a in p.axes) for p in kernel.parameters]
    return [np.resize(np.roll(values, -k), shape) for k, shape in enumerate(shapes)]


def expected(kernel: Kernel, data: list[np.ndarray], sizes: Mapping[str, int]) -> np.ndarray:
    named = {p.name: a for p, a in zip(kernel.parameters, data, strict=True)}
    with np.errstate(all="ignore"):
        return Slow(kernel, named, sizes).run()


RTOL = {"f64": 2e-14, "f32": 1e-5}


@needs_compiler
@pytest.mark.parametrize("real", ["f64", "f32"])
@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.name)
@pytest.mark.parametrize("n", [1, 3, 130])
def test_values(routines: Any, kernel: Kernel, real: str, n: int) -> None:
    sizes = {"n": n, "m": 3}
    values = np.random.default_rng(n).uniform(0.25, 1.0, 500).astype(np.float32)
    data = arguments(kernel, sizes, values)
    found, wanted = routines[kernel.name, real](*data), expected(kernel, data, sizes)
    assert found.dtype == (np.float64 if real == "f64" else np.float32)
    # Differences of nearly equal numbers lose digits that no order of operations keeps.
    np.testing.assert_allclose(found, wanted, rtol=RTOL[real], atol=RTOL[real])


SPECIAL = [1e4, -1e4, 1e300, -1e300, np.inf, -np.inf, np.nan, 0.0, 1.0, 1.0, 5e-324, -2.0]
MAGNITUDES: dict[Kernel, Callable[..., Any]] = {
    LSE: lambda x: np.max(x),
    JACOBIAN: lambda y: y[:, None] * (1 + y),
    VJP: lambda y, g: y * (g + np.sum(y * g)),
    JVP: lambda y, v: y * (v + np.sum(y * v)),
}
"""What a result is the difference of, from absolute values: rounding is relative to that.

Without one it is relative to the result.
"""


@needs_compiler
@settings(max_examples=150)
@given(
    tested=st.sampled_from([SOFTMAX, VJP, JVP, JACOBIAN, LSE, GRADIENT, DIAGONAL]),
    values=st.lists(st.sampled_from(SPECIAL) | st.floats(-50, 50), min_size=1, max_size=5),
)
def test_extreme_values(routines: Any, tested: Kernel, values: list[float]) -> None:
    sizes = {"n": len(values)}
    data = arguments(tested, sizes, np.array(values))
    found, wanted = routines[tested.name, "f64"](*data), expected(tested, data, sizes)
    atol = np.full(np.shape(wanted), 1e-322)
    if tested in MAGNITUDES:
        finite = [np.where(np.isfinite(array), np.abs(array), 0) for array in data]
        with np.errstate(over="ignore", invalid="ignore"):
            atol += 1e-14 * MAGNITUDES[tested](*finite)
    # Where a difference is of numbers beyond the range, rounding decides whether it is one too.
    known = np.isfinite(atol)
    found, wanted, atol = np.asarray(found)[known], np.asarray(wanted)[known], atol[known]
    assert np.isclose(found, wanted, rtol=1e-13, atol=atol, equal_nan=True).all()


@needs_compiler
def test_softmax_contract(routines: Any) -> None:
    softmax = routines["softmax", "f64"]
    assert softmax([1e4, 1e4]).tolist() == [0.5, 0.5]
    assert softmax([0.0, -np.inf, 0.0]).tolist() == [0.5, 0.0, 0.5]
    assert softmax([7.0]).tolist() == [1.0]
    for bad in ([-np.inf] * 2, [np.inf, 0.0], [np.nan, 0.0], [0.0, np.nan]):
        assert np.isnan(softmax(bad)).all()
    assert softmax(np.empty((3, 0))).shape == (3, 0)
    assert softmax(np.empty((0, 3))).shape == (0, 3)
    assert routines["lse", "f64"](np.empty((2, 0))).tolist() == [-np.inf, -np.inf]


@needs_compiler
@pytest.mark.parametrize("real", ["f64", "f32"])
def test_long_sums_are_accurate(routines: Any, real: str) -> None:
    dtype, unit = (np.float64, 2.0**-53) if real == "f64" else (np.float32, 2.0**-24)
    # Equal summands round the same way each time, which is the worst for a plain loop.
    for values in (np.full(10**6, 0.1), np.random.default_rng(0).uniform(-3, 3, 10**6)):
        terms = values.astype(dtype)
        exact = math.fsum(float(a) ** 2 for a in terms)
        assert abs(float(routines["squares", real](terms)) - exact) <= 4 * unit * exact
        # The VJP subtracts the sum of the terms from the first of them.
        dot = float(routines["softmax_vjp", real](np.ones(10**6, dtype), terms)[0])
        wanted = float(terms[0]) - math.fsum(map(float, terms))
        bound = (8 * unit + (10**6 * unit / 128) ** 2) * math.fsum(abs(float(a)) for a in terms)
        assert abs(dot - wanted) <= bound + unit * abs(wanted)


@needs_compiler
def test_batches_and_numbers_by_value(routines: Any) -> None:
    rng = np.random.default_rng(1)
    W, x_, T = rng.uniform(1, 2, (5, 1, 2, 3)), rng.uniform(1, 2, (4, 3)), rng.uniform(1, 2, (4,))
    found = routines["dense", "f64"](W, x_, T=T)
    assert found.shape == (5, 4, 2)
    for a, b in product(range(5), range(4)):
        one = routines["dense", "f64"](W[a, 0], x_[b], T[b])
        assert one.tolist() == found[a, b].tolist()


@needs_compiler
def test_arrays_that_do_not_fit_are_refused(routines: Any) -> None:
    vjp = routines["softmax_vjp", "f64"]
    with pytest.raises(ValueError, match=r"g has the shape \(4,\), which does not end in \(3\)"):
        vjp(np.ones(3), np.ones(4))
    with pytest.raises(TypeError, match="takes y, g"):
        vjp(np.ones(3))
