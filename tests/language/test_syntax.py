"""Characters, brackets, lengths and depths, before and after Python's parser."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest

from symsoft.errors import InputError
from symsoft.language.spelling import one_line
from symsoft.language.syntax import MAX_NESTING, clean, parse, relations
from symsoft.language.system import System
from symsoft.language.text import read_system, read_term
from symsoft.language.to_sympy import to_sympy
from symsoft.language.walk import letters, names

Refused = Callable[..., None]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing(text: str, refused: Refused) -> None:
    refused(text, words=("nothing is written", "y[i] = exp(x[i])"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("y = ^|x|", ("'|'", "write abs(x)")),
        ("y = x ^− 1", ("'−'", "write -")),
        ("y = x^·z", ("'·'", "write *")),
        ("y = x^²", ("'²' is not part of the syntax",)),
        ("y = ^'a'", ('"\'" is not part of the syntax',)),
        ("y = ^{x}", ("'{'", "write ( )")),
        ("y = x^; z = 2", ("';'", "one of its own")),
        ("y = x[1^:2]", ("':'", "write one entry as x[i]")),
        ("y = x ^# + 1", ("'#'",)),
        ("y = ^𝐱 + 1", ("'𝐱'", "look-alike", "write x")),
        ("y = ^µ", ("'µ'", "look-alike", "write μ")),
        ("y = ^ﬁ + 1", ("write fi",)),
        ("^lambda = x", ("lambda", "reserved word of Python's", "write lam ")),
        ("y = x ^if x else 2", ("reserved word", "where(a > b, u, v)")),
        ("y = ^None", ("None is a reserved word", "None_")),
        ("y = ^(x", ("( is never closed",)),
        ("y = x^)", (") closes no bracket",)),
        ("y = (x^]", ("( is closed by ], not by )",)),
        ("y = x^[", ("[ is never closed",)),
        ("y = x -^", ("something is missing at the end",)),
        ("y =^", ("something is missing here",)),
        ("^= x", ("something is missing here",)),
        ("y = ^2x", ("a number and a name need an operation between them", "2*x")),
        ("y = x ^z", ("an operation is missing before z",)),
        ("y = (a)^b", ("an operation is missing before b",)),
        ("y = x[i] ^2", ("an operation is missing before 2",)),
        ("y = ^*x", ("this can't be read",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)


def test_a_caret_is_no_power() -> None:
    with pytest.raises(InputError, match=r"'\^' is not part of the syntax; write \*\*") as caught:
        read_system(["y = x^2"])
    assert caught.value.column == 5


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\u202e", "U+202E"), ("\u00a0", "U+00A0"), ("\udc80", "U+DC80")],
)
def test_a_character_that_can_not_be_shown(character: str, code: str) -> None:
    with pytest.raises(InputError, match=code.replace("+", r"\+")) as caught:
        read_system([f"y = x{character} + 1"])
    assert caught.value.column == 5
    assert character not in str(caught.value)


def test_columns_count_characters_not_bytes(refused: Refused) -> None:
    refused("σ = μ*é + ^nope(x)", words=("there is no function nope",))


def test_decomposed_letters_are_the_same_name() -> None:
    assert read_system(["y = e\u0301 + \u00e9"]).inputs == ("\u00e9",)


NESTED = [
    pytest.param("(" * 10_000 + "x" + ")" * 10_000, id="brackets"),
    pytest.param("exp(" * 10_000 + "x" + ")" * 10_000, id="calls"),
    pytest.param("x[" * 10_000 + "i" + "]" * 10_000, id="subscripts"),
    pytest.param("-" * 10_000 + "x", id="minuses"),
    pytest.param("- " * 10_000 + "x", id="minuses apart"),
    pytest.param("(" * 101 + "x" + ")" * 101, id="one too many"),
    pytest.param("**".join(["x"] * 110), id="powers"),
    pytest.param("1/sqrt(" * 60 + "x" + ")" * 60, id="roots"),
]


@pytest.mark.parametrize("text", NESTED)
def test_nested_too_deeply(text: str) -> None:
    for lines, given in (([f"y = {text}"], []), (["y = x"], [f"{text} > 0"])):
        with pytest.raises(InputError, match="nested too deeply") as caught:
            read_system(lines, given)
        assert str(MAX_NESTING) in caught.value.message
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("+".join(["x"] * 50_000), "the line is too long"),
        ("**".join(["x"] * 5_000), "operations in one line"),
        ("*".join(["x"] * 5_000), "operations in one line"),
        ("x" * 30_000, "the line is too long"),
    ],
    ids=["sum", "powers", "product", "name"],
)
def test_too_long(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_system([f"y = {text}"])
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "text",
    [
        "exp(" * 98 + "x" + ")" * 98,
        "(" * 100 + "x" + ")" * 100,
        "a + b/(" * 48 + "x" + ")" * 48,
        "1/sqrt(" * 48 + "x" + ")" * 48,
        "-" * 90 + "x",
        "**".join(["x"] * 90),
        "+".join(["x"] * 1_400),
        "x" + "-x" * 1_400,
        "*".join(["x"] * 1_400),
        "/".join(["x"] * 1_400),
        "+".join(f"x[{place}]" for place in range(1, 1_000)),
        "sum(" * 40
        + "*".join(f"x[k{depth}]" for depth in range(40))
        + "".join(f", k{depth})" for depth in range(40)),
    ],
    ids=lambda text: text[:12],
)
def test_what_is_accepted_can_be_used(text: str) -> None:
    system = read_system([f"y = {text}"])
    body = system.target.body
    assert read_term(one_line(body), system) == body
    assert letters(body) == body
    assert names(body)
    assert to_sympy(body) is not None


def test_relations_outside_brackets() -> None:
    assert list(relations("y[i] = where(a > b, a, b)")) == [("=", 5)]
    assert list(relations("a<=b != c == d")) == [("<=", 1), ("!=", 5), ("==", 10)]


def test_a_piece_knows_its_place() -> None:
    line = clean("  y = é + zz ")
    source = parse(line, 5)
    assert source.piece == "é + zz"
    names_in = [source.tree.left, source.tree.right]  # type: ignore[attr-defined]
    assert [source.column(node) for node in names_in] == [6, 10]
    assert source.written(names_in[1]) == "zz"


def test_nothing_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(InputError):
            read_system(["y = 1if x"])
        with pytest.raises(InputError):
            read_system(["y = 1(x)"])


def test_nothing_is_evaluated(read: Callable[..., System]) -> None:
    for text in (
        "__import__(x)",
        "exec(x)",
        "open(x)",
        "x.__class__",
        "(x := 2)",
        "[k for k in x]",
    ):
        with pytest.raises(InputError):
            read(f"y = {text}")
