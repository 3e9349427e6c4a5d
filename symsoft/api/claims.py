"""What theorems are asked for: by an entry of the catalogue, by one of its rows, of any system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sympy import S

from symsoft.calculus.properties import KINDS, LIMIT, Claim
from symsoft.catalog import Entry, Row, find
from symsoft.catalog.entry import Theorem
from symsoft.checking.check import verdict
from symsoft.language.system import System
from symsoft.language.terms import Ref
from symsoft.language.text import read_term
from symsoft.proof import Derivation, Relation, Toward, Verdict

PROPERTIES = "properties"
"""The name by which the theorems are asked for among the forms."""

Read = Callable[[Entry], System]


def of_any() -> tuple[Claim, ...]:
    """Everything that can be tried on a system that is in no catalogue."""
    return tuple(map(Claim, KINDS))


def without_unknown(derivation: Derivation) -> Derivation:
    """The derivation without theorems that nobody asked for and no checker can judge."""
    known = (p for p in derivation.properties if verdict(p.proof) is not Verdict.UNKNOWN)
    return replace(derivation, properties=tuple(known))


def of_entry(entry: Entry, row: Row, system: System, read: Read) -> tuple[Claim, ...]:
    """What a row may be asked: its own theorems when it is about some, else the entry's."""
    chosen = row.properties if PROPERTIES in row.forms else entry.properties
    return _claims(chosen, system, read)


def headline(row: Row, system: System, read: Read) -> tuple[Claim, ...]:
    """The theorems that a row always shows."""
    return _claims(row.properties, system, read)


def _claims(asked: Sequence[str | Theorem], system: System, read: Read) -> tuple[Claim, ...]:
    return tuple(_claim(t if isinstance(t, Theorem) else Theorem(t), system, read) for t in asked)


def _claim(asked: Theorem, system: System, read: Read) -> Claim:
    own, by = None, ""
    if asked.entry:
        other, _ = find(asked.entry)
        own, by = read(other), other.wrt[0]
    if asked.kind != LIMIT:
        if asked.kind not in KINDS:
            raise ValueError(f"there is no kind of theorem called {asked.kind}")
        return Claim(asked.kind, own, by)
    term = read_term(asked.term, own or system)
    return Claim(LIMIT, own, by, term, Toward(Ref(asked.variable), S.Infinity))


def each_once(found: Sequence[Derivation]) -> list[Derivation]:
    """The derivations, each theorem with the first that has it."""
    seen: set[Relation] = set()
    out = []
    for derivation in found:
        new = tuple(p for p in derivation.properties if p.proof.claim not in seen)
        seen.update(p.proof.claim for p in new)
        out.append(replace(derivation, properties=new))
    return out
