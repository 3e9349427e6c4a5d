from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

import symsoft
from symsoft.api import Problem, Result, state, worst
from symsoft.errors import ContradictionError, InputError, UnsupportedError
from symsoft.proof import Evidence, Verdict
from symsoft.targets import TARGETS

SOFTMAX = "y[i] = exp(x[i])/sum(exp(x[k]), k)"


@pytest.fixture(scope="module")
def softmax() -> Result:
    return symsoft.derive("softmax", n=4)


def test_a_result_is_frozen(softmax: Result) -> None:
    with pytest.raises(FrozenInstanceError):
        softmax.derivations = ()  # type: ignore[misc]


def test_every_format(softmax: Result) -> None:
    assert softmax.verdict is Verdict.HOLDS
    assert softmax.text() == softmax.document("text")
    assert json.loads(softmax.json())["entry"] == "softmax"
    assert softmax.latex().startswith("\\")
    assert all(softmax.document(name) for name in TARGETS)
    with pytest.raises(InputError, match=r"did you mean latex\?"):
        softmax.document("latx")


def test_a_notebook_shows_latex(softmax: Result) -> None:
    shown = softmax._repr_latex_()
    assert "\\delta_{ij}" in shown
    assert "\\documentclass" not in shown


def test_softmax_is_the_default() -> None:
    assert state() == state("softmax")


def test_definitions_give_what_the_entry_gives(softmax: Result) -> None:
    own = symsoft.derive(define=[SOFTMAX], n=4)
    assert own.entry == "y"
    assert own.derivations[0].proof == softmax.derivations[0].proof


def test_verify_asks_sympy_too() -> None:
    def methods(result: Result) -> set[str]:
        return {e.method for d in result.derivations for e in d.proof.evidence}

    assert methods(symsoft.verify("sigmoid")) - methods(symsoft.derive("sigmoid")) == {"sympy diff"}


def test_every_input_is_differentiated_by() -> None:
    assert state(define=["z[i] = sum(W[i, k]*x[k], k) + b[i]"]).wrt == ("W", "x", "b")
    assert state(define=["a = u**2", "b = v**2"]).wrt == ("v",)


def test_what_is_given_besides_the_entry() -> None:
    problem = state("softmax", given=["x[k] > 0"])
    assert len(problem.system.assumptions) == 1


@pytest.mark.parametrize(
    ("n", "message"),
    [
        (0, "at least 1"),
        ({"q": 2}, "no range 'q'; there are: n, m"),
        ({"n": 2}, "range m needs a value"),
        ({"n": 2, "m": 0}, "range m can't be 0"),
    ],
)
def test_impossible_sizes(n: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        symsoft.derive(define=["z[i] = sum(W[i, k]*x[k], k)"], n=n)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: symsoft.derive("softmax", define=[SOFTMAX]), InputError, "not both"),
        (lambda: symsoft.derive(route="lg"), InputError, "did you mean log?"),
        (lambda: symsoft.derive(forms=["matrx"]), InputError, "did you mean matrix?"),
        (lambda: symsoft.derive(forms=["entries"]), InputError, "needs a value for every range"),
        (lambda: symsoft.derive("sigmoid", forms=["matrix"]), UnsupportedError, "no form 'matrix'"),
        (lambda: symsoft.derive(wrt=["y"]), InputError, "no 'y' to differentiate by"),
        (lambda: symsoft.derive(define=["y = 2"]), InputError, "no input"),
        (
            lambda: symsoft.derive(define=["y = log(x)"], given=["x > 0", "x < 0"]),
            ContradictionError,
            "contradict",
        ),
    ],
)
def test_errors(call: Callable[[], Result], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message.replace("?", r"\?")):
        call()


def test_worst() -> None:
    assert worst([]) is Verdict.HOLDS
    assert worst([Verdict.HOLDS, Verdict.UNKNOWN]) is Verdict.UNKNOWN
    assert worst([Verdict.UNKNOWN, Verdict.FAILS, Verdict.HOLDS]) is Verdict.FAILS


def test_one_failure_is_the_verdict(softmax: Result) -> None:
    derivation = softmax.derivations[0]
    broken = Evidence("enclosure", Verdict.FAILS, "n = 2", "1 ≠ 2")
    step = replace(derivation.proof.steps[0], evidence=(broken,))
    proof = replace(derivation.proof, steps=(step, *derivation.proof.steps[1:]))
    assert Result((replace(derivation, proof=proof),)).verdict is Verdict.FAILS


def test_a_problem_can_be_stated_once_and_solved_later() -> None:
    problem = state("log-route")
    assert isinstance(problem, Problem)
    assert (problem.route, problem.forms) == ("log", ("delta",))


def test_user_stands_for_what_is_defined():
    assert state("user", define=["y = a**2"]) == state(define=["y = a**2"])
    with pytest.raises(InputError, match="--define"):
        state("user")
