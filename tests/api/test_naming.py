"""Classes with names: what is printed, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from symsoft import api
from symsoft.api.naming import counted, labels_of, sizes_of
from symsoft.errors import ContradictionError, InputError
from symsoft.language.text import read_system
from symsoft.proof import Verdict

SYSTEM = read_system(["z[i] = sum(W[i,a]*h[a], a)"])


@pytest.fixture(scope="module")
def classes():
    return api.derive("softmax", forms=["entries"], n=3, names=["a", "b", "c"])


def test_every_line_is_proved(classes):
    assert classes.verdict is Verdict.HOLDS
    assert classes.sizes == {"n": 3}


def test_text(classes):
    text = classes.text()
    assert "  y_a = exp(x_a)/(exp(x_a) + exp(x_b) + exp(x_c))\n" in text
    assert "  ∂y_b/∂x_b = y_b·(1 − y_b)\n" in text
    assert "  ∂y_a/∂x_b = −y_a·y_b\n" in text
    assert "    = ⎡ y_a·(1 − y_a)  −y_a·y_b       −y_a·y_c      ⎤\n" in text


def test_latex(classes):
    tex = classes.latex()
    assert r"\frac{\partial y_b}{\partial x_b} &= y_b (1 - y_b)" in tex
    assert r"\begin{pmatrix} y_a (1 - y_a) & -y_a y_b & -y_a y_c" in tex


def test_json(classes):
    found = json.loads(classes.json())["forms"]
    assert found["entries"]["text"].startswith("[y_a·(1 − y_a), −y_a·y_b, −y_a·y_c; ")
    equations = found["entries"]["equations"]
    assert len(equations) == 9
    assert equations[4]["text"] == "∂y_b/∂x_b = y_b·(1 − y_b)"
    assert found["entries-definition"]["equations"][0]["text"].startswith("y_a = exp(x_a)/(")


def test_names_say_how_many_there_are():
    found = api.derive("softmax", forms=["entries"], names=["cat", "dog"])
    assert found.sizes == {"n": 2}
    assert "∂y_cat/∂x_dog = −y_cat·y_dog" in found.text()


def test_without_names_nothing_is_written_twice():
    found = api.derive("softmax", forms=["entries"], n=3)
    assert [f.name for f in found.derivations[0].forms] == ["entries"]
    assert "equations" not in json.loads(found.json())["forms"]["entries"]


def test_a_row_of_results_may_bring_names():
    problem = replace(api.state("softmax"), forms=("cases", "entries"), names=("a", "b", "c"))
    found = api.solve(problem)
    assert found.sizes == {"n": 3}
    assert "∂y_b/∂x_b = y_b·(1 − y_b)" in found.text()


def test_a_range_by_its_name():
    found = api.derive(
        define=["z[i] = sum(W[i,a]*h[a], a)"], wrt=["h"], n={"m": 2, "n": 2}, names={"n": "pq"}
    )
    assert "∂z_p/∂h_1 = W_p1" in found.text()


@pytest.mark.parametrize(
    ("names", "n", "message"),
    [
        (["p", "q", "p"], None, "two classes are called 'p'"),
        (["p", "2q"], None, "'2q' can't name a class"),
        (["p", ""], None, "'' can't name a class"),
        (["i", "q"], None, "'i' is an index of the definitions"),
        (["n", "q"], None, "'n' is the length of a range"),
        ({"k": ["p", "q"]}, None, "there is no range 'k'"),
        (["p", "q"], 3, "2 names for n = 3"),
        ({"m": ["p", "q"]}, {"n": 2, "m": 3}, "2 names for m = 3"),
    ],
)
def test_names_that_are_refused(names, n, message):
    with pytest.raises(InputError, match=message):
        counted(labels_of(SYSTEM, names), n)


def test_a_name_that_the_derivation_needs_as_an_index():
    with pytest.raises(InputError, match="'l' is an index of the derivation"):
        api.derive("softmax", forms=["entries", "stable"], names=["a", "l"])


def test_no_range_no_names():
    with pytest.raises(InputError, match="no range whose places could have names"):
        api.derive("sigmoid", names=["a", "b"])


def test_every_range_needs_a_value():
    with pytest.raises(InputError, match="the range m needs a value too"):
        sizes_of(SYSTEM, counted(labels_of(SYSTEM, {"n": ["p", "q"]}), None))


def test_an_unknown_convention():
    with pytest.raises(InputError, match="did you mean row"):
        api.derive("softmax", convention="rows")


def test_the_reason_why_there_is_no_matrix_form():
    with pytest.raises(Exception, match="no form 'matrix' here: it is a single number"):
        api.derive("sigmoid", forms=["matrix"])


def test_what_is_absent_is_said_beside_what_there_is():
    gram = ["G[i,j] = sum(X[b,i]*X[b,j], b)*c"]
    found = api.derive(define=gram, forms=["matrix"])
    assert "c·Xᵀ X" not in found.text()
    assert "    = Xᵀ X" in found.text()
    assert "In matrix form\n  There is none: " in found.text()
    said = json.loads(found.json())["derivatives"]
    assert ["absent" in d for d in said] == [True, False]
    assert said[0]["absent"]["matrix"].endswith("is no Kronecker product.")
    chinese = api.derive(define=gram, forms=["matrix"], language="zh-TW").text()
    assert "沒有此形式：" in chinese
    assert "不是克羅內克積。" in chinese


def test_a_range_that_contradicts_what_is_given():
    define = ["L = sum(t[k]*x[k], k)"]
    given = ["t[k] = 1/3", "sum(t[k], k) = 1"]
    assert api.derive(define=define, given=given, wrt=["x"], n=3).sizes == {"n": 3}
    with pytest.raises(ContradictionError, match=r"t\[k\] = 1/3, sum\(t\[k\], k\) = 1 and n = 4"):
        api.derive(define=define, given=given, wrt=["x"], n=4)
    with pytest.raises(ContradictionError, match=r"contradict each other: t\[3\] = 1 and n = 2"):
        api.derive(define=define, given=["t[3] = 1"], wrt=["x"], n=2)
