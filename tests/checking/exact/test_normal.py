"""Reading terms that have no spelling in one line: case distinctions, other axes."""

from __future__ import annotations

import pytest
from sympy import Integer

from symsoft.checking.exact import decide
from symsoft.language.system import System
from symsoft.language.terms import (
    Branch,
    Cases,
    Constant,
    D,
    Delta,
    Differ,
    Index,
    Ref,
    Same,
    Size,
    Sum,
)

N, M = Size("n"), Size("m")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
X = System((), {"x": (N,), "y": (N,)})
ONE, ZERO = Integer(1), Integer(0)


def x(i: object) -> Ref:
    return Ref("x", i)


def holds(lhs: object, rhs: object, system: System = X) -> bool:
    return decide(system, lhs, rhs).verdict.value == "holds"


def by_cases(same: object, differ: object, i: object = I, j: object = J) -> Cases:
    return Cases(Branch(same, Same(i, j)), Branch(differ, Differ(i, j)))


def test_each_pattern_takes_its_branch() -> None:
    form = by_cases(x(I) * (1 - x(I)), -x(I) * x(J))
    assert holds(x(I) * (Delta(I, J) - x(J)), form)
    assert not holds(x(I) * (Delta(I, J) - x(J)), by_cases(x(I) * (1 - x(I)), x(I) * x(J)))
    assert not holds(x(I) * (Delta(I, J) - x(J)), by_cases(x(I), -x(I) * x(J)))
    assert holds(by_cases(ONE, ZERO), Delta(I, J))
    assert holds(by_cases(ONE, ZERO), by_cases(ONE, ZERO, J, I))


def test_a_branch_need_not_exist_in_other_patterns() -> None:
    singular = (x(I) - x(J)) ** -1
    assert holds(by_cases(ZERO, singular), by_cases(ZERO, -((x(J) - x(I)) ** -1)))


def test_patterns_of_three_indices() -> None:
    form = Cases(
        Branch(x(I), Same(I, J), Same(J, K)),
        Branch(ZERO, Same(I, J), Differ(J, K)),
        Branch(ZERO, Differ(I, J)),
    )
    assert holds(form, Delta(I, J) * Delta(J, K) * x(K))
    assert not holds(form, Delta(I, J) * x(K))


@pytest.mark.parametrize(
    "form",
    [
        Cases(Branch(ONE, Same(I, J))),
        Cases(Branch(ONE, Same(I, J)), Branch(ONE, Differ(I, J)), Branch(ONE, Differ(J, I))),
        Cases(Branch(ONE), Branch(ONE, Same(I, J))),
    ],
)
def test_patterns_without_one_branch_are_unknown(form: Cases) -> None:
    found = decide(X, form, ONE)
    assert found.verdict.value == "unknown"
    assert "case" in found.detail


def test_cases_of_a_bound_index() -> None:
    inner = by_cases(x(K) ** 2, x(K), K, I)
    assert holds(Sum(inner, K), Sum(x(K), K) - x(I) + x(I) ** 2)
    assert not holds(Sum(inner, K), Sum(x(K), K))
    singular = by_cases(ZERO, (x(K) - x(I)) ** -1, K, I)
    assert holds(Sum(singular, K), Sum((x(K) - x(I)) ** -1, K, I))
    assert not holds(Sum(by_cases(ZERO, ONE, K, L), K), Integer(0))


def test_cases_of_a_concrete_index() -> None:
    assert holds(by_cases(x(Integer(1)), ZERO, I, Integer(1)), Delta(I, Integer(1)) * x(I))
    assert holds(by_cases(ONE, ZERO, Integer(2), Integer(2)), ONE)
    assert holds(by_cases(ONE, ZERO, Integer(1), Integer(2)), ZERO)


def test_cases_under_a_derivative() -> None:
    assert holds(D(by_cases(x(I) ** 2, x(K), I, J), x(K)), by_cases(2 * x(I) * Delta(I, K), ONE))


def test_a_comparison_over_two_axes_is_unknown() -> None:
    form = by_cases(ONE, ZERO, I, Index("a", M))
    assert decide(X, form, form).verdict.value == "unknown"


def test_a_quantity_without_a_shape_keeps_the_shape_of_its_first_use() -> None:
    g, over_m = Ref("g", I), Ref("g", Index("a", M))
    assert holds(g * x(I), x(I) * g)
    assert not holds(g * over_m, over_m * g)


def test_an_unknown_constant_is_unknown() -> None:
    assert not holds(Constant("gamma"), Constant("gamma"))
    assert holds(Constant("pi") * 2, Constant("pi") + Constant("pi"))
