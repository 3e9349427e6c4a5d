"""A step that puts a lemma to use rests on it, and is judged for the rest."""

from __future__ import annotations

import pytest
from sympy import Integer

from symsoft.api import derive
from symsoft.checking import bench
from symsoft.checking.cells import decide_equation
from symsoft.checking.check import check, verdict
from symsoft.checking.lemmas import by_lemmas, usable
from symsoft.language.matrix import At, Jacobian, MatMul, Transpose, Vec
from symsoft.language.system import Assumption, Definition, Kink, System
from symsoft.language.terms import D, Delta, Fn, Index, Ref, Size, Sum
from symsoft.language.walk import contains
from symsoft.proof import Evidence, Proof, Relation, Step, Verdict

n = Size("n")
i, j, k, p = (Index(letter, n) for letter in "ijkp")
SQUARE = Definition("y", (i,), Ref("x", i) ** 2)
LOSS = Definition("L", (), Sum(Ref("g", i) * Ref("y", i), i))
SYSTEM = System((SQUARE, LOSS), {"x": (n,), "g": (n,), "y": (n,), "L": ()})
CLAIM = D(Ref("y", i), Ref("x", j))
VALUE = 2 * Ref("x", i) * Delta(i, j)
LEMMA = Proof(Relation(CLAIM, VALUE), SYSTEM, (Step(CLAIM, VALUE, "power"),))


def at(a, b):
    return D(Ref("y", a), Ref("x", b))


def test_a_derivative_is_replaced_at_its_own_indices():
    e = Sum(Ref("g", i) * at(i, k), i)
    assert by_lemmas(e, [LEMMA]) == Sum(Ref("g", i) * (2 * Ref("x", i) * Delta(i, k)), i)
    assert by_lemmas(at(j, i), [LEMMA]) == 2 * Ref("x", j) * Delta(j, i)
    assert by_lemmas(at(p, Integer(1)), [LEMMA]) == 2 * Ref("x", p) * Delta(p, 1)


def test_a_matrix_of_derivatives_is_read_by_its_entries():
    y, x, g = (Vec(name, n) for name in "yxg")
    e = At(MatMul(Transpose(Jacobian(y, x)), g), j)
    assert not contains(by_lemmas(e, [LEMMA]), (D, Jacobian))


def test_what_no_lemma_is_about_stays():
    e = D(Ref("L"), Ref("x", j))
    assert by_lemmas(e, [LEMMA]) == e
    second = D(at(i, j), Ref("x", k))
    assert by_lemmas(second, []) == second


def test_a_lemma_about_something_else_is_not_used():
    other = System((Definition("y", (i,), Ref("x", i) ** 3), LOSS), SYSTEM.shapes)
    assert usable([LEMMA], SYSTEM) == (LEMMA,)
    assert usable([LEMMA], other) == ()
    positive = Assumption(">", Ref("x", k), Integer(0))
    step = Step(CLAIM, VALUE, "power", given=(positive,))
    assert usable([Proof(Relation(CLAIM, VALUE), SYSTEM, (step,))], SYSTEM) == ()


def scalars(*definitions, given=(), kinks=()):
    return System(definitions, {"x": (), "u": (), "y": ()}, given, kinks)


def resting(before, after, system, lemma_system, claim, value):
    """A one-line proof by a lemma that is true in a system of its own."""
    given = lemma_system.assumptions
    lemma = Proof(Relation(claim, value), lemma_system, (Step(claim, value, "r", given=given),))
    assert verdict(check(lemma, balls=False)) is Verdict.HOLDS
    step = Step(before, after, "lemma", cites=(claim,))
    return Proof(Relation(before, after), system, (step,), (lemma,))


X, U = Ref("x"), Ref("u")
SLOPE = D(Ref("y"), X)
ONE, ZERO = (Assumption("=", X, Integer(value)) for value in (1, 0))
ABS = Definition("y", (), Fn("abs", X))
PRODUCT = Definition("y", (), U * X)


@pytest.mark.parametrize(
    "wrong",
    [
        # A lemma on the diagonal, off it.
        resting(at(i, j), 2 * Ref("x", j), SYSTEM, SYSTEM, at(i, i), 2 * Ref("x", i)),
        # A lemma on one entry, for all.
        resting(
            at(i, j),
            2 * Ref("x", i) * Delta(1, j),
            SYSTEM,
            SYSTEM,
            at(1, j),
            2 * Ref("x", 1) * Delta(1, j),
        ),
        # In the lemma u is an input.
        resting(
            SLOPE,
            U,
            scalars(Definition("u", (), X**2), PRODUCT),
            scalars(PRODUCT),
            SLOPE,
            U,
        ),
        # The lemma holds at x = 1, not near it.
        resting(
            D(SLOPE, X),
            Integer(0),
            scalars(Definition("y", (), X**2), given=(ONE,)),
            scalars(Definition("y", (), X**2), given=(ONE,)),
            SLOPE,
            Integer(2),
        ),
        # Another value is taken at the kink.
        resting(
            SLOPE,
            Integer(1),
            scalars(ABS, given=(ZERO,), kinks=(Kink("abs", Integer(0), Integer(0)),)),
            scalars(ABS, given=(ZERO,), kinks=(Kink("abs", Integer(0), Integer(1)),)),
            SLOPE,
            Integer(1),
        ),
    ],
    ids=["diagonal", "one entry", "an input", "at a point", "a kink"],
)
def test_a_lemma_proves_nothing_beyond_what_it_says(wrong):
    assert verdict(check(wrong, balls=False)) is Verdict.UNKNOWN


def test_under_a_derivative_a_lemma_serves_where_it_holds_near_the_point():
    second = D(at(i, j), Ref("x", k))
    assert by_lemmas(second, [LEMMA]) == D(VALUE, Ref("x", k))
    positive = SYSTEM.assuming(Assumption(">", Ref("x", k), Integer(0)))
    known = Assumption("=", Ref("g", k), Integer(1))  # of what does not change with x
    for system in (positive, SYSTEM.assuming(known)):
        lemma = Proof(LEMMA.claim, system, LEMMA.steps)
        assert by_lemmas(second, [lemma]) == D(VALUE, Ref("x", k))


def proof(after):
    before = Sum(Ref("g", i) * at(i, j), i)
    step = Step(before, after, "lemma", cites=(CLAIM,))
    return Proof(Relation(before, after), SYSTEM, (step,), (LEMMA,))


RIGHT = Sum(Ref("g", i) * (2 * Ref("x", i) * Delta(i, j)), i)


def _blind(monkeypatch):
    """The exact decision gives up on sums of derivatives, as on large ones."""

    def decide(system, lhs, rhs, memory=None):
        if contains(lhs, D) and contains(lhs, Sum):
            return Evidence("exact", Verdict.UNKNOWN, "all n >= 1", "too large")
        return decide_equation(system, lhs, rhs, memory)

    monkeypatch.setattr(bench, "decide_equation", decide)


def test_a_step_that_is_too_large_alone_holds_by_its_lemma(monkeypatch):
    _blind(monkeypatch)
    checked = check(proof(RIGHT))
    assert verdict(checked) is Verdict.HOLDS
    assert [e.method for e in checked.steps[0].evidence] == ["exact", "enclosure"]
    # And the claim follows from its steps.
    assert [e.method for e in checked.evidence] == ["steps", "enclosure"]
    assert checked.evidence[0].scope == "all n >= 1"


def test_a_slip_beside_a_lemma_is_still_seen(monkeypatch):
    _blind(monkeypatch)
    checked = check(proof(3 * RIGHT))
    assert verdict(checked) is Verdict.FAILS
    (unknown, *_) = check(proof(3 * RIGHT), balls=False).steps[0].evidence
    assert unknown.verdict is Verdict.UNKNOWN


def test_a_wrong_lemma_does_not_make_the_whole_hold(monkeypatch):
    _blind(monkeypatch)
    wrong = 3 * VALUE
    lemma = Proof(Relation(CLAIM, wrong), SYSTEM, (Step(CLAIM, wrong, "power"),))
    before = Sum(Ref("g", i) * at(i, j), i)
    after = 3 * RIGHT
    step = Step(before, after, "lemma", cites=(CLAIM,))
    whole = Proof(Relation(before, after), SYSTEM, (step,), (lemma,))
    unsure = check(whole, balls=False)
    assert verdict(unsure) is Verdict.UNKNOWN
    assert not any(e.proves for e in unsure.steps[0].evidence)
    assert verdict(check(whole)) is Verdict.FAILS


@pytest.mark.parametrize(
    ("definitions", "by", "route"),
    [
        (  # a focal loss with an exponent, over a batch
            [
                "p[b, i] = exp(X[b, i])/sum(exp(X[b, k]), k)",
                "L = -mean(sum(T[b, i]*log(p[b, i])*(1 - p[b, i])**g, i), b)",
            ],
            "X",
            "direct",
        ),
        (  # four dense layers
            [
                "Z[a, i] = sum(W[a, k]*X[k, i], k)",
                "H[a, i] = sum(Z[a, k]*V[k, i], k)",
                "P[a, i] = sum(U[i, k]*H[a, k], k)",
                "Q[a, i] = sum(R[i, k]*P[a, k], k)",
                "L = mean(mean((Q[a, i] - Y[a, i])**2, i), a)",
            ],
            "V",
            "matrix",
        ),
    ],
)
def test_long_chains_are_decided(definitions, by, route):
    result = derive(define=definitions, wrt=[by], route=route, forms=["delta", "jvp"])
    assert result.verdict is Verdict.HOLDS
