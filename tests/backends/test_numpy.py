"""The NumPy backend against formulas written by hand: values, shapes, dtypes, errors, layout."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sympy import Integer, Rational, S

from symsoft.backends import BACKENDS
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import (
    PI,
    Compare,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
)

NUMPY = BACKENDS["numpy"]
n, m = Size("n"), Size("m")
i, j, k = (Index(letter, n) for letter in "ijk")
a, b = Index("a", m), Index("b", m)
DTYPES = (np.float32, np.float64)
INF, NAN = np.inf, np.nan


def parameter(name: str, *axes: Size, role: str = "input") -> Parameter:
    return Parameter(name, axes, role)


X, Y = parameter("x", n), parameter("y", n, role="saved")
G, V = parameter("g", n, role="cotangent"), parameter("v", n, role="tangent")
W, T = parameter("W", n, m), parameter("T")


def kernel(name: str, parameters: list[Parameter], *lets: Let, routine: str = "forward") -> Kernel:
    last = lets[-1].target
    output = Parameter(last.name, tuple(x.size for x in last.indices), "output")
    return Kernel(name, routine, (n, m), tuple(parameters), output, lets)


def contracted(name: str, other: Parameter, at: Any, routine: str) -> Kernel:
    t, out = Ref("t1"), Ref("out", at)
    return kernel(
        name,
        [Y, other],
        Let(t, Sum(Ref(other.name, k) * Ref("y", k), k)),
        Let(out, Ref("y", at) * (Ref(other.name, at) - t)),
        routine=routine,
    )


SOFTMAX = kernel(
    "softmax",
    [X],
    Let(Ref("t1"), Max(Ref("x", k), k)),
    Let(Ref("y", i), Fn("exp", Ref("x", i) - Ref("t1"))),
    Let(Ref("t2"), Sum(Ref("y", k), k)),
    Let(Ref("y", i), Ref("y", i) / Ref("t2")),
)
VJP = contracted("softmax_vjp", G, j, "vjp")
JVP = contracted("softmax_jvp", V, i, "jvp")
JACOBIAN = kernel(
    "softmax_jacobian",
    [Y],
    Let(Ref("out", i, j), Ref("y", i) * (Delta(i, j) - Ref("y", j))),
    routine="jacobian",
)
FAMILY = (SOFTMAX, VJP, JVP, JACOBIAN)


def run(*args: Any) -> Any:
    """The value of ``x -> expr`` kernels: run(kernel, arrays…)."""
    made, *arrays = args
    return NUMPY.runner([made])[made.name](*arrays)


def elementwise(expr: Any, *parameters: Parameter) -> Kernel:
    return kernel("f", list(parameters), Let(Ref("out", i), expr))


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


@pytest.fixture(scope="module")
def family() -> Any:
    return NUMPY.runner(FAMILY)


# -- values, shapes, dtypes ------------------------------------------------------------------
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("batch", [(), (4,), (2, 3)])
@pytest.mark.parametrize("length", [1, 2, 7, 1000])
def test_softmax_family(family: Any, dtype: type, batch: tuple[int, ...], length: int) -> None:
    random = np.random.default_rng(1)
    x, g = random.normal(0, 3, (2, *batch, length)).astype(dtype)
    y = softmax(x.astype(np.float64))
    jacobian = y[..., :, None] * (np.eye(length) - y[..., None, :])
    moved = np.einsum("...ij,...j->...i", jacobian, g)
    wanted = {"": y, "_jacobian": jacobian, "_vjp": moved, "_jvp": moved}
    saved = y.astype(dtype)
    calls = {"": (x,), "_jacobian": (saved,), "_vjp": (saved, g), "_jvp": (saved, g)}
    unit = np.finfo(dtype).eps
    for suffix, arguments in calls.items():
        found = family[f"softmax{suffix}"](*arguments)
        assert found.dtype == dtype
        scale = np.abs(wanted[suffix]).max()
        np.testing.assert_allclose(found, wanted[suffix], rtol=40 * unit, atol=20 * unit * scale)


def test_batch_axes_broadcast(family: Any) -> None:
    y = softmax(np.arange(12.0).reshape(4, 1, 3) % 5)
    g = np.array([[1.0, 2, 3], [0, -1, 1]])
    found = family["softmax_vjp"](y, g)
    wanted = np.stack([[family["softmax_vjp"](row[0], part) for part in g] for row in y])
    np.testing.assert_array_equal(found, wanted)


def test_a_batch_that_only_an_unused_argument_has() -> None:
    made = kernel("L", [X, T], Let(Ref("L"), Sum(Ref("x", k), k)))
    found = run(made, [1.0, 2.0], np.zeros((2, 3)))
    np.testing.assert_array_equal(found, np.full((2, 3), 3.0))


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ((np.float32, float), np.float32),
        ((np.float32, np.float64), np.float64),
        ((np.float32, np.float32), np.float32),
        ((np.int64, int), np.float64),
        ((np.int8, np.float32), np.float32),
        ((bool, np.float64), np.float64),
        ((np.longdouble, np.float32), np.longdouble),
    ],
)
def test_dtype_follows_the_arguments(kinds: tuple[Any, Any], wanted: type) -> None:
    root = Pow(Mul(2, PI, n), S.Half)
    pieces = Where(Compare(">", Ref("x", i), 1), 1, 0)
    made = elementwise(Ref("x", i) * Ref("T") / 3 + root + pieces + Rational(1, 7), X, T)
    x, scalar = np.ones(3).astype(kinds[0]), kinds[1](1)
    assert run(made, x, scalar).dtype == wanted


def test_arguments_are_neither_changed_nor_returned() -> None:
    made = elementwise(Ref("x", i), X)
    x = np.arange(3.0)
    found = run(made, x)
    found[:] = 7
    np.testing.assert_array_equal(x, np.arange(3.0))
    NUMPY.runner([SOFTMAX])["softmax"](x)
    np.testing.assert_array_equal(x, np.arange(3.0))


def test_a_logarithm_leaves_what_it_is_of_as_it_is() -> None:
    """log(1 + t) is a call on t itself, whose array is read again."""
    x, t, y = Ref("x", i), Ref("t1", i), Ref("y", i)
    inside = Fn("log", 1 + x)
    made = kernel("f", [X], Let(t, inside), Let(y, t**2 + t * x))
    given = np.array([0.5, 2.0])
    found = run(made, given)
    assert given.tolist() == [0.5, 2.0]
    logs = np.log1p(given)
    np.testing.assert_allclose(found, logs**2 + logs * given)


def test_two_indices() -> None:
    random = np.random.default_rng(2)
    w, x, u = random.normal(size=(5, 3, 2)), random.normal(size=(5, 3)), random.normal(size=(1, 2))
    U = parameter("u", m)
    dense = kernel("z", [W, U], Let(Ref("z", i), Sum(Ref("W", i, a) * Ref("u", a), a)))
    np.testing.assert_allclose(run(dense, w, u), (w @ u[..., None])[..., 0])
    np.testing.assert_allclose(run(dense, w[0], u[0]), w[0] @ u[0])
    back = kernel("u", [W, X], Let(Ref("u", a), Sum(Ref("W", k, a) * Ref("x", k), k)))
    np.testing.assert_allclose(
        run(back, w, x), np.stack([p.T @ q for p, q in zip(w, x, strict=True)])
    )
    outer = kernel("o", [X, U], Let(Ref("o", a, i), Ref("x", i) * Ref("u", a)))
    np.testing.assert_allclose(run(outer, x, u), u[..., :, None] * x[..., None, :])
    gram = kernel("q", [W], Let(Ref("q", i, j), Sum(Ref("W", i, a) * Ref("W", j, a), a)))
    np.testing.assert_allclose(run(gram, w), w @ np.swapaxes(w, 1, 2))
    trace = kernel("r", [parameter("V", n, n)], Let(Ref("r"), Sum(Ref("V", k, k), k)))
    np.testing.assert_allclose(run(trace, gram_of(w)), np.trace(gram_of(w), axis1=1, axis2=2))


def gram_of(w: np.ndarray) -> np.ndarray:
    return w @ np.swapaxes(w, 1, 2)


def test_matrix_product_stores_no_third_axis() -> None:
    """500 × 500 × 500 doubles would be a gigabyte."""
    square = parameter("V", n, n)
    made = kernel("p", [square], Let(Ref("p", i, j), Sum(Ref("V", i, k) * Ref("V", k, j), k)))
    v = np.random.default_rng(3).normal(size=(500, 500))
    np.testing.assert_allclose(run(made, v), v @ v)
    assert "return V @ V\n" in NUMPY.source([made], "")[".py"]


def test_restricted_reductions() -> None:
    x = np.array([3.0, -1, 4, 1])
    others = [[c for p, c in enumerate(x) if p != q] for q in range(4)]
    for kind, wanted in ((Sum, sum), (Max, max), (Min, min)):
        made = elementwise(kind(Ref("x", k), k, i), X)
        np.testing.assert_allclose(run(made, x), [wanted(o) for o in others])
    made = kernel("L", [X], Let(Ref("L"), Sum(Ref("x", k), k, Integer(2))))
    assert run(made, x) == 8
    assert run(elementwise(Sum(Integer(1), k, i), X), x).tolist() == [3, 3, 3, 3]
    assert run(elementwise(Max(Ref("x", k), k, i), X), [5.0]).tolist() == [-INF]


def test_what_a_restricted_sum_leaves_out_is_no_warning() -> None:
    """1/(x_k - x_i) is infinite where k = i, and a warning would be an error here."""
    made = elementwise(Sum(1 / (Ref("x", k) - Ref("x", i)), k, i), X)
    assert run(made, [1.0, 2.0, 4.0]).tolist() == [1 + 1 / 3, -1 + 1 / 2, -1 / 3 - 1 / 2]


def test_where_and_pairs() -> None:
    x = np.array([-2.0, 0, 3])
    zero = Integer(0)
    for op, wanted in ((">", [0, 0, 3]), (">=", [0, 0, 3]), ("<", [-2, 0, 0]), ("<=", [-2, 0, 0])):
        np.testing.assert_array_equal(
            run(elementwise(Where(Compare(op, Ref("x", i), zero), Ref("x", i), zero), X), x), wanted
        )
    step = elementwise(Where(Compare(">=", Ref("x", i), zero), Integer(1), Rational(1, 2)), X)
    assert run(step, x).tolist() == [0.5, 1, 1]
    pair = elementwise(Fn("maximum", Ref("x", i), Fn("minimum", Ref("T"), Integer(2))), X, T)
    assert run(pair, x, 5.0).tolist() == [2, 2, 3]


@pytest.mark.parametrize(("yes", "no"), [(Ref("x", i), 0), (0, Ref("x", i)), (Ref("T"), 0), (1, 2)])
@pytest.mark.parametrize("op", [">", ">=", "<", "<="])
def test_nan_in_a_condition_comes_out(yes: Any, no: Any, op: str) -> None:
    made = elementwise(Where(Compare(op, Ref("x", i), 1), yes, no), X, T)
    found = run(made, np.array([NAN, 0, 1, 2], np.float32), 5)
    assert found.dtype == np.float32
    assert np.isnan(found).tolist() == [True, False, False, False]


def test_scalars_and_fixed_entries() -> None:
    made = kernel("L", [X, T], Let(Ref("t"), Sum(Ref("x", k) ** 2, k)), Let(Ref("L"), Ref("t") / n))
    assert run(made, [1.0, 2.0, 3.0], 0) == 14 / 3
    sigmoid = kernel("s", [T], Let(Ref("s"), 1 / (1 + Fn("exp", -Ref("T")))))
    np.testing.assert_array_equal(run(sigmoid, [-1e4, 0, 1e4]), [0, 0.5, 1])
    constant = kernel("c", [X], Let(Ref("c", i), Rational(1, 3) * Ref("T") * 0 + n))
    assert run(constant, np.zeros((2, 3), np.float32)).tolist() == [[3, 3, 3]] * 2
    fixed = kernel("e", [W], Let(Ref("e", i), Ref("W", i, 2) - Ref("W", 1, 1)))
    assert run(fixed, [[1.0, 2], [3, 4]]).tolist() == [1, 3]


# -- extreme inputs --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("x", "wanted"),
    [
        ([1e4, 0.0, -1e4], [1, 0, 0]),
        ([1e300, 1e300], [0.5, 0.5]),
        ([-1e300, 1e300], [0, 1]),
        ([-INF, 0.0, 0.0], [0, 0.5, 0.5]),
        ([2.0, 2.0, 2.0, 2.0], [0.25] * 4),
        ([5e-324, 0.0], [0.5, 0.5]),
        ([7.0], [1]),
        ([], []),
        ([-INF, -INF], [NAN, NAN]),
        ([INF, 0.0], [NAN, NAN]),
        ([NAN, 0.0], [NAN, NAN]),
    ],
)
def test_softmax_at_extremes(family: Any, x: list[float], wanted: list[float]) -> None:
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(family["softmax"](x), wanted)


def test_empty_axes(family: Any) -> None:
    assert family["softmax"](np.zeros((0, 5))).shape == (0, 5)
    assert family["softmax"](np.zeros((3, 0))).shape == (3, 0)
    assert family["softmax_vjp"](np.zeros((0, 5)), np.zeros(5)).shape == (0, 5)
    assert family["softmax_jacobian"](np.zeros((2, 0))).shape == (2, 0, 0)
    for kind, wanted in ((Sum, 0), (Max, -INF), (Min, INF)):
        made = kernel("L", [X], Let(Ref("L"), kind(Ref("x", k), k)))
        assert run(made, np.zeros((2, 0), np.float32)).tolist() == [wanted, wanted]
        constant = kernel("L", [X], Let(Ref("L"), kind(Integer(4), k)))
        assert run(constant, np.zeros((2, 0))).tolist() == [wanted, wanted]
    mean = kernel("L", [X], Let(Ref("t"), Sum(Ref("x", k), k)), Let(Ref("L"), Ref("t") / n))
    assert np.isnan(run(mean, []))
    logs = kernel("L", [X], Let(Ref("L"), Fn("log", n) + 2))
    assert run(logs, []) == -INF
    assert run(kernel("L", [X], Let(Ref("L"), Pow(n, -1))), []) == INF


def test_zeros_of_a_delta_stay_zero() -> None:
    made = kernel("J", [X], Let(Ref("J", i, j), Delta(i, j) * Fn("exp", Ref("x", i))))
    np.testing.assert_array_equal(run(made, [1e4, 0]), [[INF, 0], [0, 1]])


def test_sums_are_pairwise_in_every_layout() -> None:
    length = 2**17
    x = np.full((3, length), 0.1, np.float32)
    exact = length * float(np.float32(0.1))
    made = kernel("L", [X], Let(Ref("L"), Sum(Ref("x", k), k)))
    down = kernel("u", [W], Let(Ref("u", a), Sum(Ref("W", k, a), k)))
    for found in (run(made, x), run(made, np.asfortranarray(x)), run(down, x.T.copy())):
        assert np.abs(found / exact - 1).max() < 20 * np.finfo(np.float32).eps
