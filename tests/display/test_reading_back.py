"""What is printed has one reading, and that reading has the value of the term."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from sympy import Integer, Rational

from symsoft.display.latex_terms import LatexPrinter, to_latex
from symsoft.display.order import Order
from symsoft.display.text_terms import to_text
from symsoft.display.typst_terms import TypstPrinter, to_typst
from symsoft.language.terms import Add, Delta, Fn, Index, Max, Mul, Pow, Ref, Size, Sum

N = Size("n")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
ORDER = Order.of(None, Ref("x", I), Ref("y", J), Ref("W", I, J), Ref("a"), Ref("T"))


def value(reading: Any, e: Any, at: dict[str, int]) -> int:
    """The value of a term, in the field that the reader reckons in."""
    match e:
        case Rational():
            return e.p * reading.inverse(e.q) % reading.prime
        case Ref():
            return reading.opaque(e.name, *(at[i.name] for i in e.indices))
        case Size():
            return reading.opaque("n")
        case Delta():
            return int(at[e.args[0].name] == at[e.args[1].name])
        case Add():
            return sum(value(reading, a, at) for a in e.args) % reading.prime
        case Mul():
            return math.prod(value(reading, a, at) for a in e.args) % reading.prime
        case Pow():
            return reading.raised(value(reading, e.base, at), e.exponent)
        case Fn():
            return reading.opaque(e.name, value(reading, e.arg, at))
        case Sum() | Max():
            along = (at | {e.index.name: k} for k in range(1, reading.length + 1))
            found = [value(reading, e.body, a) for a in along]
            return (
                sum(found) % reading.prime if isinstance(e, Sum) else reading.opaque("max", *found)
            )
    raise AssertionError(e)


TYPST = re.compile(
    r"(?P<big>sum|max)_(?P<index>\w) |(?P<fn>log|exp|tanh)(?:\^(?P<power>\d))? ?|"
    r"op\(\"(?P<op>\w+)\"\)|δ_\((?P<delta>\w \w)\)|(?P<frac>frac\()|(?P<root>sqrt\()|"
    r"(?P<bar>#begin\(\"\|\", \d\) )|(?P<open>\\\(|#begin\(\"\(\", \d\) )|"
    r"(?P<close>\\\)|#end\(\"[|)]\", \d\))|(?P<e>e\^)|(?P<cdot>⋅)|(?P<skip> thin | )|"
    r"(?P<name>[a-zA-Z])(?:_(?:(?P<at>[ijkl])|\((?P<ats>[ijkl ]+)\)))?|(?P<number>\d+)|"
    r"(?P<stroke>\\/)|(?P<sign>[-+^])"
)


def typst_tokens(text: str, place: int = 0, end: str = "") -> tuple[list[Any], int]:
    """The tokens up to one of ``end``, and the place behind it; the reader's own kinds of token."""
    tokens: list[Any] = []
    while place < len(text):
        if text[place] in end:
            return tokens, place + 1
        found = TYPST.match(text, place)
        assert found, f"cannot read {text[place:]!r}"
        place, part = found.end(), found.groupdict()
        if part["frac"]:
            above, place = typst_tokens(text, place, ",")
            below, place = typst_tokens(text, place, ")")
            tokens += grouped([*grouped(above), ("/", None), *grouped(below)])
        elif part["root"]:
            inner, place = typst_tokens(text, place, ")")
            tokens += [("√", None), *grouped(inner)]
        elif part["e"] or part["sign"] == "^":
            if text[place] == "(":
                inner, place = typst_tokens(text, place + 1, ")")
            else:
                inner, place = typst_tokens(text[place])[0], place + 1
            tokens += [("fn", "exp") if part["e"] else ("^", None), *grouped(inner)]
        else:
            tokens += typst_token(part)
    return tokens, place


def grouped(tokens: list[Any]) -> list[Any]:
    return [("(", None), *tokens, (")", None)]


def typst_token(part: dict[str, Any]) -> list[Any]:
    """What one match that holds no other is."""
    if part["big"]:
        return [("big", (part["big"], part["index"]))]
    if part["fn"] or part["op"]:
        return [("fn", (part["fn"] or part["op"], int(part["power"] or 1)))]
    if part["delta"]:
        return [("delta", part["delta"].split())]
    if part["bar"]:
        return [("fn", "abs"), ("(", None)]
    if part["open"] or part["close"]:
        return [("(" if part["open"] else ")", None)]
    if part["name"]:
        return [("name", (part["name"], part["at"] or (part["ats"] or "").replace(" ", "")))]
    if part["number"]:
        return [("number", int(part["number"]))]
    if part["skip"]:
        return []
    return [("·" if part["cdot"] else "/" if part["stroke"] else part["sign"], None)]


def defined(reading: Any, e: Any) -> int:
    """The value of a term that hypothesis found, if it has one."""
    try:
        return value(reading, e, reading.free)
    except ZeroDivisionError:
        reject()


def leaves(indices: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    one = st.sampled_from(indices)
    return st.one_of(
        st.builds(Ref, st.sampled_from("xy"), one),
        st.builds(Ref, st.just("W"), one, one),
        st.sampled_from([Ref("a"), Ref("T"), N]),
        st.builds(Delta, one, one).filter(lambda d: d.args[0] != d.args[1]),
        st.integers(-3, 3).map(Integer),
        st.sampled_from([Rational(1, 2), Rational(-2, 3)]),
    )


def terms(indices: tuple[Any, ...] = (I, J), depth: int = 3) -> st.SearchStrategy[Any]:
    if depth == 0:
        return leaves(indices)
    inner = terms(indices, depth - 1)
    several = st.lists(inner, min_size=2, max_size=3)
    powers = st.sampled_from([-2, -1, 2, 3, Rational(1, 2), Rational(-1, 2), Rational(3, 2)])
    choices = [
        leaves(indices).map(lambda e: e),  # one choice among the others, not six
        several.map(lambda found: Add(*found)),
        several.map(lambda found: Mul(*found)),
        inner.map(lambda e: Mul(Integer(-1), e)),
        st.tuples(inner, inner).map(lambda p: Mul(p[0], Pow(p[1], Integer(-1)))),
        st.tuples(inner, powers).map(lambda p: Pow(p[0], Rational(p[1]))),
        st.tuples(st.sampled_from(["exp", "log", "tanh", "abs", "erf"]), inner).map(
            lambda p: Fn(*p)
        ),
    ]
    bound = next((k for k in (K, L) if k not in indices), None)
    if bound is not None:
        body = terms((*indices, bound), depth - 1)
        choices += [body.map(lambda e: Sum(e, bound)), body.map(lambda e: Max(e, bound))]
    return st.one_of(choices)


X, A, M1 = Ref("x", I), Ref("a"), Integer(-1)
TRICKY = [
    Pow(Pow(X, Integer(2)), Integer(3)),
    Pow(Pow(X, Integer(2)), M1),
    Pow(Pow(X, Rational(1, 2)), Integer(2)),
    Pow(Fn("exp", X), Integer(2)),
    Pow(Fn("tanh", X), Integer(2)),
    Pow(Fn("log", X), Integer(2)),
    Pow(Mul(A, X), Integer(2)),
    Pow(Mul(A, Pow(X, M1)), Integer(2)),
    Pow(Rational(1, 2), Integer(2)),
    Pow(Integer(-2), Integer(2)),
    Pow(Sum(Ref("x", K), K), Integer(2)),
    Pow(Integer(2), M1),
    Mul(M1, Mul(M1, X)),
    Mul(M1, Add(X, A)),
    Mul(M1, Integer(2), X),
    Mul(X, Rational(1, 2), Integer(3)),
    Mul(Integer(2), Mul(Rational(1, 2), X)),
    Mul(A, Add(X, Integer(1)), Pow(X, M1)),
    Mul(A, Pow(Mul(A, X), M1)),
    Mul(A, Pow(A, M1), Pow(X, M1)),
    Mul(Sum(Ref("x", K), K), X, Pow(A, M1)),
    Mul(Sum(Ref("x", K), K), Pow(Sum(Ref("y", K), K), M1)),
    Mul(X, Pow(Sum(Mul(A, Ref("x", K)), K), M1)),
    Mul(Fn("log", X), Add(X, A)),
    Add(Fn("log", Sum(Ref("x", K), K)), A),
    Add(Sum(Ref("x", K), K), Mul(M1, Sum(Ref("y", K), K))),
    Add(X, Add(A, Mul(M1, X))),
    Add(X, Mul(M1, Add(A, Mul(M1, X)))),
    Sum(Mul(M1, Ref("x", K)), K),
    Sum(Sum(Mul(Ref("x", K), Ref("y", L)), L), K),
    Sum(Mul(Sum(Ref("y", L), L), Ref("x", K)), K),
    Fn("exp", Mul(X, Pow(Add(A, X), M1))),
    Fn("abs", Mul(Fn("abs", X), Fn("abs", A))),
]


@pytest.mark.parametrize("e", TRICKY, ids=str)
def test_tricky_terms(reading: Any, e: Any) -> None:
    assert reading.text(to_text(e, ORDER)) == value(reading, e, reading.free)
    assert reading.latex(to_latex(e, ORDER)) == value(reading, e, reading.free)
    assert reading.tokens(typst_tokens(to_typst(e, ORDER))[0]) == value(reading, e, reading.free)


@settings(max_examples=300)
@given(terms())
def test_text_has_the_value_of_the_term(reading: Any, e: Any) -> None:
    expected = defined(reading, e)
    for exponential in ("exp", "e"):
        printed = to_text(e, ORDER, exponential)
        assert reading.text(printed) == expected, printed


@settings(max_examples=300)
@given(terms())
def test_latex_has_the_value_of_the_term(reading: Any, e: Any) -> None:
    expected = defined(reading, e)
    narrow = LatexPrinter(ORDER, room=3.0)  # as where fractions must be taken apart
    for printed in (
        to_latex(e, ORDER),
        to_latex(e, ORDER, "exp"),
        narrow.box(e).text,
        narrow.inline().box(e).text,
    ):
        assert reading.latex(printed) == expected, printed


@settings(max_examples=300)
@given(terms())
def test_typst_has_the_value_of_the_term(reading: Any, e: Any) -> None:
    expected = defined(reading, e)
    narrow = TypstPrinter(ORDER, room=3.0)
    for printed in (
        to_typst(e, ORDER),
        to_typst(e, ORDER, "exp"),
        narrow.box(e).text,
        narrow.inline().box(e).text,
    ):
        assert reading.tokens(typst_tokens(printed)[0]) == expected, printed


@settings(max_examples=200)
@given(terms(), terms())
def test_what_differs_in_value_differs_in_print(reading: Any, a: Any, b: Any) -> None:
    if defined(reading, a) != defined(reading, b):
        assert to_text(a, ORDER) != to_text(b, ORDER)
        assert to_latex(a, ORDER) != to_latex(b, ORDER)


@pytest.mark.parametrize(
    "wrong",
    [
        "x_i·y_j/a·T",
        "x_i·−y_j",
        "x_i + − y_j",
        "Σ_k Σ_k x_k",
        "x_i²³^(2)",
        "(x_i",
        "x_i)",
        "Σ_k x_k + a",
    ],
)
def test_the_reader_refuses_what_is_ambiguous(reading: Any, wrong: str) -> None:
    with pytest.raises(AssertionError):
        reading.text(wrong)


def test_the_reader_tells_a_sum_from_a_product(reading: Any) -> None:
    x, y = Ref("x", K), Ref("a")
    inside, outside = Sum(Add(x, y), K), Add(Sum(x, K), y)
    assert value(reading, inside, reading.free) != value(reading, outside, reading.free)
    assert reading.text("Σ_k (x_k + a)") == value(reading, inside, reading.free)
    assert reading.text("(Σ_k x_k) + a") == value(reading, outside, reading.free)
