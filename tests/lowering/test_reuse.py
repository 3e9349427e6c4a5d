"""Which statements need no name of their own, and which may overwrite what they read."""

from __future__ import annotations

from sympy import Integer

from symsoft.kernel import Let
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Fn, Index, Mul, Pow, Ref, Size, Sum
from symsoft.lowering.builder import Names
from symsoft.lowering.reuse import in_place, inlined, numbered

I, K = (Index(letter, Size("n")) for letter in "ik")
X, Y, OUT = (Ref(name, I) for name in ("x", "y", "out"))
T1, T2, T3 = (Ref(name, I) for name in ("t1", "t2", "t3"))
SCALAR = Ref("s")


def lets(*pairs):
    return [Let(target, expr) for target, expr in pairs]


def lines(found):
    return [f"{one_line(let.target)} = {one_line(let.expr)}" for let in found]


def normalised(last):
    """exp of x, its sum, and the last statement of both."""
    total = Sum(Ref("t1", K), K)
    return lets((T1, Fn("exp", X)), (SCALAR, total), (last, Mul(T1, Pow(SCALAR, Integer(-1)))))


def test_what_is_read_once_where_it_arises_needs_no_name():
    found = inlined(lets((T1, Add(X, Y)), (OUT, Mul(T1, SCALAR))), "out")
    assert lines(found) == ["out[i] = (x[i] + y[i])*s"]


def test_the_last_reader_overwrites_a_temporary():
    found = in_place(normalised(OUT), {"t1", "s"})
    assert lines(found) == ["out[i] = exp(x[i])", "s = sum(out[k], k)", "out[i] = out[i]/s"]


def test_a_temporary_overwrites_another():
    later = lets((Ref("r"), Sum(Ref("t2", K), K)), (OUT, Add(Mul(Y, T2), Mul(-1, Ref("r")))))
    found = in_place([*normalised(T2), *later], {"t1", "t2", "s", "r"})
    assert lines(found)[:3] == ["out[i] = exp(x[i])", "s = sum(out[k], k)", "out[i] = out[i]/s"]


def test_what_is_read_later_or_at_another_place_is_kept():
    again = [*normalised(T2), *lets((OUT, Add(T1, T2)))]
    assert lines(in_place(again, {"t1", "s"}))[0] == "out[i] = exp(x[i])"
    assert lines(in_place(again, {"t1", "s"}))[2] == "t2[i] = out[i]/s"
    elsewhere = lets((T1, Fn("exp", X)), (OUT, Add(T1, Ref("t1", Integer(1)))))
    assert lines(in_place(elsewhere, {"t1"})) == lines(elsewhere)


def test_a_quantity_of_the_user_keeps_its_name_but_at_the_end():
    middle = lets((Y, Fn("exp", X)), (Ref("z", I), Fn("log", Y)), (OUT, Sum(Ref("z", K), K)))
    assert lines(in_place(middle, set())) == lines(middle)
    last = lets((Y, Fn("exp", X)), (OUT, Mul(2, Y)))
    assert lines(in_place(last, set())) == ["out[i] = exp(x[i])", "out[i] = 2*out[i]"]


def test_nothing_else_overwrites_the_output():
    unread = lets((T1, Fn("exp", X)), (T2, Mul(2, T1)), (OUT, T1))
    assert lines(in_place(unread, {"t1"}))[0] == "out[i] = exp(x[i])"
    assert "out" in {let.target.name for let in in_place(unread, {"t1", "t2"})}


def test_an_input_is_never_overwritten():
    statements = lets((OUT, Mul(2, X)))
    assert lines(in_place(statements, set())) == ["out[i] = 2*x[i]"]


def test_temporaries_are_numbered_as_they_are_written():
    found = numbered(lets((T3, X), (T1, T3), (OUT, Add(T1, T3))), {"t1", "t3"}, Names({"x", "out"}))
    assert lines(found) == ["t1[i] = x[i]", "t2[i] = t1[i]", "out[i] = t2[i] + t1[i]"]
