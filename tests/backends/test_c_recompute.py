"""Arrays that a loop of C computes again, and those that it reads."""

from __future__ import annotations

import pytest
from sympy import Integer, S

from symsoft.backends.c_recompute import recomputed, work
from symsoft.backends.c_schedule import schedule
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Fn, Index, Mul, Pow, Ref, Size, Sum

N = Size("n")
I, K = Index("i", N), Index("k", N)
X, Y, T, OUT = (Ref(name, I) for name in ("x", "y", "t", "out"))
A, TOTAL = Ref("a"), Ref("s")
CENTRED = Add(X, Mul(-1, A))


def lines(lets):
    return [f"{one_line(let.target)} = {one_line(let.expr)}" for let in lets]


def found(*pairs):
    return lines(recomputed([Let(*pair) for pair in pairs], "out", lambda a, b: True))


@pytest.mark.parametrize(
    ("term", "operations"),
    [
        (X, 0),
        (CENTRED, 1),
        (Add(S.One, Mul(-1, Pow(X, Integer(2)))), 2),
        (Mul(X, Pow(A, Integer(-1))), 5),
        (Fn("exp", X), 4),
    ],
)
def test_the_work_of_an_entry(term, operations):
    assert work(term) == operations


def test_a_difference_is_computed_where_it_is_read():
    assert found((T, CENTRED), (TOTAL, Sum(Ref("t", K), K)), (OUT, Mul(T, TOTAL))) == [
        "s = sum(x[k] - a, k)",
        "out[i] = (x[i] - a)*s",
    ]


def test_the_output_too_before_it_has_its_value():
    assert found((OUT, CENTRED), (TOTAL, Sum(Ref("out", K), K)), (OUT, Mul(OUT, TOTAL))) == [
        "s = sum(x[k] - a, k)",
        "out[i] = (x[i] - a)*s",
    ]


def test_a_function_is_stored():
    statements = [(T, Fn("exp", X)), (TOTAL, Sum(Ref("t", K), K)), (OUT, Mul(T, TOTAL))]
    assert found(*statements) == lines([Let(*s) for s in statements])


def test_what_one_statement_reads_three_times_is_stored():
    statements = [(T, CENTRED), (TOTAL, Sum(Mul(*[Ref("t", K)] * 3), K)), (OUT, Mul(X, TOTAL))]
    assert found(*statements) == lines([Let(*s) for s in statements])


def test_what_has_changed_since_is_stored():
    statements = [(T, Add(X, Y)), (Y, Mul(2, Y)), (OUT, Add(T, Y))]
    assert found(*statements) == lines([Let(*s) for s in statements])


def test_what_is_read_in_the_loop_that_writes_it_needs_no_memory():
    lets = [Let(T, CENTRED), Let(OUT, Mul(T, T))]
    assert recomputed(lets, "out", lambda a, b: False) == lets


def test_a_value_without_memory_is_written_once():
    lets = (
        Let(T, Sum(Mul(Ref("w", I, K), Ref("x", K)), K)),
        Let(T, Add(T, A)),
        Let(OUT, Mul(T, T)),
    )
    inputs = [("w", (N, N)), ("x", (N,)), ("a", ())]
    parameters = tuple(Parameter(name, axes, "input") for name, axes in inputs)
    kernel = Kernel("f", "forward", (N,), parameters, Parameter("out", (N,), "output"), lets)
    (group,) = schedule(kernel).groups
    assert len({let.target.name for let in group}) == len(group) == 3
