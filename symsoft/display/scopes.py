"""For which sizes and inputs a finding holds, said in the language of the reader.

The checkers write a scope as data, ``n = 1..3, all index values, 2 points, 128 bits``, and JSON
keeps it so.  Here it becomes words.  Nothing here judges, and what is not known stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from symsoft.display.phrases import Phrases
from symsoft.display.told import told

Formula = Callable[[str], str]
"""How a format writes a formula in a scope, such as ``n >= 1`` or the conditions behind *where*."""

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "..": "…"}
_WHOLE = ("all values", "all index values")
_COUNTED = re.compile(r"(\d+) (point|bit|digit)s?")
_ALL = re.compile(r"all ([\w, ]+) (>= .*)")
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


def merged(found: Iterable[str]) -> dict[str, str]:
    """Under which of the scopes each can be said.

    A size or index that does not occur in a line makes no difference to it: what holds for all n
    holds for all n and m as well.

    >>> merged(["all n >= 1", "all n, m >= 1", "n = 2, 3 points"])["all n >= 1"]
    'all n, m >= 1'
    """
    every = sorted(set(found), key=lambda scope: (-len(scope), scope))
    return {scope: next(wide for wide in every if _covers(wide, scope)) for scope in every}


def _covers(wide: str, narrow: str) -> bool:
    """Does the narrow one say the same about something with fewer sizes or indices?"""
    for_all = _ALL.fullmatch(wide), _ALL.fullmatch(narrow)
    if for_all[0] and for_all[1] and for_all[0][2] == for_all[1][2]:
        more, fewer = (set(found[1].split(", ")) for found in for_all if found)
        return fewer <= more
    return narrow in (wide, wide.replace(", all index values", ""))


def spoken(
    scope: str,
    phrases: Phrases,
    escape: Callable[[str], str] = str,
    formula: Formula | None = None,
) -> str:
    """A scope in words; its formulas as they are written in the one-line syntax, if not otherwise.

    >>> from symsoft.display.phrases import catalogue
    >>> spoken("n = 1..3, all index values, 2 points", catalogue("zh-TW"))
    'n = 1…3，所有指標值，2 個點'
    """
    write = formula or (lambda text: escape(signs(text)))
    parts = (_part(part, phrases, escape, write) for part in scope.split("; "))
    return phrases.word("semicolon", escape).join(parts)


def _part(scope: str, phrases: Phrases, escape: Callable[[str], str], write: Formula) -> str:
    where, _, conditions = scope.partition(" where ")
    clauses = [_clause(clause, phrases, escape, write) for clause in _clauses(where)]
    said = phrases.word("scope-comma", escape).join(clauses)
    if not conditions:
        return said
    return phrases.word("scope-where", escape, scope=said, conditions=write(conditions))


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


def _clause(clause: str, phrases: Phrases, escape: Callable[[str], str], write: Formula) -> str:
    if clause in _WHOLE:
        return phrases.word(clause, escape)
    counted = _COUNTED.fullmatch(clause)
    if counted:
        key = "point" if clause == "1 point" else f"{counted[2]}s"
        return phrases.word(key, escape, count=counted[1])
    if clause.startswith("all "):
        return phrases.word("scope-all", escape, ranges=write(clause[4:]))
    return told(clause, phrases, escape) if clause in phrases.told else write(clause)
