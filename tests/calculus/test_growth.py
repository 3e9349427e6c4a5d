"""How the work of a derivation grows with what is derived: in counts, never in seconds."""

from __future__ import annotations

import pytest

from symsoft import api, programs
from symsoft.calculus import cost as cost_module
from symsoft.calculus import polynomials
from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.polynomials import groupings
from symsoft.language.terms import Add, Fn, Index, Mul, Ref, Size, Sum

N = Size("n")
I, K = Index("i", N), Index("k", N)


def counted(module, name, monkeypatch):
    """A list that grows by one with each call of a function."""
    calls = []
    function = getattr(module, name)

    def noted(*args, **options):
        calls.append(args)
        return function(*args, **options)

    monkeypatch.setattr(module, name, noted)
    return calls


def test_code_proves_nothing_that_was_proved_for_the_text(monkeypatch):
    problem = api.state(define=["a = sum(x[k]**2, k)", "L = exp(a)*sum(x[k], k)"])
    api.solve(problem)
    calls = counted(Deriver, "prove", monkeypatch)
    assert [kernel.routine for kernel in programs.routines(problem)][1:] == ["grad", "jvp", "hvp"]
    assert not calls


def test_another_convention_or_other_names_are_not_mixed_up():
    problem = api.state(define=["y[i] = x[i]**2*sum(x[k], k)"])
    rows = [f.expr for f in api.derivations(problem, convention="row")[0].forms]
    columns = [f.expr for f in api.derivations(problem)[0].forms]
    assert rows == [f.expr for f in api.derivations(problem, convention="row")[0].forms]
    assert rows != columns


def test_summands_unlike_a_sum_are_not_renamed(monkeypatch):
    def inside(i):
        return Mul(Ref("a", i), Add(Fn("exp", Ref("b", i)), Fn("exp", Ref("c", i))))

    others = [Mul(Ref(f"u{q}", I), Fn("exp", Ref("v", I))) for q in range(50)]
    beside = Mul(Ref("d", I), Sum(inside(K), K))
    calls = counted(cost_module, "rename", monkeypatch)
    plain = cost(Add(*others, beside))
    assert not calls
    assert cost(Add(*others, inside(I), beside)) < plain + cost(inside(I))


@pytest.mark.parametrize("brackets", [4, 16])
def test_what_is_grouped_in_one_bracket_leaves_the_others(brackets, monkeypatch):
    """Each grouping works on the bracket where its factor stands, not on all of them."""

    def bracket(q):
        a, b, c, d = (Ref(f"{letter}{q}") for letter in "abcd")
        return Fn("exp", Add(Mul(a, b), Mul(a, c), d))

    e = Mul(*map(bracket, range(brackets)))
    calls = counted(polynomials, "_grouped", monkeypatch)
    found = list(groupings(e))
    assert len(found) == 4 * brackets
    assert len(calls) <= 2 * len(found)


def test_a_sum_around_what_was_spelled_already_spells_only_what_is_new(monkeypatch):
    parts = [Fn("exp", Mul(Ref("x", K), Ref(f"a{q}"))) for q in range(30)]
    assert Sum(Mul(*parts), K).key
    spelled = []
    spell = Fn._spell

    def noted(self, bound):
        spelled.append(self)
        return spell(self, bound)

    monkeypatch.setattr(Fn, "_spell", noted)
    new = Fn("exp", Ref("y", K))
    assert Sum(Mul(*parts, new), K).key
    assert spelled == [new]
