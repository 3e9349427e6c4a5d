"""What is remembered is pure arithmetic: it does not depend on what was worked on before."""

from __future__ import annotations

from symsoft.calculus.remembering import remembered
from symsoft.calculus.settling import settle
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Index, Mul, Ref, Size, Sum, written

A, B = Ref("a"), Ref("b")
N = Size("n")


def test_what_is_written_alike_is_worked_on_once():
    asked = []

    @remembered(10)
    def noted(e):
        asked.append(one_line(e))
        return e

    for e in (Add(A, B), Add(A, B), Add(B, A), Add(A, B)):
        assert one_line(noted(e)) == one_line(e)
    assert asked == ["a + b", "b + a"]


def test_letters_of_bound_indices_count():
    j, k = Index("j", N), Index("k", N)
    first, second = Sum(Ref("x", j), j), Sum(Ref("x", k), k)
    assert first == second
    assert written(first) != written(second)
    assert written(Mul(A, first)) == written(Mul(A, Sum(Ref("x", j), j)))


def test_how_a_term_is_written_does_not_depend_on_what_came_before():
    assert Add(A, B) == Add(B, A)
    found = []
    for earlier in (Add(B, A), Add(A, B)):
        settle(earlier)
        found.append(one_line(settle(Add(A, B))))
    assert found[0] == found[1]
