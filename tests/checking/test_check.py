"""Evidence is attached everywhere, and weighed honestly."""

from dataclasses import replace
from itertools import pairwise

from sympy import Integer, Rational, S

from symsoft.checking import cells
from symsoft.checking.check import check, check_derivation, scope, verdict
from symsoft.language.matrix import MatMul, Transpose, Vec
from symsoft.language.system import Assumption, Definition, System
from symsoft.language.terms import D, Delta, Fn, Index, Pow, Ref, Size, Sum
from symsoft.proof import Derivation, Evidence, Form, Proof, Relation, Step, Verdict

n = Size("n")
i, j, k = (Index(c, n) for c in "ijk")


def x(q):
    return Ref("x", q)


def y(q):
    return Ref("y", q)


def exp(u):
    return Fn("exp", u)


Z = Sum(exp(x(k)), k)
SYSTEM = System((Definition("y", (i,), exp(x(i)) / Z),), {"x": (n,), "y": (n,)})
LINES = (
    D(y(i), x(j)),
    D(exp(x(i)) / Z, x(j)),
    (exp(x(i)) * Delta(i, j) * Z - exp(x(i)) * exp(x(j))) / Z**2,
    y(i) * (Delta(i, j) - y(j)),
)
WRONG = y(i) * (Delta(i, j) + y(j))


def chain(*lines, system=SYSTEM, relation="=", **more):
    steps = tuple(Step(a, b, "some rule") for a, b in pairwise(lines))
    return Proof(Relation(lines[0], lines[-1], relation), system, steps, **more)


def methods(evidence):
    return [(e.method, e.verdict) for e in evidence]


BOTH = [("exact", Verdict.HOLDS), ("enclosure", Verdict.HOLDS)]


def test_every_step_substep_lemma_and_claim_gets_evidence():
    lemma = chain(*LINES[:2])
    proof = chain(*LINES, lemmas=(lemma,))
    detailed = replace(proof.steps[1], substeps=(Step(Z, Z + 0 * x(i), "r"), Step(Z, 1 * Z, "r")))
    proof = replace(proof, steps=(proof.steps[0], detailed, *proof.steps[2:]))
    checked = check(proof)
    steps = [*checked.steps, *checked.steps[1].substeps, *checked.lemmas[0].steps]
    for item in (checked, checked.lemmas[0], *steps):
        assert methods(item.evidence) == BOTH
    assert verdict(checked) is Verdict.HOLDS
    assert scope(checked) == "all n >= 1"
    assert proof.evidence == ()  # the input is left as it was


def test_a_wrong_step_fails_and_the_whole_proof_with_it():
    checked = check(chain(*LINES[:3], WRONG, LINES[3]))
    verdicts = [step.evidence[1].verdict for step in checked.steps]
    assert verdicts == [Verdict.HOLDS, Verdict.HOLDS, Verdict.FAILS, Verdict.FAILS]
    assert "left" in checked.steps[2].evidence[1].detail
    assert verdict(checked) is Verdict.FAILS
    assert scope(checked) == ""


def test_a_wrong_lemma_or_form_fails_too():
    wrong = chain(LINES[0], WRONG)
    assert verdict(check(chain(*LINES, lemmas=(wrong,)))) is Verdict.FAILS
    forms = (Form("delta", wrong, WRONG),)
    derivation = check_derivation(Derivation("softmax", chain(*LINES), forms))
    assert verdict(derivation.proof) is Verdict.HOLDS
    assert verdict(derivation) is Verdict.FAILS


def test_balls_alone_prove_nothing():
    checked = check(chain(*LINES), exact=False)
    assert methods(checked.steps[0].evidence) == [("enclosure", Verdict.HOLDS)]
    assert verdict(checked) is Verdict.UNKNOWN
    assert verdict(chain(*LINES)) is Verdict.UNKNOWN
    assert scope(checked) == ""


def test_without_balls_the_exact_decision_is_enough():
    checked = check(chain(*LINES), balls=False)
    assert methods(checked.evidence) == [("exact", Verdict.HOLDS)]
    assert verdict(checked) is Verdict.HOLDS


def test_one_undecided_step_leaves_the_proof_unknown(monkeypatch):
    def decide(_system, lhs, _rhs, **_):
        known = Verdict.UNKNOWN if lhs == LINES[1] else Verdict.HOLDS
        return Evidence("exact", known, "all n >= 1")

    monkeypatch.setattr(cells, "decide", decide)
    assert verdict(check(chain(*LINES))) is Verdict.UNKNOWN


def test_the_scopes_of_the_steps_stand_for_a_claim_that_was_not_decided(monkeypatch):
    scopes = {LINES[0]: "all n >= 1", LINES[1]: "all n >= 2", LINES[2]: "all n >= 1"}

    def decide(_system, lhs, rhs, **_):
        whole = (lhs, rhs) == (LINES[0], LINES[-1])
        return Evidence("exact", Verdict.UNKNOWN if whole else Verdict.HOLDS, scopes[lhs])

    monkeypatch.setattr(cells, "decide", decide)
    assert scope(check(chain(*LINES))) == "all n >= 1; all n >= 2"


def test_each_equation_is_judged_once(monkeypatch):
    asked = []

    def decide(_system, lhs, rhs, **_):
        asked.append((lhs, rhs))
        return Evidence("exact", Verdict.HOLDS, "all n >= 1")

    monkeypatch.setattr(cells, "decide", decide)
    proof = chain(*LINES)
    check_derivation(Derivation("softmax", proof, (Form("delta", proof, LINES[-1]),)))
    assert len(asked) == len(LINES)  # each step, and the claim


def test_what_a_step_is_given_is_used_for_that_step_only():
    root = Pow(x(i) ** 2, Rational(1, 2))
    given = Assumption(">", x(k), S.Zero)
    step = Step(root, x(i), "r", given=(given,))
    proof = Proof(Relation(root, x(i)), SYSTEM, (step,))
    assert verdict(check(proof)) is Verdict.HOLDS
    bare = Proof(Relation(root, x(i)), SYSTEM, (replace(step, given=()),))
    assert verdict(check(bare)) is Verdict.FAILS


def test_conditions_are_said_in_the_scope_of_the_claim():
    conditions = (Assumption(">", x(k), S.Zero), Assumption("!=", Ref("T"), S.Zero))
    derivation = Derivation("softmax", chain(*LINES), valid_where=conditions, needed=conditions)
    checked = check_derivation(derivation)
    assert scope(checked) == "all n >= 1 where x[k] > 0, T != 0"
    assert checked.proof.steps[0].evidence[0].scope == "all n >= 1"


def test_a_thorough_check_asks_sympy_about_claims_that_differentiate():
    checked = check_derivation(Derivation("softmax", chain(*LINES)), thorough=True)
    assert methods(checked.proof.evidence) == [*BOTH, ("sympy diff", Verdict.HOLDS)]
    assert methods(checked.proof.steps[0].evidence) == BOTH
    assert "9 points" in checked.proof.evidence[1].scope


def test_sizes_can_be_chosen():
    checked = check(chain(*LINES), sizes=[{"n": 5}])
    assert checked.evidence[1].scope == "n = 5, all index values, 1 point, 128 bits"


def test_a_node_that_balls_cannot_read_is_unknown():
    outer = MatMul(Vec("y", n), Transpose(Vec("y", n)))
    checked = check(chain(outer, outer + outer), exact=False)
    evidence = checked.steps[0].evidence[0]
    assert evidence.verdict is Verdict.UNKNOWN
    assert "MatMul" in evidence.detail


def test_inequalities_are_refuted_by_balls_and_never_proved_by_them():
    steps = (Step(y(i), y(i) + 1, "r", "<"),)
    proof = Proof(Relation(y(i), y(i) + 1, "<"), SYSTEM, steps)
    assert methods(check(proof).steps[0].evidence) == BOTH
    by_balls = check(proof, exact=False)
    assert methods(by_balls.steps[0].evidence) == [("enclosure", Verdict.HOLDS)]
    assert verdict(by_balls) is Verdict.UNKNOWN
    false = (Step(y(i), Integer(0), "r", "<"),)
    assert verdict(check(Proof(Relation(y(i), S.Zero, "<"), SYSTEM, false))) is Verdict.FAILS


def test_an_assumption_under_a_derivative_is_caught():
    t = Ref("t", k)
    system = System((), {"t": (n,)}, (Assumption("=", Sum(t, k), Integer(1)),))
    lhs = D(Sum(t, k), Ref("t", j))
    assert verdict(check(chain(lhs, Integer(1), system=system))) is Verdict.HOLDS
    assert verdict(check(chain(lhs, S.Zero, system=system))) is Verdict.FAILS


def test_a_proof_of_what_may_speak_of_nothing_is_no_pass():
    proof = chain(*LINES)
    nowhere = Assumption("<", Sum(x(k) ** 2, k), Integer(-1))
    checked = check_derivation(Derivation("softmax", proof, needed=(nowhere,)))
    assert verdict(checked) is Verdict.UNKNOWN
    assert scope(checked) == ""
    assert methods(checked.proof.evidence) == [*BOTH, ("domain", Verdict.UNKNOWN)]
    somewhere = Assumption(">", Sum(x(k) ** 2, k), Integer(100))
    checked = check_derivation(Derivation("softmax", proof, needed=(somewhere,)))
    assert verdict(checked) is Verdict.HOLDS
    assert methods(checked.proof.evidence) == BOTH


def test_a_form_that_needs_more_may_speak_of_nothing():
    proof = chain(*LINES)
    nowhere = Assumption("<", Sum(x(k) ** 2, k), Integer(-1))
    form = Form("delta", proof, LINES[-1], valid_where=(nowhere,))
    checked = check_derivation(Derivation("softmax", proof, (form,), valid_where=(nowhere,)))
    assert verdict(checked) is Verdict.UNKNOWN
