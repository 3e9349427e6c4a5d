"""Normal forms that one decision leaves to the next change nothing but the time."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.checking.exact import Memory, decide
from symsoft.checking.exact.poly import WORK
from symsoft.checking.exact.problem import Problem
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

SYSTEM = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = sum(y[i]**2, i)"])


def term(text):
    return read_term(text, SYSTEM)


@pytest.mark.parametrize("name", ["softmax", "ce", "bp", "layernorm", "huber"])
def test_every_step_is_decided_as_without_it(name):
    for derivation in api.derivations(api.state(name)):
        for form in derivation.forms:
            memory = Memory()
            for step in form.proof.steps:
                sides = form.proof.system, step.before, step.after
                assert decide(*sides, memory=memory) == decide(*sides)


def test_what_is_wrong_stays_undecided_after_what_is_right():
    memory = Memory()
    right, wrong = term("y[i]*(delta(i, j) - y[j])"), term("y[i]*(delta(i, j) - y[i])")
    slope = term("D(y[i], x[j])")
    assert decide(SYSTEM, slope, right, memory=memory).verdict is Verdict.HOLDS
    assert decide(SYSTEM, slope, wrong, memory=memory).verdict is Verdict.UNKNOWN


def test_a_problem_is_met_again_with_its_budget_unspent():
    memory, sides = Memory(), (term("D(L, x[j])"), term("L"))
    first, normals = memory.normals(Problem(SYSTEM, sides, {}), sides)
    first.budget.spend(1)
    again, known = memory.normals(Problem(SYSTEM, sides, {}), sides)
    assert again is first
    assert known is normals
    assert again.budget.left == WORK


@pytest.mark.parametrize(
    ("text", "sizes"), [("y[1]", {}), ("delta(i, 2)*y[i]", {}), ("y[i]", {"n": 3})]
)
def test_concrete_indices_and_sizes_are_not_remembered(text, sizes):
    memory, sides = Memory(), (term(text),)
    first, _ = memory.normals(Problem(SYSTEM, sides, sizes), sides)
    again, _ = memory.normals(Problem(SYSTEM, sides, sizes), sides)
    assert again is not first


def test_a_concrete_index_still_narrows_the_scope():
    memory = Memory()
    decide(SYSTEM, term("y[i]"), term("y[i]"), memory=memory)
    assert decide(SYSTEM, term("2*y[2]"), term("y[2] + y[2]"), memory=memory).scope == "all n >= 2"
