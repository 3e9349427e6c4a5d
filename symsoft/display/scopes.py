"""For which sizes and inputs a finding holds, said in the language of the reader.

The checkers write a scope as data, ``n = 1..3, all index values, 2 points, 128 bits``, and JSON
keeps it so.  Here it becomes words.  Nothing here judges, and what is not known stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from symsoft.display.phrases import Phrases

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "..": "…"}
_WHOLE = ("all values", "all index values")
_COUNTED = re.compile(r"(\d+) (point|bit|digit)s?")
_COMMA = re.compile(r", (?![^(]*\))")
"""A comma that is not inside brackets."""


def signs(scope: str) -> str:
    """A scope with ≥ for >= and the like.

    >>> signs("all n >= 1")
    'all n ≥ 1'
    """
    for ascii_, sign in _SIGNS.items():
        scope = scope.replace(ascii_, sign)
    return scope


def spoken(scope: str, phrases: Phrases, escape: Callable[[str], str] = str) -> str:
    """A scope in words.

    >>> from symsoft.display.phrases import catalogue
    >>> spoken("n = 1..3, all index values, 2 points", catalogue("zh-TW"))
    'n = 1…3，所有指標值，2 個點'
    """
    parts = (_part(part, phrases, escape) for part in scope.split("; "))
    return phrases.word("semicolon", escape).join(parts)


def _part(scope: str, phrases: Phrases, escape: Callable[[str], str]) -> str:
    where, _, conditions = scope.partition(" where ")
    clauses = [_clause(clause, phrases, escape) for clause in _clauses(where)]
    said = phrases.word("scope-comma", escape).join(clauses)
    if not conditions:
        return said
    shown = escape(signs(conditions))
    return phrases.word("scope-where", escape, scope=said, conditions=shown)


def _clauses(scope: str) -> Iterator[str]:
    """What the commas of a sentence separate; those of ``all n, m >= 1`` belong to a formula."""
    formula: list[str] = []
    for clause in _COMMA.split(scope):
        worded = clause in _WHOLE or _COUNTED.fullmatch(clause)
        if formula and (worded or clause.startswith("all ")):
            yield ", ".join(formula)
            formula = []
        if worded:
            yield clause
        else:
            formula.append(clause)
    if formula:
        yield ", ".join(formula)


def _clause(clause: str, phrases: Phrases, escape: Callable[[str], str]) -> str:
    if clause in _WHOLE:
        return phrases.word(clause, escape)
    counted = _COUNTED.fullmatch(clause)
    if counted:
        key = "point" if clause == "1 point" else f"{counted[2]}s"
        return phrases.word(key, escape, count=counted[1])
    if clause.startswith("all "):
        return phrases.word("scope-all", escape, ranges=escape(signs(clause[4:])))
    return escape(signs(clause))
