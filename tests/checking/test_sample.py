"""Sampled points satisfy the assumptions, and do not depend on names."""

from itertools import islice

import pytest
from flint import arb, ctx
from sympy import Integer, Rational, S

from symsoft.checking.equations import satisfy
from symsoft.checking.evaluate import Programs
from symsoft.checking.sample import SPREADS, points
from symsoft.language.system import Assumption, Definition, Kink, System
from symsoft.language.terms import Fn, Index, Ref, Size, Sum

n, m = Size("n"), Size("m")
i, k = Index("i", n), Index("k", n)
c = Index("c", m)
ONE = Integer(1)


@pytest.fixture(autouse=True)
def _precision():
    with ctx.workprec(128):
        yield


def found(*assumptions, shapes=None, definitions=(), sizes=None, number=6):
    system = System(definitions, shapes or {"t": (n,), "u": (n,)}, assumptions)
    return list(islice(points(Programs(system), sizes or {"n": 3, "m": 2}), number))


def row(point, name, length=3):
    return [point.entry(name, (q,)) for q in range(1, length + 1)]


def test_without_assumptions_values_are_exact_and_differ():
    drawn = found()
    assert len(drawn) == 6
    assert all(v.is_exact() for p in drawn for v in row(p, "t"))
    assert len({str(row(p, "t")) for p in drawn}) == 6
    assert any(v < 0 for v in row(drawn[0], "t") + row(drawn[0], "u") + row(drawn[3], "t"))


def test_the_second_point_lies_on_kinks_where_values_there_are_stated():
    system = System((), {"t": (n,)}, kinks=(Kink("abs", S.Zero, S.Zero),))
    first, second, third = islice(points(Programs(system), {"n": 3}), 3)
    assert all(v.is_zero() for v in row(second, "t"))
    assert not any(v.is_zero() for v in row(first, "t") + row(third, "t"))


def test_values_depend_on_no_name():
    ours = found(shapes={"t": (n,), "u": ()})
    theirs = found(shapes={"beta": (n,), "alpha": ()})
    for p, q in zip(ours, theirs, strict=True):
        assert row(p, "t") == row(q, "beta")
        assert p.entry("u", ()) == q.entry("alpha", ())


@pytest.mark.parametrize(
    ("relation", "lhs", "rhs", "test"),
    [
        (">", Ref("t", k), S.Zero, lambda t, _: t > 0),
        (">", Ref("t", k), Rational(7, 2), lambda t, _: t > 3.5),
        ("<", Ref("t", k), Integer(-3), lambda t, _: t < -3),
        ("<", Integer(5), Ref("t", k), lambda t, _: t > 5),
        (">=", Ref("t", k), Ref("u", k), lambda t, u: t >= u),
        ("!=", Ref("t", k), Ref("u", k), lambda t, u: not t.overlaps(u)),
        ("=", Ref("t", k), 3 * Ref("u", k), lambda t, u: t.overlaps(3 * u)),
    ],
)
def test_relations_hold_for_every_entry(relation, lhs, rhs, test):
    drawn = found(Assumption(relation, lhs, rhs))
    assert drawn
    for p in drawn:
        assert all(test(t, u) for t, u in zip(row(p, "t"), row(p, "u"), strict=True))


def test_two_bounds_leave_the_values_between_them():
    drawn = found(Assumption(">", Ref("t", k), Rational(9, 10)), Assumption("<=", Ref("t", k), ONE))
    assert len(drawn) == 6
    assert all(0.9 < v < 1 for p in drawn for v in row(p, "t"))


def test_a_bound_on_one_entry_leaves_the_others_free():
    drawn = found(Assumption(">", Ref("t", 1), S.Zero), number=12)
    assert all(p.entry("t", (1,)) > 0 for p in drawn)
    assert any(p.entry("t", (2,)) < 0 for p in drawn)


def test_a_linear_equation_is_solved_for_the_last_entry():
    for p in found(Assumption("=", Sum(Ref("t", k), k), ONE)):
        values = row(p, "t")
        assert sum(values).overlaps(arb(1))
        assert sum(values).rad() < 1e-30
        assert values[0].is_exact()


def test_an_equation_and_signs_together():
    drawn = found(
        Assumption("=", Sum(Ref("t", k), k), ONE),
        Assumption(">=", Ref("t", k), S.Zero),
        sizes={"n": 20, "m": 1},
    )
    assert drawn
    for p in drawn:
        values = row(p, "t", 20)
        assert all(v > 0 for v in values)
        assert sum(values).overlaps(arb(1))


def test_an_equation_for_every_row():
    tk = Ref("T", c, k)
    for p in found(Assumption("=", Sum(tk, k), ONE), shapes={"T": (m, n)}):
        for q in (1, 2):
            assert sum(p.entry("T", (q, r)) for r in (1, 2, 3)).overlaps(arb(1))


def test_a_nonlinear_equation_is_solved_and_its_root_enclosed():
    drawn = found(Assumption("=", Sum(Ref("t", k) ** 2, k), ONE))
    assert drawn
    for p in drawn:
        norm = sum(v**2 for v in row(p, "t"))
        assert norm.overlaps(arb(1))
        assert norm.rad() < 1e-30


def test_two_equations():
    drawn = found(
        Assumption("=", Sum(Ref("t", k), k), ONE),
        Assumption("=", Sum(Ref("t", k) * Ref("u", k), k), S.Zero),
    )
    assert drawn
    for p in drawn:
        t, u = row(p, "t"), row(p, "u")
        assert sum(t).overlaps(arb(1))
        assert sum(v * w for v, w in zip(t, u, strict=True)).contains(0)


def test_an_equation_of_a_defined_quantity_reaches_its_inputs():
    y = Definition("y", (i,), Fn("exp", Ref("t", i)))
    shapes = {"t": (n,), "y": (n,)}
    drawn = found(Assumption("=", Ref("y", i), Integer(2)), shapes=shapes, definitions=(y,))
    assert drawn
    assert all(v.overlaps(arb(2).log()) for p in drawn for v in row(p, "t"))


def test_onehot_vectors_and_their_class_varies():
    drawn = found(Assumption("onehot", Ref("t", k), ONE))
    classes = set()
    for p in drawn:
        values = [int(v.unique_fmpz()) for v in row(p, "t")]
        assert sorted(values) == [0, 0, 1]
        classes.add(values.index(1))
    assert classes == {0, 1, 2}


def test_every_row_of_a_onehot_matrix():
    drawn = found(Assumption("onehot", Ref("T", c, k), ONE), shapes={"T": (m, n)})
    for p in drawn:
        rows = [[p.entry("T", (q, r)) for r in (1, 2, 3)] for q in (1, 2)]
        assert all(sorted(int(v.unique_fmpz()) for v in r) == [0, 0, 1] for r in rows)
        assert rows[0] != rows[1]


def test_onehot_and_its_sum_agree():
    assert found(Assumption("onehot", Ref("t", k), ONE), Assumption("=", Sum(Ref("t", k), k), ONE))


@pytest.mark.parametrize(
    "assumptions",
    [
        (Assumption(">", Ref("t", k), S.Zero), Assumption("<", Ref("t", k), S.Zero)),
        (Assumption("=", Sum(Ref("t", k) ** 2, k), Integer(-1)),),
        (Assumption("=", ONE, Integer(2)),),
        (Assumption("onehot", Ref("t", k), ONE), Assumption("=", Ref("t", 1), Integer(2))),
        (Assumption(">", Fn("log", -(Ref("t", k) ** 2)), S.Zero),),
    ],
)
def test_contradictions_yield_no_point(assumptions):
    assert found(*assumptions) == []


def test_a_defined_quantity_that_is_no_onehot_vector_yields_no_point():
    y = Definition("y", (i,), Fn("exp", Ref("t", i)))
    shapes = {"t": (n,), "y": (n,)}
    onehot = Assumption("onehot", Ref("y", k), ONE)
    assert found(onehot, shapes=shapes, definitions=(y,)) == []


def test_points_are_finitely_many():
    assert len(found(number=1000)) == 4 * len(SPREADS)


SCALARS = {"a": (), "b": ()}
A, B = Ref("a"), Ref("b")


@pytest.mark.parametrize(
    "assumptions",
    [
        (Assumption(">=", A, B), Assumption(">=", B, A)),
        (Assumption("<=", A**2 + B**2, S.Zero),),
        (Assumption("<=", (A - 1) ** 2 + B**2, S.Zero),),
        (Assumption(">", A * B, Integer(1000)), Assumption(">", B, 10 * A)),
        (Assumption(">", Fn("log", A - 100), Integer(1)),),
        (Assumption(">", A - B, Integer(50)), Assumption("<", A - B, Rational(501, 10))),
        (
            Assumption(">=", A, ONE),
            Assumption("<=", A * Fn("exp", B), ONE),
            Assumption(">=", B, S.Zero),
        ),
    ],
)
def test_what_no_draw_satisfies_is_solved_for(assumptions):
    assert found(*assumptions, shapes=SCALARS, sizes={}, number=1)


def test_every_entry_may_be_forced():
    t, b = Ref("t", k), Ref("b")
    shapes = {"t": (n,), "b": ()}
    (p,) = found(Assumption(">=", t, b), Assumption("<=", t, b), shapes=shapes, number=1)
    assert all(v.overlaps(p.entry("b", ())) for v in row(p, "t"))


def test_a_border_is_tried():
    at_least, total = Assumption(">=", Ref("t", k), ONE), Assumption("<=", Sum(Ref("t", k), k), ONE)
    (p,) = found(at_least, total, shapes={"t": (n,)}, sizes={"n": 1}, number=1)
    assert p.entry("t", (1,)) == 1
    assert not found(at_least, total, shapes={"t": (n,)}, sizes={"n": 2})


def test_an_equation_without_a_solution_does_not_keep_the_others_from_theirs():
    unsolvable = Assumption("=", A**2, Integer(-1))
    system = System((), SCALARS, (unsolvable, Assumption("=", B, Integer(7))))
    inputs = {("a", ()): arb(2), ("b", ()): arb(3)}
    satisfy(Programs(system), {}, inputs, set(), system.assumptions)
    assert inputs["b", ()] == 7


def test_what_is_needed_holds_as_well():
    needed = (Assumption(">", A - 100, S.Zero),)
    programs = Programs(System((), SCALARS))
    assert all(p.entry("a", ()) > 100 for p in points(programs, {}, needed))
    assert next(points(programs, {}, needed))
