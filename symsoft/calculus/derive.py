"""Differentiating definitions: one rule a line, lemmas first, then the search for the nicest form.

``Deriver`` proves derivatives and sums of defined quantities on demand and remembers them.  It
applies rules of the book and knows none itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from sympy import Rational

from symsoft.calculus.book import Book, Rule, full_book
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import has_delta
from symsoft.calculus.search import nicest
from symsoft.calculus.settling import everywhere, settle
from symsoft.errors import DerivationError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, Fn, Index, Ref, Sum
from symsoft.language.walk import contains, fresh, letters, subterms
from symsoft.proof import Proof, Relation, Step

MOST_ROUNDS = 3
MOST_STEPS = 200
"""More lines than this mean that the rules go round in circles."""


class Writer:
    """The lines of one proof as they are written."""

    def __init__(self, start: Any) -> None:
        self.start = letters(start)
        self.now = self.start
        self.steps: list[Step] = []

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


class Deriver:
    """Proofs about one system, from one book.

    ``route`` is one of ``routes.ROUTES``.
    """

    def __init__(self, system: System, book: Book | None = None, route: str = "direct") -> None:
        self.system = system
        self.book = book if book is not None else full_book()
        self.route = route
        self.derivatives: dict[tuple[str, str, frozenset[Assumption]], Proof | None] = {}
        self.sums: dict[tuple[str, int], Proof | None] = {}
        self.taken = {*system.shapes, *(size.name for size in system.sizes)}

    # -- claims --------------------------------------------------------------------------------
    def claim(self, name: str, by: str) -> Any:
        """D(name_indices, by_indices) with index letters that clash with nothing."""
        definition = self.system.definition(name)
        ours = definition.indices if definition is not None else ()
        return D(Ref(name, *ours), Ref(by, *self.letters_for(by, ours)))

    def letters_for(self, name: str, taken: tuple[Index, ...]) -> list[Index]:
        shape = self.system.shapes[name]
        pool = "jipqrsuv" if len(shape) < 2 else "pqrsuvij"
        chosen: list[Index] = []
        for size in shape:
            chosen.append(fresh(size, {*taken, *chosen, *self.taken}, pool))
        return chosen

    # -- lemmas --------------------------------------------------------------------------------
    def derivative(
        self, name: str, by: str, barred: frozenset[Assumption] = frozenset()
    ) -> Proof | None:
        """The proof of d name/d by, or None while that very proof is being made."""
        place = name, by, barred
        if place not in self.derivatives:
            self.derivatives[place] = None
            self.derivatives[place] = self.prove(self.claim(name, by), barred)
        return self.derivatives[place]

    def sum_of(self, name: str, place: int) -> Proof | None:
        """The proof that the sum of a defined quantity over one index is a number, if it is."""
        if (name, place) not in self.sums:
            self.sums[name, place] = None
            self.sums[name, place] = self._prove_sum(name, place)
        return self.sums[name, place]

    def _prove_sum(self, name: str, place: int) -> Proof | None:
        definition = self.system.definition(name)
        if definition is None or sum(isinstance(s, Sum) for s in subterms(definition.body)) > 1:
            return None
        if "definition" not in self.book or "cancel" not in self.book:
            return None
        head, k = definition.head, definition.indices[place]
        others = tuple(d for d in self.system.definitions if d.name != name)
        smaller = System(others, self.system.shapes, (), self.system.kinks)
        context = self.context(smaller)
        writer = Writer(Sum(head, k))
        writer.write("definition", Sum(definition.body, k), (head,))
        writer.write("cancel", settle(writer.now))
        if not isinstance(writer.now, Rational):
            for line in nicest(writer.now, context, self.book, width=3, depth=4):
                writer.write(line.rule, line.after, line.cites, line.given)
        return writer.proof(self.system) if isinstance(writer.now, Rational) else None

    # -- one derivative ------------------------------------------------------------------------
    def context(
        self, system: System | None = None, barred: frozenset[Assumption] = frozenset()
    ) -> Context:
        return Context(
            system=system or self.system,
            keys=frozenset(self.book),
            prove_derivative=lambda name, by: self.derivative(name, by, barred),
            prove_sum=self.sum_of,
            barred=barred,
        )

    def prove(self, claim: Any, barred: frozenset[Assumption] = frozenset()) -> Proof:
        """The chain from a derivative to its nicest form; raises DerivationError if rules miss."""
        if isinstance(claim.body, D):
            barred |= self._about(claim.by.name)
        context = self.context(barred=barred)
        writer = Writer(claim)
        self._begin(writer, context)
        self._differentiate(writer, context)
        self.finish(writer, context)
        return writer.proof(self.system, self._cited(writer.steps, barred))

    def _about(self, name: str) -> frozenset[Assumption]:
        """Assumptions that must not be used under a derivative by this quantity."""
        return frozenset(
            a
            for a in self.system.assumptions
            if a.relation in ("=", "onehot")
            and (self.system.depends(a.lhs, name) or self.system.depends(a.rhs, name))
        )

    def _begin(self, writer: Writer, context: Context) -> None:
        if isinstance(writer.now.body, D):
            return
        starts = self.book.of_kind("start")
        if self.route == "log" and "log-derivative" in self.book:
            starts.insert(1, self.book["log-derivative"])
        for rule in starts:
            if writer.everywhere(rule, context, again=False):
                if self.route == "log":
                    self.take_logs_apart(writer, context)
                return
        raise DerivationError(f"no rule of the book begins with {writer.now}")

    def take_logs_apart(self, writer: Writer, context: Context) -> None:
        """Definitions inside logarithms unfolded, and the logarithms taken apart."""

        def unfold(node: Any) -> Any:
            if not isinstance(node, Fn) or node.name != "log" or not isinstance(node.arg, Ref):
                return None
            if self.system.definition(node.arg.name) is None:
                return None
            context.cite(node.arg)
            return Fn("log", self.system.unfold(node.arg))

        if "definition" in self.book:
            writer.apply(
                self.book["definition"],
                context,
                lambda e: everywhere(e, unfold, again=False, on=Fn),
            )
        identities = self.book.of_kind("identity")
        while any(writer.everywhere(rule, context) for rule in identities):
            pass

    def _differentiate(self, writer: Writer, context: Context) -> None:
        rules = self.book.of_kind("derivative")
        while contains(writer.now, D):
            for rule in rules:
                if writer.everywhere(rule, context, again=rule.key == "linearity"):
                    break
            else:
                inside = (s for s in subterms(writer.now) if isinstance(s, D))
                stuck = next(s for s in inside if not contains(s.body, D))
                raise DerivationError(f"no rule of the book applies to {stuck}")

    def finish(self, writer: Writer, context: Context) -> None:
        """Contract and look for the nicest form, again while a sum still holds its own delta.

        First without the equations that are given, so that the result shows what they bring.
        """
        equations = frozenset(a for a in context.assumptions if a.relation in ("=", "onehot"))
        if equations:
            self._finish(writer, replace(context, barred=context.barred | equations))
        self._finish(writer, context)

    def _finish(self, writer: Writer, context: Context) -> None:
        for _ in range(MOST_ROUNDS):
            self.contract(writer, context)
            for line in nicest(writer.now, context, self.book):
                writer.write(line.rule, line.after, line.cites, line.given)
            joined = False
            for rule in self._detours("split", ("join-sum",)):
                joined = writer.everywhere(rule, context)
            sums = (s for s in subterms(writer.now) if isinstance(s, Sum) and not s.excluded)
            if not joined and not any(has_delta(s.body, s.index) for s in sums):
                return

    def contract(self, writer: Writer, context: Context) -> None:
        """Deltas, constants and facts in sums, as long as one of them changes something."""
        rules = [*self._detours("split", ("split-at-index",)), *self.book.of_kind("sum")]
        while any(writer.everywhere(rule, context) for rule in rules):
            pass
        for rule in self._detours("add-subtract", ("add-subtract", "split-quotient")):
            writer.everywhere(rule, context, again=False)

    def _detours(self, route: str, keys: tuple[str, ...]) -> list[Rule]:
        """The rules that make a route, when it is the one that is taken."""
        return [self.book[key] for key in keys if self.route == route and key in self.book]

    def cited_sums(self, steps: list[Step]) -> tuple[Proof, ...]:
        """The proofs of sums that the steps cite."""
        return tuple(p for p in self._cited(steps, frozenset()) if isinstance(p.claim.lhs, Sum))

    def _cited(self, steps: list[Step], barred: frozenset[Assumption]) -> tuple[Proof, ...]:
        """The proofs that the steps cite, each once, in the order of citation."""
        found: dict[Any, Proof] = {}
        for step in steps:
            for cited in step.cites:
                proof = None
                if step.rule == "lemma" and isinstance(cited.body, Ref):
                    proof = self.derivatives.get((cited.body.name, cited.by.name, barred))
                elif step.rule == "fact":
                    place = list(cited.body.indices).index(cited.index)
                    proof = self.sums.get((cited.body.name, place))
                if proof is not None:
                    found.setdefault(proof.claim.lhs, proof)
        return tuple(found.values())


def _use(rule: Rule, context: Context, node: Any) -> Any:
    """The rule on a node; a derivative rule only where no derivative is inside."""
    if rule.kind == "derivative":
        if not isinstance(node, D) or contains(node.body, D):
            return None
        if rule.key != "constant" and context.constant(node.body, node.by):
            return None
    return rule.apply(node, context)
