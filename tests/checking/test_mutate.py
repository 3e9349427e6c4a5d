"""Mutants: every slip once, none equal to the original, and balls notice every real one."""

import pytest
from sympy import Integer, Rational, S

from symsoft.checking.enclosure import Enclosure
from symsoft.checking.exact import decide
from symsoft.checking.mutate import judge, mutants
from symsoft.language.matrix import At, Entries, Row
from symsoft.language.system import Assumption, Definition, System
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
    Min,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
    key,
)
from symsoft.proof import Evidence, Verdict

n, m = Size("n"), Size("m")
i, j, k = (Index(c, n) for c in "ijk")
a, b = (Index(c, m) for c in "ab")


def x(q):
    return Ref("x", q)


def y(q):
    return Ref("y", q)


def exp(u):
    return Fn("exp", u)


Z = Sum(exp(x(k)), k)
SOFTMAX = System((Definition("y", (i,), exp(x(i)) / Z),), {"x": (n,), "y": (n,)})
LINES = (
    D(y(i), x(j)),
    D(exp(x(i)) / Z, x(j)),
    (D(exp(x(i)), x(j)) * Z - exp(x(i)) * D(Z, x(j))) / Z**2,
    (D(exp(x(i)), x(j)) * Z - exp(x(i)) * Sum(D(exp(x(k)), x(j)), k)) / Z**2,
    (exp(x(i)) * D(x(i), x(j)) * Z - exp(x(i)) * Sum(exp(x(k)) * D(x(k), x(j)), k)) / Z**2,
    (exp(x(i)) * Delta(i, j) * Z - exp(x(i)) * Sum(exp(x(k)) * Delta(k, j), k)) / Z**2,
    (exp(x(i)) * Delta(i, j) * Z - exp(x(i)) * exp(x(j))) / Z**2,
    exp(x(i)) / Z * (Delta(i, j) - exp(x(j)) / Z),
    y(i) * (Delta(i, j) - y(j)),
    Cases(Branch(y(i) * (1 - y(j)), Same(i, j)), Branch(-y(i) * y(j), Differ(i, j))),
)


def variants(e, *among):
    return {(mutant.kind, key(mutant.term)) for mutant in mutants(e, among)}


def expect(e, kind, term, *among):
    assert (kind, key(term)) in variants(e, *among)


@pytest.mark.parametrize(
    ("term", "kind", "mutant"),
    [
        (x(i) - y(i), "sign", -x(i) - y(i)),
        (x(i) - y(i), "sign", x(i) + y(i)),
        (x(i) + y(i), "drop summand", y(i)),
        (x(i) * y(i), "drop factor", x(i)),
        (x(i) * Delta(i, j), "drop delta", x(i)),
        (x(i) + Delta(i, j), "delta to 1", x(i) + 1),
        (x(i) * Delta(i, j), "exchange indices", x(j) * Delta(i, j)),
        (x(i) * Delta(i, j) * y(j), "index", x(j) * Delta(i, j) * y(j)),
        (x(i) + y(j), "exchange indices", x(j) + y(i)),
        (Ref("A", i, j) * x(i), "swap indices", Ref("A", j, i) * x(i)),
        (Ref("A", i, j), "exchange indices", Ref("A", j, i)),
        (Ref("A", i, j), "index", Ref("A", i, i)),
        (x(i) ** 2, "exponent", x(i) ** 3),
        (x(i) ** 2, "exponent", x(i)),
        (1 / x(i), "exponent", x(i)),
        (Pow(x(i), Rational(1, 2)), "lose root", x(i)),
        (Pow(x(i), Rational(-1, 2)), "lose root", 1 / x(i)),
        (exp(x(i)), "sign inside", exp(-x(i))),
        (Fn("maximum", x(i), S.Zero), "function", Fn("minimum", x(i), S.Zero)),
        (x(i) * Sum(y(k), k), "lose sum", x(i) * y(i)),
        (Sum(y(k), k), "double sum", Sum(2 * y(k), k)),
        (Sum(y(k), k, i), "drop exclusion", Sum(y(k), k)),
        (Sum(x(k) * y(i), k), "index", Sum(x(i) * y(i), k)),
        (Sum(x(k) * y(i), k), "index", Sum(x(k) * y(k), k)),
        (Max(x(k), k), "max for min", Min(x(k), k)),
        (D(y(i), x(j)), "index", D(y(i), x(i))),
        (
            Where(Compare(">", x(i), S.Zero), x(i), y(i)),
            "swap branches",
            Where(Compare(">", x(i), S.Zero), y(i), x(i)),
        ),
        (
            Cases(Branch(x(i), Same(i, j)), Branch(y(i), Differ(i, j))),
            "swap branches",
            Cases(Branch(y(i), Same(i, j)), Branch(x(i), Differ(i, j))),
        ),
        (exp(Sum(x(k) - y(k), k)), "drop summand", exp(Sum(x(k), k))),
    ],
)
def test_slips(term, kind, mutant):
    expect(term, kind, mutant)


def test_an_index_is_replaced_only_over_its_own_range():
    found = [key(mutant.term) for mutant in mutants(Ref("W", i, a), (j, b))]
    assert set(found) == {key(Ref("W", j, a)), key(Ref("W", i, b))}


def test_a_lost_sum_captures_nothing():
    nested = Sum(Sum(Ref("A", k, i), i), k) * x(i)
    expect(nested, "lose sum", Sum(Ref("A", i, j), j) * x(i))


@pytest.mark.parametrize("line", range(len(LINES)))
def test_mutants_are_distinct_and_differ_from_the_original(line):
    found = [mutant.term for mutant in mutants(LINES[line])]
    assert found
    assert len({key(term) for term in found}) == len(found)
    assert LINES[line] not in found


def test_names_do_not_change_the_order_of_mutants():
    kinds = [mutant.kind for mutant in mutants(LINES[2])]
    p, q = Index("q", n), Index("p", n)
    total = Sum(exp(Ref("z", k)), k)
    e, f = exp(Ref("z", p)), D(exp(Ref("z", p)), Ref("z", q))
    other = (f * total - e * D(total, Ref("z", q))) / total**2
    assert [mutant.kind for mutant in mutants(other)] == kinds


@pytest.mark.parametrize("line", range(len(LINES) - 1))
def test_every_softmax_mutant_is_refuted_or_equal(line):
    enclosure = Enclosure(SOFTMAX)
    before, after = LINES[line], LINES[line + 1]
    found = {m.term: judge(SOFTMAX, before, m.term, enclosure) for m in mutants(after, (i, j))}
    outcomes = list(found.values())
    assert set(outcomes) <= {"refuted", "equal"}
    assert outcomes.count("refuted") > outcomes.count("equal")
    # the exact decision must not hold for what balls have refuted
    refuted = [term for term, outcome in found.items() if outcome == "refuted"]
    assert all(decide(SOFTMAX, before, t).verdict is Verdict.UNKNOWN for t in refuted)


def test_judge_tells_its_four_outcomes_apart(monkeypatch):
    def never(*_sides, **_):
        return Evidence("exact", Verdict.UNKNOWN, "")

    assert judge(SOFTMAX, x(i) + y(i), x(i) - y(i)) == "refuted"
    assert judge(SOFTMAX, x(i) + y(i), y(i) + x(i)) == "equal"
    monkeypatch.setattr("symsoft.checking.cells.decide", never)
    assert judge(SOFTMAX, x(i) + y(i), y(i) + x(i)) == "unexplained"
    undefined = Fn("log", -(x(i) ** 2) - 1)
    assert judge(SOFTMAX, undefined, undefined) == "undefined"


def test_a_written_out_matrix_transposed_is_equal_when_symmetric():
    grid = [[y(p) * ((1 if p == q else 0) - y(q)) for q in (1, 2)] for p in (1, 2)]
    matrix = Entries(*(Row(*row) for row in grid))
    assert judge(SOFTMAX, LINES[-2], At(matrix, j, i)) == "equal"
    assert judge(SOFTMAX, LINES[-2], At(matrix, i, i)) == "refuted"


def test_a_root_that_loses_its_epsilon_is_refuted():
    mean = Sum(x(k), k) / n
    variance = Sum((x(k) - mean) ** 2, k) / n
    system = System((), {"x": (n,), "eps": ()}, (Assumption(">", Ref("eps"), S.Zero),))
    root = Pow(variance + Ref("eps"), Rational(1, 2))
    for term in (
        Pow(variance - Ref("eps"), Rational(1, 2)),
        Pow(variance, Rational(1, 2)),
        variance + Ref("eps"),
        Pow(variance + Ref("eps"), Rational(3, 2)),
        Integer(2) * root,
    ):
        assert judge(system, root, term) == "refuted"
