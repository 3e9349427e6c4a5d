"""Unicode text for a terminal, 80 columns: a proof with one line and one reason a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symsoft.display import findings, outline, sentences
from symsoft.display.boxes import Box, fill, join
from symsoft.display.names import columns
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.scope_formulas import formula_of
from symsoft.display.text_terms import TextPrinter, operator, piece
from symsoft.display.wrapping import wrapped
from symsoft.language.matrix import Entries
from symsoft.language.system import Definition, System
from symsoft.language.terms import Cases
from symsoft.proof import Derivation, Evidence, Proof, Relation, Step

SUFFIX = ".txt"

_INDENT = 2
_BOLD, _DIM, _RED = "1", "2", "31"


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as text; no line is wider than ``options.width`` unless a name is."""
    page = _Page(options)
    entry = options.entry or derivations[0].entry
    page.title(entry, derivations)
    page.system(derivations[0].proof.system)
    for number, lemma in enumerate(outline.lemmas(derivations), 1):
        page.heading(page.phrases.word("lemma", number=str(number)))
        page.proof(lemma)
    for derivation in derivations:
        page.derivation(derivation, alone=len(derivations) == 1)
    page.closing(derivations)
    return "\n".join(line.rstrip() for line in page.lines) + "\n"


class _Page:
    """The lines written so far."""

    def __init__(self, options: Options) -> None:
        self.options, self.phrases, self.width = options, options.phrases, options.width
        self.lines: list[str] = []

    # -- parts of the document ---------------------------------------------------------------
    def title(self, entry: str, derivations: Sequence[Derivation]) -> None:
        claims = [_printer(self.options, d.proof) for d in derivations]
        sides = [p.box(outline.derived(d)).text for p, d in zip(claims, derivations, strict=True)]
        text = self.phrases.word("title", entry=entry, formula=", ".join(sides))
        lines = wrapped(text, self.width)
        self.lines += [self._marked(line, _BOLD) for line in lines]
        self.lines.append("─" * max(map(columns, lines)))

    def system(self, system: System) -> None:
        printer = TextPrinter(Order.of(system), self._exponential, self.phrases)
        self.heading(self.phrases.word("definitions"))
        for definition in system.definitions:
            self._definition(definition, system)
        if system.assumptions or system.kinks:
            self.heading(self.phrases.word("assumptions"))
            for assumption in system.assumptions:
                self._text(sentences.assumption(assumption, printer))
            for kink in system.kinks:
                self._text(sentences.kink(kink, printer))

    def derivation(self, derivation: Derivation, alone: bool) -> None:
        of = _printer(self.options, derivation.proof).box(outline.derived(derivation)).text
        key = "proof" if alone else "proof-of"
        self.heading(self.phrases.word(key, formula=of))
        self.proof(derivation.proof)
        for result in outline.results(derivation):
            printer = _printer(self.options, result.proof)
            self.heading(sentences.form_title(result, self.options.n or {}, printer))
            for definition in result.definitions:
                self._definition(definition, result.proof.system)
            if result.stated:
                self._equation(result.stated, result.proof)
            if result.repeated:
                self._equation(result.proof.claim, result.proof)
            else:
                self._chain(result.lhs, result.proof)
            for equation in outline.equations(result):
                self._equation(equation, result.proof)
        printer = _printer(self.options, derivation.proof)
        for absent in derivation.absent:
            self.heading(self.phrases.word(f"form-{absent.name}"))
            self._text(sentences.absent(absent, printer))
        if derivation.valid_where:
            self.heading(self.phrases.word("valid where"))
            for condition in sentences.conditions(derivation, printer):
                self._text(condition)

    def proof(self, proof: Proof) -> None:
        self._chain(proof.claim.lhs, proof)
        for evidence in findings.troubles(proof):
            self._trouble(evidence)

    def closing(self, derivations: Sequence[Derivation]) -> None:
        self.lines.append("")
        order = Order.of(derivations[0].proof.system)
        formula = formula_of(derivations, TextPrinter(order, self._exponential, self.phrases))
        text = findings.summary(outline.proofs(derivations), self.phrases, formula=formula)
        self.lines += wrapped(text, self.width, hang=2)

    def heading(self, text: str) -> None:
        self.lines += ["", *(self._marked(line, _BOLD) for line in wrapped(text, self.width))]

    # -- what is said of a system ------------------------------------------------------------
    def _definition(self, definition: Definition, system: System) -> None:
        order = Order.of(system, definition.head, definition.body)
        printer = TextPrinter(order, self._exponential, self.phrases)
        head = join([printer.box(definition.head), operator(" = ", 0)])
        box = join([head, printer.box(definition.body)])
        self._beside(self._filled(box, _INDENT, _INDENT + 4), sentences.ranges(definition, printer))

    # -- steps -------------------------------------------------------------------------------
    def _equation(self, claim: Relation, proof: Proof) -> None:
        printer = _printer(self.options, proof)
        relation = operator(f" {printer.relation(claim.relation)} ", 0)
        box = join([printer.box(claim.lhs), relation, printer.box(claim.rhs)])
        self.lines += self._filled(box, _INDENT, _INDENT + 4)

    def _chain(self, lhs: Any, proof: Proof) -> None:
        printer = _printer(self.options, proof)
        first, *lines = outline.lines(lhs, proof)
        self.lines += self._filled(printer.box(first), _INDENT, _INDENT + 4)
        for step, shown in zip(proof.steps, lines, strict=True):
            self._step(step, shown, printer)

    def _step(self, step: Step, shown: Any, printer: TextPrinter) -> None:
        start = " " * 2 * _INDENT + f"{printer.relation(step.relation)} "
        lines = self._display(shown, printer, len(start))
        lines[0] = start + lines[0][len(start) :]
        self._beside(lines, sentences.reason(step, printer))
        for evidence in findings.troubles(step):
            self._trouble(evidence)

    def _display(self, e: Any, printer: TextPrinter, indent: int) -> list[str]:
        """The lines of a right side, each with its indentation."""
        if isinstance(e, Cases):
            return self._cases(e, printer, indent)
        if isinstance(e, Entries):
            return self._grid(e, printer, indent)
        return self._filled(printer.box(e), indent, indent + 2)

    def _cases(self, e: Cases, printer: TextPrinter, indent: int) -> list[str]:
        values = [printer.box(b.body) for b in e.args]
        clauses = [
            printer.clause(printer.condition(b.conditions) if b.conditions else None).text
            for b in e.args
        ]
        wide = max(round(v.width) for v in values)
        aligned = indent + 4 + wide + max(map(columns, clauses)) <= self.width
        lines = []
        for place, (value, clause) in enumerate(zip(values, clauses, strict=True)):
            brace = " " * indent + _brace(place, len(values)) + " "
            if aligned:
                gap = " " * (wide - round(value.width) + 2)
                lines.append(f"{brace}{value.text}{gap}{clause}")
            else:
                lines += self._filled(value, indent + 2, indent + 4)
                lines += [
                    " " * (indent + 4) + line for line in wrapped(clause, self.width - indent - 4)
                ]
        return lines

    def _grid(self, e: Entries, printer: TextPrinter, indent: int) -> list[str]:
        rows = [[printer.box(cell) for cell in row] for row in e.rows]
        columns_ = [max(round(cell.width) for cell in column) for column in zip(*rows, strict=True)]
        if indent + sum(columns_) + 2 * len(columns_) + 2 > self.width:
            return self._rows(rows, indent)
        lines = []
        for place, row in enumerate(rows):
            left, right = _edges(place, len(rows))
            cells = (
                cell.text + " " * (wide - round(cell.width))
                for cell, wide in zip(row, columns_, strict=True)
            )
            lines.append(f"{' ' * indent}{left} {'  '.join(cells)} {right}")
        return lines

    def _rows(self, rows: Sequence[Sequence[Box]], indent: int) -> list[str]:
        lines = []
        for number, row in enumerate(rows, 1):
            boxes = [piece(f"{self.phrases.word('row', number=str(number))}: "), row[0]]
            for cell in row[1:]:
                boxes += [piece(","), operator(" ", 0), cell.deeper()]
            lines += self._filled(join(boxes), indent, indent + 2)
        return lines

    def _trouble(self, evidence: Evidence) -> None:
        text = findings.trouble(evidence, self.phrases)
        room = self.width - 3 * _INDENT
        for line in wrapped(text, room, hang=2):
            self.lines.append(self._marked(" " * 3 * _INDENT + line, _RED))

    # -- lines -------------------------------------------------------------------------------
    @property
    def _exponential(self) -> str:
        return self.options.exponential or "exp"

    def _filled(self, box: Box, first: int, rest: int) -> list[str]:
        """A box cut into lines, the first indented by ``first``, the others by ``rest``."""
        lines = fill(box, self.width - first, self.width - rest, _INDENT)
        indents = [first, *(rest + line.depth * _INDENT for line in lines[1:])]
        return [" " * n + line.text for n, line in zip(indents, lines, strict=True)]

    def _text(self, text: str) -> None:
        self.lines += [" " * _INDENT + x for x in wrapped(text, self.width - _INDENT, hang=2)]

    def _beside(self, lines: list[str], note: str) -> None:
        """Lines with a note at the right end of the last, or below where there is no room."""
        *before, last = [line.rstrip() for line in lines]
        room = self.width - columns(last) - columns(note)
        if room >= 2 or not note:
            self.lines += [*before, last + (" " * room + self._marked(note, _DIM) if note else "")]
            return
        self.lines += [*before, last]
        for line in wrapped(note, self.width - 4 * _INDENT):
            indent = " " * (self.width - columns(line))
            self.lines.append(indent + self._marked(line, _DIM))

    def _marked(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.options.color else text


def _printer(options: Options, proof: Proof) -> TextPrinter:
    order = Order.of_claim(proof.system, proof.claim)
    return TextPrinter(order, options.exponential or "exp", options.phrases)


def _brace(place: int, count: int) -> str:
    """One line of a brace over several lines."""
    if count == 1:
        return "{"
    if place in (0, count - 1):
        return "⎩" if place else "⎧"
    return "⎨" if place == count // 2 else "⎪"


def _edges(place: int, count: int) -> tuple[str, str]:
    """One line of the brackets of a matrix."""
    if count == 1:
        return "[", "]"
    if place in (0, count - 1):
        return ("⎣", "⎦") if place else ("⎡", "⎤")
    return "⎢", "⎥"
