"""What the commands say about verdicts and rules, as text."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from symsoft.api import Result
from symsoft.checking.check import scope
from symsoft.display import findings, outline, scopes, sentences
from symsoft.display.names import columns, padded
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, Phrases, catalogue
from symsoft.display.text_terms import TextPrinter
from symsoft.display.told import told
from symsoft.display.wrapping import wrapped
from symsoft.errors import UnsupportedError
from symsoft.proof import Derivation, Evidence, Proof, Step, Verdict

if TYPE_CHECKING:
    from symsoft.programs import Examined

COLUMNS = 80
METHOD, VERDICT = 10, 7
"""Columns of a report."""
EXIT_CODES = {Verdict.HOLDS: 0, Verdict.FAILS: 1, Verdict.UNKNOWN: 3}


def exit_code(verdict: Verdict, complete: bool) -> int:
    """Of a verdict, when files that were asked for are there or aren't ``complete``."""
    missing = not complete and verdict is not Verdict.FAILS
    return UnsupportedError.exit_code if missing else EXIT_CODES[verdict]


def wants_color() -> bool:
    """Is stdout a terminal of somebody who has not asked for plain text?"""
    dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    return sys.stdout is not None and sys.stdout.isatty() and not dumb


def objections(result: Result) -> list[str]:
    """A line for each finding that is no pass, with the step that it is about."""
    return [
        f"{result.entry}: {place}: {findings.trouble(trouble, ENGLISH)}"
        for proof in outline.proofs(result.derivations)
        for place, about in _places(proof)
        for trouble in findings.troubles(about)
    ]


def _places(proof: Proof) -> Iterator[tuple[str, Proof | Step]]:
    """The proof and its steps, each with what it is called in a message."""
    printer = TextPrinter(Order.of_claim(proof.system, proof.claim))
    start = printer.box(proof.claim.lhs).text
    yield printer.related(proof.claim.lhs, proof.claim.relation, proof.claim.rhs), proof
    for number, step in enumerate(proof.steps, 1):
        yield f"{start}, line {number} ({sentences.reason(step, printer)})", step


def derivative(derivation: Derivation) -> str:
    """What is derived, such as ∂y_i/∂x_j."""
    return _printer(derivation).box(derivation.proof.claim.lhs).text


def claim(derivation: Derivation) -> str:
    """What is proved, such as ∂y_i/∂x_j = y_i·(δ_ij − y_j)."""
    proved = derivation.proof.claim
    return _printer(derivation).related(proved.lhs, proved.relation, proved.rhs)


def _printer(derivation: Derivation) -> TextPrinter:
    return TextPrinter(Order.of_claim(derivation.proof.system, derivation.proof.claim))


def covered(derivation: Derivation, phrases: Phrases = ENGLISH) -> str:
    """For which sizes and inputs the derivation holds, in words."""
    return scopes.spoken(scope(derivation), phrases)


def verdict_word(verdict: Verdict, phrases: Phrases = ENGLISH) -> str:
    """A verdict as a column of a report shows it, where it needs no capitals."""
    return findings.verdict(verdict, phrases).lower()


def evidence(result: Result, verdict: Verdict) -> str:
    """Every kind of evidence for every derivation, what is alike counted together.

    The first line says the verdict, which may weigh more than the proofs.
    """
    phrases = catalogue(result.language)
    comma = phrases.word("scope-comma")
    lines = [phrases.word("detail", head=result.entry, detail=verdict_word(verdict, phrases))]
    for derivation in result.derivations:
        about = (derivative(derivation), covered(derivation, phrases))
        lines.append(f"  {comma.join(filter(None, about))}")
        for found in findings.findings(outline.proofs([derivation])):
            method = padded(findings.method(found.method, phrases), METHOD)
            said = padded(verdict_word(found.verdict, phrases), VERDICT)
            counted = comma.join(findings.counts(found.steps, found.claims, phrases))
            scope_ = scopes.spoken(found.scope, phrases)
            told_ = findings.with_detail(counted, scope_, phrases)
            lines += _wrapped(f"    {method}  {said}  ", told_)
    return "".join(f"{line.rstrip()}\n" for line in (*lines, *objections(result)))


def code_evidence(runs: Sequence[Evidence], phrases: Phrases = ENGLISH) -> str:
    """What running the code has shown, a line for each routine."""
    lines = _of_runs(runs, phrases)
    title = phrases.word("code-run")
    return "".join(f"{line}\n" for line in (f"  {title}", *lines) if lines)


def _of_runs(runs: Sequence[Evidence], phrases: Phrases) -> list[str]:
    width = max((len(run.method) for run in runs), default=0)
    lines = []
    for run in runs:
        scope_, detail = (told(text, phrases) for text in (run.scope, run.detail))
        said = findings.with_detail(scope_, detail, phrases)
        verdict = padded(verdict_word(run.verdict, phrases), VERDICT)
        lines += _wrapped(f"    {run.method:{width}}  {verdict}  ", said)
    return lines


def _wrapped(begun: str, said: str) -> list[str]:
    first, *more = wrapped(said, COLUMNS - columns(begun), hang=2)
    return [begun + first, *(" " * columns(begun) + line for line in more)]


def brief(result: Result, verdict: Verdict, runs: Sequence[Examined], width: int) -> str:
    """The verdict, the worst error of the code and what was proved; then all that is no pass."""
    phrases = catalogue(result.language)
    said = list(dict.fromkeys(covered(d, phrases) for d in result.derivations))
    tallies = [run.tally for run in runs if run.tally]
    if tallies:
        ulp = max(tally.ordinary_ulp for tally in tallies)
        share = max(tally.worst_share for tally in tallies)
        said = [told(f"code {ulp:.2g} ulp, {share:.2g} of its bound", phrases), *said]
    begun = f"{result.entry:{width}}  {padded(verdict_word(verdict, phrases), VERDICT)}  "
    lines = _wrapped(begun, phrases.word("semicolon").join(filter(None, said)))
    lines += [f"    {line}" for line in objections(result)]
    bad = [run.evidence for run in runs if run.evidence.verdict is not Verdict.HOLDS]
    return "".join(f"{line}\n" for line in (*lines, *_of_runs(bad, phrases)))


def one_rule(key: str, language: str) -> str:
    """The theorem behind a rule, its conditions, an example."""
    from symsoft.explaining import explain

    phrases = catalogue(language)
    rule = explain(key, phrases)
    parts = {"states": rule.theorem, "where": rule.conditions, "example": rule.example}
    lines = [f"{rule.key}: {rule.title}"]
    for part, text in parts.items():
        label = padded(phrases.word(f"rule-{part}"), 8)
        lines += [f"  {label} {text}"] * bool(text)
    return "\n".join(lines) + "\n"


def all_rules(language: str) -> str:
    """Every rule and its title, a line each."""
    from symsoft.explaining import rules

    titles = rules(catalogue(language))
    width = max(map(len, titles))
    return "".join(f"{key:{width}}  {title}\n" for key, title in titles.items())
