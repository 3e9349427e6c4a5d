"""Every relation has a judge of its own; what has none stays unknown."""

from __future__ import annotations

import pytest
from sympy import Integer, S, oo

from symsoft.checking.check import check, scope, verdict
from symsoft.checking.relations_judges import decide, sample
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Ref, Size
from symsoft.language.text import read_system, read_term
from symsoft.proof import Proof, Relation, Step, Toward, Verdict

SYSTEM = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)"])
Y, X = read_term("y[i]", SYSTEM), read_term("x[i]", SYSTEM)


def test_two_things_differ_when_a_point_shows_it():
    (found,) = decide(SYSTEM, Relation(Y, X, "differs"))
    assert (found.method, found.verdict) == ("counterexample", Verdict.HOLDS)
    assert "left" in found.detail
    assert "x = (" in found.detail
    (same,) = decide(
        SYSTEM, Relation(Y, read_term("exp(x[i])/sum(exp(x[j]), j)", SYSTEM), "differs")
    )
    assert same.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("relation", ["!=", "is nearly"])
def test_a_relation_without_a_judge_is_not_decided(relation):
    assert decide(SYSTEM, Relation(Y, X, relation)) == []


def test_balls_do_not_decide_what_is_no_relation_of_numbers():
    assert sample(SYSTEM, Relation(Y, X, "is nearly"), 1).verdict is Verdict.UNKNOWN


def proof(*steps, claim):
    return Proof(claim, SYSTEM, steps)


def test_a_claim_may_follow_from_its_steps_alone():
    squares = read_term("sum(y[k]*(x[k] - x[i])**2, k)", SYSTEM)
    moved = read_term("sum(y[k]*x[k]**2, k) - 2*x[i]*sum(y[k]*x[k], k) + x[i]**2", SYSTEM)
    steps = (Step(moved, squares, "r"), Step(squares, S.Zero, "s", ">="))
    checked = check(proof(*steps, claim=Relation(moved, S.Zero, ">=")))
    assert [e.method for e in checked.evidence] == ["steps", "enclosure"]
    assert verdict(checked) is Verdict.HOLDS
    assert scope(checked) == "all n >= 1"


def test_a_claim_does_not_follow_from_steps_of_which_one_is_open():
    steps = (Step(X**2, X**2 + 1, "r", "<"), Step(X**2 + 1, X**4 + 2, "s", "<"))
    checked = check(proof(*steps, claim=Relation(X**2, X**4 + 2, "<")))
    assert [e.verdict for e in checked.steps[0].evidence] == [Verdict.HOLDS, Verdict.HOLDS]
    assert checked.steps[1].evidence[0].verdict is Verdict.UNKNOWN
    assert verdict(checked) is Verdict.UNKNOWN
    assert scope(checked) == ""


def test_a_wrong_inequality_fails_with_a_counterexample():
    checked = check(proof(Step(Y, S.One, "r", ">"), claim=Relation(Y, S.One, ">")))
    assert verdict(checked) is Verdict.FAILS
    assert "right 1" in checked.steps[0].evidence[1].detail


def test_what_a_step_is_given_shows_in_its_scope():
    two = Assumption(">=", Size("n"), Integer(2))
    step = Step(Y, S.One, "r", "<", given=(two,))
    checked = check(proof(step, claim=Relation(Y, S.One, "<")))
    assert checked.steps[0].evidence[0].scope == "all n >= 2"
    assert checked.steps[0].evidence[1].scope.startswith("n = 2..3")
    without = check(proof(Step(Y, S.One, "r", "<"), claim=Relation(Y, S.One, "<")))
    assert verdict(without) is Verdict.UNKNOWN  # for n = 1 it is 1, and balls never say so


def test_a_limit_is_checked_by_series():
    system = System((), {"a": (), "T": ()})
    a, t = Ref("a"), Ref("T")
    toward = Toward(t, oo)
    for value, expected in ((S.One, Verdict.HOLDS), (S.Zero, Verdict.FAILS)):
        step = Step((t + a) / t, value, "r", "limit", toward=toward)
        claim = Relation(step.before, value, "limit", toward)
        assert verdict(check(Proof(claim, system, (step,)))) is expected
