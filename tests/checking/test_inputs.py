"""The inputs: every family, the same on every run, and true to what is given."""

from __future__ import annotations

from math import inf, isnan

import numpy as np
import pytest

from symsoft import api, programs
from symsoft.checking.inputs import cases, finite

FAMILIES = {
    *("ordinary", "large", "small", "1e4", "1e300", "1e-300", "ties", "subnormal", "random"),
    *("-inf", "inf", "all -inf", "NaN", "n = 0"),
}


def kernel_of(routine="forward", **stated):
    made = programs.routines(api.state(None, **stated))
    return next(k for k in made if k.routine == routine)


@pytest.fixture(scope="module")
def softmax():
    return kernel_of(define=["y[i] = exp(x[i])/sum(exp(x[k]), k)"])


def test_every_family_is_there_and_the_same_on_every_run(softmax):
    made = list(cases(softmax, "f64"))
    assert {case.family for case in made} == FAMILIES
    assert repr(made) == repr(list(cases(softmax, "f64")))
    assert max(case.sizes["n"] for case in made) > 128  # beyond a block of a sum in C
    assert {0, 1, 2, 3, 5} <= {case.sizes["n"] for case in made}


@pytest.mark.parametrize("dtype", ["f32", "f64"])
def test_inputs_are_numbers_of_the_type(softmax, dtype):
    number = {"f32": np.float32, "f64": np.float64}[dtype]
    for case in cases(softmax, dtype):
        values = list(case.inputs.values())
        assert all(isnan(v) or float(number(v)) == v for v in values), case
        assert finite(case) or case.family in ("-inf", "inf", "all -inf", "NaN")


def test_families_are_what_they_are_called(softmax):
    by_family = {}
    for case in cases(softmax, "f64"):
        if case.sizes["n"] == 2:
            by_family.setdefault(case.family, []).append(list(case.inputs.values()))
    assert any(max(x) > 9e3 for x in by_family["1e4"])
    assert any(max(x) < -9e3 for x in by_family["1e4"])
    assert all(max(map(abs, x)) > 1e299 for x in by_family["1e300"])
    assert all(0 < min(map(abs, x)) < 1e-308 for x in by_family["subnormal"])
    assert any(len(set(x)) == 1 for x in by_family["ties"])
    assert all(x.count(-inf) == 1 for x in by_family["-inf"])
    assert all(x.count(-inf) == 2 for x in by_family["all -inf"])


def test_what_is_given_is_kept():
    kernel = kernel_of(
        define=["L = -sum(t[k]*log(y[k]), k)"], given=["sum(t[k], k) = 1", "y[k] > 0"], wrt=["y"]
    )
    families = set()
    for case in cases(kernel, "f64"):
        if case.sizes["n"]:
            families.add(case.family)
            t = [v for (name, _), v in case.inputs.items() if name == "t"]
            y = [v for (name, _), v in case.inputs.items() if name == "y"]
            assert sum(t) == 1
            assert min(y) > 0
    assert {"1e300", "random"} <= families  # y[k] > 0 may be huge; t may not


def test_a_masked_class_meets_weights_of_0():
    kernel = kernel_of(
        define=["y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)"],
        given=["sum(t[k], k) = 1"],
        wrt=["x"],
    )
    masked = [c for c in cases(kernel, "f64") if c.family == "-inf" and c.sizes["n"] == 2]
    places = [next(e for e, v in c.inputs.items() if v == -inf) for c in masked]
    weights = [c.inputs["t", at] for c, (_, at) in zip(masked, places, strict=True)]
    assert 0.0 in weights
    assert any(weights)


def test_a_size_is_long_enough_for_entries_named_by_number():
    kernel = kernel_of(define=["y[i] = x[2]*x[i]"])
    assert min(case.sizes["n"] for case in cases(kernel, "f64")) == 2


def test_names_change_nothing():
    one = kernel_of(define=["y[i] = exp(x[i])*w[i]"])
    other = kernel_of(define=["b[i] = exp(z[i])*a[i]"])
    values = [[list(c.inputs.values()) for c in cases(k, "f32")] for k in (one, other)]
    assert repr(values[0]) == repr(values[1])


def test_ordinary_inputs_lie_where_the_definition_has_a_value():
    far = kernel_of(define=["y = log(x - 100)"])
    ordinary = [c for c in cases(far, "f64") if c.family == "ordinary"]
    assert len(ordinary) == 2
    assert all(c.inputs["x", ()] > 100 for c in ordinary)
