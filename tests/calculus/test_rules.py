"""Every rule states a theorem and, on its example, keeps the value under its conditions."""

from __future__ import annotations

from functools import partial

import pytest
from sympy import S

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.search import moves
from symsoft.calculus.settling import everywhere
from symsoft.checking.enclosure import compare
from symsoft.language.matrix_text import read_matrix
from symsoft.language.system import Definition, Kink, System
from symsoft.language.terms import Index, Ref, Size
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

BOOK = full_book()
N = Size("n")
KINKS = tuple(Kink(f, S.Zero, S.Zero) for f in ("abs", "sign", "maximum", "minimum"))
SCALARS = dict.fromkeys(("a", "b", "c", "z"), ())
ARRAYS = {"x": (N,), "y": (N,), "w": (N, N), "q": (N,)}
# Bases and arguments of logarithms are positive; the examples need no other condition.
GIVEN = read_system(["q[i] = a*x[i]*y[i]"], ("a > 0", "x[k] > 0", "y[k] > 0")).assumptions
TARGET = Definition("q", (Index("i", N),), Ref("x", Index("i", N)))
SYSTEM = System((TARGET,), {**ARRAYS, **SCALARS}, GIVEN, KINKS)

WITHOUT_EXAMPLE = {
    # These need a definition, a lemma or an assumption; derivations test them.
    "chain-through",
    "definition",
    "log-derivative",
    "lemma",
    "assumption",
    "fact",
    "fold",
    "unfold",
    "sign-root",
    "matrix",
    "entries",
    "entry",
    "matrix-chain",
    "matrix-product",
    # These need an axis of the claim, weights that sum to 1, or a limit: properties test them.
    "split-off",
    "above-term",
    "variance",
    "pairs",
    "continuity",
    "l-hopital",
    "taylor",
    "leave-out",
}


@pytest.mark.parametrize("key", BOOK)
def test_a_rule_states_its_theorem(key):
    assert len(BOOK[key].theorem) > 5
    assert key == BOOK[key].key


def test_only_rules_that_need_a_system_have_no_example():
    assert {key for key in BOOK if not BOOK[key].example} == WITHOUT_EXAMPLE


@pytest.mark.parametrize("key", [key for key in BOOK if BOOK[key].example])
def test_a_rule_keeps_the_value_of_its_example(key):
    rule = BOOK[key]
    matrix = rule.kind == "matrix"
    before = (
        read_matrix(rule.example, ARRAYS | SCALARS, N)
        if matrix
        else read_term(rule.example, SYSTEM)
    )
    context = Deriver(SYSTEM).context()
    if matrix:
        use = partial(_use, rule, context)
        results = [everywhere(before, use, again=False, on=rule.on)]
    elif rule.kind in ("move", "grouping"):
        results = [lines[-1].after for lines in rule.apply(before, context)]
    else:
        results = [rule.apply(before, context)]
    assert any(after is not None and after != before for after in results)
    for after in results:
        evidence = compare(SYSTEM, before, after, relation=rule.relation, points=5)
        assert evidence.verdict is Verdict.HOLDS, evidence
        assert _usable(evidence.scope) >= 5 * 3 // 10


def _use(rule, context, node):
    return rule.apply(node, context)


def _usable(scope: str) -> int:
    """How many points the comparison used, from its own account."""
    words = scope.split()
    return int(words[words.index("points,") - 1]) if "points," in words else 1


def test_a_rule_can_be_torn_out_and_only_once():
    smaller = BOOK.without("quotient")
    assert "quotient" not in smaller
    assert len(smaller) == len(BOOK) - 1
    with pytest.raises(KeyError):
        smaller.without("quotient")


def test_moves_of_the_search_keep_the_value():
    system = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)"])
    e = read_term("sum(x[k]*(y[k] - delta(k, j))*(1 + y[j]), k)", system)
    context = Deriver(system).context()
    for lines in moves(e, context, BOOK):
        for line in lines:
            evidence = compare(system, e, line.after)
            assert evidence.verdict is Verdict.HOLDS, (line.rule, evidence)
