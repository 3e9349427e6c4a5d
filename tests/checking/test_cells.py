"""Matrices that are written out are decided cell by cell."""

import pytest
from sympy import S

from symsoft.checking.cells import decide_equation
from symsoft.language.matrix import At, Entries, MatMul, Row, Transpose, Vec
from symsoft.language.system import Definition, System
from symsoft.language.terms import D, Delta, Fn, Index, Ref, Size, Sum
from symsoft.proof import Verdict

n = Size("n")
i, j, k = (Index(c, n) for c in "ijk")
SYSTEM = System(
    (Definition("y", (i,), Fn("exp", Ref("x", i)) / Sum(Fn("exp", Ref("x", k)), k)),),
    {"x": (n,), "y": (n,)},
)


def y(q):
    return Ref("y", q)


GRID = [[y(a) * ((1 if a == b else 0) - y(b)) for b in (1, 2)] for a in (1, 2)]


def matrix(grid):
    return At(Entries(*(Row(*row) for row in grid)), i, j)


@pytest.mark.parametrize("lhs", [D(y(i), Ref("x", j)), y(i) * (Delta(i, j) - y(j))])
def test_every_cell_is_proved(lhs):
    evidence = decide_equation(SYSTEM, lhs, matrix(GRID))
    assert evidence.verdict is Verdict.HOLDS
    assert evidence.scope == "n = 2, all index values"


def test_one_wrong_cell_is_named():
    wrong = [GRID[0], [GRID[1][0], S.Zero]]
    evidence = decide_equation(SYSTEM, D(y(i), Ref("x", j)), matrix(wrong))
    assert evidence.verdict is Verdict.UNKNOWN
    assert evidence.detail.startswith("i = 2, j = 2")


def test_a_column():
    column = At(Entries(Row(y(1)), Row(y(2)), Row(y(3))), i)
    evidence = decide_equation(SYSTEM, y(i), column)
    assert (evidence.verdict, evidence.scope) == (Verdict.HOLDS, "n = 3, all index values")


def test_other_matrices_are_decided_for_every_n():
    outer = At(MatMul(Vec("y", n), Transpose(Vec("y", n))), i, j)
    assert decide_equation(SYSTEM, y(i) * y(j), outer).scope == "all n >= 1"
