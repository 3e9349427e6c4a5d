"""The records that carry a derivation from the rule book to checkers and printers.  Data only.

A Proof is a chain of Steps and refuses to be built from steps that do not chain.  Evidence is
attached by ``symsoft.checking``, never written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from symsoft.language.system import Assumption, System


class Verdict(Enum):
    """What a checker found; UNKNOWN never counts as a pass."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One checker's finding, with the scope it covers and, when it fails, the counterexample."""

    method: str
    verdict: Verdict
    scope: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step was read."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Relation:
    """``lhs relation rhs``: a claim."""

    lhs: Any
    rhs: Any
    relation: str = "="


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a proof: before becomes after by one rule.

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


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim and the chain of steps from its left side to its right side.

    Raises ValueError when the steps do not chain.
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

    @property
    def given(self) -> tuple[Assumption, ...]:
        """The assumptions used by the steps and by the lemmas they cite, each once."""
        own = [a for step in self.steps for a in step.given]
        return tuple(dict.fromkeys(own + [a for lemma in self.lemmas for a in lemma.given]))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a result (delta, cases, matrix, entries, vjp, jvp, hessian, stable).

    ``expr`` is what is shown; it is one side of the claim that ``proof`` proves.
    """

    name: str
    proof: Proof
    expr: Any


@dataclass(frozen=True, slots=True)
class Derivation:
    """All that ``derive`` finds for one derivative: its proof, its forms, where it is valid."""

    entry: str
    proof: Proof
    forms: tuple[Form, ...] = ()
    valid_where: tuple[Assumption, ...] = ()
