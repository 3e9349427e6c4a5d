import pytest
from flint import arb, ctx

from symsoft.checking.evaluate import Point, Programs
from symsoft.checking.report import (
    choices_text,
    counterexample,
    inputs_text,
    number,
    scope,
    two_numbers,
)
from symsoft.language.system import Definition, System
from symsoft.language.terms import Index, Ref, Size

n, m = Size("n"), Size("m")
i, a = Index("i", n), Index("a", m)
SYSTEM = System(
    (Definition("y", (i,), Ref("x", i) * Ref("T")),),
    {"x": (n,), "W": (n, m), "T": (), "y": (n,)},
)


@pytest.fixture(autouse=True)
def _precision():
    with ctx.workprec(128):
        yield


def point():
    inputs = {("x", (1,)): arb(0.25), ("x", (2,)): arb(-1.5), ("T", ()): arb(2)}
    inputs |= {("W", (q, r)): arb(q) / r for q in (1, 2) for r in (1, 3)}
    inputs |= {("W", (q, 2)): arb(q) / 3 for q in (1, 2)}
    return Point(Programs(SYSTEM), {"n": 2, "m": 2}, inputs)


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ([], ""),
        ([{}], ""),
        ([{"n": 4}], "n = 4"),
        ([{"n": 2}, {"n": 3}, {"n": 1}], "n = 1..3"),
        ([{"n": 2}, {"n": 5}], "n = 2, 5"),
        ([{"n": 2, "m": 3}, {"n": 1, "m": 1}], "(n, m) = (2, 3), (1, 1)"),
    ],
)
def test_choices(choices, text):
    assert choices_text(choices) == text


def test_scope_says_points_and_indices():
    assert scope({(("n", 4),): 1}, False, 128) == "n = 4, 1 point, 128 bits"
    assert scope({(): 3}, False, 64) == "3 points, 64 bits"


@pytest.mark.parametrize(
    ("ball", "text"),
    [
        (arb(0), "0"),
        (arb(2), "2"),
        (arb(-1.5), "-1.5"),
        (arb(1) / 3, "0.33333333…"),
        (arb(1) / 3 * 3 - 1, "0"),
        (arb(1000).exp(), "1.9700711e+434…"),
    ],
)
def test_numbers(ball, text):
    assert number(ball) == text


def test_two_numbers_in_the_fewest_digits_that_tell_them_apart():
    assert two_numbers(arb(1) / 3, arb(2) / 3) == ("0.3333…", "0.6667…")
    assert two_numbers(arb(1) / 3, arb(1) / 3 + arb(10) ** -7) == ("0.33333333…", "0.33333343…")
    assert two_numbers(arb(2), arb(2)) == ("2", "2")


def test_inputs_are_those_that_matter():
    assert inputs_text(point(), (Ref("y", i), Ref("T"))) == "x = (0.25, -1.5), T = 2"
    assert inputs_text(point(), (Ref("W", i, a), 1)) == "W = ((1, 0.33333333…), (2, 0.66666667…))"
    assert inputs_text(point(), (1, 2)) == ""


def test_a_counterexample_in_one_line():
    text = counterexample(point(), {i: 2}, (arb(1), arb(3)), (Ref("T"), Ref("T")))
    assert text == "n = 2, m = 2, i = 2: left 1, right 3 at T = 2"
