"""Inequalities are decided for every n, and never against what ball arithmetic finds."""

from __future__ import annotations

from random import Random

import pytest
from sympy import Integer, S

from symsoft.checking.enclosure import Enclosure
from symsoft.checking.relations_order import attained, decide_order
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Fn, Index, Max, Ref, Size, Sum, plus, power, times
from symsoft.language.text import read_system, read_term
from symsoft.proof import Relation, Verdict

SOFTMAX = ["y[i] = exp(x[i])/sum(exp(x[k]), k)"]
WEIGHTED = "sum(y[k]*(x[k] - sum(y[l]*x[l], l))**2, k)"
PAIRS = "sum(sum(y[k]*y[l]*(x[k] - x[l])**2, k), l)/2"
SHIFTED = "sum(exp(x[k] - max(x[l], l)), k)"
PART = "exp(x[i])/(exp(x[i]) + sum(exp(x[k]), k, k != i))"


def system_of(definitions=SOFTMAX, given=(), least=1):
    system = read_system(definitions, given)
    if least > 1:
        system = system.assuming(Assumption(">=", Size("n"), Integer(least)))
    return system


def judge(left, relation, right, **about):
    system = system_of(**about)
    claim = Relation(read_term(left, system), read_term(right, system), relation)
    found = decide_order(system, claim)
    assert found.method == "exact"
    if found.verdict is Verdict.HOLDS:
        balls = Enclosure(system).compare(claim.lhs, claim.rhs, relation, points=4)
        assert balls.verdict is not Verdict.FAILS, balls
    return found


@pytest.mark.parametrize(
    ("left", "relation", "right", "least", "scope"),
    [
        ("y[i]", ">", "0", 1, "all n >= 1"),
        ("0", "<", "y[i]", 1, "all n >= 1"),
        ("y[i]", "<=", "1", 1, "all n >= 1"),
        ("y[i]", "<", "1", 2, "all n >= 2"),
        (PART, "<=", "1", 1, "all n >= 1"),
        (PART, "<", "1", 2, "all n >= 2"),
        (SHIFTED, ">=", "1", 1, "all n >= 1"),
        (SHIFTED, ">", "1", 2, "all n >= 2"),
        ("sum(exp(x[k]), k)", ">=", "max(exp(x[k]), k)", 1, "all n >= 1"),
        ("sum(exp(x[k]), k)", ">=", "min(exp(x[k]), k)", 1, "all n >= 1"),
        (WEIGHTED, ">=", "0", 1, "all n >= 1"),
        (PAIRS, ">=", "sum(y[k]*y[i]*(x[k] - x[i])**2, k)/2", 1, "all n >= 1"),
        ("sum(y[k]*(x[k] - x[i])**2, k)", ">=", "y[j]*(x[j] - x[i])**2", 1, "all n >= 1"),
        ("-y[i]*x[i]**2", "<=", "0", 1, "all n >= 1"),
        ("n", ">", "0", 1, "all n >= 1"),
        ("x[3]**2", ">=", "0", 1, "all n >= 3"),
    ],
)
def test_what_holds(left, relation, right, least, scope):
    found = judge(left, relation, right, least=least)
    assert (found.verdict, found.scope) == (Verdict.HOLDS, scope)


@pytest.mark.parametrize(
    ("left", "relation", "right", "least"),
    [
        ("y[i]", "<", "1", 1),  # for n = 1 it is 1
        ("y[i]", "<", "1/2", 2),
        ("y[i]", ">=", "1", 2),
        ("y[i]", "<", "0", 1),
        ("y[i] + y[j]", "<=", "1", 2),  # i = j
        (SHIFTED, ">", "1", 1),
        (SHIFTED, ">=", "2", 2),
        (SHIFTED, "<=", "1", 1),
        (WEIGHTED, ">", "0", 1),
        (WEIGHTED, "<=", "0", 1),
        ("sum(exp(x[k]), k)", "<=", "max(exp(x[k]), k)", 1),
        ("sum(x[k], k)", ">=", "x[i]", 1),  # the terms have no sign
        ("sum(x[k]**2, k, k != i)", ">", "0", 1),
        ("sum(y[k]*(x[k] - x[i])**2, k)", ">=", "2*y[j]*(x[j] - x[i])**2", 1),
        ("x[i]**3", ">=", "0", 1),
        ("x[i]", "<=", "max(x[k], k) - 1", 1),
    ],
)
def test_a_wrong_or_unprovable_inequality_never_holds(left, relation, right, least):
    assert judge(left, relation, right, least=least).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("definition", "left", "relation", "right"),
    [
        ("s = 1/(1 + exp(-x))", "s", "<", "1"),
        ("y[i] = exp(x[i])/(1 + sum(exp(x[k]), k))", "y[i]", "<", "1"),
        ("y[i] = exp(x[i])/(1 + sum(exp(x[k]), k))", "sum(y[i], i)", "<", "1"),
        ("y = (exp(x) - exp(-x))/(exp(x) + exp(-x))", "y", "<", "1"),
        ("y = (exp(x) - exp(-x))/(exp(x) + exp(-x))", "-1", "<", "y"),
        ("y = where(x > 0, exp(x), 1)", "y", ">", "0"),
        ("y = abs(x) + cosh(x)", "y", ">", "0"),
        ("y = sqrt(x)", "y", ">=", "0"),
    ],
)
def test_other_definitions(definition, left, relation, right):
    assert judge(left, relation, right, definitions=[definition]).verdict is Verdict.HOLDS


def test_what_is_given_is_used_and_only_that():
    about = {"definitions": ["L = sum(t[k]*x[k]**2, k)"]}
    assert judge("L", ">=", "0", **about).verdict is Verdict.UNKNOWN
    assert judge("L", ">=", "0", given=("t[k] > 0",), **about).verdict is Verdict.HOLDS
    assert judge("L", ">", "0", given=("t[k] > 0",), **about).verdict is Verdict.UNKNOWN
    assert judge("L", ">=", "0", given=("onehot(t)",), **about).verdict is Verdict.HOLDS


def test_a_largest_value_is_put_where_it_is_taken_but_not_under_a_derivative():
    n = Size("n")
    i, k = Index("i", n), Index("k", n)
    system = System((), {"x": (n,)})
    largest = Max(Ref("x", k), k)
    found = attained(system, plus(largest, times(largest, Ref("x", i))))
    (taken,) = {j for j in found.free if j != i}
    assert found == plus(Ref("x", taken), times(Ref("x", taken), Ref("x", i)))
    bound = Sum(Max(times(Ref("x", k), Ref("x", i)), k), i)
    assert attained(system, bound) == bound  # it depends on a bound index


# -- against balls -----------------------------------------------------------------------------
N = Size("n")
I, J, K = (Index(letter, N) for letter in "ijk")
RANDOM = System((), {"x": (N,), "t": (N,)}, (Assumption(">", Ref("t", K), S.Zero),))


def term(random, depth, index):
    """A random term with one free index."""
    if depth == 0:
        name = random.choice("xt")
        return random.choice([Ref(name, index), Integer(random.randint(-2, 3))])
    inner = term(random, depth - 1, index)
    other = term(random, depth - 1, index)
    bound = random.choice([J, K])
    return random.choice(
        [
            lambda: plus(inner, other),
            lambda: times(inner, other),
            lambda: power(inner, 2),
            lambda: Fn("exp", inner),
            lambda: Fn("abs", inner),
            lambda: Sum(term(random, depth - 1, bound), bound),
            lambda: Max(term(random, depth - 1, bound), bound),
            lambda: times(-1, inner),
            lambda: times(inner, power(Fn("exp", other), -1)),
        ]
    )()


def test_nothing_is_decided_that_balls_refute():
    random, held = Random(7), 0
    enclosure = Enclosure(RANDOM)
    for _ in range(250):
        left, right = term(random, 2, I), term(random, random.choice([0, 1]), I)
        relation = random.choice(["<", "<=", ">", ">="])
        if decide_order(RANDOM, Relation(left, right, relation)).verdict is Verdict.HOLDS:
            held += 1
            found = enclosure.compare(left, right, relation, points=2)
            assert found.verdict is not Verdict.FAILS, (left, relation, right, found.detail)
    assert held >= 12, held
