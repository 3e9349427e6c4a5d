"""Commands over the whole catalogue: ``list`` and ``verify --all``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import click

from symsoft import api, programs
from symsoft.catalog import find, known
from symsoft.cli.progress import Progress
from symsoft.cli.report import (
    EXIT_CODES,
    VERDICT,
    brief,
    claim,
    code_evidence,
    covered,
    evidence,
    verdict_word,
)
from symsoft.display import scopes
from symsoft.display.names import padded
from symsoft.display.phrases import catalogue
from symsoft.errors import UnsupportedError
from symsoft.proof import Evidence, Verdict
from symsoft.workers import shared_out


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
    entry: str
    title: str
    claims: list[str]
    verdict: str
    scope: str


def rows(language: str = "en") -> Iterator[Row]:
    """Every name that derive accepts, derived and checked."""
    phrases = catalogue(language)
    for name in known():
        # A row that asks for forms has them; of an entry the derivative itself is listed.
        result = api.derive(name, forms=() if find(name)[1].forms else ("delta",))
        scopes = dict.fromkeys(covered(d) for d in result.derivations)
        entry, _ = find(name)
        claims = [claim(d) for d in result.derivations]
        earned = "; ".join(scopes)
        title = phrases.entry_title(entry.name, entry.title)
        yield Row(name, entry.name, title, claims, result.verdict.value, earned)


def print_list(format: str, language: str) -> int:
    """Print the catalogue, each line as soon as it is known; returns the worst exit code.

    Titles, which only JSON has, and the words of the text are in ``language``.
    """
    phrases = catalogue(language)
    found = []
    widths = [max(len(name) for name in known()), max(len(name) for name in api.entries())]
    for row in rows(language):
        found.append(row)
        if format == "text":
            said = padded(verdict_word(Verdict(row.verdict), phrases), VERDICT)
            begun = f"{row.id:{widths[0]}}  {row.entry:{widths[1]}}"
            click.echo(f"{begun}  {said}  {scopes.spoken(row.scope, phrases)}".rstrip())
    if format == "json":
        click.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2))
    return EXIT_CODES[api.worst(Verdict(row.verdict) for row in found)]


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying has shown: in short and in full, as text, and the worst verdict."""

    brief: str
    full: str
    verdict: Verdict


def verify_all(jobs: int, language: str, verbose: bool = False) -> int:
    """Verify every entry in so many processes; prints in the catalogue's order."""
    names = list(api.entries())
    jobs = min(jobs, len(names))
    one = partial(_verified, language=language)
    if jobs == 1:
        return _print_verified(names, map(one, names), verbose)
    return _print_verified(names, shared_out(one, names, jobs), verbose)


def _print_verified(names: list[str], reports: Iterator[Report], verbose: bool) -> int:
    verdicts = []
    with Progress() as progress:
        for place, name in enumerate(names, 1):
            progress.show(f"{name}, {place} of {len(names)}")
            report = next(reports)
            progress.clear()
            click.echo(report.full if verbose else report.brief, nl=False)
            verdicts.append(report.verdict)
    click.echo(f"{verdicts.count(Verdict.HOLDS)} of {len(names)} entries hold")
    return EXIT_CODES[api.worst(verdicts)]


def _verified(name: str, language: str) -> Report:
    return verified(api.state(name), language=language)


def verify_one(problem: api.Problem, language: str) -> int:
    """Verify a stated problem and print all that was found; returns the exit code."""
    with Progress() as progress:
        report = verified(problem, progress.show, language)
    click.echo(report.full, nl=False)
    return EXIT_CODES[report.verdict]


def verified(
    problem: api.Problem, show: Callable[[str], None] = lambda _text: None, language: str = "en"
) -> Report:
    """The evidence for the proofs and then for the code; ``show`` is told what is being done."""
    show(f"{problem.name}: proofs")
    result = api.solve(problem, thorough=True, language=language)
    runs = []
    try:
        show(f"{problem.name}: code")
        for run in programs.examined(programs.routines(problem)):
            runs.append(run)
            show(f"{problem.name}: {run.evidence.method}, {run.place} of {run.count}")
    except UnsupportedError as error:
        absent = Evidence("code", Verdict.UNKNOWN, "not written", str(error))
        runs = [programs.Examined(absent, 1, 1)]
    found = [run.evidence for run in runs]
    verdict = api.worst([result.verdict, *(e.verdict for e in found)])
    short = brief(result, verdict, runs, max(map(len, api.entries())))
    full = evidence(result, verdict) + code_evidence(found, catalogue(language))
    return Report(short, full, verdict)
