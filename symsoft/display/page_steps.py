"""The steps of a proof as lines of a page, numbered through, each with what is new in it marked."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from symsoft.display import findings, outline, page_rows, sentences
from symsoft.display.boxes import Box, join
from symsoft.display.changes import Changed, changed
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.page_evidence import EvidenceTable
from symsoft.display.page_parts import operator, piece
from symsoft.display.page_rows import GAP, INDENT, LINE, REASON, SMALL, TAG, Row
from symsoft.display.page_terms import PagePrinter
from symsoft.display.scopes import Formula
from symsoft.language.matrix import Entries
from symsoft.proof import Proof, Step

SMALLER = (1.0, 0.9, 0.8, 0.7)
"""The sizes of type in which a matrix is tried before it is written out by rows."""

WHOLE = LINE - 2 * GAP
STEPS = LINE - REASON - TAG - 2 * GAP
_FORMULA = re.compile(r"(?<!\\)\$(.*?)(?<!\\)\$")
"""A formula in running text, as both formats write it."""
_SPACE = 0.33
REASON_LINES = 3
"""A reason of more lines goes below its step."""
NARROWEST = 8.0
"""What doesn't fit is printed for less and less room, down to this."""


@dataclass(slots=True)
class Part:
    """What stands under one heading: a statement, a proof, a form.

    ``claim`` is what is stated, for what ``scope`` says, with its own ``definitions``; ``steps``
    lead to it.  A matrix that is too wide for its step stands in ``grid``, in type of the size
    ``scale``, or in ``rows``.
    """

    kind: str
    title: str = ""
    scope: str = ""
    definitions: list[Row] = field(default_factory=list)
    claim: list[Row] = field(default_factory=list)
    conditions: str = ""
    steps: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    grid: str = ""
    scale: float = 1.0


class StepLayout:
    """Numbers the steps of a whole document and keeps where each piece of evidence belongs."""

    def __init__(self, options: Options, kind: type[PagePrinter]) -> None:
        self.options, self.phrases, self.kind = options, options.phrases, kind
        self.brief, self.full = options.detail == "brief", options.detail == "full"
        self.number = 0
        self.table = EvidenceTable()
        self.formula: Formula | None = None

    def printer(self, order: Order, room: float = float("inf")) -> PagePrinter:
        return self.kind(order, self.options.exponential or "e", self.phrases, room)

    def of_proof(self, proof: Proof, room: float = float("inf")) -> PagePrinter:
        return self.printer(Order.of_claim(proof.system, proof.claim), room)

    def say(self, printer: PagePrinter, key: str, **fields: str) -> str:
        return self.phrases.word(key, printer.escape, **fields)

    def proved(self, part: Part, lhs: Any, proof: Proof, name: str) -> Part:
        """The part with its steps, and the evidence for them noted."""
        printer = self.of_proof(proof, STEPS - INDENT)
        printed = printer.box(outline.lines(lhs, proof)[0])
        lines: list[page_rows.Step] = []
        for step, found in zip(proof.steps, outline.news(lhs, proof), strict=True):
            self.number += 1
            lines += self.step(found, step, printed, printer, part)
            self.table.add(str(self.number), step.evidence, self.number)
        self.table.add(name, proof.evidence)
        if self.brief:
            lines = [line for line in lines if line.alarm] if part.claim else self.summed(lines)
        part.steps = page_rows.rows(printed, lines, STEPS) if lines else []
        if part.claim and part.steps:
            part.claim[-1] = replace(part.claim[-1], kept=True)
        return part

    def summed(self, lines: list[page_rows.Step]) -> list[page_rows.Step]:
        """Many steps as one: the last, and what is wrong with any of them."""
        last = next((line for line in reversed(lines) if line.number), None)
        wrong = [line for line in lines if line.alarm]
        if last is None:
            return wrong
        alone = sum(bool(line.number) for line in lines) == 1
        reason = last.reason if alone else ""
        return [replace(last, reason=reason, number=""), *wrong]

    def step(
        self, found: Changed, step: Step, left: Box, printer: PagePrinter, part: Part
    ) -> list[page_rows.Step]:
        """The lines of a step; ``left`` is the left side of its chain."""
        new = () if self.brief else found.new
        number = str(self.number)
        box: Box | None
        if isinstance(found.term, Entries):
            box = self.grid(found.term, printer, part)
        else:
            box = fitted(lambda p: p.marking(new).box(found.term), printer, left, STEPS)
        relation = printer.relation(step.relation) if box else ""
        reason = sentences.reason(step, printer)
        lines = self.beside(relation, box or piece("", 0.0), reason, number)
        if self.full:
            lines += self.substeps(step, printer, number)
        for evidence in findings.troubles(step):
            note = findings.trouble(evidence, self.phrases, printer.escape, self.formula)
            lines.append(page_rows.Step("", piece("", 0.0), note=note, alarm=True))
        return lines

    def beside(
        self, relation: str, box: Box, reason: str, number: str = ""
    ) -> list[page_rows.Step]:
        """A step with its reason, which goes below where it, or a formula in it, is too long."""
        widths = [self.kind.parts.width(f) for f in _FORMULA.findall(reason)]
        words = _FORMULA.sub("", reason)
        length = sum(widths) + self.kind.parts.width(words) + _SPACE * words.count(" ")
        if max(widths, default=0.0) * SMALL <= REASON >= length * SMALL / REASON_LINES:
            return [page_rows.Step(relation, box, reason, number)]
        empty = piece("", 0.0)
        return [
            page_rows.Step(relation, box, number=number),
            page_rows.Step("", empty, note=reason),
        ]

    def substeps(self, step: Step, printer: PagePrinter, number: str) -> list[page_rows.Step]:
        """The lines within a step, under its number."""
        lines = []
        for place, inner in enumerate(step.substeps, 1):
            own = f"{number}.{place}"
            self.table.add(own, inner.evidence)
            found = changed(inner.before, inner.after)
            sign = printer.relation(inner.relation)
            box = join([printer.box(inner.before), operator(f" {sign} ", 1.5, 0, f"{sign} ")])
            box = join([box, printer.marking(found.new).box(found.term)])
            lines.append(page_rows.Step("", box, sentences.reason(inner, printer), own))
            lines += self.substeps(inner, printer, own)
        return lines

    def grid(self, e: Entries, printer: PagePrinter, part: Part) -> Box | None:
        """A matrix where it fits; else it goes below, in smaller type or written out by rows."""
        box = printer.box(e)
        if box.width <= STEPS:
            return box
        for scale in SMALLER:
            if box.width * scale <= WHOLE:
                part.grid, part.scale = f"= {box.text}", scale
                return None
        for number, row in enumerate(e.rows, 1):
            words = printer.parts.words(f"{self.say(printer, 'row', number=str(number))}:")
            cells = [printer.box(row[0]), *(printer.box(cell).deeper() for cell in row[1:])]
            gap = printer.parts.signs["space"] + printer.parts.unary
            step = page_rows.Step(gap, printer.parts.listed(cells))
            part.rows += page_rows.rows(piece(words, 4.0), [step], WHOLE)
        return None


def fitted(
    shown: Callable[[PagePrinter], Box], printer: PagePrinter, left: Box, room: float
) -> Box:
    """What is shown behind ``left``, written so that its lines fit, or as nearly as it can be."""
    printer = copy(printer)
    best = shown(printer)
    over = page_rows.overflow(left, best, room)
    while over > 0 and printer.room > NARROWEST:
        printer.room = min(printer.room, room) - INDENT
        other = shown(printer)
        if (least := page_rows.overflow(left, other, room)) < over:
            best, over = other, least
    return best
