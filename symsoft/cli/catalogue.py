"""Commands over the whole catalogue: ``list`` and ``verify --all``."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass

import click

from symsoft import api, programs
from symsoft.catalog import find, known
from symsoft.cli.report import EXIT_CODES, claim, code_evidence, covered, evidence
from symsoft.errors import UnsupportedError
from symsoft.proof import Evidence, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
    entry: str
    title: str
    claims: list[str]
    verdict: str
    scope: str


def rows() -> Iterator[Row]:
    """Every name that derive accepts, derived and checked."""
    for name in known():
        result = api.derive(name)
        scopes = dict.fromkeys(covered(d) for d in result.derivations)
        entry, _ = find(name)
        claims = [claim(d) for d in result.derivations]
        earned = "; ".join(scopes)
        yield Row(name, entry.name, entry.title, claims, result.verdict.value, earned)


def print_list(format: str) -> int:
    """Print the catalogue, each line as soon as it is known; returns the worst exit code."""
    found = []
    widths = [max(len(name) for name in known()), max(len(name) for name in api.entries())]
    for row in rows():
        found.append(row)
        if format == "text":
            begun = f"{row.id:{widths[0]}}  {row.entry:{widths[1]}}"
            click.echo(f"{begun}  {row.verdict:7}  {row.scope}".rstrip())
    if format == "json":
        click.echo(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2))
    return EXIT_CODES[api.worst(Verdict(row.verdict) for row in found)]


def verify_all(jobs: int) -> int:
    """Verify every entry in so many processes; prints in the catalogue's order."""
    names = list(api.entries())
    jobs = min(jobs, len(names))
    if jobs == 1:
        return _print_verified(map(_verified, names))
    with ProcessPoolExecutor(jobs, initializer=_ignore_interrupts) as pool:
        try:
            return _print_verified(pool.map(_verified, names))
        finally:
            pool.shutdown(cancel_futures=True)  # when interrupted: don't begin what is left


def _print_verified(reports: Iterator[tuple[str, Verdict]]) -> int:
    verdicts = []
    for text, verdict in reports:
        click.echo(text, nl=False)
        verdicts.append(verdict)
    return EXIT_CODES[api.worst(verdicts)]


def _verified(name: str) -> tuple[str, Verdict]:
    return verified(api.state(name))


def verified(problem: api.Problem) -> tuple[str, Verdict]:
    """The evidence for the proofs and then for the code, as text, and the worst verdict."""
    result = api.solve(problem, thorough=True)
    try:
        runs = list(programs.examined(programs.routines(problem)))
    except UnsupportedError as error:
        runs = [Evidence("code", Verdict.UNKNOWN, "not written", str(error))]
    verdict = api.worst([result.verdict, *(e.verdict for e in runs)])
    return evidence(result, verdict) + code_evidence(runs), verdict


def _ignore_interrupts() -> None:
    """Ctrl-C is for the process that the user started; its end ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
