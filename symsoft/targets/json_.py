"""JSON for other programs: the shape is fixed, ``"schema": 1``.

Terms are given in LaTeX and in the one-line syntax; a matrix, which that syntax does not have, as
Unicode text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from symsoft.display import outline, sentences
from symsoft.display.arranging import arranged
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.structure import MATRIX
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import At
from symsoft.language.spelling import assumption_line, definition_line, one_line
from symsoft.language.system import Assumption, Definition
from symsoft.language.walk import contains
from symsoft.proof import Derivation, Evidence, Form, Proof, Property, Relation, Step

SUFFIX = ".json"
SCHEMA = 1

Record = dict[str, Any]


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """One object for a derivation; for several, an object with a list of them."""
    entry = options.entry or derivations[0].entry
    found = [_derivation(d, entry, options) for d in derivations]
    whole = found[0]
    if len(found) > 1:
        whole = {"schema": SCHEMA, "entry": entry, "derivatives": found}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _derivation(d: Derivation, entry: str, options: Options) -> Record:
    """A derivation; with the entries one by one where places have names, and what there isn't."""
    record = _Writer(d.proof, options).derivation(entry, d.valid_where, d.forms)
    for result in outline.results(d):
        equations = outline.equations(result)
        if equations:
            writer = _Writer(result.proof, options)
            record["forms"][result.name]["equations"] = [writer.equation(e) for e in equations]
    record["properties"] = [_theorem(p, entry, options) for p in d.properties]
    if d.absent:
        printer = _Writer(d.proof, options).text
        record["absent"] = {a.name: sentences.absent(a, printer) for a in d.absent}
    return record


def _theorem(found: Property, entry: str, options: Options) -> Record:
    """A theorem: a proof of the same shape, with the relations of its claim and of its steps."""
    claim, steps = found.proof.claim, found.proof.steps
    writer = _Writer(found.proof, options)
    record = writer.derivation(entry)
    for step, made in zip(steps, record["steps"], strict=True):
        made["relation"] = step.relation
    toward = None
    if claim.toward is not None:
        toward = {"variable": one_line(claim.toward.variable), "point": str(claim.toward.point)}
    evidence = _evidence(found.proof.evidence)
    more = {"property": found.name, "relation": claim.relation, "toward": toward}
    return {**record, **more, "evidence": evidence}


class _Writer:
    """Writes what belongs to one proof, in the order that its claim gives to names and indices."""

    def __init__(self, proof: Proof, options: Options) -> None:
        self.options, self.proof = options, proof
        order = Order.of_claim(proof.system, proof.claim)
        self.latex = LatexPrinter(order, options.exponential or "e", options.phrases)
        self.text = TextPrinter(order, options.exponential or "exp", options.phrases)

    def derivation(
        self,
        entry: str,
        valid_where: Sequence[Assumption] = (),
        forms: Sequence[Form] = (),
        seen: set[int] | None = None,
    ) -> Record:
        """A proof, or a lemma of one, which has the same shape.

        A lemma stands below the first proof that cites it, and nowhere else.
        """
        seen = set() if seen is None else seen
        lemmas = []
        for lemma in self.proof.lemmas:
            if id(lemma) not in seen:
                seen.add(id(lemma))
                lemmas.append(_Writer(lemma, self.options).derivation(entry, seen=seen))
        return {
            "schema": SCHEMA,
            "entry": entry,
            "claim": self.claim(),
            "definitions": [self.definition(d) for d in self.proof.system.definitions],
            "valid_where": [assumption_line(a) for a in valid_where],
            "steps": [self.step(s) for s in self.proof.steps],
            "lemmas": lemmas,
            "forms": {f.name: _Writer(f.proof, self.options).form(f) for f in forms},
        }

    def claim(self) -> Record:
        claim = self.proof.claim
        sign = claim.relation if claim.toward is None else self.text.relation(claim.relation)
        return {
            "latex": self.latex.related(claim.lhs, claim.relation, claim.rhs),
            "text": f"{self.spelled(claim.lhs)} {sign} {self.spelled(claim.rhs)}",
        }

    def equation(self, e: Relation) -> Record:
        """An equation between entries, by the names of their places."""
        return {
            "latex": self.latex.related(e.lhs, e.relation, e.rhs),
            "text": self.text.related(e.lhs, e.relation, e.rhs),
        }

    def definition(self, definition: Definition) -> Record:
        return {
            "latex": self.latex.related(definition.head, "=", definition.body),
            "text": definition_line(definition),
        }

    def step(self, step: Step) -> Record:
        return {
            "before": self.spelled(step.before),
            "after": self.spelled(step.after),
            "latex": self.latex.related(step.before, step.relation, step.after),
            "rule": step.rule,
            "reason": sentences.reason(step, self.text),
            "given": [assumption_line(a) for a in step.given],
            "evidence": _evidence(step.evidence),
            "substeps": [self.step(s) for s in step.substeps],
        }

    def form(self, form: Form) -> Record:
        shown = form.expr.matrix if isinstance(form.expr, At) else form.expr
        steps = (e for s in form.proof.steps for e in s.evidence)
        return {
            "latex": self.latex.box(shown).text,
            "text": self.spelled(shown),
            "evidence": _evidence(form.proof.evidence or tuple(dict.fromkeys(steps))),
        }

    def spelled(self, e: Any) -> str:
        if contains(e, (At, *MATRIX)):
            return self.text.box(e).text
        return one_line(arranged(e, self.text.order))


def _evidence(found: Iterable[Evidence]) -> list[Record]:
    return [
        {"method": e.method, "verdict": e.verdict.value, "scope": e.scope, "detail": e.detail}
        for e in found
    ]
