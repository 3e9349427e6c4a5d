"""The numbers in the pictures, against formulas of textbooks worked out another way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import exp
from typing import Any
from xml.etree import ElementTree

import pytest

from symsoft import api
from symsoft.display.mathml_terms import MathmlPrinter
from symsoft.display.options import Options
from symsoft.pictures import ON_PAGE, PLAIN, Figure, figures
from symsoft.pictures.figure_errors import difference_errors
from symsoft.pictures.figure_simplex import _arrow, _flow
from symsoft.pictures.simplex import ARROWS, places
from symsoft.pictures.table import Table
from symsoft.pictures.values import number, place, precise, sizes_for
from symsoft.proof import Derivation

SVG = "{http://www.w3.org/2000/svg}"


def derived(*define: str, entry: str | None = None, **options: Any) -> Sequence[Derivation]:
    problem = api.state(entry, define=define, **options)
    return api.derivations(problem, forms=("delta", "vjp"), strict=False)


def drawn(found: Sequence[Derivation], **options: Any) -> dict[str, Figure]:
    return {f.name: f for f in figures(found, Options(**options))}


@pytest.fixture(scope="module")
def softmax() -> Sequence[Derivation]:
    return derived(entry="softmax")


def test_which_pictures_there_are(softmax: Sequence[Derivation]) -> None:
    assert list(drawn(softmax)) == ["heatmap-1", "errors-1", "simplex-1"]
    assert list(drawn(derived("s = 1/(1 + exp(-x))"))) == ["curve-1", "errors-1"]
    assert list(drawn(derived("y[i] = tanh(x[i])"))) == ["curve-1", "heatmap-1", "errors-1"]
    assert "curve-1" not in drawn(derived("y[i] = x[i]*sum(x[k], k)"))
    assert "curve-1" not in drawn(derived("y[i] = x[i]*w[i]"))
    assert "heatmap-1" in drawn(derived(entry="softmax-batch"), n={"n": 4, "m": 4})
    assert {"heatmap-1", "heatmap-2"} <= set(drawn(derived("z[i] = sum(W[i, k]*h[k], k)")))


def test_the_heat_map_is_the_jacobian(softmax: Sequence[Derivation]) -> None:
    root = ElementTree.fromstring(drawn(softmax, n={"n": 3})["heatmap-1"].svg(PLAIN))
    title = root[0].text or ""
    x = [float(v.replace("−", "-")) for v in re.findall(r"−?\d[\d.]*", title.split("=")[1])]
    total = sum(map(exp, x))
    y = [exp(v) / total for v in x]
    shown = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    values = [float(s.replace("−", "-")) for s in shown if re.fullmatch(r"[+−]\d\.\d+", s)]
    wanted = [a * ((p == q) - b) for p, a in enumerate(y) for q, b in enumerate(y)]
    assert values[:9] == pytest.approx(wanted, abs=0.0005)


def test_names_change_labels_only(softmax: Sequence[Derivation]) -> None:
    other = derived("b[p] = exp(a[p])/sum(exp(a[q]), q)")

    def shapes(found: Sequence[Derivation]) -> list[list[str | None]]:
        roots = [ElementTree.fromstring(f.svg(PLAIN)) for f in drawn(found).values()]
        return [[e.get("d") for e in root.iter(f"{SVG}path")] for root in roots]

    assert shapes(softmax) == shapes(other)


def test_the_same_twice(softmax: Sequence[Derivation]) -> None:
    first, second = ([f.svg(ON_PAGE) for f in drawn(softmax).values()] for _ in range(2))
    assert first == second


def test_difference_quotients_have_the_order_that_theory_gives_them() -> None:
    (derivation,) = derived("s = exp(2*x)")
    claim = derivation.proof.claim
    with precise():
        here = place(derivation.proof.system, {}, [claim.lhs.body])
        assert here is not None
        forward, central = difference_errors(claim.lhs, claim.rhs, here, {})
    for errors, order in ((forward, 1), (central, 2)):
        (x1, y1), (x2, y2) = errors.points[7], errors.points[3]
        assert (y2 - y1) / (x2 - x1) == pytest.approx(order, abs=0.1)
    # Rounding to doubles makes the smallest steps useless.
    assert forward.points[-1][1] > forward.points[25][1]


def test_a_wrong_derivative_does_not_converge(softmax: Sequence[Derivation]) -> None:
    claim = softmax[0].proof.claim
    with precise():
        here = place(softmax[0].proof.system, {"n": 3}, [claim.lhs.body])
        assert here is not None
        table = Table.of(softmax[0], here)
        assert table is not None
        forward, _ = difference_errors(claim.lhs, 2 * claim.rhs, here, table.at(0, 0))
    assert forward.least > 0.01


def test_arrows_follow_the_gradient_of_the_first_share(softmax: Sequence[Derivation]) -> None:
    def moved(y: tuple[Fraction, ...]) -> list[Fraction]:
        rows = [[a * ((p == q) - b) for q, b in enumerate(y)] for p, a in enumerate(y)]
        return [sum(row[q] * rows[0][q] for q in range(3)) for row in rows]

    with precise():
        flow = _flow(softmax[0])
        assert flow is not None
        for at in places(ARROWS):
            arrow = _arrow(flow, at)
            assert arrow is not None
            assert arrow.move == pytest.approx([float(m) for m in moved(at)])


def test_arrows_go_down_to_the_target() -> None:
    """For the cross-entropy, dy = J(t - y): at y = t nothing moves."""
    (ce,) = derived(entry="ce")
    with precise():
        flow = _flow(ce)
        assert flow is not None
        t = [number(flow.here.point.entry("t", (k,))) for k in (1, 2, 3)]
        target = tuple(Fraction(v or 0.0) for v in t)
        arrow = _arrow(flow, (target[0], target[1], target[2]))
        assert arrow is not None
        assert arrow.move == pytest.approx((0, 0, 0), abs=1e-15)
        away = (Fraction(1, 10), Fraction(1, 10), Fraction(8, 10))
        arrow = _arrow(flow, away)
        assert arrow is not None
        toward = [float(b - a) for a, b in zip(away, target, strict=True)]
        assert sum(a * b for a, b in zip(arrow.move, toward, strict=True)) > 0


def test_no_triangle_without_shares() -> None:
    assert "simplex-1" not in drawn(derived("u[i] = exp(x[i])"))
    assert "simplex-1" not in drawn(derived(entry="ce-onehot"))


def test_a_scalar_beside_the_variable_stays_where_it_is() -> None:
    figure = drawn(derived(entry="leaky-relu"))
    title = ElementTree.fromstring(figure["curve-1"].svg(PLAIN))[0].text or ""
    assert re.fullmatch(r"y and its derivative by x, for a = −?\d[\d.]*", title)


def test_captions_in_every_format(softmax: Sequence[Derivation]) -> None:
    figure = drawn(softmax)["heatmap-1"]
    text = figure.caption(MathmlPrinter(figure.order))
    assert text.startswith("<math>")
    assert "− " not in text
    assert "x = (" in (ElementTree.fromstring(figure.svg(PLAIN))[0].text or "")


def test_sizes_that_are_asked_for_are_used_where_they_fit() -> None:
    system = api.state("softmax").system
    assert sizes_for(system, {"n": 5}, 12) == {"n": 5}
    assert sizes_for(system, {"n": 50}, 12) == {"n": 4}
    literal = api.state(define=["L = x[7]*sum(x[k], k)"]).system
    assert sizes_for(literal, None, 12) == {"n": 7}


def test_assumptions_hold_at_the_place() -> None:
    system = api.state("ce").system
    with precise():
        here = place(system, {"n": 4}, [system.target.head])
        assert here is not None
        t = [here.point.entry(*e) for e in here.entries("t")]
        assert sum(t) == 1
        assert all(v > 0 for v in t)


def test_no_numbers_no_pictures() -> None:
    nowhere = derived("L = log(sin(x)*cos(x) - 0.9)")
    assert drawn(nowhere) == {}
    assert "errors-1" in drawn(derived("L = log(-x)", given=["x < 0"]))
