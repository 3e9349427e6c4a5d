"""The table of evidence of a document: for which steps and claims, by which method, how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symsoft.display import findings, scopes
from symsoft.display.page_rows import spans
from symsoft.display.term_printer import TermPrinter
from symsoft.proof import Evidence, Verdict

DASH = "–"
NAMED = 2
"""More claims in a row are counted, for their names would fill the page."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the table, written in the format of its page."""

    steps: str
    method: str
    verdict: str
    holds: bool
    scope: str


@dataclass(slots=True)
class EvidenceTable:
    """What was found for each step, known by its number, and each claim, known by its name."""

    found: list[tuple[str, int | None, Evidence]] = field(default_factory=list)

    def add(self, name: str, evidence: Sequence[Evidence], number: int | None = None) -> None:
        """Note the evidence for a step, which has a ``number``, or for anything else."""
        self.found += [(name, number, e) for e in evidence]

    def rows(self, printer: TermPrinter, each: bool = False) -> list[Finding]:
        """The rows: ``each`` by itself, or what is alike together, in order of first appearance."""
        grouped: dict[tuple[object, ...], list[tuple[str, int | None, Evidence]]] = {}
        for place, entry in enumerate(self.found):
            e = entry[2]
            own = (place,) if each else ()
            grouped.setdefault((e.method, e.verdict, e.scope, *own), []).append(entry)
        return [_row(group, printer) for group in grouped.values()]


def _row(group: Sequence[tuple[str, int | None, Evidence]], printer: TermPrinter) -> Finding:
    e = group[0][2]
    numbers = [number for _, number, _ in group if number is not None]
    names = dict.fromkeys(name for name, number, _ in group if number is None)
    phrases, escape = printer.phrases, printer.escape
    listed = (
        [*names]
        if len(names) <= NAMED
        else [phrases.word("many claims", escape, count=str(len(names)))]
    )
    which = [*map(escape, spans(numbers, DASH)), *listed]
    return Finding(
        steps=phrases.word("comma", escape).join(which),
        method=findings.method(e.method, phrases, escape),
        verdict=findings.verdict(e.verdict, phrases, escape),
        holds=e.verdict is Verdict.HOLDS,
        scope=scopes.spoken(e.scope, phrases, escape),
    )


def certificate(found: Sequence[Evidence], printer: TermPrinter) -> list[Finding]:
    """What running code has shown, a row for each routine; figures and names stay as they are."""
    rows = []
    for e in found:
        said = printer.escape(": ".join(text for text in (e.scope, e.detail) if text))
        verdict = findings.verdict(e.verdict, printer.phrases, printer.escape)
        holds = e.verdict is Verdict.HOLDS
        rows.append(Finding("", printer.escape(e.method), verdict, holds, said))
    return rows
