"""Overflow-safe forms: the textbook's, each with a proof that the exact checker decides."""

from __future__ import annotations

import pytest

from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import forms
from symsoft.checking.exact import decide
from symsoft.language.terms import Compare, Where
from symsoft.language.text import read_system, read_term
from symsoft.language.walk import subterms
from symsoft.proof import Verdict

SOFTMAX = "y[i] = exp(x[i])/sum(exp(x[k]), k)"
SIGMOIDS = "s[i] = 1/(1 + exp(-z[i]))"

FORWARD = {
    "softmax": ([SOFTMAX], "exp(x[i] - max(x[k], k))/sum(exp(x[k] - max(x[l], l)), k)"),
    "log-sum-exp": (
        ["F = log(sum(exp(x[k]), k))"],
        "max(x[k], k) + log(sum(exp(x[k] - max(x[l], l)), k))",
    ),
    "weighted log-sum-exp": (
        ["F = log(sum(w[k]*exp(x[k]), k))"],
        "max(x[k], k) + log(sum(w[k]*exp(x[k] - max(x[l], l)), k))",
    ),
    "sigmoid": (["s = 1/(1 + exp(-x))"], "exp(minimum(x, 0))/(1 + exp(-abs(x)))"),
    "softplus": (["y = log(1 + exp(x))"], "maximum(x, 0) + log(1 + exp(-abs(x)))"),
    "log-sigmoid": (["y = -log(1 + exp(-x))"], "-(maximum(-x, 0) + log(1 + exp(-abs(x))))"),
    "silu": (["y = x/(1 + exp(-x))"], "x*exp(minimum(x, 0))/(1 + exp(-abs(x)))"),
    "mish": (
        ["y = x*tanh(log(1 + exp(x)))"],
        "x*tanh(maximum(x, 0) + log(1 + exp(-abs(x))))",
    ),
    "log-cosh": (
        ["y = log(cosh(x))"],
        "log(1/2) + abs(x) + log(1 + exp(-2*abs(x)))",
    ),
    "binary cross-entropy": (
        [SIGMOIDS, "L = -sum(t[i]*log(s[i]) + (1 - t[i])*log(1 - s[i]), i)"],
        "-sum(t[i]*z[i] - maximum(z[i], 0) - log(1 + exp(-abs(z[i]))), i)",
    ),
    "softmax-one": (
        ["y[i] = exp(x[i])/(1 + sum(exp(x[k]), k))"],
        "exp(x[i] - maximum(max(x[k], k), 0))"
        "/(exp(-maximum(max(x[k], k), 0)) + sum(exp(x[k] - maximum(max(x[l], l), 0)), k))",
    ),
    "two exponents": (
        ["F = log(exp(a) + exp(b))"],
        "maximum(a, b) + log(1 + exp(-abs(a - b)))",
    ),
    "tanh": (["y = (exp(x) - exp(-x))/(exp(x) + exp(-x))"], "tanh(x)"),
    "weighted mean": (
        ["o[a] = sum(v[k, a]*exp(x[k]), k)/sum(exp(x[k]), k)"],
        "sum(v[k, a]*exp(x[k] - max(x[l], l)), k)/sum(exp(x[k] - max(x[l], l)), k)",
    ),
}


def safe_forms(definitions, by):
    deriver = Deriver(read_system(definitions))
    proof = deriver.prove(deriver.claim(deriver.system.target.name, by))
    return {f.name: f for f in forms(deriver, proof) if f.name.startswith("stable")}


@pytest.mark.parametrize("name", FORWARD)
def test_the_form_is_the_textbook_s_and_every_line_is_decided(name):
    definitions, wanted = FORWARD[name]
    form = safe_forms(definitions, _some_input(definitions))["stable"]
    assert form.expr == read_term(wanted, form.proof.system)
    assert form.proof.claim.lhs == form.proof.system.target.head
    for step in form.proof.steps:
        evidence = decide(form.proof.system, step.before, step.after)
        assert evidence.verdict is Verdict.HOLDS, (step.rule, evidence)


def _some_input(definitions):
    return next(iter(read_system(definitions).inputs))


@pytest.mark.parametrize(
    ("definitions", "by", "name", "wanted"),
    [
        (
            ["y = x + log(1 + exp(x))"],
            "x",
            "stable-delta",
            "1 + exp(minimum(x, 0))/(1 + exp(-abs(x)))",
        ),
        (
            ["y[i] = 2*log(1 + exp(x[i]))"],
            "x",
            "stable-vjp",
            "2*g[j]*exp(minimum(x[j], 0))/(1 + exp(-abs(x[j])))",
        ),
        (
            ["F = log(sum(exp(x[k]), k))"],
            "x",
            "stable-delta",
            "exp(x[j] - max(x[k], k))/sum(exp(x[k] - max(x[l], l)), k)",
        ),
        (
            [SIGMOIDS, "L = -sum(t[i]*log(s[i]) + (1 - t[i])*log(1 - s[i]), i)"],
            "t",
            "stable-delta",
            "-z[j]",
        ),
    ],
)
def test_derivatives_have_safe_forms_of_their_own(definitions, by, name, wanted):
    form = safe_forms(definitions, by)[name]
    assert form.expr == read_term(wanted, form.proof.system)
    for step in form.proof.steps:
        assert decide(form.proof.system, step.before, step.after).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("definitions", "weight"),
    [
        ([SOFTMAX, "L = -sum(t[k]*log(y[k]), k)"], "t[k]"),
        ([SOFTMAX, "H = -sum(y[k]*log(y[k]), k)"], "y[k]"),
    ],
)
def test_a_weight_of_zero_takes_out_a_masked_class(definitions, weight):
    form = safe_forms(definitions, "x")["stable"]
    (guard,) = (s for s in subterms(form.expr) if isinstance(s, Where))
    wanted = Compare("==", read_term(weight, form.proof.system), 0)
    assert guard.args[0].op == "=="
    assert str(guard.args[0]).startswith(weight[:2])
    assert guard.args[1] == 0
    assert len(str(guard.args[0])) == len(str(wanted))


def test_the_safe_form_of_a_derivative_by_the_output_is_not_unfolded():
    assert set(safe_forms([SOFTMAX], "x")) == {"stable"}


@pytest.mark.parametrize(
    ("definitions", "delta"),
    [
        ([SOFTMAX, "r[i] = x[i] - log(sum(exp(x[k]), k))"], "delta(i, j) - exp(r[j])"),
        ([SOFTMAX, "r[i] = log(y[i])"], "delta(i, j) - exp(r[j])"),
        (["s = 1/(1 + exp(-x))", "y = log(s)"], "1 - exp(y)"),
        (["s = 1/(1 + exp(-x))", "y = log(1 + exp(x))"], "1 - exp(-y)"),
        (["y = log(1 + exp(x))"], "1 - exp(-y)"),
        (["y = -log(1 + exp(-x))"], "1 - exp(y)"),
        (["r[i] = x[i] - log(sum(exp(x[k]), k))"], "delta(i, j) - exp(r[j])"),
    ],
)
def test_a_derivative_that_can_be_is_read_from_the_output(definitions, delta):
    form = safe_forms(definitions, "x")["stable-delta"]
    assert form.expr == read_term(delta, form.proof.system)
    assert decide(form.proof.system, form.proof.claim.lhs, form.expr).verdict is Verdict.HOLDS


def test_what_is_no_logarithm_of_it_is_not_read_from_the_output():
    assert set(safe_forms([SOFTMAX, "r[i] = log(y[i]) + 1"], "x")) == {"stable"}


@pytest.mark.parametrize(
    "definition", ["y[i] = exp(x[i])", "S = sum(exp(x[k]), k)", "y = a*x + b", "y = log(x)"]
)
def test_what_cannot_be_made_safer_has_no_safe_form(definition):
    assert safe_forms([definition], "x") == {}


def test_a_restricted_sum_is_left_as_it_is():
    assert safe_forms(["F[i] = log(sum(exp(x[k]), k, k != i))"], "x") == {}
