"""The lines of one proof as they are written: a rule of the book, then what became of the line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from symsoft.calculus.book import Rule
from symsoft.calculus.context import Context
from symsoft.calculus.settling import everywhere
from symsoft.errors import DerivationError
from symsoft.language.system import System
from symsoft.language.terms import D
from symsoft.language.walk import contains, letters
from symsoft.proof import Proof, Relation, Step

MOST_STEPS = 200
"""More lines than this mean that the rules go round in circles."""


class Writer:
    """The lines of one proof as they are written."""

    def __init__(self, start: Any) -> None:
        self.start = letters(start)
        self.now = self.start
        self.steps: list[Step] = []

    @staticmethod
    def continuing(proof: Proof) -> Writer:
        """A writer that has written the lines of a proof."""
        writer = Writer(proof.claim.lhs)
        writer.steps, writer.now = list(proof.steps), proof.claim.rhs
        return writer

    def write(self, rule: str, after: Any, cites: Any = (), given: Any = ()) -> bool:
        """Add a line unless nothing changed; says whether it did."""
        after = letters(after)
        if after == self.now:
            return False
        if len(self.steps) >= MOST_STEPS:
            raise DerivationError(f"no end after {MOST_STEPS} steps: the last is {after}")
        self.steps.append(Step(self.now, after, rule, cites=tuple(cites), given=tuple(given)))
        self.now = after
        return True

    def apply(self, rule: Rule, context: Context, change: Callable[[Any], Any]) -> bool:
        """Write the line that change makes of the present one, with what the rule noted."""
        after = change(self.now)
        line = context.line(rule.key, after)
        return self.write(line.rule, line.after, line.cites, line.given)

    def everywhere(self, rule: Rule, context: Context, again: bool = True) -> bool:
        """Write what a rule on nodes makes of the present line."""
        use = partial(_use, rule, context)
        return self.apply(rule, context, lambda e: everywhere(e, use, again, rule.on))

    def proof(self, system: System, lemmas: tuple[Proof, ...] = ()) -> Proof:
        return Proof(Relation(self.start, self.now), system, tuple(self.steps), lemmas)


def _use(rule: Rule, context: Context, node: Any) -> Any:
    """The rule on a node; a derivative rule only where no derivative is inside."""
    if rule.kind == "derivative":
        if not isinstance(node, D) or contains(node.body, D):
            return None
        if rule.key != "constant" and context.constant(node.body, node.by):
            return None
    return rule.apply(node, context)
