"""What the commands say about verdicts and rules, as text."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from symsoft.api import Result
from symsoft.checking.check import scope
from symsoft.display import findings, outline, scopes
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, catalogue
from symsoft.display.text_terms import TextPrinter
from symsoft.proof import Derivation, Evidence, Verdict

if TYPE_CHECKING:
    from symsoft.programs import Examined

COLUMNS = 80
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
    return scopes.signs(scope(derivation))


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
            counted = ", ".join(_counted(count, what) for what, count in counts.items() if count)
            shown = scopes.signs(found.scope)
            begun = f"    {found.method:10}  {found.verdict.value:7}"
            lines += [f"{begun}  {counted}: {shown}"]
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *objections(result)))


def code_evidence(runs: Sequence[Evidence]) -> str:
    """What running the code has shown, a line for each routine."""
    lines = _of_runs(runs)
    return "".join(f"{line}\n" for line in ("  code, worst error of each routine", *lines) if lines)


def _of_runs(runs: Sequence[Evidence]) -> list[str]:
    width = max((len(run.method) for run in runs), default=0)
    lines = []
    for run in runs:
        said = ": ".join(x for x in (run.scope, run.detail) if x)
        lines += _wrapped(f"    {run.method:{width}}  {run.verdict.value:7}  ", said)
    return lines


def _wrapped(begun: str, said: str) -> list[str]:
    return wrap(said, COLUMNS, initial_indent=begun, subsequent_indent=" " * (len(begun) + 2))


def brief(result: Result, verdict: Verdict, runs: Sequence[Examined], width: int) -> str:
    """The verdict, the worst error of the code and what was proved; then all that is no pass."""
    said = list(dict.fromkeys(covered(d) for d in result.derivations))
    tallies = [run.tally for run in runs if run.tally]
    if tallies:
        ulp = max(tally.ordinary_ulp for tally in tallies)
        share = max(tally.worst_share for tally in tallies)
        said = [f"code {ulp:.2g} ulp, {share:.2g} of its bound", *said]
    lines = _wrapped(f"{result.entry:{width}}  {verdict.value:7}  ", "; ".join(filter(None, said)))
    lines += [f"    {line}" for line in objections(result)]
    lines += _of_runs([run.evidence for run in runs if run.evidence.verdict is not Verdict.HOLDS])
    return "".join(f"{line}\n" for line in lines)


def _counted(count: int, what: str) -> str:
    return f"{count} {what if count > 1 else what.removesuffix('s')}"


def one_rule(key: str, language: str) -> str:
    """The theorem behind a rule, its conditions, an example; the title is translated."""
    from symsoft.explaining import explain

    rule = explain(key, catalogue(language))
    parts = {"states": rule.theorem, "where": rule.conditions, "example": rule.example}
    lines = [f"{rule.key}: {rule.title}"]
    return "\n".join(lines + [f"  {k:8} {text}" for k, text in parts.items() if text]) + "\n"


def all_rules(language: str) -> str:
    """Every rule and its title, a line each."""
    from symsoft.explaining import rules

    titles = rules(catalogue(language))
    width = max(map(len, titles))
    return "".join(f"{key:{width}}  {title}\n" for key, title in titles.items())
