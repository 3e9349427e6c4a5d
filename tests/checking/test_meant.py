"""What definitions mean: at finite inputs, as a limit at infinite ones, and where one is NaN."""

from __future__ import annotations

from math import inf, isnan, nan

import pytest
from flint import arb

from symsoft.checking.inputs import Case
from symsoft.checking.meant import Definitions, Meant
from symsoft.language.terms import D, Index, Ref
from symsoft.language.text import read_system

SOFTMAX = ["y[i] = exp(x[i])/sum(exp(x[k]), k)"]


def meant(definitions, inputs, at=(), enough=lambda ball: ball.rad() < arb(2) ** -60):
    """The value of the target by definition; arrays are lists."""
    system = read_system(definitions)
    entries, sizes = {}, {}
    for name, value in inputs.items():
        values = value if isinstance(value, list) else [value]
        for q, v in enumerate(values, 1):
            entries[name, (q,) if isinstance(value, list) else ()] = v
        if isinstance(value, list):
            sizes[system.shapes[name][0].name] = len(value)
    found = Meant(Definitions(system), Case("", sizes, entries)).value(
        lambda point: point.entry(system.target.name, at), enough
    )
    return None if found is None else float(found)


def test_precision_grows_until_it_is_enough():
    wanted = meant(["s = log(1 + exp(x)) - x"], {"x": 1e4}, (), lambda b: b.rad() < abs(b) / 2)
    assert 0 <= wanted < 1e-300
    assert meant(SOFTMAX, {"x": [1e300, -1e300]}, (1,)) == 1.0


@pytest.mark.parametrize(
    ("definitions", "inputs", "at", "limit"),
    [
        (SOFTMAX, {"x": [-inf, 0.0, 0.0]}, (1,), 0.0),
        (SOFTMAX, {"x": [-inf, 0.0, 0.0]}, (2,), 0.5),
        (SOFTMAX, {"x": [inf, 0.0]}, (1,), 1.0),
        (SOFTMAX, {"x": [-inf, -inf]}, (1,), None),  # it depends on the way
        (["r[i] = log(softmax(x)[i])"], {"x": [-inf, 0.0]}, (1,), -inf),
        (["F = log(sum(exp(x[k]), k))"], {"x": [-inf, -inf]}, (), -inf),
        (["F = log(sum(exp(x[k]), k))"], {"x": [-inf, inf]}, (), inf),
        (["y = x*exp(x)"], {"x": -inf}, (), 0.0),
        (["y = 1/x"], {"x": -inf}, (), 0.0),
        (["y = log(x)"], {"x": inf}, (), inf),
        (["y = sin(x)"], {"x": inf}, (), None),
        (["y = log(x)"], {"x": -inf}, (), None),
        (["L = t*log(1/(1 + exp(-x)))"], {"t": 0.0, "x": -inf}, (), 0.0),
        (["L = t*log(1/(1 + exp(-x)))"], {"t": 1.0, "x": -inf}, (), -inf),
    ],
)
def test_limits(definitions, inputs, at, limit):
    if "softmax(" in definitions[0]:
        definitions = [*SOFTMAX, "r[i] = log(y[i])"]
    found = meant(definitions, inputs, at)
    assert found == (pytest.approx(limit, abs=1e-300) if limit is not None else None)


@pytest.mark.parametrize(
    ("definitions", "inputs", "at", "wanted"),
    [
        (["y[i] = exp(x[i])"], {"x": [nan, 2.0]}, (1,), nan),
        (["y[i] = x[i]*3"], {"x": [nan, 2.0]}, (2,), 6.0),
        (SOFTMAX, {"x": [nan, 2.0]}, (2,), nan),
        (["y[i] = maximum(x[i], 0)"], {"x": [1.0, nan]}, (2,), nan),
        (["y[i] = x[i]/x[i]"], {"x": [1.0, nan]}, (2,), None),  # 1, but not seen to be
    ],
)
def test_nan_reaches_what_depends_on_it(definitions, inputs, at, wanted):
    found = meant(definitions, inputs, at)
    if wanted is None or not isnan(wanted):
        assert found == wanted
    else:
        assert isnan(found)


def test_a_derivative_by_another_entry_does_not_depend_on_nan():
    system = read_system(["y[i] = exp(x[i])"])
    (size,) = system.sizes
    i, j = Index("i", size), Index("j", size)
    term = D(Ref("y", i), Ref("x", j))
    case = Case("NaN", {size.name: 2}, {("x", (1,)): nan, ("x", (2,)): 0.0})
    meaning = Meant(Definitions(system), case)

    def at(p, q):
        return meaning.value(
            lambda point: point.programs.program(term).at(point, {i: p, j: q}), lambda _: True
        )

    assert at(1, 1).is_nan()
    assert at(1, 2).is_zero()
    assert at(2, 2) == 1


def test_what_is_undefined_has_no_value():
    assert meant(["y = log(x)"], {"x": -1.0}) is None
    assert meant(["y = 1/x"], {"x": 0.0}) is None
