"""What is computed once, and what must not be stored for it."""

from __future__ import annotations

from sympy import Integer, S

from symsoft.kernel import Let
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Compare, Fn, Index, Mul, Pow, Ref, Size, Sum, Where
from symsoft.lowering.builder import Names
from symsoft.lowering.sharing import hoisted, shared

I, J, K = (Index(letter, Size("n")) for letter in "ijk")
A, B, C, T = (Ref(name) for name in ("a", "b", "c", "T"))
X, Y, Z = (Ref(name, I) for name in "xyz")
ONE = Integer(1)


def at(e, index):
    return Ref(e.name, index)


def lines(change, *lets):
    fresh = Names({"x", "y", "z", "a", "b", "c", "T", "out", "w"})
    found = change([Let(target, expr) for target, expr in lets], fresh)
    return [f"{one_line(let.target)} = {one_line(let.expr)}" for let in found]


def over(e):
    return Pow(e, Integer(-1))


def test_an_array_needed_twice_is_computed_once():
    body = Pow(Add(at(X, K), Mul(-1, A)), Integer(2))
    found = lines(shared, (B, Sum(body, K)), (Ref("out", I), Mul(B, Add(X, Mul(-1, A)))))
    assert found == ["t1[k] = x[k] - a", "b = sum(t1[k]**2, k)", "out[i] = b*t1[i]"]


def test_what_a_statement_gives_anyway_is_read():
    found = lines(shared, (Ref("w", I), Mul(X, Y)), (Ref("out", I), Add(Mul(X, Y), A)))
    assert found == ["w[i] = x[i]*y[i]", "out[i] = w[i] + a"]


def test_members_of_a_product_that_meet_elsewhere():
    total = Sum(Mul(at(X, K), at(Y, K)), K)
    found = lines(shared, (B, total), (Ref("out", I), Mul(X, Z, Y)))
    assert found == ["t1[k] = x[k]*y[k]", "b = sum(t1[k], k)", "out[i] = t1[i]*z[i]"]


def test_members_of_a_sum_that_meet_elsewhere():
    first, second = Where(Compare(">", X, S.Zero), Add(X, Y), S.Zero), Add(X, Y, Z)
    found = lines(shared, (Ref("w", I), first), (Ref("out", I), second))
    assert found[0] == "t1[i] = x[i] + y[i]"
    assert found[-1] == "out[i] = t1[i] + z[i]"


def test_a_function_of_a_row_stays_out_of_the_loop_over_columns():
    found = lines(shared, (Ref("out", I, J), Mul(Fn("exp", X), at(Y, J))))
    assert found == ["t1[i] = exp(x[i])", "out[i,j] = t1[i]*y[j]"]


def test_an_outer_product_is_never_stored():
    product = Mul(X, at(Y, J))
    twice = (Ref("out", I, J), Add(Fn("abs", product), product))
    assert lines(shared, twice) == ["out[i,j] = abs(x[i]*y[j]) + x[i]*y[j]"]


def test_factors_of_a_contraction_over_different_axes_stay_apart():
    body = Mul(Ref("w", K, I), at(Y, K))
    first = (Ref("b", I), Sum(body, K))
    second = (Ref("out", I), Sum(Mul(body, at(Z, K)), K))
    assert lines(shared, first, second) == [
        "b[i] = sum(w[k,i]*y[k], k)",
        "out[i] = sum(w[k,i]*y[k]*z[k], k)",
    ]


def test_what_log1p_and_expm1_take_in_is_left_to_them():
    small = Add(ONE, X)
    first = (Ref("w", I), Mul(2, Fn("log", small)))
    assert lines(shared, first, (Ref("out", I), Mul(small, Y)))[0] == "w[i] = 2*log(1 + x[i])"
    less = Add(ONE, Mul(-1, Fn("exp", X)))
    first = (Ref("w", I), Mul(2, less))
    assert lines(shared, first, (Ref("out", I), Mul(Y, Fn("exp", X)))) == [
        "w[i] = 2*(1 - exp(x[i]))",
        "out[i] = y[i]*exp(x[i])",
    ]


def test_a_sum_is_divided_once():
    body = Mul(Ref("w", I, K), at(X, K), over(Y))
    assert lines(hoisted, (Ref("out", I), Sum(body, K))) == [
        "t1[i] = sum(w[i,k]*x[k], k)",
        "out[i] = t1[i]/y[i]",
    ]


def test_a_sum_that_leaves_out_all_there_is_is_not_divided():
    body = Mul(at(X, K), over(Y))  # 1/0 at n = 1 where y is such a sum too
    found = lines(hoisted, (Ref("out", I), Sum(body, K, I)))
    assert found == ["out[i] = sum(x[k]/y[i], k, k != i)"]


def test_an_empty_sum_is_not_divided():
    body = Mul(at(X, K), over(A))  # 1/0 where a is a sum over the same empty range
    assert lines(hoisted, (B, Sum(body, K))) == ["b = sum(x[k]/a, k)"]
