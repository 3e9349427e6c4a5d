"""One HTML file that needs nothing else: the proof in steps that open, pictures, a live derivative.

Mathematics is native MathML.  What moves is written in templates/html; without JavaScript the steps
can be opened all the same and the pictures show the same values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from symsoft.display import findings, outline, sentences
from symsoft.display.boxes import Box
from symsoft.display.changes import Changed, changed
from symsoft.display.corners import corners
from symsoft.display.mathml_parts import TOGETHER, chunks, dotted
from symsoft.display.mathml_terms import MathmlPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.outline import Result
from symsoft.display.page_evidence import EvidenceTable, certificate
from symsoft.display.scope_formulas import formula_of
from symsoft.display.scopes import Formula
from symsoft.display.templates import render
from symsoft.display.term_printer import TermPrinter
from symsoft.display.text_terms import TextPrinter
from symsoft.language.system import Definition, System
from symsoft.pictures import ON_PAGE, figures
from symsoft.pictures.live import live
from symsoft.pictures.live_page import live_page
from symsoft.proof import Derivation, Proof, Relation, Step, Verdict

SUFFIX = ".html"


@dataclass(slots=True)
class Part:
    """What the template shows in one go: a lemma, a theorem, or a form of its result.

    ``folded`` is what stands for the steps until they are opened.
    """

    title: str
    level: int
    anchor: str = ""
    definitions: list[dict[str, str]] = field(default_factory=list)
    claim: str = ""
    conditions: str = ""
    steps: str = ""
    folded: str = ""


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as a page."""
    return _Page(options).write(derivations)


class _Page:
    """Numbers the steps of a whole page and keeps where each piece of evidence belongs."""

    def __init__(self, options: Options) -> None:
        self.options, self.phrases = options, options.phrases
        self.brief, self.full = options.detail == "brief", options.detail == "full"
        self.exponential = options.exponential or "e"
        self.number = 0
        self.table = EvidenceTable()
        self.formula: Formula | None = None

    def write(self, derivations: Sequence[Derivation]) -> str:
        system = derivations[0].proof.system
        printer = self.printer(Order.of(system))
        self.formula = formula_of(derivations, printer)
        parts = list(self.parts(derivations))
        panels = None if self.brief else live(derivations, self.options)
        drawn = [] if self.brief else self.figures(derivations)
        proofs = outline.proofs(derivations)
        summary = findings.summary(proofs, self.phrases, escape, self.formula)
        fields = {
            "language": escape(self.phrases.language),
            "title": escape(self.title(derivations, TextPrinter, str)),
            "heading": self.title(derivations, MathmlPrinter, escape),
            "verdict": _worst(proofs),
            "summary": self.say("sentence", text=summary[:1].upper() + summary[1:]),
            "words": self.words(),
            "definitions": [self.definition(d, system) for d in system.definitions],
            "assumptions": [
                *(sentences.assumption(a, printer) for a in system.assumptions),
                *(sentences.kink(k, printer) for k in system.kinks),
            ],
            "parts": parts,
            "live": live_page(panels, self.of_proof, self.options) if panels else None,
            "figures": drawn,
            "listings": [(code.language, escape(code.text)) for code in self.options.listings],
            "certificate": certificate(self.options.certificate, printer),
            "evidence": [] if self.brief else self.table.rows(printer, self.formula, self.full),
            "references": list(map(escape, self.options.references)),
        }
        return render("html/page.html.j2", contents=self.contents(fields), **fields)

    def printer(self, order: Order) -> MathmlPrinter:
        return MathmlPrinter(order, self.exponential, self.phrases)

    def of_proof(self, proof: Proof) -> MathmlPrinter:
        return self.printer(Order.of_claim(proof.system, proof.claim))

    # -- words -------------------------------------------------------------------------------
    def say(self, key: str, **fields: str) -> str:
        return self.phrases.word(key, escape, **fields)

    def words(self) -> dict[str, str]:
        plain = ("definitions", "assumptions", "evidence", "steps", "method", "verdict", "scope")
        page = ("contents", "pictures", "live", "reset", "code", "certificate", "references")
        return {key: self.say(key) for key in (*plain, *page)} | {
            "row_sum": self.say("row sum"),
            "product_row": self.say("product row"),
            "start": self.say("close steps"),
            "next": self.say("next step"),
            "all": self.say("open steps"),
            "status": self.say("open so far", open="{open}", all="{all}"),
        }

    def title(self, derivations: Sequence[Derivation], kind: Any, plain: Any) -> str:
        """What it is about and what is derived, by a printer of terms."""
        found = []
        for d in derivations:
            order = Order.of_claim(d.proof.system, d.proof.claim)
            printer: TermPrinter = kind(order, phrases=self.phrases).inline()
            found.append(printer.quote(printer.box(outline.derived(d)).text))
        entry = self.options.title or self.options.entry or derivations[0].entry
        formula = self.phrases.word("comma", plain).join(found)
        return self.phrases.word("title", plain, entry=plain(entry), formula=formula)

    def contents(self, fields: dict[str, Any]) -> list[tuple[str, str]]:
        """The places of the page and what they are called."""
        found = [("definitions", self.say("definitions"))]
        found += [(part.anchor, part.title) for part in fields["parts"] if part.level == 2]
        rest = ("live", "figures", "listings", "evidence", "references")
        keys = {"figures": "pictures", "listings": "code"}
        found += [(key, self.say(keys.get(key, key))) for key in rest if fields[key]]
        return found

    def figures(self, derivations: Sequence[Derivation]) -> list[tuple[str, str]]:
        """The drawings and their captions."""
        drawn = figures(derivations, self.options)
        return [(f.svg(ON_PAGE), f.caption(self.printer(f.order))) for f in drawn]

    # -- parts -------------------------------------------------------------------------------
    def parts(self, derivations: Sequence[Derivation]) -> Iterator[Part]:
        for number, lemma in enumerate(outline.lemmas(derivations), 1):
            part = Part(self.say("lemma", number=str(number)), 2, f"lemma-{number}")
            yield self.stated(part, lemma)
        for number, derivation in enumerate(derivations, 1):
            part = Part(f"{self.say('theorem')} {number}", 2, f"theorem-{number}")
            printer = self.of_proof(derivation.proof)
            conditions = sentences.conditions(derivation, printer)
            if conditions:
                listed = self.phrases.listed(conditions, escape)
                part.conditions = self.say("valid under", conditions=listed)
            yield self.stated(part, derivation.proof)
            for result in outline.results(derivation):
                if not result.repeated:
                    yield self.form(result)

    def stated(self, part: Part, proof: Proof) -> Part:
        part.claim = self.relation(proof.claim, proof)
        return self.proved(part, proof.claim.lhs, proof)

    def form(self, result: Result) -> Part:
        """What is wanted of a form is its result; the way there can be opened."""
        proof, sizes = result.proof, self.options.n or {}
        part = Part(sentences.form_title(result, sizes, self.of_proof(proof)), 3)
        part.definitions = [self.definition(d, proof.system) for d in result.definitions]
        several = len(proof.steps) > 1
        whole = Relation(*outline.whole(result.lhs, proof.claim.rhs), proof.claim.relation)
        shown = [result.stated or whole] if result.stated or several or self.brief else []
        shown += outline.equations(result)
        part.claim = "".join(self.relation(claim, proof) for claim in shown)
        if large := corners(result, sizes):
            printer = self.of_proof(proof)
            cells = [[printer.box(cell) for cell in row] for row in large.rhs.rows]
            part.claim += _formula(printer.box(large.lhs), printer.relation("="), dotted(cells))
        part.folded = self.say("many steps", count=str(len(proof.steps))) if several else ""
        return self.proved(part, result.lhs, proof)

    def definition(self, definition: Definition, system: System) -> dict[str, str]:
        printer = self.printer(Order.of(system, definition.head, definition.body))
        head, body = printer.box(definition.head), printer.box(definition.body)
        return {
            "formula": _formula(head, printer.relation("="), body),
            "where": sentences.ranges(definition, printer),
        }

    def relation(self, claim: Relation, proof: Proof) -> str:
        printer = self.of_proof(proof)
        sign = printer.relation(claim.relation)
        return _formula(printer.box(claim.lhs), sign, printer.box(claim.rhs))

    # -- steps -------------------------------------------------------------------------------
    def proved(self, part: Part, lhs: Any, proof: Proof) -> Part:
        """The part with its steps, and the evidence for them noted."""
        steps: list[str] = []
        first = outline.lines(lhs, proof)[0]
        for step, found in zip(proof.steps, outline.news(lhs, proof), strict=True):
            self.number += 1
            self.table.add(str(self.number), step.evidence, self.number)
            if not self.brief or findings.troubles(step):
                left = None if steps else first
                steps.append(self.step(str(self.number), step, found, left, proof))
        self.table.add(part.title, proof.evidence)
        part.steps = f'<ol class="steps">\n{"".join(steps)}</ol>' if steps else ""
        return part

    def step(self, number: str, step: Step, found: Changed, start: Any, proof: Proof) -> str:
        """One step; ``found`` is its line with what is new, ``start`` what stands to the left."""
        printer = self.of_proof(proof)
        reason = sentences.reason(step, printer)
        left = None if start is None else printer.box(start)
        sign = printer.relation(step.relation)
        formula = _formula(left, sign, printer.marking(found.new).box(found.term))
        troubles = findings.troubles(step)
        said = (findings.trouble(e, self.phrases, escape, self.formula) for e in troubles)
        notes = "".join(f'<p class="note bad">{text}</p>' for text in said)
        return (
            f'<li><details open><summary><span class="number">{number}</span>'
            f"<span>{reason}</span></summary>{formula}{notes}"
            f"{self.substeps(number, step, proof) if self.full else ''}</details></li>\n"
        )

    def substeps(self, number: str, step: Step, proof: Proof) -> str:
        """The lines within a step, under its number."""
        lines = []
        for place, inner in enumerate(step.substeps, 1):
            own = f"{number}.{place}"
            self.table.add(own, inner.evidence)
            found = changed(inner.before, inner.after)
            lines.append(self.step(own, inner, found, inner.before, proof))
        return f'<ol class="steps">\n{"".join(lines)}</ol>' if lines else ""


def _formula(left: Box | None, sign: str, right: Box) -> str:
    """``left = right`` in parts between which a browser may break the line."""
    first, *rest = chunks(right)
    first = f"{sign.replace('<mo>', '<mo form=infix>')}{first}"
    parts = [first, *rest]
    if left is not None:
        together = left.width + right.width <= TOGETHER
        parts = [left.text + first] if together else [left.text, *parts]
    inside = "".join(f"<math displaystyle=true>{part}</math>" for part in parts)
    return f'<div class="formula">{inside}</div>'


def _worst(proofs: Sequence[Proof]) -> str:
    """The verdict on all of it, as a class of the style sheet."""
    found = {f.verdict for f in findings.findings(proofs)}
    order = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.HOLDS)
    return next((v.value for v in order if v in found), Verdict.UNKNOWN.value)
