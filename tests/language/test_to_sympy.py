from __future__ import annotations

from typing import Any

import pytest
import sympy
from sympy import Integer, KroneckerDelta, S, Symbol

from symsoft.errors import UnsupportedError
from symsoft.language.matrix import Identity
from symsoft.language.terms import (
    Branch,
    Cases,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Min,
    Ref,
    Same,
    Size,
)
from symsoft.language.text import read_system, read_term
from symsoft.language.to_sympy import to_sympy

SYSTEM = read_system(["y[i,j] = W[i,j]*x[i]*a*b"])
n = Symbol("n", integer=True, positive=True)
i, j, k = (Symbol(letter, integer=True) for letter in "ijk")
a, b = Symbol("a"), Symbol("b")
x = sympy.IndexedBase("x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + a - 1", a),
        ("log(exp(a))", sympy.log(sympy.exp(a))),
        ("exp(a)*exp(a)", sympy.exp(2 * a)),
        ("a/b", a / b),
        ("sqrt(a)", sympy.sqrt(a)),
        ("x[i]*x[1]", x[i] * x[1]),
        ("sum(x[k], k)", sympy.Sum(x[k], (k, 1, n))),
        ("mean(x[k], k)", sympy.Sum(x[k], (k, 1, n)) / n),
        ("abs(a)*sign(b)", sympy.Abs(a) * sympy.sign(b)),
        ("maximum(a, b) - minimum(a, b)", sympy.Max(a, b) - sympy.Min(a, b)),
        ("erf(a)*pi", sympy.erf(a) * sympy.pi),
        ("where(a >= b, a, b)", sympy.Piecewise((a, a >= b), (b, True))),
        ("where(a < 0, -a, a)", sympy.Piecewise((-a, a < 0), (a, True))),
    ],
)
def test_counterparts(text: str, expected: Any) -> None:
    assert to_sympy(read_term(text, SYSTEM)) == expected


def test_functions() -> None:
    for name in ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "erf"):
        assert to_sympy(Fn(name, Ref("a"))) == getattr(sympy, name)(a)


def test_delta_and_cases() -> None:
    size = Size("n")
    p, q = Index("i", size), Index("j", size)
    assert to_sympy(Delta(p, q)) == KroneckerDelta(i, j)
    cases = Cases(Branch(Ref("a"), Same(p, q)), Branch(Ref("b"), Differ(p, q)))
    assert to_sympy(cases) == sympy.Piecewise((a, sympy.Eq(i, j)), (b, sympy.Ne(i, j)))


def test_a_value_that_is_left_out_contributes_nothing() -> None:
    found = to_sympy(read_term("sum(1/x[k], k, k != i)", SYSTEM))
    assert found.subs({n: 3, i: 2}).doit() == 1 / x[1] + 1 / x[3]


def test_a_derivative_stays() -> None:
    found = to_sympy(read_term("D(y[i,1], x[j])", SYSTEM))
    assert isinstance(found, sympy.Derivative)
    assert found.expr == sympy.IndexedBase("y")[i, 1]
    assert found.variables == (x[j],)


def test_a_derivative_can_be_done() -> None:
    found = to_sympy(read_term("D(a**2*x[i], a)", SYSTEM))
    assert found.doit() == 2 * a * x[i]


def test_numbers_are_left_alone() -> None:
    assert to_sympy(Integer(3)) == 3
    assert to_sympy(S.Half) == S.Half


def test_no_counterpart() -> None:
    index = Index("k", Size("n"))
    for reduction in (Max, Min):
        with pytest.raises(UnsupportedError, match="no counterpart of M"):
            to_sympy(reduction(Ref("x", index), index))
    with pytest.raises(UnsupportedError, match="Identity"):
        to_sympy(Identity(Size("n")))


def test_doit_is_this() -> None:
    assert read_term("1 + a - 1", SYSTEM).doit() == a
