"""A derivation laid out for pages, whatever the format: statement, definitions, steps, evidence.

``lay_out`` makes the record ``Page`` with the printer of a format; a target gives it its shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from symsoft.display import findings, outline, page_rows, scopes, sentences
from symsoft.display.boxes import Box, join
from symsoft.display.changes import changed
from symsoft.display.corners import corners
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.outline import Result
from symsoft.display.page_evidence import EvidenceTable, Finding, certificate
from symsoft.display.page_parts import operator, piece
from symsoft.display.page_rows import GAP, INDENT, LINE, NARROW, REASON, SMALL, TAG, Row
from symsoft.display.page_terms import PagePrinter
from symsoft.language.matrix import Entries
from symsoft.language.system import Definition, System
from symsoft.proof import Absent, Derivation, Proof, Relation, Step, Verdict

SMALLER = (1.0, 0.9, 0.8, 0.7)
"""The sizes of type in which a matrix is tried before it is written out by rows."""

WHOLE = LINE - 2 * GAP
STEPS = LINE - REASON - TAG - 2 * GAP
_FORMULA = re.compile(r"(?<!\\)\$(.*?)(?<!\\)\$")
"""A formula in running text, as both formats write it."""


@dataclass(slots=True)
class Part:
    """What stands under one heading: a statement, a proof, a form.

    ``claim`` is what is stated, for what ``scope`` says; ``steps`` lead to it.  A matrix that is
    too wide for its step stands in ``grid``, in type of the size ``scale``, or in ``rows``.
    """

    kind: str
    title: str = ""
    scope: str = ""
    claim: list[Row] = field(default_factory=list)
    conditions: str = ""
    steps: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    grid: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """A whole document; everything in it is written in its format already."""

    title: str
    words: dict[str, str]
    definitions: list[Row]
    assumptions: list[str]
    theorems: list[Part]
    parts: list[Part]
    summary: str
    evidence: list[Finding]
    certificate: list[Finding]
    references: list[str]


def lay_out(derivations: Sequence[Derivation], options: Options, kind: type[PagePrinter]) -> Page:
    """The page for a format, by the printer of its terms."""
    return _Layout(options, kind).page(derivations)


class _Layout:
    """Numbers the steps of a whole document and keeps where each piece of evidence belongs."""

    def __init__(self, options: Options, kind: type[PagePrinter]) -> None:
        self.options, self.phrases, self.kind = options, options.phrases, kind
        self.brief, self.full = options.detail == "brief", options.detail == "full"
        self.number = 0
        self.table = EvidenceTable()

    def page(self, derivations: Sequence[Derivation]) -> Page:
        system = derivations[0].proof.system
        printer = self.printer(Order.of(system))
        theorems = [self.theorem(d, number) for number, d in enumerate(derivations, 1)]
        parts = [self.lemma(p, k) for k, p in enumerate(outline.lemmas(derivations), 1)]
        alone = len(derivations) == 1 and not parts
        for derivation, theorem in zip(derivations, theorems, strict=True):
            part = self.derivation(derivation, theorem, alone)
            if not self.brief or any(row.alarm for row in part.steps):
                parts.append(part)
            parts += [self.form(r) for r in outline.results(derivation) if not r.repeated]
            parts += [self.absent(a, printer) for a in derivation.absent]
        summary = findings.summary(outline.proofs(derivations), self.phrases, printer.escape)
        return Page(
            title=self.title(derivations),
            words=self.words(printer),
            definitions=[r for d in system.definitions for r in self.definition(d, system)],
            assumptions=[
                *(sentences.assumption(a, printer) for a in system.assumptions),
                *(sentences.kink(k, printer) for k in system.kinks),
            ],
            theorems=theorems,
            parts=parts,
            summary=self.say(printer, "sentence", text=summary[:1].upper() + summary[1:]),
            evidence=[] if self.brief else self.table.rows(printer, each=self.full),
            certificate=certificate(self.options.certificate, printer),
            references=[printer.escape(r) for r in self.options.references],
        )

    def printer(self, order: Order, room: float = float("inf")) -> PagePrinter:
        return self.kind(order, self.options.exponential or "e", self.phrases, room)

    def of_proof(self, proof: Proof, room: float = float("inf")) -> PagePrinter:
        return self.printer(Order.of_claim(proof.system, proof.claim), room)

    # -- words -------------------------------------------------------------------------------
    def say(self, printer: PagePrinter, key: str, **fields: str) -> str:
        return self.phrases.word(key, printer.escape, **fields)

    def words(self, printer: PagePrinter) -> dict[str, str]:
        plain = ("definitions", "assumptions", "pictures", "code", "evidence", "references")
        table = ("certificate", "steps", "method", "verdict", "scope")
        return {key: self.say(printer, key) for key in (*plain, *table)} | {
            "proof": self.say(printer, "sentence", text=self.say(printer, "proof"))
        }

    def title(self, derivations: Sequence[Derivation]) -> str:
        """What it is about and what is derived, such as Softmax: ∂y_i/∂x_j."""
        found = []
        for d in derivations:
            printer = self.of_proof(d.proof).inline()
            found.append(printer.quote(printer.box(outline.derived(d)).text))
        entry = self.options.title or self.options.entry or derivations[0].entry
        formula = self.phrases.word("comma", printer.escape).join(found)
        return self.say(printer, "title", entry=printer.escape(entry), formula=formula)

    # -- parts -------------------------------------------------------------------------------
    def definition(self, definition: Definition, system: System) -> list[Row]:
        order = Order.of(system, definition.head, definition.body)
        printer = self.printer(order, STEPS - NARROW)
        where = sentences.ranges(definition, printer)
        lines = self.beside(printer.relation("="), printer.box(definition.body), where)
        return page_rows.rows(printer.box(definition.head), lines, STEPS)

    def theorem(self, derivation: Derivation, number: int) -> Part:
        proof = derivation.proof
        printer = self.of_proof(proof)
        title = f"{self.say(printer, 'theorem')} {number}"
        part = Part("theorem", title, claim=self.claim(proof.claim, proof))
        part.scope = self.scope(proof, printer, bare=bool(derivation.valid_where))
        conditions = sentences.conditions(derivation, printer)
        if conditions:
            listed = self.phrases.listed(conditions, printer.escape)
            part.conditions = self.say(printer, "valid under", conditions=listed)
        return part

    def scope(self, proof: Proof, printer: PagePrinter, bare: bool = False) -> str:
        """For what the claim holds, when that is every size or value; ``bare``: no conditions."""
        holding = (e.scope for e in proof.evidence if e.verdict is Verdict.HOLDS)
        found = next((scope for scope in holding if scope.startswith("all ")), "")
        if bare:
            found = found.partition(" where ")[0]
        return scopes.spoken(found, self.phrases, printer.escape) if found else ""

    def lemma(self, proof: Proof, number: int) -> Part:
        title = self.say(self.of_proof(proof), "lemma", number=str(number))
        part = Part("lemma", title, claim=self.claim(proof.claim, proof))
        part.scope = self.scope(proof, self.of_proof(proof))
        return self.proved(part, proof.claim.lhs, proof, title)

    def derivation(self, derivation: Derivation, theorem: Part, alone: bool) -> Part:
        proof = derivation.proof
        printer = self.of_proof(proof).inline()
        formula = printer.quote(printer.box(outline.derived(derivation)).text)
        part = Part("form", self.say(printer, "proof" if alone else "proof-of", formula=formula))
        return self.proved(part, proof.claim.lhs, proof, theorem.title)

    def form(self, result: Result) -> Part:
        printer = self.of_proof(result.proof)
        part = Part("form", sentences.form_title(result, self.options.n or {}, printer))
        if result.stated:
            part.claim = self.claim(result.stated, result.proof)
        for equation in outline.equations(result):
            part.claim += self.claim(equation, result.proof)
        part = self.proved(part, result.lhs, result.proof, part.title)
        large = corners(result, self.options.n or {})
        if large:
            left = printer.box(large.lhs).text
            cells = [[printer.box(cell) for cell in row] for row in large.rhs.rows]
            part.grid = f"{left} = {printer.parts.dotted(cells).text}"
        return part

    def absent(self, absent: Absent, printer: PagePrinter) -> Part:
        """A form that was asked for and that there is none of, with the reason."""
        reason = printer.escape(absent.reason)
        part = Part("form", self.say(printer, f"form-{absent.name}"))
        part.conditions = self.say(printer, "form-absent", reason=reason)
        return part

    def claim(self, claim: Relation, proof: Proof) -> list[Row]:
        printer = self.of_proof(proof, WHOLE - NARROW)
        step = page_rows.Step(printer.relation(claim.relation), printer.box(claim.rhs))
        return page_rows.rows(printer.box(claim.lhs), [step], WHOLE)

    # -- steps -------------------------------------------------------------------------------
    def proved(self, part: Part, lhs: Any, proof: Proof, name: str) -> Part:
        """The part with its steps, and the evidence for them noted."""
        printer = self.of_proof(proof, STEPS - INDENT)
        left, _ = outline.whole(lhs, proof.claim.rhs) if len(proof.steps) == 1 else (lhs, None)
        lines: list[page_rows.Step] = []
        for step in proof.steps:
            self.number += 1
            lines += self.step(lhs, step, printer, part)
            self.table.add(str(self.number), step.evidence, self.number)
        self.table.add(name, proof.evidence)
        if self.brief:
            lines = [line for line in lines if line.alarm] if part.claim else self.summed(lines)
        part.steps = page_rows.rows(printer.box(left), lines, STEPS) if lines else []
        return part

    def summed(self, lines: list[page_rows.Step]) -> list[page_rows.Step]:
        """Many steps as one: the last, and what is wrong with any of them."""
        last = next((line for line in reversed(lines) if line.number), None)
        wrong = [line for line in lines if line.alarm]
        if last is None:
            return wrong
        alone = sum(bool(line.number) for line in lines) == 1
        reason = last.reason if alone else ""
        return [replace(last, box=last.box.unmarked(), reason=reason, number=""), *wrong]

    def step(self, lhs: Any, step: Step, printer: PagePrinter, part: Part) -> list[page_rows.Step]:
        (_, before), (_, after) = outline.whole(lhs, step.before), outline.whole(lhs, step.after)
        number = str(self.number)
        box: Box | None
        if isinstance(after, Entries):
            box = self.grid(after, printer, part)
        else:
            found = changed(before, after)
            box = printer.marking(found.new).box(found.term)
        relation = printer.relation(step.relation) if box else ""
        reason = sentences.reason(step, printer)
        lines = self.beside(relation, box or piece("", 0.0), reason, number)
        if self.full:
            lines += self.substeps(step, printer, number)
        for evidence in findings.troubles(step.evidence):
            note = findings.trouble(evidence, self.phrases, printer.escape)
            lines.append(page_rows.Step("", piece("", 0.0), note=note, alarm=True))
        return lines

    def beside(
        self, relation: str, box: Box, reason: str, number: str = ""
    ) -> list[page_rows.Step]:
        """A step with its reason, which goes below where a formula in it is too long."""
        formulas = (self.kind.parts.width(f) for f in _FORMULA.findall(reason))
        if max(formulas, default=0.0) * SMALL <= REASON:
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
