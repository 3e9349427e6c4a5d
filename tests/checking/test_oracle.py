"""SymPy's second opinion."""

import pytest
import sympy
from sympy import Integer, Rational, S

from symsoft.checking.oracle import agree, is_zero
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import D, Delta, Fn, Index, Pow, Ref, Size, Sum
from symsoft.proof import Relation, Verdict

n = Size("n")
i, j, k = (Index(c, n) for c in "ijk")


def x(q):
    return Ref("x", q)


def y(q):
    return Ref("y", q)


def t(q):
    return Ref("t", q)


def exp(u):
    return Fn("exp", u)


SYSTEM = System(
    (
        Definition("y", (i,), exp(x(i)) / Sum(exp(x(k)), k)),
        Definition("L", (), -Sum(t(k) * Fn("log", y(k)), k)),
    ),
    {"x": (n,), "t": (n,), "y": (n,), "L": ()},
)
ASSUMED = SYSTEM.assuming(Assumption("=", Sum(t(k), k), Integer(1)))
JACOBIAN = y(i) * (Delta(i, j) - y(j))


def opinion(lhs, rhs, system=SYSTEM, **options):
    return agree(system, Relation(lhs, rhs), **options)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_softmax_jacobian_is_decided_exactly(size):
    evidence = opinion(D(y(i), x(j)), JACOBIAN, sizes={"n": size})
    assert (evidence.method, evidence.verdict) == ("sympy diff", Verdict.HOLDS)
    assert evidence.scope == f"n = {size}, all index values"


def test_a_second_derivative():
    first = (Delta(i, k) - y(k)) * (Delta(i, j) - y(j))
    second = y(i) * (first - y(j) * (Delta(j, k) - y(k)))
    assert opinion(D(D(y(i), x(j)), x(k)), second).verdict is Verdict.HOLDS
    assert opinion(D(D(y(i), x(j)), x(k)), y(i) * first).verdict is Verdict.FAILS


def test_a_wrong_claim_fails_with_its_counterexample():
    evidence = opinion(D(y(i), x(j)), -JACOBIAN)
    assert evidence.verdict is Verdict.FAILS
    assert evidence.detail.startswith("n = 2, i = 1, j = 1: left 0.2294567135, right -0.2294567135")


def test_what_needs_an_assumption_is_computed_at_a_point_that_satisfies_it():
    evidence = opinion(D(Ref("L"), x(j)), y(j) - t(j), ASSUMED)
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope == "n = 2, all index values, 1 point, 50 digits"
    assert opinion(D(Ref("L"), x(j)), y(j) - t(j)).verdict is Verdict.FAILS


def test_an_assumption_is_barred_under_a_derivative():
    total = Sum(t(k), k)
    assert opinion(D(total, t(j)), Integer(1), ASSUMED).verdict is Verdict.HOLDS
    assert opinion(D(total, t(j)), S.Zero, ASSUMED).verdict is Verdict.FAILS


@pytest.mark.parametrize(
    ("lhs", "rhs", "expected"),
    [
        (D(Fn("tanh", x(i)), x(i)), 1 - Fn("tanh", x(i)) ** 2, Verdict.HOLDS),
        (D(Fn("tanh", x(i)), x(i)), Fn("cosh", x(i)) ** -2, Verdict.HOLDS),
        (D(Fn("abs", x(i)), x(j)), Delta(i, j) * Fn("sign", x(i)), Verdict.HOLDS),
        (D(Pow(x(i), Rational(1, 2)), x(i)), Pow(x(i), Rational(-1, 2)) / 2, Verdict.HOLDS),
        (D(Pow(x(i), t(j)), x(i)), Pow(x(i), t(j)), Verdict.FAILS),
        (Fn("log", -(x(i) ** 2) - 1), Integer(7), Verdict.UNKNOWN),
        (D(Ref("L"), y(j)), -t(j) / y(j), Verdict.HOLDS),
    ],
)
def test_verdicts(lhs, rhs, expected):
    assert opinion(lhs, rhs).verdict is expected


def test_a_scalar_equation_decided_exactly_covers_all_values():
    system = System((), {"a": ()})
    a = Ref("a")
    assert agree(system, Relation(D(a**3, a), 3 * a**2)).scope == "all values"


def test_what_is_no_equation_or_lies_beyond_the_sizes_is_unknown():
    below = agree(SYSTEM, Relation(y(i), Integer(1), "<"))
    assert (below.verdict, below.detail) == (Verdict.UNKNOWN, "not an equation: <")
    assert opinion(x(5), x(5)).verdict is Verdict.UNKNOWN


def test_zero_as_a_rational_function():
    u, v = sympy.symbols("u v", real=True)
    e = sympy.exp
    assert is_zero(e(u + 2 * v) - e(u) * e(v) ** 2)
    assert is_zero(1 / (1 + e(-u)) - e(u) / (1 + e(u)))
    assert is_zero(sympy.tanh(u) ** 2 - sympy.tanh(u) * sympy.tanh(u))
    assert not is_zero(e(u) - e(v))
    assert not is_zero(sympy.cosh(u) ** 2 - sympy.sinh(u) ** 2 - 1)
