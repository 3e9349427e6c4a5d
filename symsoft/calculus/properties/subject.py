"""What theorems are about: a system, the derivative that was proved, and letters for what they add.

Helps the files beside it to begin a chain; states nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from symsoft.calculus.book import Book
from symsoft.calculus.context import Context
from symsoft.calculus.derive import Deriver
from symsoft.calculus.forms_of import hessian_form, replaced
from symsoft.calculus.properties.chain import Chain
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Size
from symsoft.proof import Proof, Toward


@dataclass(frozen=True, slots=True)
class Subject:
    """The derivative ``proof`` of the target of the deriver's system."""

    deriver: Deriver
    proof: Proof
    _hessians: list[Proof | None] = field(default_factory=list, repr=False)

    @property
    def system(self) -> System:
        return self.deriver.system

    @property
    def book(self) -> Book:
        return self.deriver.book

    @property
    def head(self) -> Any:
        """The target, with its indices."""
        return self.system.target.head

    @property
    def by(self) -> Any:
        """What the derivative is by, with its indices."""
        return self.proof.claim.lhs.by

    def name(self, wanted: str) -> str:
        """A name like the one wanted that nothing has."""
        while wanted in self.deriver.taken:
            wanted += "_"
        return wanted

    def with_inputs(self, shapes: Mapping[str, tuple[Size, ...]]) -> System:
        """The system with further inputs."""
        return replace(self.system, shapes={**self.system.shapes, **shapes})

    def context(
        self,
        system: System | None = None,
        axes: tuple[Index, ...] = (),
        toward: Toward | None = None,
        more: tuple[Assumption, ...] = (),
    ) -> Context:
        """Surroundings for rules, with assumptions added."""
        context = self.deriver.context((system or self.system).assuming(*more))
        context.axes, context.toward = axes, toward
        return context

    def chain(self, start: Any, derivative: Proof | None = None) -> Chain:
        """A chain from a term with a derivative in it, which the first line puts in."""
        proof = derivative or self.proof
        chain = Chain(start)
        found = replaced(chain.now, proof.claim.lhs, proof.claim.rhs)
        chain.write("lemma", found, (proof.claim.lhs,), proof.given)
        return chain

    def finished(self, chain: Chain, context: Context) -> Chain:
        """The chain with sums contracted and its last line in its nicest form."""
        self.deriver.finish(chain, context)
        return chain

    def proved(self, chain: Chain, system: System, *lemmas: Proof) -> Proof:
        """The proof, with what its steps cite."""
        cited = self.deriver.cited_sums(chain.steps)
        found = {lemma.claim.lhs: lemma for lemma in (*lemmas, *cited)}
        return chain.proof(system, tuple(found.values()))

    def hessian(self) -> Proof | None:
        """The second derivative of a scalar by a vector, derived once."""
        if self.head.indices or len(self.by.indices) != 1:
            return None
        if not self._hessians:
            form = hessian_form(self.deriver, self.proof, asked=True)
            self._hessians.append(None if form is None else form.proof)
        return self._hessians[0]


Theorem = Callable[[Subject], Proof | None]
"""What proves one kind of theorem about a subject; None where the rules do not lead to it."""
