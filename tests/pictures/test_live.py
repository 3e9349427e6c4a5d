"""What a page is given to follow a derivative: values by balls, and only what may be moved."""

from __future__ import annotations

import json
from math import exp
from typing import Any

import pytest

from symsoft import api
from symsoft.display.mathml_terms import MathmlPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.pictures.live import Live, live
from symsoft.pictures.live_page import live_page, shown
from symsoft.proof import Proof


def found(*define: str, entry: str | None = None, n: Any = None, **options: Any) -> Live | None:
    problem = api.state(entry, define=define, **options)
    wanted = ("delta", "vjp", "stable")
    return live(api.derivations(problem, forms=wanted, strict=False), Options(n=n))


def printer_of(proof: Proof) -> MathmlPrinter:
    return MathmlPrinter(Order.of_claim(proof.system, proof.claim))


def test_the_first_numbers_are_right() -> None:
    panel = found(entry="softmax")
    assert panel is not None
    (x,), (one,) = panel.inputs, panel.panels
    total = sum(map(exp, x.values))
    assert one.heads == pytest.approx([exp(v) / total for v in x.values])
    assert one.sums == (0.0, 0.0, 0.0, 0.0)
    assert panel.cotangent is not None
    g = panel.cotangent.values
    columns = zip(*one.table.values, strict=True)
    wanted = [sum(a * b for a, b in zip(g, column, strict=True)) for column in columns]
    assert one.products == pytest.approx(wanted)


def test_inputs_that_are_bound_stay_where_they_are() -> None:
    panel = found(entry="ce")
    assert panel is not None
    assert {i.name: i.fixed for i in panel.inputs} == {"t": True, "x": False}
    positive = found("L = sum(log(x[k]), k)", given=["x[k] > 0"])
    assert positive is not None
    (x,) = positive.inputs
    assert not x.fixed
    assert x.low > 0
    assert min(x.values) > 0


def test_values_to_begin_with_are_steps_of_the_sliders() -> None:
    panel = found(entry="temperature")
    assert panel is not None
    for one in panel.inputs:
        assert all((v * 8).is_integer() and one.low <= v <= one.high for v in one.values)


def test_too_many_entries_are_drawn_at_smaller_sizes() -> None:
    panel = found("z[i] = sum(W[i, k]*h[k], k) + b[i]", n={"n": 6, "m": 6})
    assert panel is not None
    assert sum(len(i.values) for i in panel.inputs) <= 24


def test_data_can_not_end_the_script() -> None:
    panel = found(entry="softmax")
    assert panel is not None
    panel.data["sizes"]["</script>"] = 1
    fields = live_page(panel, printer_of, Options())
    assert "<" not in fields["data"]
    assert json.loads(fields["data"]) == panel.data


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.03125, "+0.0313"), (-0.00001, "0.0000"), (-99999.5, "−99999.5000"), (2e7, "+2.000e+7")],
)
def test_numbers_as_the_page_writes_them(value: float, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("define", "by", "bounded"),
    [
        ("L = sum(t[k]*log(y[k]), k)", "y", {"y"}),
        ("y[i] = sqrt(x[i])", "x", {"x"}),
        ("y[i] = x[i]/T", "x", set()),
        ("y[i] = exp(x[i])", "x", set()),
    ],
)
def test_an_input_stays_where_the_derivative_is_valid(
    define: str, by: str, bounded: set[str]
) -> None:
    result = api.derive(define=[define], wrt=[by])
    found = live(result.derivations, Options())
    assert found is not None
    assert {i.name for i in found.inputs if i.low > 0} == bounded
