"""Markdown as GitHub shows it, and as a notebook does: steps in one formula with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from symsoft.display import findings, outline, scopes, sentences
from symsoft.display.boxes import Box, fill
from symsoft.display.markdown_terms import GITHUB, NOTEBOOK, Dialect, MarkdownPrinter, escape
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.scope_formulas import formula_of
from symsoft.language.system import Definition, System
from symsoft.proof import Derivation, Proof, Relation, Step

SUFFIX = ".md"

_ROOM = 38.0
"""The width of a formula in ems; the reasons beside it get the rest of GitHub's column."""
_NARROW = 9.0
"""A left side up to this width stands on the line of the first step."""
_INDENT = 2.0


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as a file for GitHub."""
    return _Page(options, GITHUB).write(derivations)


def snippet(derivations: Sequence[Derivation], options: Options) -> str:
    """The same for a notebook, with $ and $$ around the formulas."""
    return _Page(options, NOTEBOOK).write(derivations)


class _Page:
    """The blocks written so far; between two of them there is an empty line."""

    def __init__(self, options: Options, dialect: Dialect) -> None:
        self.options, self.phrases, self.dialect = options, options.phrases, dialect
        self.brief = options.detail == "brief"
        self.blocks: list[str] = []
        self.number = 0

    def write(self, derivations: Sequence[Derivation]) -> str:
        self.title(derivations)
        self.system(derivations[0].proof.system)
        lemmas = () if self.brief else outline.lemmas(derivations)
        for number, lemma in enumerate(lemmas, 1):
            self.heading(self.say("lemma", number=str(number)))
            self.proof(lemma.claim.lhs, lemma)
        for derivation in derivations:
            self.derivation(derivation, alone=len(derivations) == 1)
        self.closing(derivations)
        if self.options.references:
            self.heading(self.say("references"))
            self.listed(map(self.escape, self.options.references))
        return "\n\n".join(self.blocks) + "\n"

    def say(self, key: str, **fields: str) -> str:
        """A phrase, as running text."""
        return self.phrases.word(key, self.escape, **fields)

    def escape(self, text: str) -> str:
        return escape(text, self.dialect)

    # -- parts of the document ---------------------------------------------------------------
    def title(self, derivations: Sequence[Derivation]) -> None:
        named = self.options.title or self.options.entry or derivations[0].entry
        claims = []
        for derivation in derivations:
            printer = self.printer(derivation.proof).among_words().inline()
            claims.append(printer.quote(printer.box(outline.derived(derivation)).text))
        self.heading(self.say("title", entry=self.escape(named), formula=", ".join(claims)), "#")

    def system(self, system: System) -> None:
        self.heading(self.say("definitions"))
        self.display(row for d in system.definitions for row in self.definition(d, system))
        if system.assumptions or system.kinks:
            printer = self.printer_of(Order.of(system)).among_words()
            self.heading(self.say("assumptions"))
            self.listed(
                [
                    *(sentences.assumption(a, printer) for a in system.assumptions),
                    *(sentences.kink(k, printer) for k in system.kinks),
                ]
            )

    def definition(self, definition: Definition, system: System) -> list[str]:
        printer = self.printer_of(Order.of(system, definition.head, definition.body))
        where = printer.parts.words(sentences.ranges(definition, printer))
        lines = [("=", printer.box(definition.body), where)]
        return _rows(printer.box(definition.head), lines)

    def derivation(self, derivation: Derivation, alone: bool) -> None:
        printer = self.printer(derivation.proof).among_words()
        of = printer.quote(printer.inline().box(outline.derived(derivation)).text)
        self.heading(self.say("proof") if alone else self.say("proof-of", formula=of))
        self.proof(derivation.proof.claim.lhs, derivation.proof)
        for result in outline.results(derivation):
            self.form(result)
        for absent in derivation.absent:
            self.heading(self.say(f"form-{absent.name}"))
            self.blocks.append(sentences.absent(absent, printer))
        if derivation.valid_where:
            conditions = sentences.conditions(derivation, printer)
            listed = self.phrases.listed(conditions, self.escape)
            self.blocks.append(self.say("valid under", conditions=listed))

    def form(self, result: outline.Result) -> None:
        printer = self.printer(result.proof).among_words()
        self.heading(sentences.form_title(result, self.options.n or {}, printer))
        system = result.proof.system
        own = [row for d in result.definitions for row in self.definition(d, system)]
        if own:
            self.display(own)
        if result.stated:
            self.equation(result.stated, result.proof)
        if result.repeated:
            self.equation(result.proof.claim, result.proof)
        elif not (self.brief and result.stated):
            self.proof(result.lhs, result.proof)
        for equation in outline.equations(result):
            self.equation(equation, result.proof)

    def equation(self, claim: Relation, proof: Proof) -> None:
        printer = self.printer(proof)
        line = (printer.relation(claim.relation), printer.box(claim.rhs), "")
        self.display(_rows(printer.box(claim.lhs), [line]))

    def proof(self, lhs: Any, proof: Proof) -> None:
        """The steps, numbered, in one formula; what is amiss with them follows as a quotation.

        In brief, the result alone.
        """
        printer = self.printer(proof)
        whole, result = outline.whole(lhs, proof.claim.rhs)
        first, *after = outline.lines(lhs, proof)
        lines, troubles = [], []
        for step, shown in zip(proof.steps, after, strict=True):
            self.number += 1
            reason = printer.parts.words(f"({self.number}) {sentences.reason(step, printer)}")
            lines.append((printer.relation(step.relation), printer.box(shown), reason))
            troubles += [f"({self.number}) {t}" for t in self.troubles(step)]
        if self.brief:
            lines = [(printer.relation(proof.claim.relation), printer.box(result), "")]
        left = whole if self.brief else first
        self.display(_rows(printer.box(left), lines))
        for trouble in [*troubles, *self.troubles(proof)]:
            self.blocks.append(f"> {trouble}")

    def troubles(self, about: Proof | Step) -> list[str]:
        found = findings.troubles(about)
        return [findings.trouble(e, self.phrases, self.escape) for e in found]

    def closing(self, derivations: Sequence[Derivation]) -> None:
        """What was checked, in a sentence and in a table."""
        self.heading(self.say("evidence"))
        proofs = outline.proofs(derivations)
        printer = self.printer_of(Order.of(derivations[0].proof.system)).among_words()
        formula = formula_of(derivations, printer)
        summary = findings.summary(proofs, self.phrases, self.escape, formula)
        self.blocks.append(self.say("sentence", text=summary[0].upper() + summary[1:]))
        rows = [
            [self.say(key) for key in ("method", "verdict", "scope", "steps", "claims")],
            ["---", "---", "---", "---:", "---:"],
        ]
        for f in findings.findings(proofs):
            method = findings.method(f.method, self.phrases, self.escape)
            verdict = findings.verdict(f.verdict, self.phrases, self.escape)
            scope = scopes.spoken(f.scope, self.phrases, self.escape, formula)
            rows.append([method, verdict, scope, str(f.steps), str(f.claims)])
        if len(rows) > 2:
            self.blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))

    # -- blocks ------------------------------------------------------------------------------
    def heading(self, text: str, level: str = "##") -> None:
        self.blocks.append(f"{level} {text}")

    def listed(self, sentences: Iterable[str]) -> None:
        self.blocks.append("\n".join(f"- {sentence}" for sentence in sentences))

    def display(self, rows: Iterable[str]) -> None:
        before, behind = self.dialect.display
        inner = " \\\\[4pt]\n".join(rows)
        block = f"\\begin{{aligned}}\n{inner}\n\\end{{aligned}}"
        self.blocks.append(f"{before}\n{block}\n{behind}")

    def printer(self, proof: Proof) -> MarkdownPrinter:
        return self.printer_of(Order.of_claim(proof.system, proof.claim))

    def printer_of(self, order: Order) -> MarkdownPrinter:
        exponential = self.options.exponential or "e"
        return MarkdownPrinter(order, exponential, self.phrases, _ROOM - _NARROW, self.dialect)


def _rows(left: Box, lines: Iterable[tuple[str, Box, str]]) -> list[str]:
    """The rows of an alignment: left side, then lines of (relation, right side, reason)."""
    rows: list[str] = []
    start, indent = left.text, left.width
    if left.width > _NARROW:
        rows = [f"& {line.text}" for line in fill(left, _ROOM, _ROOM - _INDENT, 1.0)]
        start, indent = "", _INDENT
    for sign, box, reason in lines:
        room = _ROOM - indent - 1.5
        for place, line in enumerate(fill(box, room, room - _INDENT, 1.0)):
            deeper = r"& \qquad " + r"\quad " * line.depth
            before = deeper if place else f"{start} &{sign} "
            behind = f" && {reason}" if reason and not place else ""
            rows.append(f"{before}{line.text}{behind}".lstrip())
        start = ""
    return rows
