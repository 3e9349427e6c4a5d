"""Statements that share loops are written in the letters of these loops."""

from __future__ import annotations

from symsoft.backends.c_schedule import schedule
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.spelling import one_line
from symsoft.language.terms import Index, Ref, Size, Sum

N, R = Size("n"), Size("r")
K, L, C = Index("k", N), Index("l", N), Index("k", R)


def test_a_bound_letter_is_none_of_the_loops_it_comes_into_nor_another_name():
    inputs = [
        Parameter("x", (N,), "input"),
        Parameter("V", (N, R), "input"),
        Parameter("i", (), "input"),
    ]
    lets = (
        Let(Ref("p", K), Ref("i") * Ref("x", K)),
        Let(Ref("t", L), Sum(Ref("V", L, C), C)),
        Let(Ref("out", K), Ref("p", K) * Ref("t", K)),
    )
    output = Parameter("out", (N,), "output")
    (group,) = schedule(Kernel("f", "forward", (N, R), tuple(inputs), output, lets)).groups
    assert [one_line(let.target) for let in group] == ["p[k]", "t[k]", "out[k]"]
    total = group[1].expr
    assert total.index.name not in {"k", "p", "x", "V", "i", "t", "out", "n", "r"}
    assert total.body == Ref("V", K, total.index)
