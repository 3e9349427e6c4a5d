"""A page that GitHub typesets, and its twin for notebooks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import math_core
import pytest

from symsoft.display.options import Options
from symsoft.display.phrases import LANGUAGES, catalogue
from symsoft.proof import Derivation, Evidence, Form, Verdict
from symsoft.targets import TARGETS

START = """\
# softmax: $`\\partial y_i/\\partial x_j`$

## Definitions

```math
\\begin{aligned}
y_i &= \\frac{e^{x_i}}{\\sum_k e^{x_k}} && i, k\\text{ from }1\\text{ to }n
\\end{aligned}
```

## Derivation

```math
\\begin{aligned}
\\frac{\\partial y_i}{\\partial x_j} &= """

END = """\
| method | verdict | scope | steps | claims |
| --- | --- | --- | ---: | ---: |
| exact | holds | all $`n`$ ≥ 1 | 9 | 0 |
| enclosure | holds | $`n`$ = 1…3 | 9 | 0 |
"""


def document(*derivations: Derivation, **options: Any) -> str:
    return TARGETS["markdown"].document(derivations, Options(**options))


def formulas(page: str) -> tuple[list[str], list[str]]:
    """The formulas that stand by themselves, and those in a line."""
    return (
        re.findall(r"^```math\n(.*?)\n```$", page, re.M | re.S),
        re.findall(r"\$`(.*?)`\$", page),
    )


def test_the_parts(softmax: Derivation) -> None:
    page = document(softmax)
    assert page.startswith(START)
    assert page.endswith(END)
    assert r"&& \text{(1) definition of }y_i \\[4pt]" in page
    assert r"\mathop{\mathrm{diag}}(y) - y\,y^{\mathsf{T}} && \text{(7) in matrix notation}" in page
    assert "## Written out for $`n = 4`$" in page
    assert (
        "\nChecked: 9 steps exactly, for all $`n`$ ≥ 1; 9 steps by balls, at $`n`$ = 1…3.\n" in page
    )


def test_assumptions_and_conditions(cross_entropy: Derivation) -> None:
    page = document(cross_entropy)
    assert "## Assumptions\n\n- $`\\sum_k t_k = 1`$\n- $`t`$ is one-hot\n" in page
    assert "\nValid where $`y_k \\ne 0`$ for all $`k`$.\n" in page
    assert page.count("## Lemma") == 1
    assert r"assumption: }{\textstyle \sum_k t_k = 1}" in page


def test_several_derivations(softmax: Derivation) -> None:
    page = document(softmax, softmax)
    assert page.count("## Definitions") == 1
    assert page.count("## Derivation of $`\\partial y_i/\\partial x_j`$") == 2
    numbers = [int(n) for n in re.findall(r"\\text\{\((\d+)\)", page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_amiss_stands_below_the_steps(softmax_found: Any) -> None:
    bad = Evidence("exact", Verdict.FAILS, "n = 2", "x_1 = 50% <b> |$|")
    page = document(softmax_found([bad]))
    shown = r"x\_1 = 50% &lt;b&gt; \|<span>$</span>\|"
    assert f"\n> (2) FAILS (exact, n = 2): {shown}\n" in page


def test_a_claim_that_fails_is_told(softmax: Derivation) -> None:
    bad = (Evidence("exact", Verdict.FAILS, "n = 2", "no"),)
    page = document(replace(softmax, proof=replace(softmax.proof, evidence=bad)))
    assert "\n> FAILS (exact, n = 2): no\n" in page


def test_nothing_is_checked(softmax_found: Any) -> None:
    assert "1 step not checked" in document(softmax_found([]))


def test_a_result_without_deltas(cross_entropy: Derivation) -> None:
    plain = Form("delta", cross_entropy.proof, cross_entropy.proof.claim.rhs)
    assert "## Result\n\n```math" in document(replace(cross_entropy, forms=(plain,)))


def test_in_brief_there_are_results_only(cross_entropy: Derivation, softmax: Derivation) -> None:
    page = document(softmax, detail="brief")
    assert r"\frac{\partial y_i}{\partial x_j} &= y_i (\delta_{ij} - y_j)" in page
    assert "quotient rule" not in page
    assert page.endswith(END)
    assert "Lemma" not in document(cross_entropy, detail="brief")


def test_what_the_catalogue_says(softmax: Derivation) -> None:
    page = document(softmax, title="Soft_max", references=("A. Author, *Title*, 1990",))
    assert page.startswith(r"# Soft\_max: $`")
    assert page.endswith("\n## References\n\n- A. Author, \\*Title\\*, 1990\n")


def test_a_name_is_literal(monster: Derivation) -> None:
    title = document(monster).splitlines()[0]
    assert title.startswith(r"# 50%\_&amp;\#<span>$</span>odd\{\}^\~\\ &lt;x&gt;: $`")


def test_a_notebook_takes_plain_signs(softmax: Derivation) -> None:
    page = TARGETS["markdown"].snippet([softmax])
    assert "`" not in page
    assert page.count("$$\n") == 2 * page.count(r"\begin{aligned}")
    assert page.startswith(r"# softmax: $\partial y_i/\partial x_j$")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["softmax", "large", "cross-entropy", "monster", "failing"])
def test_every_formula_can_be_typeset(
    language: str,
    which: str,
    softmax: Derivation,
    softmax_of: Any,
    cross_entropy: Derivation,
    monster: Derivation,
    softmax_found: Any,
) -> None:
    bad = Evidence("exact", Verdict.FAILS, "all n >= 1", "x_1 = 50% & {so} on #1 \\ ~ ^ --n")
    derivations = {
        "softmax": [softmax],
        "large": [softmax_of(8), softmax_of(12)],
        "cross-entropy": [cross_entropy],
        "monster": [monster],
        "failing": [softmax_found([bad])],
    }[which]
    page = document(*derivations, phrases=catalogue(language))
    blocks, inline = formulas(page)
    assert len(blocks) >= 2
    assert inline
    converter = math_core.LatexToMathML()
    for block in blocks:
        assert "$" not in block
        assert converter.convert_with_local_state(block, displaystyle=True)
    for formula in inline:
        assert converter.convert_with_local_state(formula, displaystyle=False)
    for refused in (r"\operatorname", r"\tag", r"\rule", r"\phantom", r"\mbox", "\x1b"):
        assert refused not in page
