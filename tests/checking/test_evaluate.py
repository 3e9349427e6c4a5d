"""Values of every kind of node at concrete sizes."""

import pytest
from flint import arb, ctx
from sympy import Integer, Rational, S

from symsoft.checking import compile as compile_module
from symsoft.checking.compile import OutOfRangeError
from symsoft.checking.evaluate import Point, Programs, index_values
from symsoft.errors import UnsupportedError
from symsoft.language.matrix import At, Diag, Entries, MatMul, Row, Transpose, Vec
from symsoft.language.system import Definition, Kink, System
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

n, m = Size("n"), Size("m")
i, j, k, r = (Index(c, n) for c in "ijkr")
a, b = (Index(c, m) for c in "ab")
X = [arb(1), arb(-3), arb(5)]
SYSTEM = System(
    (
        Definition("y", (i,), Ref("x", i) ** 2 * Ref("T")),
        Definition("L", (), Sum(Ref("y", k) ** 2, k) + Ref("x", 1)),
    ),
    {"x": (n,), "W": (n, m), "T": (), "y": (n,), "L": ()},
    kinks=(Kink("abs", S.Zero, S.Zero), Kink("maximum", S.Zero, Rational(1, 4))),
)


def x(q):
    return Ref("x", q)


@pytest.fixture(autouse=True)
def _precision():
    with ctx.workprec(128):
        yield


def point(values=X, scalar=2, sizes=None):
    sizes = sizes or {"n": 3, "m": 2}
    inputs = {("x", (q,)): v for q, v in enumerate(values, 1)}
    inputs |= {("W", (q, r)): arb(10 * q + r) for q in (1, 2, 3) for r in (1, 2)}
    return Point(Programs(SYSTEM), sizes, inputs | {("T", ()): arb(scalar)})


def value(e, *at, here=None):
    here = here or point()
    return here.programs.program(e).run(here, at)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Rational(3, 4), 0.75),
        (n * m, 6),
        (Ref("T") - x(2), 5),
        (Ref("W", 3, 2), 32),
        (Sum(x(k), k), 3),
        (Sum(x(k), k, Integer(2)), 6),
        (Max(x(k), k), 5),
        (Min(x(k), k), -3),
        (Max(x(k), k, Integer(3)), 1),
        (Sum(Sum(Ref("W", k, a), a), k), 129),
        (Sum(Sum(x(k) * x(r), r, k), k), 9 - 35),
        (Sum(Sum(Delta(k, r) * x(k), r), k), 3),
        (Ref("y", 2), 18),
        (Ref("L"), 4 + 18**2 + 50**2 + 1),
        (Fn("maximum", x(1), x(2)), 1),
        (Fn("minimum", x(1), x(2)), -3),
        (Fn("abs", x(2)), 3),
        (Fn("sign", x(2)), -1),
        (Where(Compare(">", x(1), x(2)), Ref("T"), 7), 2),
        (Where(Compare("<", x(1), x(2)), Fn("log", x(2)), 7), 7),
        (x(2) ** 3, -27),
        (Pow(x(2), n), -27),
        (Pow(x(2), n - 3), 1),
        (Pow(x(3), Ref("T")), 25),
        (Pow(Ref("T") * 8, Rational(1, 4)), 2),
        (Pow(Ref("T") * 8, Rational(-3, 4)), 0.125),
        (Fn("cos", PI), -1),
    ],
)
def test_values(term, expected):
    found = value(term)
    assert found.overlaps(arb(expected))
    assert found.rad() < 1e-30


@pytest.mark.parametrize(
    "term",
    [
        Fn("log", x(2)),
        Pow(x(2), Rational(1, 2)),
        Pow(x(2), Rational(2, 3)),
        Pow(x(2), Ref("T")),
        1 / (x(1) - 1),
        Max(x(k), k, Integer(1), Integer(2), Integer(3)),
        D(Fn("log", x(2)), x(2)),
        Pow(Fn("log", x(2)), 0),
    ],
)
def test_undefined_values(term):
    assert not value(term).is_finite()


def test_free_indices_are_taken_in_order_of_appearance():
    program = Programs(SYSTEM).program(Ref("W", j, a) * Delta(i, j))
    assert program.free == (j, a, i)
    assert program.run(point(), (2, 1, 2)) == 21
    assert program.at(point(), {i: 1, j: 2, a: 1}).is_zero()


def test_a_bound_index_may_bear_the_name_of_a_free_one():
    assert value(x(k) * Sum(x(k), k), 2) == -9
    assert value(Sum(x(k) * Sum(x(k), k), k)) == 9


def test_sums_are_remembered_for_their_own_indices_only():
    here = point()
    inner = Sum(x(k) * Delta(k, j), k)
    assert [value(inner, q, here=here) for q in (1, 2, 3)] == X


def test_functions_inside_each_other_are_called_once_at_a_point(monkeypatch):
    called = []

    def method(number, name):
        called.append(name)
        return getattr(number, name)

    monkeypatch.setattr(compile_module, "getattr", method, raising=False)
    tower, product = x(k), Integer(1)
    for _ in range(6):
        tower = Fn("sin", tower)
        product = product * tower
    here = point()
    assert value(Sum(product, k), here=here).overlaps(value(Sum(product * 1, k)))
    called.clear()
    assert value(product + tower, 2, here=here).is_finite()
    assert not called


def test_cases_pick_the_one_branch_that_applies():
    cases = Cases(Branch(x(i), Same(i, j)), Branch(S.Zero, Differ(i, j)))
    assert value(cases, 2, 2) == -3
    assert value(cases, 2, 1).is_zero()
    ambiguous = Cases(Branch(x(i), Same(i, j)), Branch(x(j)))
    assert value(ambiguous, 2, 2).is_nan()


def test_matrices_are_read_entry_by_entry():
    y = Vec("x", n)
    matrix = Diag(y) - MatMul(y, Transpose(y))
    assert value(At(matrix, i, j), 2, 2) == -12
    assert value(At(matrix, i, j), 2, 3) == 15


def test_a_matrix_that_is_written_out_has_its_own_size():
    rows = Entries(Row(x(1), S.Zero), Row(S.One, x(2)))
    program = Programs(SYSTEM).program(At(rows, i, j))
    assert program.frame.exact == {n: 2}
    assert [program.run(point(), at) for at in ((1, 1), (1, 2), (2, 1), (2, 2))] == [1, 0, 1, -3]
    with pytest.raises(OutOfRangeError):
        program.run(point(), (3, 1))
    column = Entries(Row(x(1)), Row(x(2)))
    assert value(At(column, i), 2) == -3


def test_integer_indices_say_how_far_they_reach():
    program = Programs(SYSTEM).program(x(2) + Sum(x(k), k))
    assert program.frame.needs == {n: 2}
    with pytest.raises(OutOfRangeError, match="x has no entry"):
        program.run(point(X[:1], sizes={"n": 1, "m": 2}), ())


def test_derivatives_by_an_input():
    assert value(D(Ref("y", i), x(j)), 2, 2) == -12
    assert value(D(Ref("y", i), x(j)), 2, 1).is_zero()
    assert value(D(Ref("L"), x(1))) == 4 * 4 + 1  # 4 T^2 x^3 + 1
    assert value(D(D(Ref("L"), x(i)), x(j)), 3, 3) == 12 * 4 * 25
    assert value(D(D(Ref("L"), x(i)), x(j)), 3, 2).is_zero()
    assert value(D(D(D(Ref("L"), x(i)), x(i)), x(i)), 3) == 24 * 4 * 5


def test_a_defined_quantity_is_frozen_when_it_is_the_variable():
    assert value(D(Ref("L"), Ref("y", j)), 2) == 36
    assert value(D(Ref("y", i), Ref("y", j)), 2, 2) == 1
    # inside, x no longer moves y; outside, it does
    assert value(D(D(Ref("L"), x(1)), Ref("y", j)), 1).is_zero()
    assert value(D(D(Ref("L"), Ref("y", j)), x(j)), 2) == 2 * -12


def test_inner_derivatives_do_not_mix_with_outer_ones():
    # d/dx_i ( x_i * d/dx_i (x_i + T) ) = 1
    assert value(D(x(i) * D(x(i) + Ref("T"), x(i)), x(i)), 2) == 1
    assert value(D(x(i) * D(x(i) * x(i), x(i)), x(i)), 2) == -12


def test_kinks_take_their_stated_value():
    here = point([arb(0), arb(0), arb(5)])
    assert value(D(Fn("abs", x(1)), x(1)), here=here).is_zero()
    assert value(D(Fn("maximum", x(1), x(2)), x(1)), here=here) == 0.25
    assert value(D(Fn("maximum", x(1), x(2)), x(2)), here=here) == 0.75
    assert value(D(Fn("minimum", x(1), x(2)), x(1)), here=here).is_nan()
    assert value(D(Max(x(k), k), x(3)), here=here) == 1
    assert value(D(Min(x(k), k), x(1)), here=here).is_nan()
    boundary = Where(Compare(">", x(1), x(2)), x(1), x(2))
    assert value(D(boundary, x(1)), here=here).is_nan()
    assert value(boundary, here=here).is_zero()


def test_nodes_without_a_value_are_refused():
    with pytest.raises(UnsupportedError, match="MatMul"):
        value(MatMul(Vec("x", n), Transpose(Vec("x", n))))
    with pytest.raises(ValueError, match="nobody has no shape"):
        value(Ref("nobody"))


def test_index_values():
    assert list(index_values((i, a), {"n": 2, "m": 1})) == [{i: 1, a: 1}, {i: 2, a: 1}]
    assert list(index_values((), {})) == [{}]


def test_inputs_of_follow_definitions_in_order_of_appearance():
    programs = Programs(SYSTEM)
    assert programs.inputs_of(Ref("T"), Ref("L")) == ["T", "x"]
    assert programs.inputs_of(Ref("L")) == ["x", "T"]
