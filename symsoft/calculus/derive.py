"""Differentiating definitions: one rule a line, lemmas first, then the search for the nicest form.

``Deriver`` proves derivatives and sums of defined quantities on demand and remembers them.  It
applies rules of the book and knows none itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Rational

from symsoft.calculus.book import Book, Rule, full_book
from symsoft.calculus.context import Context
from symsoft.calculus.contraction import has_delta
from symsoft.calculus.named import kept_in, open_derivatives
from symsoft.calculus.search import nicest
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.writer import Writer
from symsoft.errors import DerivationError
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, Fn, Index, Ref, Sum
from symsoft.language.walk import contains, fresh, subterms
from symsoft.proof import Absent, Proof, Step

MOST_ROUNDS = 3


@dataclass(slots=True)
class Lemmas:
    """What has been proved of one system, from one book and by one route."""

    derivatives: dict[tuple[str, str, frozenset[Assumption]], Proof] = field(default_factory=dict)
    sums: dict[tuple[str, int, frozenset[Assumption]], Proof | None] = field(default_factory=dict)
    matrices: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    """What ``matrix_route`` knows of derivatives."""
    forms: dict[tuple[str, int], tuple[Proof, Any]] = field(default_factory=dict)
    """What ``forms_of`` has made of a proof, by the form's name and the proof, which is kept."""


class Deriver:
    """Proofs about one system, from one book.

    ``route`` is one of ``routes.ROUTES``.  With the ``convention`` column vectors are columns in
    matrix forms, with row they are rows.  The target's derivatives by what is in ``keep`` go by
    their names in what is made of them.  ``lemmas`` are those of an earlier deriver of the same
    system, book, route, convention and names.  ``absent`` holds the reason for each form that was
    looked for and doesn't exist.
    """

    def __init__(
        self,
        system: System,
        book: Book | None = None,
        route: str = "direct",
        convention: str = "column",
        lemmas: Lemmas | None = None,
        keep: Iterable[str] = (),
    ) -> None:
        self.system = system
        self.convention = convention
        self.keep = frozenset(keep)
        self.absent: dict[str, Absent] = {}
        self.book = book if book is not None else full_book()
        # A route that splits sums joins them by its own rule.
        hidden = ("sum-with",) if route == "split" and "sum-with" in self.book else ()
        self.searched = self.book.without(*hidden)
        self.route = route
        lemmas = lemmas or Lemmas()
        self.derivatives, self.sums = lemmas.derivatives, lemmas.sums
        self.matrices, self.forms = lemmas.matrices, lemmas.forms
        # Not among the lemmas: what is interrupted there is to be proved by whoever asks again.
        self._begun: set[tuple[Any, ...]] = set()
        classes = (name for names in system.labels.values() for name in names)
        self.taken = {*system.shapes, *(size.name for size in system.sizes), *classes}

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
        if place in self._begun:
            return None
        if place not in self.derivatives:
            with self._beginning(place):
                proof = self.prove(self.claim(name, by), barred)
            self.derivatives.setdefault(place, proof)
        return self.derivatives[place]

    @contextmanager
    def _beginning(self, place: tuple[Any, ...]) -> Iterator[None]:
        self._begun.add(place)
        try:
            yield
        finally:
            self._begun.remove(place)

    def sum_of(
        self, name: str, place: int, barred: frozenset[Assumption] = frozenset()
    ) -> Proof | None:
        """The proof that the sum of a defined quantity over one index is a number, if it is."""
        known = name, place, barred
        if known in self._begun:
            return None
        if known not in self.sums:
            given = tuple(a for a in self.system.assumptions if a not in barred)
            with self._beginning(known):
                # What holds without an assumption is not to cite one.
                proofs = (self._prove_sum(name, place, g) for g in dict.fromkeys([(), given]))
                proof = next(filter(None, proofs), None)
            self.sums.setdefault(known, proof)
        return self.sums[known]

    def _prove_sum(self, name: str, place: int, given: tuple[Assumption, ...]) -> Proof | None:
        definition = self.system.definition(name)
        if definition is None or sum(isinstance(s, Sum) for s in subterms(definition.body)) > 1:
            return None
        if "definition" not in self.book or "cancel" not in self.book:
            return None
        head, k = definition.head, definition.indices[place]
        others = tuple(d for d in self.system.definitions if d.name != name)
        smaller = System(others, self.system.shapes, given, self.system.kinks)
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
            prove_sum=lambda name, place: self.sum_of(name, place, barred),
            barred=barred,
            convention=self.convention,
            keep=self.keep,
        )

    def prove(self, claim: Any, barred: frozenset[Assumption] = frozenset()) -> Proof:
        """The chain from a derivative to its nicest form; raises DerivationError if rules miss."""
        if isinstance(claim.body, D):
            barred |= self._about(claim.by.name)
        context = self.context(barred=barred)
        context.naming = not isinstance(claim.body, D)  # a name has no second derivative
        writer = Writer(claim)
        self._begin(writer, context)
        self.differentiate(writer, context)
        self.finish(writer, context)
        lemmas = self.cited(writer.steps, barred)
        kept = (self.derivatives.get((*d, barred)) for d in kept_in(writer.now, context))
        return writer.proof(self.system, (*lemmas, *(p for p in kept if p and p not in lemmas)))

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

    def differentiate(self, writer: Writer, context: Context) -> None:
        rules = self.book.of_kind("derivative")
        while any(open_derivatives(writer.now, context)):
            for rule in rules:
                if writer.everywhere(rule, context, again=rule.key == "linearity"):
                    break
            else:
                inside = open_derivatives(writer.now, context)
                stuck = next((s for s in inside if not contains(s.body, D)), None)
                if stuck is not None:  # else the rules have left what goes by its name
                    raise DerivationError(f"no rule of the book applies to {stuck}")

    def finish(self, writer: Writer, context: Context) -> None:
        """Contract and look for the nicest form, again while a sum still holds its own delta.

        First without the equations that are given, so that the result shows what they bring.
        """
        equations = frozenset(a for a in context.assumptions if a.relation in ("=", "onehot"))
        if equations and "assumption" in self.book:
            self._finish(writer, replace(context, barred=context.barred | equations))
            if not writer.everywhere(self.book["assumption"], context):
                return
        self._finish(writer, context)

    def _finish(self, writer: Writer, context: Context) -> None:
        for _ in range(MOST_ROUNDS):
            self.contract(writer, context)
            for line in nicest(writer.now, context, self.searched):
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

    def keeps(self, head: str, by: str) -> bool:
        """Was it asked for that the derivative of ``head`` by ``by`` goes by its name?"""
        return self.context().keeps(head, by)

    def cited_sums(self, steps: list[Step]) -> tuple[Proof, ...]:
        """The proofs of sums that the steps cite."""
        return tuple(p for p in self.cited(steps) if isinstance(p.claim.lhs, Sum))

    def cited(
        self, steps: list[Step], barred: frozenset[Assumption] = frozenset()
    ) -> tuple[Proof, ...]:
        """The proofs that the steps cite, each once, in the order of citation."""
        found: dict[Any, Proof] = {}
        for step in steps:
            for cited in step.cites:
                proof = None
                if step.rule == "lemma" and isinstance(cited, D) and isinstance(cited.body, Ref):
                    proof = self.derivatives.get((cited.body.name, cited.by.name, barred))
                elif step.rule == "fact":
                    place = list(cited.body.indices).index(cited.index)
                    proof = self.sums.get((cited.body.name, place, barred))
                if proof is not None:
                    found.setdefault(proof.claim.lhs, proof)
        return tuple(found.values())
