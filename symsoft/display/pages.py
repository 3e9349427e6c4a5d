"""A derivation laid out for pages, whatever the format: statement, definitions, steps, evidence.

``lay_out`` makes the record ``Page`` with the printer of a format; a target gives it its shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symsoft.display import findings, outline, page_rows, scopes, sentences
from symsoft.display.corners import corners
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.outline import Result
from symsoft.display.page_evidence import Finding, certificate
from symsoft.display.page_rows import NARROW, Row
from symsoft.display.page_steps import STEPS, WHOLE, Part, StepLayout, fitted
from symsoft.display.page_terms import PagePrinter
from symsoft.display.scope_formulas import formula_of
from symsoft.language.system import Definition, System
from symsoft.proof import Absent, Derivation, Proof, Relation, Verdict


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


class _Layout(StepLayout):
    """Puts the parts of a document in order."""

    def page(self, derivations: Sequence[Derivation]) -> Page:
        system = derivations[0].proof.system
        printer = self.printer(Order.of(system))
        self.formula = formula_of(derivations, printer)
        theorems = [self.theorem(d, number) for number, d in enumerate(derivations, 1)]
        parts = [self.lemma(p, k) for k, p in enumerate(outline.lemmas(derivations), 1)]
        alone = len(derivations) == 1 and not parts
        for derivation, theorem in zip(derivations, theorems, strict=True):
            part = self.derivation(derivation, theorem, alone)
            if not self.brief or any(row.alarm for row in part.steps):
                parts.append(part)
            parts += [self.form(r) for r in outline.results(derivation) if not r.repeated]
            parts += [self.absent(a, printer) for a in derivation.absent]
        proofs = outline.proofs(derivations)
        summary = findings.summary(proofs, self.phrases, printer.escape, self.formula)
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
            evidence=[] if self.brief else self.table.rows(printer, self.formula, self.full),
            certificate=certificate(self.options.certificate, printer),
            references=[printer.escape(r) for r in self.options.references],
        )

    # -- words -------------------------------------------------------------------------------
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
        head = printer.box(definition.head)
        body = fitted(lambda p: p.box(definition.body), printer, head, STEPS)
        return page_rows.rows(head, self.beside(printer.relation("="), body, where), STEPS)

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
        return scopes.spoken(found, self.phrases, printer.escape, self.formula) if found else ""

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
        system = result.proof.system
        part.definitions = [r for d in result.definitions for r in self.definition(d, system)]
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
        part = Part("form", self.say(printer, f"form-{absent.name}"))
        part.conditions = sentences.absent(absent, printer)
        return part

    def claim(self, claim: Relation, proof: Proof) -> list[Row]:
        printer = self.of_proof(proof, WHOLE - NARROW)
        left = printer.box(claim.lhs)
        right = fitted(lambda p: p.box(claim.rhs), printer, left, WHOLE)
        step = page_rows.Step(printer.relation(claim.relation), right)
        return page_rows.rows(left, [step], WHOLE)
