"""Elementwise expressions, literals and names in C."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import Rational

from symsoft.backends import c
from symsoft.backends.c_names import RESERVED, Names, identifier
from symsoft.backends.c_types import F32, F64
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import (
    PI,
    Add,
    Compare,
    Delta,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Size,
    Where,
)

N = Size("n")
I = Index("i", N)
U = Ref("u", I)
W = Ref("w", I)
HALF = Rational(1, 2)

POINTS = np.array([-30.0, -2.5, -1.0, -1e-9, 0.0, 1e-9, 0.75, 1.0, 2.0, 30.0, np.nan, np.inf])
OTHER = np.roll(POINTS, 3)

CASES: list[tuple[str, Any, Callable[[Any, Any], Any]]] = [
    ("exp(u[i])", Fn("exp", U), lambda u, w: np.exp(u)),
    ("tanh(u[i])", Fn("tanh", U), lambda u, w: np.tanh(u)),
    ("fabs(u[i])", Fn("abs", U), lambda u, w: np.abs(u)),
    ("f64_sign(u[i])", Fn("sign", U), lambda u, w: np.sign(u)),
    ("f64_max(u[i], w[i])", Fn("maximum", U, W), np.maximum),
    ("f64_min(u[i], w[i])", Fn("minimum", U, W), np.minimum),
    ("log1p(exp(u[i]))", Fn("log", Add(1, Fn("exp", U))), lambda u, w: np.log1p(np.exp(u))),
    ("expm1(u[i])", Add(-1, Fn("exp", U)), lambda u, w: np.expm1(u)),
    ("u[i] * u[i]", Pow(U, 2), lambda u, w: u * u),
    ("f64_cube(u[i] - w[i])", Pow(Add(U, Mul(-1, W)), 3), lambda u, w: (u - w) ** 3),
    ("f64_fourth(u[i])", Pow(U, 4), lambda u, w: u**4),
    ("pow(u[i], 5.0)", Pow(U, 5), lambda u, w: u**5),
    ("1.0 / u[i]", Pow(U, -1), lambda u, w: 1 / u),
    ("1.0 / (u[i] * u[i])", Pow(U, -2), lambda u, w: 1 / (u * u)),
    ("pow(u[i], -5.0)", Pow(U, -5), lambda u, w: u**-5.0),
    ("sqrt(u[i])", Pow(U, HALF), lambda u, w: np.sqrt(u)),
    ("1.0 / sqrt(u[i])", Pow(U, -HALF), lambda u, w: 1 / np.sqrt(u)),
    ("pow(u[i], w[i])", Pow(U, W), lambda u, w: u**w),
    ("pow(u[i], 1.0 / 3.0)", Pow(U, Rational(1, 3)), lambda u, w: u ** (1 / 3)),
    ("3.141592653589793 * u[i]", Mul(PI, U), lambda u, w: np.pi * u),
    ("u[i] / w[i] / (double)n", Mul(U, Pow(W, -1), Pow(N, -1)), lambda u, w: u / w / 12),
    ("2.0 * u[i] / 3.0", Mul(Rational(2, 3), U), lambda u, w: 2 * u / 3),
    ("w[i] - 0.5 * u[i]", Add(Mul(-HALF, U), W), lambda u, w: w - 0.5 * u),
    ("-u[i] - w[i]", Add(Mul(-1, U), Mul(-1, W)), lambda u, w: -u - w),
    ("-(-u[i] * w[i])", Mul(-1, Mul(-1, U), W), lambda u, w: u * w),
    ("u[i] * (u[i] + w[i])", Mul(U, Add(U, W)), lambda u, w: u * (u + w)),
    ("u[i] <= 0.0 ? 0.0 : u[i]", Where(Compare(">", U, 0), U, 0), lambda u, w: np.maximum(u, 0)),
    (
        "isunordered(u[i], w[i]) ? NAN : u[i] < w[i] ? 2.0 : -3.0",
        Where(Compare("<", U, W), 2, -3),
        lambda u, w: np.where(np.isnan(u + w), np.nan, np.where(u < w, 2, -3)),
    ),
    (
        "isnan(u[i]) ? NAN : 2.0",
        Where(Compare(">=", U, U), 2, 3),
        lambda u, w: np.where(np.isnan(u), np.nan, 2),
    ),
    (
        "i == 2 ? u[i] / w[i] : 0.0",
        Mul(Delta(I, 3), U, Pow(W, -1)),
        lambda u, w: np.where(np.arange(12) == 2, u / w, 0),
    ),
    ("1.0 - (double)(i == 2)", Add(1, Mul(-1, Delta(I, 3))), lambda u, w: 1.0 - np.eye(12)[2]),
    ("0.0", Mul(U, Delta(1, 2)), lambda u, w: np.zeros(12)),
]


def kernel(name: str, expr: Any) -> Kernel:
    inputs = (Parameter("u", (N,), "input"), Parameter("w", (N,), "input"))
    output = Parameter("out", (N,), "output")
    return Kernel(name, "forward", (N,), inputs, output, (Let(Ref("out", I), expr),))


KERNELS = [kernel(f"f{position}", expr) for position, (_, expr, _) in enumerate(CASES)]


@pytest.fixture(scope="module")
def routines() -> Any:
    if c.compiler() is None:
        pytest.skip("no C compiler is installed")
    return c.runner(KERNELS)


@pytest.mark.parametrize("position", range(len(CASES)), ids=[text for text, _, _ in CASES])
@pytest.mark.parametrize("real", ["f64", "f32"])
def test_values(routines: Any, position: int, real: str) -> None:
    unit, dtype = (2.0**-52, np.float64) if real == "f64" else (2.0**-23, np.float32)
    u, w = (a.astype(np.float32).astype(np.float64) for a in (POINTS, OTHER))
    with np.errstate(all="ignore"):
        wanted = np.asarray(CASES[position][2](u, w)).astype(dtype)
    found = routines[f"f{position}", real](u, w)
    np.testing.assert_allclose(found, wanted, rtol=4 * unit, atol=0)


@pytest.mark.parametrize(("text", "expr"), [case[:2] for case in CASES])
def test_spelling(text: str, expr: Any) -> None:
    assert f"out[i] = {text};" in c.source([kernel("f", expr)], "test")[".c"]


@given(st.fractions(min_value=0), st.sampled_from([(F64, np.float64), (F32, np.float32)]))
def test_literals_are_the_nearest_number(value: Fraction, kind: Any) -> None:
    real, dtype = kind
    found = dtype(real.literal(value).removesuffix("f"))
    exact = abs(Fraction(float(found)) - value)
    for neighbour in (np.nextafter(found, dtype(-1)), np.nextafter(found, dtype(np.inf))):
        assert exact <= abs(Fraction(float(neighbour)) - value)
    assert real.holds(value) == (exact == 0)


def test_literals_out_of_range() -> None:
    assert F64.literal(Fraction(10) ** 300) == "1e+300"
    assert F32.literal(Fraction(10) ** 300) == "INFINITY"
    assert F32.literal(Fraction(1, 2**149)) == f"{2.0**-149!r}f"
    assert F32.literal(Fraction(1, 10**300)) == "0.0f"
    for real in (F64, F32):
        with pytest.raises(UnsupportedError, match="the number 1e400 is beyond"):
            real.literal(Fraction(10) ** 400)
        with pytest.raises(UnsupportedError, match="the number 1e-400 is beyond"):
            real.literal(Fraction(1, 10**400))


def test_names() -> None:
    names = Names()
    assert [names.new(n) for n in ("x", "x", "y1", "double", "_A", "__", "ж")] == [
        "x",
        "x_",
        "y1_",
        "double_",
        "A_",
        "u_",
        "u0436",
    ]
    assert identifier("Σ") == "Sigma"
    assert {"template", "gamma", "expf", "f64_sum", "rows", "restrict"} <= RESERVED
