"""Limits as a scalar grows or goes to 0: what is asked is stated, what comes out is derived."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.calculus.context import Context
from symsoft.calculus.contraction import is_singular
from symsoft.calculus.derive import Deriver
from symsoft.calculus.polynomials import expand
from symsoft.calculus.properties.chain import Chain
from symsoft.calculus.properties.limiting import at_end
from symsoft.calculus.settling import everywhere, settle
from symsoft.language.terms import D, Ref, Term, factors, power, times
from symsoft.language.walk import contains, rename
from symsoft.proof import Proof, Toward

ROUNDS = 3
"""So often numerator and denominator are differentiated."""


class Limits:
    """Limits of one system toward one end; the limits of defined quantities are lemmas."""

    def __init__(self, deriver: Deriver, toward: Toward) -> None:
        self.deriver, self.toward = deriver, toward
        self._lemmas: dict[str, Proof | None] = {}

    def prove(self, e: Any) -> Proof | None:
        """The limit of e, None where the rules find none."""
        book, context = self.deriver.book, self._context()
        if not {"continuity", "definition", "factor", "l-hopital"} <= set(book):
            return None
        if isinstance(e, Ref) and self.deriver.system.definition(e.name) is not None:
            return self.of(e.name)
        chain = Chain(e)
        self._differentiate(chain, context)
        chain.write("cancel", settle(chain.now))
        return self._found(chain, context)

    def of(self, name: str) -> Proof | None:
        """The limit of a defined quantity, by its definition."""
        if name not in self._lemmas:
            self._lemmas[name] = None
            definition = self.deriver.system.definition(name)
            assert definition is not None
            chain = Chain(definition.head)
            chain.write("definition", definition.body, (definition.head,))
            self._lemmas[name] = self._found(chain, self._context())
        return self._lemmas[name]

    def _found(self, chain: Chain, context: Context) -> Proof | None:
        """The rest of a proof: continuity, or numerator and denominator differentiated first."""
        for _ in range(ROUNDS):
            if self._end(chain):
                return self._proof(chain)
            if not self._differentiate_both(chain, context):
                return None
            chain.write("cancel", settle(chain.now))
        return None

    def _context(self) -> Context:
        context = self.deriver.context()
        context.toward = self.toward
        return context

    # -- steps -----------------------------------------------------------------------------------
    def _differentiate(self, chain: Chain, context: Context) -> None:
        """Lemmas for the derivatives in it, and rules for those of expressions."""
        if contains(chain.now, D):
            self.deriver.differentiate(chain, context)

    def _end(self, chain: Chain) -> bool:
        """Write what continuity gives, and its nicest form; False where it gives nothing."""
        after, cites = self._at_end(chain.now)
        if after is None:
            return False
        rule = self.deriver.book["continuity"]
        chain.relate("continuity", rule.relation, after, cites=cites, toward=self.toward)
        chain.use("exp-zero", self._context(), self.deriver.book)
        self.deriver.finish(chain, self._context())
        return True

    def _at_end(self, e: Any) -> tuple[Any, list[Any]]:
        """e at the end, defined quantities by their limits, and which of these were used."""
        cites: dict[Any, None] = {}

        def change(node: Any) -> Any:
            if not isinstance(node, Ref) or not self._depends(node):
                return None
            if node == self.toward.variable or self.of(node.name) is None:
                return None
            cites[node] = None
            return self._at(node)

        # What grows must be gone before limits are put in: T a - T b need not go to 0 with a - b.
        kept = at_end(e, self.toward)
        if kept is None:
            return None, []
        found = everywhere(kept, change, again=False, on=Ref)
        if is_singular(found) or self._depends(found):
            return None, []
        return found, list(cites)

    def _depends(self, e: Any) -> bool:
        return isinstance(e, Term) and self.deriver.system.depends(e, self.toward.variable.name)

    def _at(self, ref: Any) -> Any:
        """The limit of an entry of a defined quantity."""
        proof = self.of(ref.name)
        assert proof is not None
        theirs = proof.claim.lhs.indices
        return rename(proof.claim.rhs, dict(zip(theirs, ref.indices, strict=True)))

    def _differentiate_both(self, chain: Chain, context: Context) -> bool:
        """De l'Hôpital's rule: the variable's power in front, times what goes to 0."""
        rule, variable = self.deriver.book["l-hopital"], self.toward.variable
        for m in range(1, ROUNDS + 1):
            numerator = expand(settle(times(chain.now, power(variable, -m))))
            inner = Chain(numerator)
            if not self._end(inner):
                continue
            if inner.now is not S.Zero:
                return False
            factored = times(power(variable, m), numerator)
            after = rule.apply(factored, context)
            if after is None or D(numerator, variable) not in factors(after):
                continue  # the power in front is another one
            chain.write("factor", factored)
            steps = inner.steps
            chain.relate(rule.key, rule.relation, after, substeps=steps, toward=self.toward)
            self._differentiate(chain, context)
            return True
        return False

    # -- the proof -------------------------------------------------------------------------------
    def _proof(self, chain: Chain) -> Proof:
        """With the lemmas that its steps cite: derivatives, limits, sums."""
        found: dict[Any, Proof] = {}
        for step in chain.steps:
            for cited in step.cites:
                proof = self._cited(step.rule, cited)
                if proof is not None:
                    found.setdefault(proof.claim.lhs, proof)
        found |= {p.claim.lhs: p for p in self.deriver.cited_sums(chain.steps)}
        return chain.proof(self.deriver.system, tuple(found.values()))

    def _cited(self, rule: str, cited: Any) -> Proof | None:
        if rule == "lemma":
            return self.deriver.derivative(cited.body.name, cited.by.name)
        return self.of(cited.name) if rule == "continuity" else None
