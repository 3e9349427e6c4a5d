"""Comparisons: true identities agree, wrong ones fail with a counterexample."""

import pytest
from flint import ctx
from sympy import Integer, Rational, S

from symsoft.checking.enclosure import Enclosure, compare
from symsoft.language.matrix import At, Diag, Entries, MatMul, Row, Transpose, Vec
from symsoft.language.system import Assumption, Definition, Kink, System
from symsoft.language.terms import (
    Branch,
    Cases,
    Compare,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)
from symsoft.proof import Verdict

n, m, p = Size("n"), Size("m"), Size("p")
i, j, k, r = (Index(c, n) for c in "ijkr")
a = Index("a", m)


def x(q):
    return Ref("x", q)


def y(q):
    return Ref("y", q)


def t(q):
    return Ref("t", q)


def exp(u):
    return Fn("exp", u)


def log(u):
    return Fn("log", u)


SOFTMAX = System(
    (Definition("y", (i,), exp(x(i)) / Sum(exp(x(k)), k)),), {"x": (n,), "t": (n,), "y": (n,)}
)
SCALARS = System((), {"u": (), "v": (), "p": ()})
u, v, w = Ref("u"), Ref("v"), Ref("p")
JACOBIAN = y(i) * (Delta(i, j) - y(j))


def verdict(lhs, rhs, system=SOFTMAX, **options):
    return compare(system, lhs, rhs, **options).verdict


@pytest.mark.parametrize(
    "rhs",
    [
        JACOBIAN,
        Cases(Branch(y(i) * (1 - y(i)), Same(i, j)), Branch(-y(i) * y(j), Differ(i, j))),
        At(Diag(Vec("y", n)) - MatMul(Vec("y", n), Transpose(Vec("y", n))), i, j),
        D(exp(x(i) - Max(x(k), k)) / Sum(exp(x(k) - Max(x(r), r)), k), x(j)),
    ],
)
def test_the_softmax_jacobian_agrees(rhs):
    evidence = compare(SOFTMAX, D(y(i), x(j)), rhs)
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.method == "enclosure"
    assert evidence.scope == "n = 1..3, all index values, 3 points, 128 bits"
    assert evidence.detail == ""


def test_a_wrong_identity_fails_with_its_counterexample():
    evidence = compare(SOFTMAX, D(y(i), x(j)), -JACOBIAN, sizes=[{"n": 2}])
    assert evidence.verdict is Verdict.FAILS
    assert evidence.scope == "n = 2, 1 point, 128 bits"
    found = "n = 2, i = 1, j = 1: left 0.2295…, right -0.2295… at x = (-1.82421875, -1.234375)"
    assert evidence.detail == found


def test_a_counterexample_at_one_pattern_of_indices_is_found():
    evidence = compare(SOFTMAX, Delta(i, j) * x(i), S.Zero)
    assert evidence.verdict is Verdict.FAILS
    assert "i = 1, j = 1" in evidence.detail
    # true for n = 1 and n = 2 only
    assert verdict((n - 1) * (n - 2) * x(i), S.Zero) is Verdict.FAILS
    assert verdict((n - 1) * (n - 2) * x(i), S.Zero, sizes=[{"n": 1}, {"n": 2}]) is Verdict.HOLDS


def test_a_difference_in_late_digits_is_shown():
    evidence = compare(SCALARS, u + Rational(1, 10**12), u)
    assert evidence.verdict is Verdict.FAILS
    left, right = evidence.detail.split(" at ")[0].removeprefix("left ").split(", right ")
    assert left != right


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (log(-(u**2)), log(-(u**2))),
        (1 / (u - u), 1 / (u - u)),
        (D(Fn("abs", u - u), u), S.Zero),
        (Pow(-1 - u**2, Rational(1, 2)), v),
        (Pow(-exp(u), w), v),
        (D(log(-(u**2)), u), 2 / u),
    ],
)
def test_what_is_undefined_everywhere_is_unknown(lhs, rhs):
    evidence = compare(SCALARS, lhs, rhs)
    assert evidence.verdict is Verdict.UNKNOWN
    assert evidence.detail.startswith("undefined at ")


def test_undefined_points_are_skipped_for_usable_ones():
    evidence = compare(SOFTMAX, log(x(i) ** 2), 2 * log(x(i)))
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope == "n = 1..3, all index values, 3 points, 128 bits"
    assert verdict(Pow(1 - x(i) ** 2, Rational(1, 2)) ** 2, 1 - x(i) ** 2) is Verdict.HOLDS


def test_sizes_at_which_a_side_is_undefined_are_left_out_of_the_scope():
    evidence = compare(SOFTMAX, x(i) / (n - 1) * (n - 1), x(i))
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope == "n = 2..3, all index values, 2 points, 128 bits"


def test_a_failure_wins_over_undefined_places():
    half_defined = Cases(Branch(log(-(x(i) ** 2)), Same(i, j)), Branch(x(i), Differ(i, j)))
    assert verdict(half_defined, x(j)) is Verdict.FAILS
    assert verdict(half_defined, half_defined) is Verdict.UNKNOWN


def test_cancellation_that_leaves_no_digits_is_no_agreement():
    huge = exp(exp(Integer(5)))
    assert verdict(huge + u - huge, v, SCALARS) is not Verdict.HOLDS


@pytest.mark.parametrize(
    ("relation", "lhs", "rhs", "expected"),
    [
        ("<", y(i), Sum(y(k), k) + 1, Verdict.HOLDS),
        (">", y(i), S.Zero, Verdict.HOLDS),
        ("<", y(i), S.Zero, Verdict.FAILS),
        ("<=", y(i), Integer(1), Verdict.HOLDS),
        ("<", Sum(y(k), k), Integer(1), Verdict.UNKNOWN),
        (">=", Sum(x(k) ** 2, k), S.Zero, Verdict.HOLDS),
        ("<=", x(i), Max(x(k), k), Verdict.HOLDS),
        ("<", x(i), Max(x(k), k), Verdict.FAILS),
        ("!=", y(i), S.Zero, Verdict.HOLDS),
        ("limit", y(i), S.Zero, Verdict.UNKNOWN),
    ],
)
def test_other_relations(relation, lhs, rhs, expected):
    assert verdict(lhs, rhs, relation=relation) is expected


def test_assumptions_are_used_at_the_points():
    sum_is_one = Assumption("=", Sum(t(k), k), Integer(1))
    assumed = SOFTMAX.assuming(sum_is_one)
    loss = -Sum(t(k) * log(y(k)), k)
    assert verdict(D(loss, x(j)), y(j) - t(j), assumed) is Verdict.HOLDS
    assert verdict(D(loss, x(j)), y(j) - t(j)) is Verdict.FAILS
    positive = SOFTMAX.assuming(Assumption(">=", x(k), S.Zero))
    root = Pow(x(i) ** 2, Rational(1, 2))
    assert verdict(root, x(i), positive) is Verdict.HOLDS
    assert verdict(root, x(i)) is Verdict.FAILS


def test_an_assumption_is_barred_under_a_derivative():
    assumed = SOFTMAX.assuming(Assumption("=", Sum(t(k), k), Integer(1)))
    assert verdict(D(Sum(t(k), k), t(j)), Integer(1), assumed) is Verdict.HOLDS
    assert verdict(D(Sum(t(k), k), t(j)), S.Zero, assumed) is Verdict.FAILS
    assert verdict(Sum(t(k), k), Integer(1), assumed) is Verdict.HOLDS


def test_assumptions_that_no_point_satisfies_leave_it_unknown():
    impossible = SCALARS.assuming(Assumption("=", u**2, Integer(-1)))
    evidence = compare(impossible, u, u)
    assert evidence.verdict is Verdict.UNKNOWN
    assert evidence.detail == "no point found that satisfies the assumptions"


def test_scalars_get_as_many_points_as_arrays():
    assert compare(SCALARS, u * v, v * u).scope == "3 points, 128 bits"
    assert compare(SCALARS, u * v, v * u, points=2, bits=200).scope == "6 points, 200 bits"


def test_sizes_are_unequal_so_that_mixed_up_ranges_show():
    system = System((), {"W": (n, m), "V": (m, p)})
    evidence = compare(system, Ref("W", i, a), Ref("W", i, a))
    expected = "(n, m, p) = (2, 3, 1), (3, 2, 2), (1, 1, 3), all index values, 3 points, 128 bits"
    assert evidence.scope == expected
    assert verdict(Sum(Sum(S.One, k), a), n * n, system) is Verdict.FAILS


def test_integer_indices_and_written_out_matrices_choose_their_size():
    assert compare(SOFTMAX, D(y(1), x(4)), -y(1) * y(4)).scope == "n = 4, 3 points, 128 bits"
    rows = Entries(Row(y(1) * (1 - y(1)), -y(1) * y(2)), Row(-y(1) * y(2), y(2) * (1 - y(2))))
    evidence = compare(SOFTMAX, D(y(i), x(j)), At(rows, i, j))
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope == "n = 2, all index values, 3 points, 128 bits"
    transposed = Entries(Row(S.Zero, x(1)), Row(S.One, x(2)))
    assert verdict(D(y(i), x(j)), At(transposed, i, j)) is Verdict.FAILS


def test_an_entry_beyond_the_sizes_asked_for_is_unknown():
    evidence = compare(SOFTMAX, x(4), x(4), sizes=[{"n": 2}])
    assert evidence.verdict is Verdict.UNKNOWN
    assert "x has no entry (4,) at n = 2" in evidence.detail


def test_a_missing_size_is_an_error():
    with pytest.raises(ValueError, match="no value for the size n"):
        compare(SOFTMAX, x(i), x(i), sizes=[{"m": 2}])


def test_names_change_nothing():
    other = System(
        (Definition("a", (i,), exp(Ref("z", i)) / Sum(exp(Ref("z", k)), k)),),
        {"z": (n,), "b": (n,), "a": (n,)},
    )
    wrong = compare(SOFTMAX, D(y(i), x(j)), y(i) * y(j))
    renamed = compare(other, D(Ref("a", i), Ref("z", j)), Ref("a", i) * Ref("a", j))
    assert renamed.detail == wrong.detail.replace("x = ", "z = ")


def test_the_global_precision_is_left_alone():
    before = ctx.prec
    compare(SCALARS, u, u, bits=300)
    assert ctx.prec == before


def test_an_enclosure_remembers_and_still_tells_terms_apart():
    enclosure = Enclosure(SOFTMAX)
    assert enclosure.compare(D(y(i), x(j)), JACOBIAN).verdict is Verdict.HOLDS
    assert enclosure.compare(D(y(j), x(i)), y(j) * (Delta(i, j) - y(i))).verdict is Verdict.HOLDS
    assert enclosure.compare(JACOBIAN, -JACOBIAN).verdict is Verdict.FAILS
    assert enclosure.compare(y(i), y(j)).verdict is Verdict.FAILS


def test_the_value_stated_for_a_kink_is_judged():
    u = Ref("u")
    system = System((), {"u": ()}, kinks=(Kink("maximum", S.Zero, S.Zero),))
    slope = D(Fn("maximum", u, S.Zero), u)
    enclosure = Enclosure(system)
    strict, weak = (Where(Compare(op, u, S.Zero), S.One, S.Zero) for op in (">", ">="))
    assert enclosure.compare(slope, strict, points=3).verdict is Verdict.HOLDS
    failed = enclosure.compare(slope, weak, points=3)
    assert failed.verdict is Verdict.FAILS
    assert "u = 0" in failed.detail


def test_no_point_that_satisfies_the_assumptions_is_said():
    u, w = Ref("u"), Ref("w")
    apart = (Assumption(">", u, w), Assumption("<", u, w))
    found = Enclosure(System((), {"u": (), "w": ()}, apart)).compare(u, w)
    assert found.verdict is Verdict.UNKNOWN
    assert found.scope == "no values"
    assert found.detail == "no point found that satisfies the assumptions"


def test_where_other_points_say_nothing_those_are_tried_where_what_is_needed_holds():
    u = Ref("u")
    far = Fn("log", u - 100)
    system = System((), {"u": ()})
    assert Enclosure(system).compare(far, far).verdict is Verdict.UNKNOWN
    needed = (Assumption(">", u - 100, S.Zero),)
    assert Enclosure(system, needed=needed).compare(far, far).verdict is Verdict.HOLDS


def test_is_there_a_point_where_all_that_is_needed_holds():
    u = Ref("u")
    enclosure = Enclosure(System((), {"u": ()}, (Assumption("<", u, Integer(5)),)))
    assert enclosure.inhabited(u, u, [Assumption(">", u, Integer(4))]).verdict is Verdict.HOLDS
    none = enclosure.inhabited(u, u, [Assumption(">", u, Integer(6))])
    assert none.verdict is Verdict.UNKNOWN
    assert none.detail == "no point found where all that is given and needed holds"


def test_an_integer_index_in_a_definition_makes_room_for_itself():
    square = System((Definition("L", (), Pow(x(Integer(4)), Integer(2))),), {"x": (n,), "L": ()})
    evidence = compare(square, D(Ref("L"), x(j)), 2 * x(j) * Delta(Integer(4), j))
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope.startswith("n = 4, ")
