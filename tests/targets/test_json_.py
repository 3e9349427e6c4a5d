"""The JSON that other programs rely on."""

from __future__ import annotations

import json
from typing import Any

from symsoft.proof import Derivation
from symsoft.targets import TARGETS

KEYS = ["schema", "entry", "claim", "definitions", "valid_where", "steps", "lemmas", "forms"]
WHOLE = [*KEYS, "properties"]
STEP = ["before", "after", "latex", "rule", "reason", "given", "evidence", "substeps"]


def read(*derivations: Derivation) -> Any:
    text = TARGETS["json"].document(derivations)
    assert text.endswith("}\n")
    return json.loads(text)


def test_one_derivation(softmax: Derivation) -> None:
    found = read(softmax)
    assert list(found) == WHOLE
    assert found["schema"] == 1
    assert found["entry"] == "softmax"
    assert found["claim"] == {
        "latex": r"\frac{\partial y_i}{\partial x_j} = y_i (\delta_{ij} - y_j)",
        "text": "D(y[i], x[j]) = y[i]*(delta(i, j) - y[j])",
    }
    assert found["definitions"] == [
        {
            "latex": r"y_i = \frac{e^{x_i}}{\sum_k e^{x_k}}",
            "text": "y[i] = exp(x[i])/sum(exp(x[k]), k)",
        }
    ]
    assert [list(step) for step in found["steps"]] == [STEP] * 5
    assert found["steps"][0] == {
        "before": "D(y[i], x[j])",
        "after": "D(exp(x[i])/sum(exp(x[k]), k), x[j])",
        "latex": r"\frac{\partial y_i}{\partial x_j} = "
        r"\frac{\partial}{\partial x_j}\biggl(\frac{e^{x_i}}{\sum_k e^{x_k}}\biggr)",
        "rule": "definition",
        "reason": "definition of y_i",
        "given": [],
        "evidence": [
            {"method": "exact", "verdict": "holds", "scope": "all n >= 1", "detail": ""},
            {"method": "enclosure", "verdict": "holds", "scope": "n = 1..3", "detail": ""},
        ],
        "substeps": [],
    }


def test_steps_chain(softmax: Derivation) -> None:
    steps = read(softmax)["steps"]
    assert [s["after"] for s in steps[:-1]] == [s["before"] for s in steps[1:]]


def test_forms(softmax: Derivation) -> None:
    forms = read(softmax)["forms"]
    assert list(forms) == ["delta", "cases", "matrix", "entries", "stable"]
    assert all(list(form) == ["latex", "text", "evidence"] for form in forms.values())
    assert forms["delta"]["text"] == "y[i]*(delta(i, j) - y[j])"
    assert forms["matrix"]["latex"] == r"\operatorname{diag}(y) - y\,y^{\mathsf{T}}"
    assert forms["matrix"]["text"] == "diag(y) − y yᵀ"
    assert forms["entries"]["text"].startswith("[y_1·(1 − y_1), −y_1·y_2")
    assert [e["verdict"] for e in forms["cases"]["evidence"]] == ["holds", "holds"]


def test_lemmas_have_the_same_shape(cross_entropy: Derivation) -> None:
    found = read(cross_entropy)
    assert found["valid_where"] == ["y[k] != 0"]
    assert found["steps"][-1]["given"] == ["sum(t[k], k) = 1"]
    assert [list(lemma) for lemma in found["lemmas"]] == [KEYS, KEYS]


def test_several_derivations_are_a_list(softmax: Derivation, cross_entropy: Derivation) -> None:
    found = read(softmax, cross_entropy)
    assert list(found) == ["schema", "entry", "derivatives"]
    assert [list(d) for d in found["derivatives"]] == [WHOLE, WHOLE]


def test_text_is_unicode(softmax: Derivation) -> None:
    assert "\\u" not in TARGETS["json"].document([softmax])
