"""JSON for other programs: the shape is fixed, ``"schema": 1``.

Terms are given in LaTeX and in the one-line syntax; a matrix, which that syntax does not have, as
Unicode text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from symsoft.display import sentences
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.options import Options
from symsoft.display.order import Order
from symsoft.display.structure import MATRIX
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import At
from symsoft.language.spelling import assumption_line, definition_line, one_line
from symsoft.language.system import Assumption, Definition
from symsoft.language.walk import contains
from symsoft.proof import Derivation, Evidence, Form, Proof, Step

SUFFIX = ".json"
SCHEMA = 1

Record = dict[str, Any]


def document(derivations: Sequence[Derivation], options: Options) -> str:
    """One object for a derivation; for several, an object with a list of them."""
    entry = options.entry or derivations[0].entry
    found = [
        _Writer(d.proof, options).derivation(entry, d.valid_where, d.forms) for d in derivations
    ]
    whole = found[0]
    if len(found) > 1:
        whole = {"schema": SCHEMA, "entry": entry, "derivatives": found}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


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
    ) -> Record:
        """A proof, or a lemma of one, which has the same shape."""
        lemmas = (_Writer(lemma, self.options) for lemma in self.proof.lemmas)
        return {
            "schema": SCHEMA,
            "entry": entry,
            "claim": self.claim(),
            "definitions": [self.definition(d) for d in self.proof.system.definitions],
            "valid_where": [assumption_line(a) for a in valid_where],
            "steps": [self.step(s) for s in self.proof.steps],
            "lemmas": [lemma.derivation(entry) for lemma in lemmas],
            "forms": {f.name: _Writer(f.proof, self.options).form(f) for f in forms},
        }

    def claim(self) -> Record:
        claim = self.proof.claim
        return {
            "latex": self.latex.related(claim.lhs, claim.relation, claim.rhs),
            "text": f"{self.spelled(claim.lhs)} {claim.relation} {self.spelled(claim.rhs)}",
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
        return self.text.box(e).text if contains(e, (At, *MATRIX)) else one_line(e)


def _evidence(found: Iterable[Evidence]) -> list[Record]:
    return [
        {"method": e.method, "verdict": e.verdict.value, "scope": e.scope, "detail": e.detail}
        for e in found
    ]
