"""What the comments of generated code say."""

from __future__ import annotations

from symsoft.backends.as_said import plus_first, said
from symsoft.kernel import Let
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Index, Mul, Ref, Size, times

I = Index("i", Size("n"))
Y, T = Ref("y", I), Ref("t", I)


def test_a_sum_begins_with_a_term_without_a_minus() -> None:
    """At every depth, as the code beside it does; other terms keep their order."""
    inner = Add(times(-1, Y), 1)
    let = Let(Ref("out", I), Mul(Y, Add(times(-3, Y), times(-1, T), inner)))
    assert said(let, {"y": "a"}) == "out[i] = a[i]*(1 - 3*a[i] - t[i] - a[i])"


def test_a_sum_of_which_every_term_has_a_minus_stays() -> None:
    e = Add(times(-1, Y), times(-1, T))
    assert one_line(plus_first(e)) == "-y[i] - t[i]"
