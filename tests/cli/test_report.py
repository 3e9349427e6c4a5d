"""What the commands say on stderr names the step that it is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symsoft.api import Result, derive
from symsoft.cli.report import evidence, objections
from symsoft.display.wrapping import columns
from symsoft.proof import Evidence, Verdict


def _found(*evidence: Evidence) -> Result:
    """The derivative of a number, with this evidence for its second line."""
    result = derive(define=["L = sum(x[i]**2, i)"], forms=["delta"])
    (d,) = result.derivations
    first, second, *rest = d.proof.steps
    steps = (first, replace(second, evidence=evidence), *rest)
    return replace(result, derivations=(replace(d, proof=replace(d.proof, steps=steps)),))


def test_a_step_without_a_proof_is_named_even_if_it_holds_at_points():
    sampled = Evidence("enclosure", Verdict.HOLDS, "n = 1")
    result = _found(Evidence("exact", Verdict.UNKNOWN, "all n >= 1", "too large"), sampled)
    assert result.verdict is Verdict.UNKNOWN
    assert objections(result) == [
        "L: ∂L/∂x_j, line 2 (derivative of a sum): UNKNOWN (exact, all n ≥ 1): too large"
    ]


def test_what_is_proved_needs_no_word():
    unknown = Evidence("enclosure", Verdict.UNKNOWN, "n = 1")
    assert objections(_found(Evidence("exact", Verdict.HOLDS, "all n >= 1"), unknown)) == []


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_line_of_evidence_fits_a_terminal(language):
    """It goes on below itself, as a line about the code does."""
    define = ["y[i] = sum(W[i,k]*x[k], k)", "L = sum(tanh(y[i]), i)"]
    result = derive(define=define, wrt=["W"], forms=["delta"], language=language)
    lines = evidence(result, result.verdict).splitlines()
    assert max(map(columns, lines)) <= 80
    begun = next(k for k, line in enumerate(lines) if "128" in line)
    assert columns(lines[begun]) - columns(lines[begun].lstrip()) >= 25
