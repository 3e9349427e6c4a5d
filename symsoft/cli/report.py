"""What the commands say about verdicts and rules, as text."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from symsoft.api import Result
from symsoft.checking.check import scope
from symsoft.display import findings, outline
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH
from symsoft.display.text_terms import TextPrinter
from symsoft.proof import Derivation, Evidence, Verdict

EXIT_CODES = {Verdict.HOLDS: 0, Verdict.FAILS: 1, Verdict.UNKNOWN: 3}


def wants_color() -> bool:
    """Is stdout a terminal of somebody who has not asked for plain text?"""
    dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    return sys.stdout is not None and sys.stdout.isatty() and not dumb


def objections(result: Result) -> list[str]:
    """A line for each finding that is no pass."""
    proofs = outline.proofs(result.derivations)
    found = (e for p in proofs for e in (p.evidence, *(step.evidence for step in p.steps)))
    troubles = (trouble for evidence in found for trouble in findings.troubles(evidence))
    return [f"{result.entry}: {findings.trouble(trouble, ENGLISH)}" for trouble in troubles]


def derivative(derivation: Derivation) -> str:
    """What is derived, such as ∂y_i/∂x_j."""
    return _printer(derivation).box(derivation.proof.claim.lhs).text


def claim(derivation: Derivation) -> str:
    """What is proved, such as ∂y_i/∂x_j = y_i·(δ_ij − y_j)."""
    proved = derivation.proof.claim
    return _printer(derivation).related(proved.lhs, proved.relation, proved.rhs)


def _printer(derivation: Derivation) -> TextPrinter:
    return TextPrinter(Order.of_claim(derivation.proof.system, derivation.proof.claim))


def covered(derivation: Derivation) -> str:
    """For which sizes and inputs the derivation holds, in words."""
    return findings.signs(scope(derivation))


def evidence(result: Result, verdict: Verdict) -> str:
    """Every kind of evidence for every derivation, what is alike counted together.

    The first line says the verdict, which may weigh more than the proofs.
    """
    lines = [f"{result.entry}: {verdict.value}"]
    for derivation in result.derivations:
        earned = covered(derivation)
        lines.append(f"  {derivative(derivation)}{f', {earned}' if earned else ''}")
        for found in findings.findings(outline.proofs([derivation])):
            counts = {"steps": found.steps, "claims": found.claims}
            counted = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
            shown = findings.signs(found.scope)
            begun = f"    {found.method:10}  {found.verdict.value:7}"
            lines += [f"{begun}  {counted}: {shown}"]
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *objections(result)))


def code_evidence(runs: Sequence[Evidence]) -> str:
    """What running the code has shown, a line for each routine."""
    lines = []
    for run in runs:
        said = ": ".join(x for x in (run.scope, run.detail) if x)
        lines.append(f"    {run.method:10}  {run.verdict.value:7}  {said}\n")
    return "".join(["  code, worst error of each routine\n", *lines]) if lines else ""


def one_rule(key: str) -> str:
    """The theorem behind a rule, its conditions, an example."""
    from symsoft.explaining import explain

    rule = explain(key)
    parts = {"states": rule.theorem, "where": rule.conditions, "example": rule.example}
    lines = [f"{rule.key}: {rule.title}"]
    return "\n".join(lines + [f"  {k:8} {text}" for k, text in parts.items() if text]) + "\n"


def all_rules() -> str:
    """Every rule and its title, a line each."""
    from symsoft.explaining import rules

    titles = rules()
    width = max(map(len, titles))
    return "".join(f"{key:{width}}  {title}\n" for key, title in titles.items())
