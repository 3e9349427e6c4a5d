"""The same definitions under other names give the same code, name for name.

Every quantity gets a name from the start of the alphabet by first appearance, then one from its
end, so that what goes by alphabetical order shows.  Index letters are exchanged as well: which
letter a formula uses is free, as long as one line uses them alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_lowercase

import pytest

from symsoft import api
from symsoft.backends import BACKENDS
from symsoft.catalog import Entry, definitions_of, entries
from symsoft.errors import UnsupportedError
from symsoft.language.system import System
from symsoft.language.text import read_system
from symsoft.programs import routines

WORD = re.compile(r"[A-Za-z_]\w*")
TOKEN = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9\s]")
USERS = Entry(
    name="users",
    title="",
    definitions=(
        "u[j] = sum(B[j, i]*a[i], i) + c[j]*a[j]",
        "s[j] = d*u[j]*sum(u[i]**2*c[i], i, i != j)",
    ),
    given=("c[i] > 0",),
    wrt=("c", "a"),
)
QUICK = ("ce", "softmax", "temperature", "users")
ENTRIES = {**entries(), "users": USERS}


def quantities(entry: Entry) -> list[str]:
    """The names that the definitions mention, in order of first appearance."""
    system = system_of(entry)
    text = " ".join((*entry.definitions, *entry.given))
    return [w for w in dict.fromkeys(WORD.findall(text)) if w in system.shapes]


def system_of(entry: Entry) -> System:
    return read_system(entry.definitions, entry.given, entry.kinks, definitions_of, ())


def letters(entry: Entry) -> list[str]:
    """The index letters that the definitions mention."""
    text = " ".join((*entry.definitions, *entry.given))
    system = system_of(entry)
    sizes = {s.name for s in system.sizes}
    found = [w for w in dict.fromkeys(WORD.findall(text)) if len(w) == 1]
    return [w for w in found if w not in system.shapes and w not in sizes]


def renamed(text: str, mapping: Mapping[str, str]) -> str:
    return WORD.sub(lambda word: mapping.get(word.group(), word.group()), text)


def stated(entry: Entry, mapping: Mapping[str, str]) -> api.Problem:
    return api.state(
        define=[renamed(d, mapping) for d in entry.definitions],
        given=[renamed(g, mapping) for g in entry.given],
        kinks=entry.kinks,
        wrt=[mapping[v] for v in entry.wrt],
    )


def same(first: str, second: str, mapping: Mapping[str, str]) -> None:
    """Raises unless the texts are the same, line by line, but for names."""
    assert first.count("\n") == second.count("\n")
    for a, b in zip(first.splitlines(), second.splitlines(), strict=True):
        one, two = TOKEN.findall(a), TOKEN.findall(b)
        assert len(one) == len(two), (a, b)
        free = [(x, y) for x, y in zip(one, two, strict=True) if mapping.get(x, x) != y]
        assert all(len(x) == len(y) == 1 and x.isalpha() and y.isalpha() for x, y in free), (a, b)
        pairs = {(x, y) for x, y in zip(one, two, strict=True) if len(x) == 1 and x.isalpha()}
        assert len({x for x, _ in pairs}) == len({y for _, y in pairs}) == len(pairs), (a, b)


def marked(name: str) -> object:
    """Everything is derived twice here: what is not quick is left to the slow tests."""
    return name if name in QUICK else pytest.param(name, marks=pytest.mark.slow)


@pytest.mark.parametrize("name", [marked(name) for name in sorted(ENTRIES)])
def test_other_names_give_the_same_code(name: str) -> None:
    entry = ENTRIES[name]
    names, indices = quantities(entry), letters(entry)
    early = {q: f"a{letter}q" for q, letter in zip(names, ascii_lowercase, strict=False)}
    late = {q: f"z{letter}q" for q, letter in zip(names, reversed(ascii_lowercase), strict=False)}
    others = [x for x in "zyxwtsrqlkjihgfedcba" if x not in indices]
    exchanged = dict(zip(indices, others, strict=False))
    texts = [code(stated(entry, mapping)) for mapping in (early, {**late, **exchanged})]
    between = {early[q]: late[q] for q in names}
    for first, second in zip(*texts, strict=True):
        same(first, second, between)


def code(problem: api.Problem) -> list[str]:
    """The NumPy and C texts of a problem; a language that has no form for it says so instead."""
    made = routines(problem)
    found = []
    for backend in BACKENDS.values():
        try:
            found += backend.source(made, "test", stem="code").values()
        except UnsupportedError:
            found.append(f"no {backend.name}")
    return found


def test_a_name_of_a_direction_is_left_to_the_direction() -> None:
    made = routines(api.state(define=("y[i] = g[i]*sum(v[k]**2, k)",), wrt=("g",)))
    python = BACKENDS["numpy"].source(made, "test")[".py"]
    assert "def y_vjp(v_: ArrayLike, g: ArrayLike)" in python
    assert "def y_jvp(v_: ArrayLike, v: ArrayLike)" in python
    assert "- v is called v_." in python
    header = BACKENDS["c"].source(made, "test")[".h"]
    assert "y_vjp_f64(size_t rows, size_t n, size_t m, const double *v_, const double *g," in header
    assert "out[i] = v[i]*t1" in header
