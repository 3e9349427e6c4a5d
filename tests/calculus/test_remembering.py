"""What is remembered is pure arithmetic, and forgotten when the next deriver begins."""

from __future__ import annotations

from symsoft.calculus.derive import Deriver
from symsoft.calculus.remembering import forget, remembered
from symsoft.calculus.settling import settle
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Ref
from symsoft.language.text import read_system

A, B = Ref("a"), Ref("b")


def test_a_term_is_worked_on_once_until_it_is_forgotten():
    asked = []

    @remembered(10)
    def noted(e):
        asked.append(e)
        return e

    noted(A), noted(A)
    assert asked == [A]
    forget()
    noted(A)
    assert asked == [A, A]


def test_how_a_term_is_written_does_not_depend_on_the_derivation_before():
    assert Add(A, B) == Add(B, A)
    fresh = []
    for earlier in (Add(B, A), Add(A, B)):
        settle(earlier)
        Deriver(read_system(["y = a + b"]))
        fresh.append(one_line(settle(Add(A, B))))
    assert fresh[0] == fresh[1]
