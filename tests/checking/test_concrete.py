"""Terms to SymPy at concrete sizes, with SymPy's own derivative."""

import pytest
import sympy
from sympy import Integer, Rational, S, Symbol

from symsoft.checking.concrete import Concrete
from symsoft.errors import UnsupportedError
from symsoft.language.matrix import At, Diag, Entries, MatMul, Row, Transpose, Vec
from symsoft.language.system import Definition, System
from symsoft.language.terms import (
    PI,
    Branch,
    Cases,
    Compare,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Min,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)

n = Size("n")
i, j, k = (Index(c, n) for c in "ijk")
SYSTEM = System(
    (
        Definition("y", (i,), Ref("x", i) ** 2),
        Definition("z", (i,), Ref("y", i)),
        Definition("L", (), Sum(Ref("y", k) ** 2 * Ref("x", k), k)),
    ),
    {"x": (n,), "T": (), "y": (n,), "z": (n,), "L": ()},
)
X1, X2 = (Symbol(f"x[{q}]", real=True) for q in (1, 2))
T = Symbol("T[]", real=True)


def x(q):
    return Ref("x", q)


def y(q):
    return Ref("y", q)


def at(e, **values):
    by_name = {"i": i, "j": j, "k": k}
    concrete = Concrete(SYSTEM, {"n": 2})
    return concrete.at(e, {by_name[name]: v for name, v in values.items()})


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Rational(2, 3), Rational(2, 3)),
        (n + PI, 2 + sympy.pi),
        (x(i), X1),
        (x(2) - Ref("T"), X2 - T),
        (Sum(x(k), k), X1 + X2),
        (Sum(x(k), k, i), X2),
        (Max(x(k), k), sympy.Max(X1, X2)),
        (Min(x(k), k), sympy.Min(X1, X2)),
        (Delta(i, j), S.Zero),
        (Pow(x(i), Rational(-1, 2)), 1 / sympy.sqrt(X1)),
        (Fn("erf", x(i)), sympy.erf(X1)),
        (Fn("abs", x(i)), sympy.Abs(X1)),
        (Fn("maximum", x(i), x(j)), sympy.Max(X1, X2)),
        (y(i), X1**2),
        (Ref("L"), X1**5 + X2**5),
        (D(Ref("L"), x(j)), 5 * X2**4),
        (D(Ref("L"), y(j)), 2 * X2**3),
        (D(D(Ref("L"), y(j)), x(j)), 6 * X2**2),
        (D(D(Ref("L"), x(j)), y(j)), 2 * X2**2),
        (D(Ref("z", i), y(i)), S.One),
        (D(D(Ref("z", i) ** 2, y(i)), y(i)), Integer(2)),
        (Cases(Branch(x(i), Same(i, j)), Branch(x(j), Differ(i, j))), X2),
        (At(Diag(Vec("x", n)) - MatMul(Vec("x", n), Transpose(Vec("x", n))), i, j), -X1 * X2),
        (At(Entries(Row(x(1), S.One), Row(S.Zero, x(2))), i, j), S.One),
    ],
)
def test_terms(term, expected):
    assert sympy.expand(at(term, i=1, j=2) - expected) == 0


def test_where_is_piecewise():
    where = Where(Compare(">", x(1), S.Zero), x(1), S.Zero)
    assert at(where) == sympy.Piecewise((X1, X1 > 0), (0, True))


def test_what_does_not_exist_raises():
    with pytest.raises(IndexError, match="x has no entry"):
        at(x(3))
    with pytest.raises(UnsupportedError, match="Vec"):
        at(Vec("x", n))
