r"""One LaTeX document: definitions, lemmas, the theorem in numbered steps, its forms, the evidence.

It compiles unchanged under pdflatex, xelatex and lualatex, and needs no package beyond amsmath,
xcolor and geometry.  Lines are broken here, by an estimate of their width, so that nothing runs
over the margin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from symsoft.display import findings, outline, sentences
from symsoft.display.boxes import Box, Line, fill, join
from symsoft.display.latex_parts import operator, piece
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.names import escape
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.outline import Result
from symsoft.display.templates import render
from symsoft.language.matrix import Entries
from symsoft.language.system import Definition, System
from symsoft.proof import Derivation, Evidence, Proof, Relation, Step, Verdict

SUFFIX = ".tex"

LINE = 47.0
"""The width of a line in ems: A4 with margins of 22 mm at 10 points."""
MARGIN = "22mm"
REASON = 12.0
TAG = 3.0
GAP = 1.0
NARROW = 9.0
"""A left side up to this width stands on the line of the first step."""
INDENT = 2.0
UNARY = r"\mathopen{}"
"""What makes a minus at the beginning of a cell a sign rather than an operator."""
LONGEST_TABLE = 40
SMALLER = (("", 1.0), (r"\small", 0.9), (r"\footnotesize", 0.8), (r"\scriptsize", 0.7))


@dataclass(slots=True)
class Part:
    """What the template shows in one go: a lemma, the theorem, or a form."""

    kind: str
    title: str = ""
    claim: list[str] = field(default_factory=list)
    conditions: str = ""
    steps: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    grid: str = ""
    grid_size: str = ""


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """The derivations as a document."""
    return _Document(options).write(derivations)


def snippet(derivations: Sequence[Derivation], options: Options) -> str:
    """The steps of the derivations as one display, for a notebook."""
    rows: list[str] = []
    for derivation in derivations:
        proof = derivation.proof
        printer = _printer(options, proof)
        left = f"{printer.box(proof.claim.lhs).text} "
        for step in proof.steps:
            after, sign = printer.box(step.after).text, printer.relation(step.relation)
            rows.append(rf"{left}&{sign} {after} && \text{{{sentences.reason(step, printer)}}}")
            left = ""
    inner = " \\\\\n".join(rows)
    return f"$$\\begin{{aligned}}\n{inner}\n\\end{{aligned}}$$"


class _Document:
    """Numbers the steps of a whole document and keeps where each piece of evidence belongs."""

    def __init__(self, options: Options) -> None:
        self.options, self.phrases = options, options.phrases
        self.number = 0
        self.evidence: list[tuple[str, int, Evidence]] = []

    def write(self, derivations: Sequence[Derivation]) -> str:
        system = derivations[0].proof.system
        lemmas = enumerate(outline.lemmas(derivations), 1)
        parts = [self._lemma(lemma, number) for number, lemma in lemmas]
        for number, derivation in enumerate(derivations, 1):
            parts.append(self._theorem(derivation, number))
            parts += [self._form(r) for r in outline.results(derivation) if not r.repeated]
        summary = findings.summary(outline.proofs(derivations), self.phrases)
        return render(
            "latex/document.tex.j2",
            margin=MARGIN,
            reason_width=f"{REASON}em",
            trouble_width=f"{LINE - REASON - TAG - 2 * GAP - NARROW}em",
            title=self._title(derivations),
            words=self._words(),
            definitions=_ended(r for d in system.definitions for r in self._definition(d, system)),
            assumptions=self._assumptions(system),
            parts=parts,
            summary=f"{escape(summary[0].upper() + summary[1:])}.",
            evidence=self._tables(),
        )

    # -- words -------------------------------------------------------------------------------
    def _say(self, key: str, **fields: str) -> str:
        return self.phrases.word(key, escape, **fields)

    def _words(self) -> dict[str, str]:
        plain = ("definitions", "assumptions", "theorem", "proof", "evidence", "steps", "method")
        words = {key: self._say(key) for key in (*plain, "verdict", "scope")}
        return {
            **words,
            "valid_where": self._say("valid where"),
            "lemma": self._say("lemma", number="").strip(),
        }

    def _title(self, derivations: Sequence[Derivation]) -> str:
        entry = self.options.entry or derivations[0].entry
        claims = []
        for d in derivations:
            printer = _printer(self.options, d.proof).inline()
            claims.append(printer.quote(printer.box(outline.derived(d)).text))
        return self._say("title", entry=escape(entry), formula=", ".join(claims))

    def _assumptions(self, system: System) -> list[str]:
        printer = LatexPrinter(Order.of(system), self._exponential, self.phrases)
        return [
            *(sentences.assumption(a, printer) for a in system.assumptions),
            *(sentences.kink(k, printer) for k in system.kinks),
        ]

    # -- parts -------------------------------------------------------------------------------
    def _definition(self, definition: Definition, system: System) -> list[str]:
        order = Order.of(system, definition.head, definition.body)
        room = LINE - REASON - 2 * GAP
        printer = LatexPrinter(order, self._exponential, self.phrases, room - NARROW)
        head, body = printer.box(definition.head), printer.box(definition.body)
        where = sentences.ranges(definition, printer)
        return _rows(head, [("=", body, where, "")], room)

    def _lemma(self, proof: Proof, number: int) -> Part:
        title = self._say("lemma", number=str(number))
        part = Part("lemma", title, claim=self._claim(proof.claim, proof))
        self._prove(part, proof.claim.lhs, proof)
        return part

    def _theorem(self, derivation: Derivation, number: int) -> Part:
        proof = derivation.proof
        part = Part(
            "theorem", f"{self._say('theorem')} {number}", claim=self._claim(proof.claim, proof)
        )
        printer = _printer(self.options, proof)
        conditions = [sentences.assumption(a, printer) for a in derivation.valid_where]
        part.conditions = self.phrases.listed(conditions, escape)
        self._prove(part, proof.claim.lhs, proof)
        return part

    def _form(self, result: Result) -> Part:
        printer = _printer(self.options, result.proof)
        part = Part("form", sentences.form_title(result, self.options.n or {}, printer))
        if result.stated:
            part.claim = self._claim(result.stated, result.proof)
        self._prove(part, result.lhs, result.proof)
        return part

    def _claim(self, claim: Relation, proof: Proof) -> list[str]:
        room = LINE - 2 * GAP
        printer = _printer(self.options, proof, room - NARROW)
        body = printer.box(claim.rhs)
        lines = [(printer.relation(claim.relation), body, "", "")]
        return _ended(_rows(printer.box(claim.lhs), lines, room))

    def _prove(self, part: Part, lhs: Any, proof: Proof) -> None:
        room = LINE - REASON - TAG - 2 * GAP
        printer = _printer(self.options, proof, room - INDENT)
        left, _ = outline.whole(lhs, proof.claim.rhs) if len(proof.steps) == 1 else (lhs, None)
        lines: list[tuple[str, Box, str, str]] = []
        for step in proof.steps:
            self.number += 1
            _, shown = outline.whole(lhs, step.after)
            grid = isinstance(shown, Entries)
            box = self._grid(shown, room, printer, part) if grid else printer.box(shown)
            relation = printer.relation(step.relation) if box else ""
            reason = sentences.reason(step, printer)
            lines.append((relation, box or piece("", 0.0), reason, str(self.number)))
            lines += self._troubles(step)
            self.evidence += [("", self.number, e) for e in step.evidence]
        self.evidence += [(part.title, self.number, e) for e in proof.evidence]
        part.steps = _ended(_rows(printer.box(left), lines, room))

    def _grid(self, e: Entries, room: float, printer: LatexPrinter, part: Part) -> Box | None:
        """A matrix where it fits; else it goes below, in smaller type or written out by rows."""
        box = printer.box(e)
        if box.width <= room:
            return box
        for size, scale in SMALLER:
            if box.width * scale <= LINE - 2 * GAP:
                part.grid, part.grid_size = f"= {box.text}", size
                return None
        for number, row in enumerate(e.rows, 1):
            name = piece(rf"\text{{{self._say('row', number=str(number))}:}}", 4.0)
            boxes = [printer.box(row[0])]
            for cell in row[1:]:
                boxes += [piece(",", 0.3), operator(r"\ ", 0.3, 0, UNARY)]
                boxes.append(printer.box(cell).deeper())
            part.rows += _rows(name, [(rf"\ {UNARY}", join(boxes), "", "")], LINE - 2 * GAP)
        part.rows = _ended(part.rows)
        return None

    def _troubles(self, step: Step) -> list[tuple[str, Box, str, str]]:
        found = findings.troubles(step.evidence)
        texts = [findings.trouble(e, self.phrases, escape) for e in found]
        return [("", piece(rf"\trouble{{{text}}}", 0.0), "", "") for text in texts]

    # -- evidence ----------------------------------------------------------------------------
    def _tables(self) -> list[list[str]]:
        """The rows of the evidence, in tables short enough for a page."""
        numbers: dict[tuple[str, Verdict, str], list[int]] = {}
        names: dict[tuple[str, Verdict, str], list[str]] = {}
        for name, number, e in self.evidence:
            found = (e.method, e.verdict, e.scope)
            numbers.setdefault(found, []).extend([] if name else [number])
            names.setdefault(found, []).extend([name] if name else [])
        rows = []
        for found in numbers:
            method, verdict, scope = found
            which = ", ".join([*_spans(numbers[found]), *names[found]])
            word = escape(findings.verdict(verdict, self.phrases))
            shown = word if verdict is Verdict.HOLDS else rf"\verdictbad{{{word}}}"
            said = rf"\cell{{{escape(findings.signs(scope))}}}"
            rows.append(" & ".join((rf"\cell{{{which}}}", escape(method), shown, said)) + r"\\")
        return [rows[k : k + LONGEST_TABLE] for k in range(0, len(rows), LONGEST_TABLE)]

    @property
    def _exponential(self) -> str:
        return self.options.exponential or "e"


def _printer(options: Options, proof: Proof, room: float = float("inf")) -> LatexPrinter:
    order = Order.of_claim(proof.system, proof.claim)
    return LatexPrinter(order, options.exponential or "e", options.phrases, room)


def _rows(left: Box, lines: Iterable[tuple[str, Box, str, str]], room: float) -> list[str]:
    """The rows of an alignment: left side, lines of (relation, right side, reason, number)."""
    rows: list[str] = []
    indent = left.width
    start = left.text
    if left.width > NARROW:
        cut = fill(left, room, room - INDENT, 1.0)
        rows = [f"&{_indent(q, line)}{line.text}" for q, line in enumerate(cut)]
        start, indent = "", INDENT
    for relation, box, reason, number in lines:
        sign = rf"{relation} " if relation else ""
        width = room - indent - 1.5
        cut = fill(box, width, width - INDENT, 1.0)
        for q, line in enumerate(cut):
            before = f"&{_indent(q, line)}" if q else f"{start} &{sign}"
            note = rf" \why{{{reason}}}" if reason and not q else ""
            tag = rf" \tag{{{number}}}" if number and not q else ""
            rows.append(f"{before}{line.text}{note}{tag}")
        start = ""
    return rows


def _ended(rows: Iterable[str]) -> list[str]:
    """Rows with the sign for a new line behind each but the last."""
    *before, last = rows
    return [*(rf"{row} \\" for row in before), last]


def _indent(place: int, line: Line) -> str:
    """What a continued line begins with."""
    return r"\qquad " + r"\quad " * line.depth if place else ""


def _spans(numbers: Sequence[int]) -> list[str]:
    """``1--3`` and ``5`` for 1, 2, 3, 5."""
    spans: list[list[int]] = []
    for n in numbers:
        if spans and n == spans[-1][1] + 1:
            spans[-1][1] = n
        else:
            spans.append([n, n])
    return [str(a) if a == b else f"{a}--{b}" for a, b in spans]
