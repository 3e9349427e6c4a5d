"""Assumptions and values at kinks as they are read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sympy import Integer, Rational, S

from symsoft.errors import InputError
from symsoft.language.spelling import assumption_line
from symsoft.language.system import Assumption, Kink, System
from symsoft.language.terms import Index, Ref, Size
from symsoft.language.text import read_system

Refused = Callable[..., None]
Read = Callable[..., System]

LOSS = "L = -sum(t[k]*log(x[k]), k) + T + sum(sum(W[i,j], j), i)"


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("sum(t[k], k) = 1", "sum(t[k], k) = 1"),
        ("sum(t[k],k)==1", "sum(t[k], k) = 1"),
        ("x[k] > 0", "x[k] > 0"),
        ("0 < x[k]", "0 < x[k]"),
        ("T != 0", "T != 0"),
        ("T**2 <= x[1] - 1/2", "T**2 <= x[1] - 1/2"),
        ("W[a,b] >= 0", "W[a,b] >= 0"),
        ("n >= 3", "n >= 3"),
        ("L < 4", "L < 4"),
        ("onehot(t)", "onehot(t)"),
        ("1 = 2", "1 = 2"),
        ("sum(x[k], k, k != i) > x[i]", "sum(x[k], k, k != i) > x[i]"),
        ("where(T > 0, T, 1) > 0", "where(T > 0, T, 1) > 0"),
    ],
)
def test_read(line: str, spelled: str, read: Read) -> None:
    (assumption,) = read(LOSS, given=(line,)).assumptions
    assert assumption_line(assumption) == spelled


def test_indices_range_over_what_they_index(read: Read) -> None:
    (assumption,) = read(LOSS, given=("W[a,b] >= 0",)).assumptions
    shape = dict(read(LOSS).shapes)["W"]
    assert assumption == Assumption(
        ">=", Ref("W", Index("a", shape[0]), Index("b", shape[1])), S.Zero
    )


def test_one_hot(read: Read) -> None:
    (assumption,) = read(LOSS, given=("onehot(t)",)).assumptions
    assert (assumption.relation, assumption.rhs) == ("onehot", S.One)
    assert assumption.lhs.name == "t"
    assert [i.size for i in assumption.lhs.indices] == [Size("n")]


def test_one_hot_rows_have_an_index_an_axis(read: Read) -> None:
    (assumption,) = read(LOSS, given=("onehot(W)",)).assumptions
    a, b = assumption.lhs.indices
    assert a != b
    assert (a.size, b.size) == read(LOSS).shapes["W"]
    names = {*read(LOSS).shapes, *(s.name for s in read(LOSS).sizes)}
    assert not {a.name, b.name} & names


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("^tt[k] > 0", ("tt does not occur in the definitions; did you mean t?",)),
        ("^onehot[k] = 1", ("onehot is a reserved word",)),
        ("onehot(^z)", ("z does not occur in the definitions",)),
        ("onehot(^T)", ("T has no index", "of an array")),
        ("^onehot(t[k])", ("onehot takes the name of one array",)),
        ("^onehot(t, x)", ("onehot takes the name of one array",)),
        ("^x[k]", ("an equation, an inequality or onehot(t)",)),
        ("^positive(x)", ("an equation, an inequality or onehot(t)",)),
        ("0 < x[k] ^< 1", ("one relation at a time",)),
        ("^x > 0", ("x has 1 index elsewhere and no index here",)),
        ("^T[k] > 0", ("T has no index elsewhere and 1 index here",)),
        ("x[^T] > 0", ("T is used as an index and as a quantity",)),
        ("sum(1, ^k) > 2", ("the range of k can't be known",)),
        ("^k > 0", ("k does not occur",)),
        ("sum(t[k], k) = t[^k]", ("index k is summed and free at once",)),
        ("x[k] = W[^k,k]", ("k ranges over n and over m; use two indices",)),
        ("^D(L, x[j]) = 0", ("D(...) can't be given",)),
        ("x[k] >^", ("something is missing",)),
        ("x[k] > ^softmax(1)", ("there is no function softmax",)),
        ("T = T ^= 1", ("one relation at a time",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(LOSS, words=words, given=(line,))


@pytest.mark.parametrize(
    ("line", "kink"),
    [
        ("abs(0) = 0", Kink("abs", S.Zero, S.Zero)),
        ("sign(0) == -1", Kink("sign", S.Zero, Integer(-1))),
        ("maximum(0) = 1/2", Kink("maximum", S.Zero, S.Half)),
        ("minimum(0) = 0.25", Kink("minimum", S.Zero, Rational(1, 4))),
        ("abs(1 - 1) = 2*3 - 5", Kink("abs", S.Zero, S.One)),
    ],
)
def test_kinks(line: str, kink: Kink, read: Read) -> None:
    assert read("y = abs(x)", kinks=(line,)).kinks == (kink,)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("^abs(0)", ("written abs(0) = 0",)),
        ("^abs(0) > 0", ("written abs(0) = 0",)),
        ("^abs = 0", ("a value at a kink is written abs(0) = 0",)),
        ("^abs(0, 1) = 0", ("a value at a kink is written abs(0) = 0",)),
        ("^exp(0) = 0", ("exp has no kink", "abs, sign, maximum, minimum")),
        ("^maximun(0) = 0", ("did you mean maximum?",)),
        ("abs(^1) = 0", ("abs has its kink at 0, not at 1",)),
        ("abs(^x) = 0", ("a number is wanted here",)),
        ("abs(0) = ^x", ("a number is wanted here",)),
        ("abs(0) = 1 + ^x", ("a number is wanted here",)),
        ("abs(0) = ^sqrt(2)", ("a rational number is wanted here",)),
        ("abs(0) =^", ("something is missing here",)),
    ],
)
def test_kinks_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused("y = abs(x)", words=words, kinks=(line,))


def test_a_kink_stated_twice(refused: Refused) -> None:
    words = ("the value of abs at its kink is stated twice",)
    refused("y = abs(x)", words=words, kinks=("abs(0) = 0", "abs(0) = 1"))


RELU = {"relu": ("y = maximum(x, 0)",), "steep": ("y = maximum(0, x)",)}
AT_ZERO = {"relu": ("maximum(0) = 0",), "steep": ("maximum(0) = 1/2",)}


def _calling(line, kinks=()):
    system = read_system([line], (), kinks, RELU.get, tuple(RELU), AT_ZERO.__getitem__)
    return [(k.function, k.value) for k in system.kinks]


def test_the_kinks_of_a_called_function_come_along():
    assert _calling("h[i] = relu(a[i])") == [("maximum", 0)]
    assert _calling("h[i] = a[i]") == []


def test_what_the_user_states_at_a_kink_counts():
    assert _calling("h[i] = relu(a[i])", ("maximum(0) = 1/2",)) == [("maximum", Rational(1, 2))]
    line = "h[i] = relu(a[i]) + steep(a[i])"
    assert _calling(line, ("maximum(0) = 1",)) == [("maximum", 1)]


def test_called_functions_that_disagree_at_a_kink_are_refused():
    with pytest.raises(InputError, match="relu and steep take different values at the kink"):
        _calling("h[i] = relu(a[i]) + steep(a[i])")
