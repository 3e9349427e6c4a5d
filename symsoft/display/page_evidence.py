"""The table of evidence of a document: for which steps and claims, by which method, how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symsoft.display import findings, scopes
from symsoft.display.page_rows import spans
from symsoft.display.scopes import Formula
from symsoft.display.term_printer import TermPrinter
from symsoft.display.told import told
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

    def rows(
        self, printer: TermPrinter, formula: Formula | None = None, each: bool = False
    ) -> list[Finding]:
        """The rows: ``each`` by itself, or what is alike together, method by method.

        ``formula`` writes the formulas in a scope.
        """
        said = findings.Said([e for _, _, e in self.found])
        grouped: dict[tuple[object, ...], list[tuple[str, int | None, Evidence]]] = {}
        for place, (name, number, e) in enumerate(self.found):
            shown = e if each else replace(e, scope=said.scope(e))
            own = (place,) if each else ()
            key = (e.method, e.verdict, shown.scope, *own)
            grouped.setdefault(key, []).append((name, number, shown))
        groups = list(grouped.values())
        if not each:
            methods = list(dict.fromkeys(e.method for _, _, e in self.found))
            groups.sort(key=lambda group: methods.index(group[0][2].method))
        return [_row(group, printer, formula) for group in groups]


def _row(
    group: Sequence[tuple[str, int | None, Evidence]], printer: TermPrinter, formula: Formula | None
) -> Finding:
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
        scope=scopes.spoken(e.scope, phrases, escape, formula),
    )


def certificate(found: Sequence[Evidence], printer: TermPrinter) -> list[Finding]:
    """What running code has shown, a row for each routine."""
    phrases, escape = printer.phrases, printer.escape
    rows = []
    for e in found:
        scope, detail = (told(text, phrases, escape) for text in (e.scope, e.detail))
        said = findings.with_detail(scope, detail, phrases, escape)
        verdict = findings.verdict(e.verdict, phrases, escape)
        holds = e.verdict is Verdict.HOLDS
        rows.append(Finding("", printer.escape(e.method), verdict, holds, said))
    return rows
