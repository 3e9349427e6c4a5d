"""What a rule of the book says, shown on an example that the rule itself works out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import S

from symsoft import api
from symsoft.calculus.book import Rule, full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.settling import everywhere
from symsoft.display import outline
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, Phrases
from symsoft.display.text_terms import TextPrinter
from symsoft.errors import InputError
from symsoft.language.given import KINKED
from symsoft.language.matrix_text import read_matrix
from symsoft.language.system import Kink, System
from symsoft.language.terms import Size
from symsoft.language.text import read_term
from symsoft.proof import Proof, Relation
from symsoft.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule in words: what it states, when, and one line that it makes."""

    key: str
    title: str
    theorem: str
    conditions: str
    example: str


def explain(key: str, phrases: Phrases = ENGLISH) -> Explanation:
    """The rule of that name, its sentences in the language of the phrases.

    Raises InputError with the nearest names.

    >>> explain("log-exp").example
    'log(exp(x_i)) = x_i'
    """
    book = full_book()
    if key not in book:
        raise InputError(f"there is no rule {key!r}{did_you_mean(key, book)}")
    rule = book[key]
    example = (_worked_out(rule) if rule.example else None) or _met(rule)
    shown = _written(*example, phrases) if example else ""
    theorem, conditions = map(phrases.sentence, (rule.theorem, rule.conditions))
    return Explanation(key, phrases.title(key), theorem, conditions, shown)


def rules(phrases: Phrases = ENGLISH) -> dict[str, str]:
    """The title of every rule, in the order of the book."""
    return {key: phrases.title(key) for key in full_book()}


def _written(system: System, line: Relation, phrases: Phrases) -> str:
    printer = TextPrinter(Order.of_claim(system, line), phrases=phrases)
    return printer.related(line.lhs, line.relation, line.rhs)


def _worked_out(rule: Rule) -> tuple[System, Relation] | None:
    """The rule's own example and what the rule makes of it, if anything."""
    if rule.kind == "matrix":
        return _worked_out_in_matrices(rule)
    system = System((), _shapes(rule.example), kinks=tuple(Kink(f, S.Zero, S.Zero) for f in KINKED))
    before = read_term(rule.example, system)
    context = Deriver(system).context()
    if rule.kind == "move":
        results = [line.after for lines in rule.apply(before, context) for line in lines]
    else:
        results = [everywhere(before, lambda e: rule.apply(e, context), again=False, on=rule.on)]
    after = next((e for e in results if e != before), None)
    return None if after is None else (system, Relation(before, after, rule.relation))


def _worked_out_in_matrices(rule: Rule) -> tuple[System, Relation]:
    n = Size("n")
    system = System((), {"x": (n,), "y": (n,), "w": (n, n), "a": ()})
    before = read_matrix(rule.example, system.shapes, n)
    context = Deriver(system).context()
    after = everywhere(before, lambda e: rule.apply(e, context), again=False, on=rule.on)
    sides = (before, after)
    if before.args[1:] == after.args[1:]:
        sides = before.matrix, after.matrix
    return system, Relation(*sides)


def _shapes(example: str) -> dict[str, tuple[Any, ...]]:
    """The quantities of an example, every axis of the same size; names of indices left out."""
    tree = ast.parse(example, mode="eval")
    ranks: dict[str, int] = {}
    indices: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            axes = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            ranks[node.value.id] = len(axes)
            indices |= {a.id for a in axes if isinstance(a, ast.Name)}
        elif isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)
            words = [node.func, *(node.args if node.func.id == "delta" else ())]
            indices |= {w.id for w in words if isinstance(w, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in indices:
            ranks.setdefault(node.id, 0)
    return {name: (Size("n"),) * rank for name, rank in ranks.items()}


def _met(rule: Rule) -> tuple[System, Relation] | None:
    """The first line in the catalogue that the rule made, if it made any."""
    lines = (
        (proof.system, Relation(step.before, step.after, step.relation))
        for proof in _catalogue()
        for step in proof.steps
        if step.rule == rule.key
    )
    return next(lines, None)


def _catalogue() -> Iterator[Proof]:
    """Every proof of the catalogue, by each of the routes."""
    names = [api.DEFAULT, *(name for name in api.entries() if name != api.DEFAULT)]
    for name in names:
        for route in api.entries()[name].routes:
            problem = api.state(name, route=route)
            yield from outline.proofs(api.derivations(problem, n=2, properties=True))
