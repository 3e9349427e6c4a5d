"""Chains of steps with relations other than equality.  Applies rules, knows none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from symsoft.calculus.context import Context
from symsoft.calculus.settling import everywhere
from symsoft.calculus.writer import Writer
from symsoft.language.system import Assumption, System
from symsoft.language.walk import letters
from symsoft.proof import Proof, Relation, Step, Toward, composed


class Chain(Writer):
    """The lines of one proof; what they amount to is the relation of its claim."""

    def relate(
        self,
        rule: str,
        relation: str,
        after: Any,
        *,
        cites: Iterable[Any] = (),
        given: Iterable[Assumption] = (),
        substeps: Iterable[Step] = (),
        toward: Toward | None = None,
    ) -> None:
        """Add the line ``now relation after``."""
        step = Step(
            self.now,
            letters(after),
            rule,
            relation,
            cites=tuple(cites),
            given=tuple(given),
            substeps=tuple(substeps),
            toward=toward,
        )
        self.add(step)

    def add(self, step: Step) -> None:
        """Add a line that starts where the last one ended, unless it changes nothing."""
        if step.after == self.now:
            return
        self.steps.append(replace(step, before=self.now))
        self.now = step.after

    def use(self, key: str, context: Context, book: Any) -> bool:
        """Apply a rule of the book at every node where it applies, if the book has it."""
        if key not in book:
            return False
        rule = book[key]
        change = lambda e: everywhere(e, lambda node: rule.apply(node, context), False, rule.on)  # noqa: E731
        return self.apply(rule, context, change)

    def proof(self, system: System, lemmas: tuple[Proof, ...] = ()) -> Proof:
        relation, toward = composed(self.steps)
        claim = Relation(self.start, self.now, relation, toward)
        return Proof(claim, system, tuple(self.steps), lemmas)
