"""One case of a routine: what it is given, what is promised, and when a class is masked."""

from __future__ import annotations

from math import inf, isnan, nan

import numpy as np
import pytest

from symsoft import api, programs
from symsoft.accuracy import ANY_ORDER
from symsoft.checking.inputs import Case
from symsoft.checking.meant import Definitions, Meant
from symsoft.checking.trial import Trial


def kernel(name, **stated):
    made = programs.routines(api.state(None, **{k: tuple(v) for k, v in stated.items()}))
    return next(k for k in made if k.name == name)


def trial(kernel, sizes, dtype="f64", **arrays):
    inputs = {}
    for name, values in arrays.items():
        for at, value in np.ndenumerate(np.asarray(values, float)):
            inputs[name, tuple(q + 1 for q in at)] = float(value)
    case = Case("", sizes, inputs)
    return Trial(kernel, dtype, case, Meant(Definitions(kernel.meaning.system), case))


SOFTMAX = {"define": ["y[i] = exp(x[i])/sum(exp(x[k]), k)"]}
WITH_T = {"define": ["L = log(sum(exp(x[k]/T), k))"], "wrt": ["x", "T"]}


def test_saved_outputs_are_what_the_definition_says():
    made = trial(kernel("y_vjp", **SOFTMAX), {"n": 2}, x=[1e4, 0.0], g=[1.0, 2.0])
    assert list(made.given.values()) == [1.0, 0.0, 1.0, 2.0]
    half = trial(kernel("y_jacobian", **SOFTMAX), {"n": 3}, "f32", x=[0.0, 0.0, 0.0])
    assert set(half.given.values()) == {float(np.float32(1 / 3))}
    promise = half.promise(ANY_ORDER).entries["out", (1, 2)]
    assert promise.overlaps(half.truth((1, 2), promise))
    unknown = trial(kernel("y_jacobian", **SOFTMAX), {"n": 2}, x=[nan, 0.0])
    assert all(map(isnan, unknown.given.values()))


def test_a_saved_output_out_of_range_is_no_fault_of_the_routine():
    define = {"define": ["u[i] = exp(x[i])"]}
    assert trial(kernel("u_jacobian", **define), {"n": 1}, x=[1e4]).promise(ANY_ORDER).left_range
    assert not trial(kernel("u", **define), {"n": 1}, x=[1e4]).promise(ANY_ORDER).left_range


@pytest.mark.parametrize(
    ("name", "stated", "arrays", "masked"),
    [
        ("y", SOFTMAX, {"x": [-inf, 0.0]}, True),
        ("y", SOFTMAX, {"x": [-inf, -inf]}, False),
        ("y", SOFTMAX, {"x": [inf, 0.0]}, False),
        ("y", SOFTMAX, {"x": [1.0, 0.0]}, False),
        ("y_vjp", SOFTMAX, {"x": [1.0, 0.0], "g": [-inf, 0.0]}, False),
        ("L_grad_x", WITH_T, {"x": [-inf, 0.0], "T": 1.0}, True),
        ("L_grad_T", WITH_T, {"x": [-inf, 0.0], "T": 1.0}, False),
    ],
)
def test_masked_classes(name, stated, arrays, masked):
    made = trial(kernel(name, **stated), {"n": 2}, **arrays)
    assert made.masks(made.promise(ANY_ORDER)) is masked


def test_an_array_has_the_shape_of_the_parameter():
    routine = kernel("z", define=["z[i] = sum(W[i, k]*h[k], k)"])
    made = trial(routine, {"n": 2, "m": 3}, "f32", W=[[1, 2, 3], [4, 5, 6]], h=[7, 8, 9])
    assert made.array(routine.parameters[0]).tolist() == [[1, 2, 3], [4, 5, 6]]
    assert made.array(routine.parameters[1]).dtype == np.float32
    empty = trial(routine, {"n": 0, "m": 3}, W=np.empty((0, 3)), h=[7, 8, 9])
    assert empty.array(routine.parameters[0]).shape == (0, 3)
    assert empty.beyond
    assert not made.beyond
