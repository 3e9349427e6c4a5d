"""The whole page as a terminal shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from symsoft.display.names import columns
from symsoft.display.options import Options
from symsoft.proof import Derivation, Evidence, Form, Verdict
from symsoft.targets import TARGETS

SOFTMAX = """\
softmax: ∂y_i/∂x_j
──────────────────

Definitions
  y_i = exp(x_i)/Σ_k exp(x_k)                                   i, k from 1 to n

Derivation
  ∂y_i/∂x_j
    = ∂/∂x_j (exp(x_i)/Σ_k exp(x_k))                           definition of y_i
    = ((Σ_k exp(x_k))·∂/∂x_j exp(x_i) − exp(x_i)·∂/∂x_j (Σ_k exp(x_k)))
        /(Σ_k exp(x_k))²                                           quotient rule
    = ((Σ_k exp(x_k))·∂/∂x_j exp(x_i) − exp(x_i)·Σ_k ∂/∂x_j exp(x_k))
        /(Σ_k exp(x_k))²                                     derivative of a sum
    = exp(x_i)·δ_ij/(Σ_k exp(x_k))
        − exp(x_i)·exp(x_j)/((Σ_k exp(x_k))·Σ_k exp(x_k))
                                                        the delta picks one term
    = y_i·(δ_ij − y_j)                                 definition of y_i and y_j

With deltas
  ∂y_i/∂x_j = y_i·(δ_ij − y_j)

By cases
  ∂y_i/∂x_j
    = ⎧ y_i·(1 − y_i)  if i = j
      ⎩ −y_i·y_j       if i ≠ j                                     case by case

In matrix form, vectors as columns
  [∂y_i/∂x_j]_ij
    = diag(y) − y yᵀ                                          in matrix notation

Written out for n = 4
  [∂y_i/∂x_j]_ij
    = ⎡ y_1·(1 − y_1)  −y_1·y_2       −y_1·y_3       −y_1·y_4      ⎤
      ⎢ −y_1·y_2       y_2·(1 − y_2)  −y_2·y_3       −y_2·y_4      ⎥
      ⎢ −y_1·y_3       −y_2·y_3       y_3·(1 − y_3)  −y_3·y_4      ⎥
      ⎣ −y_1·y_4       −y_2·y_4       −y_3·y_4       y_4·(1 − y_4) ⎦
                                                                     written out

Safe from overflow
  y_i = exp(x_i − max_k x_k)/Σ_k exp(x_k − max_l x_l)
  exp(x_i − max_k x_k)/Σ_k exp(x_k − max_l x_l)
    = y_i                                             exp(u + v) = exp(u)·exp(v)

checked: 9 steps exactly, for all n ≥ 1; 9 steps by balls, at n = 1…3
"""


def test_softmax(softmax: Derivation) -> None:
    assert TARGETS["text"].document([softmax]) == SOFTMAX


def test_lemmas_come_first_and_once(cross_entropy: Derivation) -> None:
    page = TARGETS["text"].document([cross_entropy])
    assert page.count("Lemma") == 1
    assert page.index("Lemma 1") < page.index("Derivation")
    assert "Assumptions\n  Σ_k t_k = 1\n  t is one-hot\n  abs′(0) = 0" in page
    assert "Valid where\n  y_k ≠ 0 for all k" in page
    assert "lemma: ∂y_k/∂x_j" in page
    assert "assumption: Σ_k t_k = 1" in page


@pytest.mark.parametrize("width", [60, 80, 100])
def test_nothing_is_wider_than_the_terminal(
    monster: Derivation, softmax: Derivation, width: int
) -> None:
    for derivations in ([monster], [softmax], [softmax, monster]):
        page = TARGETS["text"].document(derivations, Options(width=width))
        assert max(map(columns, page.splitlines())) <= width


def test_a_name_is_never_cut(monster: Derivation) -> None:
    page = TARGETS["text"].document([monster], Options(width=60))
    once = TARGETS["text"].document([monster], Options(width=10_000))
    for name in ("learning_rate", "temperature", "délta", "中文"):
        derivation = "Derivation\n"
        assert page.split(derivation)[1].count(name) == once.split(derivation)[1].count(name)


def test_a_wide_matrix_is_written_by_rows(softmax_of: Any) -> None:
    page = TARGETS["text"].document([softmax_of(8)])
    assert "Written out for n = 8" in page
    assert [f"row {k}:" in page for k in (1, 8, 9)] == [True, True, False]
    assert max(map(columns, page.splitlines())) <= 80


def test_failure_and_doubt_stand_at_the_step(softmax_found: Any) -> None:
    wrong = softmax_found(
        [
            Evidence("exact", Verdict.UNKNOWN, "all n >= 1"),
            Evidence("enclosure", Verdict.FAILS, "n = 2", "x = (1/2, 3): 0.3 against 0.4"),
        ]
    )
    page = TARGETS["text"].document([wrong])
    assert "FAILS (enclosure, n = 2): x = (1/2, 3): 0.3 against 0.4" in page
    assert page.index("quotient rule") < page.index("FAILS (") < page.index("derivative of a sum")
    assert "checked: FAILS: 1 step by enclosure, n = 2; UNKNOWN: 1 step by exact" in page
    unknown = softmax_found([Evidence("exact", Verdict.UNKNOWN, "all n >= 1", "too large")])
    assert "UNKNOWN (exact, all n ≥ 1): too large" in TARGETS["text"].document([unknown])
    sampled = softmax_found(
        [
            Evidence("exact", Verdict.UNKNOWN, "all n >= 1", "too large"),
            Evidence("enclosure", Verdict.HOLDS, "n = 1"),
        ]
    )
    page = TARGETS["text"].document([sampled])
    assert page.index("quotient rule") < page.index("UNKNOWN (exact, all n ≥ 1): too large")
    half = softmax_found(
        [
            Evidence("exact", Verdict.HOLDS, "all n >= 1"),
            Evidence("enclosure", Verdict.UNKNOWN, "n = 1"),
        ]
    )
    page = TARGETS["text"].document([half])
    assert "UNKNOWN (" not in page
    assert "UNKNOWN: 1 step by enclosure, n = 1" in page


def test_unchecked_steps_are_counted(softmax_found: Any) -> None:
    page = TARGETS["text"].document([softmax_found([])])
    assert page.replace("\n  ", " ").endswith("1 step not checked\n")


def test_several_derivations_share_the_definitions(softmax: Derivation) -> None:
    page = TARGETS["text"].document([softmax, softmax])
    assert page.count("Definitions") == 1
    assert page.count("Derivation of ∂y_i/∂x_j") == 2


def test_colours_only_on_request(softmax: Derivation) -> None:
    plain = TARGETS["text"].document([softmax])
    coloured = TARGETS["text"].document([softmax], Options(color=True))
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain != coloured


def test_powers_of_e_on_request(softmax: Derivation) -> None:
    page = TARGETS["text"].document([softmax], Options(exponential="e"))
    assert "y_i = e^(x_i)/Σ_k e^(x_k)" in page


def test_a_result_without_deltas_is_just_a_result(cross_entropy: Derivation) -> None:
    plain = Form("delta", cross_entropy.proof, cross_entropy.proof.claim.rhs)
    page = TARGETS["text"].document([replace(cross_entropy, forms=(plain,))])
    assert "Result\n  ∂L/∂x_j = y_j − t_j" in page


def test_beyond_eight_the_kinds_of_entry_are_shown(softmax: Derivation) -> None:
    cases = next(form for form in softmax.forms if form.name == "cases")
    kinds = replace(softmax, forms=(replace(cases, name="entries"),))
    page = TARGETS["text"].document([kinds], Options(n={"n": 1000}))
    assert "The kinds of entry for n = 1000\n  ∂y_i/∂x_j\n    = ⎧ y_i·(1 − y_i)  if i = j" in page
