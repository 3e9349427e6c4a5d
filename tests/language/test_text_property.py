"""Random terms, spelled and read back, are equal; random text is read or refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.errors import InputError
from symsoft.language.spelling import one_line
from symsoft.language.terms import (
    PI,
    Add,
    Compare,
    D,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Term,
    Where,
    key,
)
from symsoft.language.text import read_system, read_term
from symsoft.language.walk import contains

n, m = Size("n"), Size("m")
CONTEXT = read_system(["y[i,j,c,d] = x[i]*t[j]*u[c]*W[i,c]*W[j,d]*a*b", "w = a*b"])

LETTERS = {"n": "ijklrs", "m": "cdefgh"}
SCALARS = ("a", "b", "w")
ROUNDS = settings(max_examples=300, suppress_health_check=list(HealthCheck))


def index(draw: st.DrawFn, size: str, scope: dict[str, tuple[str, ...]]) -> Any:
    return Index(draw(st.sampled_from(scope[size])), Size(size))


@st.composite
def leaves(draw: st.DrawFn, scope: dict[str, tuple[str, ...]]) -> Any:
    kind = draw(st.sampled_from(["number", "scalar", "x", "t", "u", "W", "delta", "size", "pi"]))
    if kind == "number":
        return Rational(draw(st.integers(-4, 4)), draw(st.integers(1, 3)))
    if kind == "scalar":
        return Ref(draw(st.sampled_from(SCALARS)))
    if kind == "size":
        return draw(st.sampled_from([n, m]))
    if kind == "delta":
        return Delta(Index("i", n), index(draw, "n", {"n": ("j", "i")}))
    if kind == "W":
        return Ref("W", index(draw, "n", scope), index(draw, "m", scope))
    if kind == "pi":
        return PI
    return Ref(
        kind if kind in ("x", "t", "u") else "x", index(draw, "m" if kind == "u" else "n", scope)
    )


def flat(kind: type, parts: list[Any]) -> Any:
    """A chain as the reader makes it: flat, the numbers of a product in one."""
    found = [f for e in parts for f in (e.args if isinstance(e, kind) else (e,))]
    numbers = [f for f in found if isinstance(f, Rational)]
    if kind is Mul and len(numbers) > 1:
        rest = [f for f in found if not isinstance(f, Rational)]
        number = prod(numbers, start=S.One)
        found = [number, *rest] if number is not S.One or not rest else rest
    return kind(*found) if len(found) > 1 else found[0]


@st.composite
def terms(draw: st.DrawFn, depth: int = 4, scope: dict[str, tuple[str, ...]] | None = None) -> Any:
    scope = scope or {"n": ("i", "j"), "m": ("c", "d")}
    if not depth or draw(st.integers(0, 5)) == 0:
        return draw(leaves(scope))
    part = terms(depth - 1, scope)
    kind = draw(st.sampled_from(["add", "mul", "mul", "pow", "fn", "sum", "where", "D"]))
    if kind in ("add", "mul"):
        return flat(Add if kind == "add" else Mul, draw(st.lists(part, min_size=2, max_size=4)))
    if kind == "pow":
        base = draw(part)
        assume(contains(base, Ref))
        numbers = st.sampled_from(
            [Integer(-2), Integer(-1), Integer(2), S.Half, Rational(-3, 2), S.One]
        )
        return Pow(base, draw(st.one_of(numbers, part)))
    if kind == "fn":
        name = draw(st.sampled_from(["exp", "log", "abs", "maximum"]))
        return Fn(name, *(draw(part) for _ in range(2 if name == "maximum" else 1)))
    if kind == "where":
        relation = draw(st.sampled_from([">", ">=", "<", "<="]))
        return Where(Compare(relation, draw(part), draw(part)), draw(part), draw(part))
    if kind == "D":
        return D(draw(part), Ref("x", index(draw, "n", scope)))
    return draw(reductions(depth, scope))


@st.composite
def reductions(draw: st.DrawFn, depth: int, scope: dict[str, tuple[str, ...]]) -> Any:
    size, array = draw(st.sampled_from([("n", "x"), ("m", "u")]))
    unused = [x for x in LETTERS[size] if x not in scope[size] and x not in "ijcd"]
    bound = Index(unused[0], Size(size))
    inner = draw(terms(depth - 1, {**scope, size: (*scope[size], bound.name)}))
    excluded = draw(st.lists(st.sampled_from(scope[size]), max_size=2, unique=True))
    others = [Index(name, Size(size)) for name in excluded]
    kind = draw(st.sampled_from([Sum, Max, Min]))
    return kind(flat(Mul, [Ref(array, bound), inner]), bound, *others)


@ROUNDS
@given(terms())
def test_spelling_and_reading_are_inverse(term: Any) -> None:
    text = one_line(term)
    assume(len(text) < 3000)
    try:
        again = read_term(text, CONTEXT)
    except InputError as error:  # a random denominator of numbers alone may be 0
        assume("division by 0" not in str(error) and "power of 0" not in str(error))
        raise
    assert key(again) == key(term)
    assert one_line(again) == text
    assert isinstance(again, Term) == isinstance(term, Term)


def refusal(reading: Callable[[], object]) -> InputError | None:
    try:
        reading()
    except InputError as error:
        return error
    return None


def is_one_clear_line(error: InputError | None) -> bool:
    return error is None or (
        "\n" not in error.message and (error.column is None or 0 <= error.column <= len(error.text))
    )


@ROUNDS
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    assert is_one_clear_line(refusal(partial(read_system, [text])))
    assert is_one_clear_line(refusal(partial(read_term, text, CONTEXT)))


PIECES = st.sampled_from(
    [
        *"xyzijk",
        "x[i]",
        "W[i,k]",
        "sum(",
        "exp(",
        "max(",
        "delta(",
        "where(",
        "D(",
        "(",
        ")",
        ")",
        "[",
        "]",
        ",",
        ", k)",
        " = ",
        "==",
        "!=",
        ">",
        "+",
        "-",
        "*",
        "/",
        "**",
        "2",
        "0",
        "0.5",
        "1e9",
        ".",
        " ",
        "k != i",
        "softmax(",
        "lambda",
        "not",
        "pi",
        "n",
    ]
)


@ROUNDS
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_line_of_the_words_of_the_syntax_is_read_or_refused(text: str) -> None:
    for definition, assumed in [(text, "y > 0"), (f"y[i] = {text}", ""), ("y[i] = x[i]", text)]:
        assert is_one_clear_line(refusal(partial(read_system, [definition], [assumed])))
        assert is_one_clear_line(refusal(partial(read_system, [definition])))
