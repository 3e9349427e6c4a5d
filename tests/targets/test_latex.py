"""One document that every TeX engine typesets without a word about it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from symsoft.display.options import Options
from symsoft.proof import Derivation, Evidence, Verdict
from symsoft.targets import TARGETS


def document(*derivations: Derivation, **options: Any) -> str:
    return TARGETS["latex"].document(derivations, Options(**options))


def test_the_parts(softmax: Derivation) -> None:
    tex = document(softmax)
    assert r"\section*{softmax: $\partial y_i/\partial x_j$}" in tex
    assert r"y_i &= \frac{e^{x_i}}{\sum_k e^{x_k}} \why{$i, k$ from $1$ to $n$}" in tex
    assert r"\why{definition of $y_i$} \tag{1} \\" in tex
    assert r"\begin{cases} y_i (1 - y_i) & \text{if $i = j$} \\" in tex
    assert r"\operatorname{diag}(y) - y\,y^{\mathsf{T}} \why{in matrix notation} \tag{7}" in tex
    assert r"\heading{Written out for $n = 4$}" in tex
    assert r"y_i &= \frac{e^{x_i - \max_k x_k}}{\sum_k e^{x_k - \max_l x_l}}" in tex
    assert "Checked: 9 steps exactly, for all n $\\ge$ 1" in tex
    assert r"\cell{1--9} & exact & holds & \cell{all n $\ge$ 1}\\" in tex


def test_steps_are_numbered_through(cross_entropy: Derivation) -> None:
    tags = [int(tag) for tag in re.findall(r"\\tag\{(\d+)\}", document(cross_entropy))]
    assert tags == list(range(1, len(tags) + 1))
    assert tags


def test_conditions_belong_to_the_theorem(cross_entropy: Derivation) -> None:
    tex = document(cross_entropy)
    theorem = tex.split(r"\begin{theorem}")[1].split(r"\end{theorem}")[0]
    assert "Valid where\n$y_k \\ne 0$ for all $k$." in theorem
    assert tex.count(r"\begin{lemma}") == 1
    assert r"\item $t$ is one-hot" in tex


def test_failures_are_in_the_document(softmax_found: Any) -> None:
    tex = document(softmax_found([Evidence("enclosure", Verdict.FAILS, "n = 2", "100% & {x}")]))
    assert r"\trouble{FAILS (enclosure, n = 2): 100\% \& \{x\}}" in tex
    assert r"\cell{2} & enclosure & \verdictbad{FAILS} & \cell{n = 2}\\" in tex


def test_evidence_for_a_claim_names_it(softmax: Derivation) -> None:
    from dataclasses import replace

    evidence = (Evidence("sympy", Verdict.HOLDS, "n = 1..3"),)
    checked = replace(softmax, proof=replace(softmax.proof, evidence=evidence))
    assert r"\cell{Theorem 1} & sympy & holds & \cell{n = 1\dots{}3}\\" in document(checked)


def test_a_snippet_has_the_steps(softmax: Derivation) -> None:
    tex = TARGETS["latex"].snippet([softmax])
    assert tex.startswith("$$\\begin{aligned}\n\\frac{\\partial y_i}{\\partial x_j} &= ")
    assert tex.count("&&") == 5
    assert tex.endswith("\\end{aligned}$$")


def test_names_can_do_no_harm(monster: Derivation) -> None:
    tex = document(monster)
    assert tex.isascii()
    body = tex.split(r"\begin{document}")[1]
    assert not re.search(r"(?<!\\)%", body)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("which", ["softmax", "large", "cross-entropy", "monster", "failing"])
def test_it_compiles_within_the_margins(
    which: str,
    tmp_path: Path,
    softmax: Derivation,
    softmax_of: Any,
    cross_entropy: Derivation,
    monster: Derivation,
    softmax_found: Any,
) -> None:
    bad = Evidence("exact", Verdict.FAILS, "all n >= 1", "x_1 = 50% & {so} on #1 \\ ~ ^ --n" * 3)
    derivations = {
        "softmax": [softmax],
        "large": [softmax_of(8), softmax_of(12)],
        "cross-entropy": [cross_entropy],
        "monster": [monster],
        "failing": [softmax_found([bad])],
    }[which]
    (tmp_path / "a.tex").write_text(document(*derivations), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    log = run.stdout.decode(errors="replace")
    assert run.returncode == 0, log[-2000:]
    assert "Overfull" not in log
