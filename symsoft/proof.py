"""The records that carry a derivation from the rule book to checkers and printers.  Data only.

A Proof is a chain of Steps and refuses to be built from steps that do not chain, or whose relations
do not add up to that of the claim.  Evidence is attached by ``symsoft.checking``, never written by
hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from symsoft.language.system import Assumption, System


class Verdict(Enum):
    """What a checker found; UNKNOWN never counts as a pass."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


SAMPLING = ("enclosure", "sympy diff")
"""The methods that try points: what they find to hold is no proof."""

DOMAIN = "domain"
"""The method that looks for a point where all that a claim needs holds.  It proves nothing, but a
claim for which there may be no such point is UNKNOWN: it may speak of nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One checker's finding, with the scope it covers and, when it fails, the counterexample."""

    method: str
    verdict: Verdict
    scope: str
    detail: str = ""

    @property
    def proves(self) -> bool:
        """Is it a proof, rather than agreement at some points?"""
        return self.verdict is Verdict.HOLDS and self.method not in (*SAMPLING, DOMAIN)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step was read."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Toward:
    """A scalar variable and where it goes: 0 from above, or SymPy's ``oo``."""

    variable: Any
    point: Any


@dataclass(frozen=True, slots=True)
class Relation:
    """``lhs relation rhs``: a claim.

    The relation is one of ``= < <= > >= !=``; ``differs``, the sides are not equal everywhere; or,
    as a variable goes ``toward`` a point, ``limit``, lhs - rhs goes to 0, or ``first order``,
    lhs - rhs goes to 0 faster than the variable (or than 1 over it, when it grows).
    """

    lhs: Any
    rhs: Any
    relation: str = "="
    toward: Toward | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof: ``before relation after`` by one rule.

    ``cites`` holds what the rule was applied with: the head of a definition, the claim of a lemma.
    ``given`` holds the assumptions that the step uses.
    """

    before: Any
    after: Any
    rule: str
    relation: str = "="
    cites: tuple[Any, ...] = ()
    given: tuple[Assumption, ...] = ()
    substeps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    source: Source | None = None
    toward: Toward | None = None

    @property
    def claim(self) -> Relation:
        return Relation(self.before, self.after, self.relation, self.toward)


STRICT = {"<=": "<", ">=": ">"}
WEAKER = {
    "<=": ("<", "="),
    ">=": (">", "="),
    "limit": ("first order", "="),
    "first order": ("=",),
}
"""What a relation follows from besides itself."""


def composed(steps: Iterable[Step]) -> tuple[str, Toward | None]:
    """The relation between the ends of a chain.

    Equations change nothing, one strict inequality makes the chain strict, limits and first orders
    along the same variable compose.  Raises ValueError for steps from which nothing follows.

    >>> composed([Step(1, 2, "r", "<="), Step(2, 3, "r"), Step(3, 4, "r", "<")])
    ('<', None)
    """
    relation, toward = "=", None
    for step in steps:
        if step.relation == "=":
            continue
        if relation == "=":
            relation, toward = step.relation, step.toward
            continue
        relation = _both(relation, step.relation)
        if step.toward != toward:
            raise ValueError("the steps go toward different points")
    return relation, toward


def _both(first: str, second: str) -> str:
    """What follows from one relation and then another; raises ValueError when nothing does."""
    if first == second and first not in ("!=", "differs"):
        return first
    if {first, second} == {"limit", "first order"}:
        return "limit"
    for weak, strict in STRICT.items():
        if {first, second} == {weak, strict}:
            return strict
    raise ValueError(f"nothing follows from {first} and then {second}")


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and the chain of steps from its left side to its right side.

    Raises ValueError when the steps do not chain, or prove less than the claim.
    """

    claim: Relation
    system: System
    steps: tuple[Step, ...]
    lemmas: tuple[Proof, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        at = self.claim.lhs
        for number, step in enumerate(self.steps, 1):
            if step.before != at:
                raise ValueError(f"step {number} starts from {step.before}, not from {at}")
            if step.before == step.after:
                raise ValueError(f"step {number} changes nothing")
            at = step.after
        if at != self.claim.rhs:
            raise ValueError(f"the steps end in {at}, not in {self.claim.rhs}")
        self._check_relation()

    def _check_relation(self) -> None:
        claimed = self.claim.relation
        relation, toward = composed(self.steps)
        if relation != claimed and relation not in WEAKER.get(claimed, ()):
            raise ValueError(f"the claim is {claimed}, the steps amount to {relation}")
        if relation != "=" and toward != self.claim.toward:
            raise ValueError("the claim and its steps go toward different points")

    @property
    def given(self) -> tuple[Assumption, ...]:
        """The assumptions used by the steps and by the lemmas they cite, each once."""
        proofs = (self, *family(self))
        return tuple(dict.fromkeys(a for p in proofs for step in p.steps for a in step.given))


def family(*proofs: Proof) -> Iterator[Proof]:
    """The proofs and every lemma below them, each once, a lemma before what cites it."""
    seen: set[int] = set()

    def visit(proof: Proof) -> Iterator[Proof]:
        if id(proof) not in seen:
            seen.add(id(proof))
            for lemma in proof.lemmas:
                yield from visit(lemma)
            yield proof

    for proof in proofs:
        yield from visit(proof)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a result (delta, cases, matrix, entries, vjp, jvp, hessian, stable).

    ``expr`` is what is shown; it is one side of the claim that ``proof`` proves.  ``valid_where``
    are the conditions that nobody gave and that this proof needs.
    """

    name: str
    proof: Proof
    expr: Any
    valid_where: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Property:
    """A theorem about what is defined or derived; ``name`` says of which kind it is.

    The proof's system may have definitions of its own.  ``valid_where`` as of a Form.
    """

    name: str
    proof: Proof
    valid_where: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Absent:
    """A form that was asked for and that there isn't.

    ``reason`` says why, by its name among the phrases; ``about`` is the term or number in it.
    """

    name: str
    reason: str
    about: Any = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that ``derive`` finds for one derivative: its proof, its forms, where it is valid.

    ``properties`` are the theorems that were asked for.  Of the conditions in ``valid_where`` the
    proof itself has ``needed``, each form its own.
    """

    entry: str
    proof: Proof
    forms: tuple[Form, ...] = ()
    valid_where: tuple[Assumption, ...] = ()
    properties: tuple[Property, ...] = ()
    absent: tuple[Absent, ...] = ()
    needed: tuple[Assumption, ...] = ()

    @property
    def further(self) -> tuple[Proof, ...]:
        """The proofs of the forms and of the properties."""
        return (*(f.proof for f in self.forms), *(p.proof for p in self.properties))
