"""Whole systems: what is read, what ranges over what, and that spelling and reading are inverse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational, S

from symsoft.errors import InputError
from symsoft.language.spelling import assumption_line, definition_line, one_line
from symsoft.language.system import Kink, System
from symsoft.language.terms import (
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

n, m, p = Size("n"), Size("m"), Size("p")


def lines(system: System) -> list[str]:
    return [definition_line(d) for d in system.definitions]


def shapes(system: System) -> dict[str, str]:
    return {name: "".join(s.name for s in shape) for name, shape in system.shapes.items()}


def test_softmax() -> None:
    system = read_system(["y[i] = exp(x[i])/sum(exp(x[k]), k)"])
    i, k = Index("i", n), Index("k", n)
    assert system.target.name == "y"
    assert system.target.indices == (i,)
    body = Mul(Fn("exp", Ref("x", i)), Pow(Sum(Fn("exp", Ref("x", k)), k), S.NegativeOne))
    assert system.target.body == body
    assert system.inputs == ("x",)
    assert system.sizes == (n,)


def test_two_layers_and_a_loss() -> None:
    system = read_system(
        [
            "h[a] = tanh(sum(U[a,b]*x[b], b) + c[a])",
            "z[i] = sum(W[i,a]*h[a], a) + d[i]",
            "y[i] = exp(z[i])/sum(exp(z[k]), k)",
            "L = -sum(t[k]*log(y[k]), k)",
        ]
    )
    assert shapes(system) == {
        "h": "n",
        "U": "nm",
        "x": "m",
        "c": "n",
        "z": "p",
        "W": "pn",
        "d": "p",
        "y": "p",
        "L": "",
        "t": "p",
    }
    assert system.inputs == ("U", "x", "c", "W", "d", "t")


def test_the_same_letter_may_range_over_different_axes_in_different_sums() -> None:
    system = read_system(["s = sum(x[k], k)*sum(z[k], k)"])
    assert shapes(system) == {"s": "", "x": "n", "z": "m"}


def test_indices_of_later_lines_unite_ranges_of_earlier_ones() -> None:
    system = read_system(["a = sum(x[k], k)", "b = sum(z[k], k)", "c = a*b*sum(x[k]*z[k], k)"])
    assert system.sizes == (n,)


def test_integer_indices() -> None:
    system = read_system(["s = x[1] - x[2]*W[1,3]"])
    assert system.target.body.args[0] == Ref("x", Integer(1))
    assert shapes(system) == {"s": "", "x": "n", "W": "mp"}


@pytest.mark.parametrize(
    ("definition", "size", "index"),
    [
        ("y[n] = exp(x[n])", "m", "n"),
        ("y[i] = exp(x[i])/n[i]", "m", "i"),
        ("y[i] = x[i]**n", "m", "i"),
    ],
)
def test_sizes_pass_letters_that_name_something_else(
    definition: str, size: str, index: str
) -> None:
    system = read_system([definition])
    assert system.target.indices == (Index(index, Size(size)),)


def test_letters_of_assumptions_are_passed_too() -> None:
    assert read_system(["s = sum(x[k], k)"], given=["x[n] > 0"]).sizes == (m,)


@pytest.mark.parametrize(
    ("definition", "inputs"),
    [
        ("s = sum(x[k], k)/n", ("x",)),
        ("s[i] = sum(W[i,k], k)/m + log(n)", ("W",)),
        ("s = sum(x[k], k)/m", ("x", "m")),
        ("s = n*x", ("n", "x")),
        ("s = sum(x[k]**n, k)", ("x", "n")),
        ("s = sum(x[k], k)**(1/n)", ("x", "n")),
    ],
)
def test_a_bare_size_letter_is_the_size_where_a_range_gets_it(
    definition: str, inputs: tuple[str, ...]
) -> None:
    assert read_system([definition]).inputs == inputs


def test_a_defined_name_is_never_a_size() -> None:
    system = read_system(["n = 2*T", "y[i] = x[i]/n"])
    assert system.inputs == ("T", "x")
    assert system.sizes == (m,)


def test_mean_divides_by_the_size() -> None:
    k = Index("k", n)
    body = read_system(["s = mean(x[k], k)"]).target.body
    assert body == Mul(Pow(n, S.NegativeOne), Sum(Ref("x", k), k))


def test_a_comparison_of_indices_gives_a_range() -> None:
    assert read_system(["z[i] = sum(delta(i, k)*x[k], k)"]).sizes == (n,)
    assert read_system(["z[i] = sum(x[k], k, k != i)"]).sizes == (n,)
    chain = read_system(["z[i] = sum(sum(delta(i, j)*delta(j, k)*x[k], k), j)"])
    assert chain.sizes == (n,)


def test_a_left_index_may_be_absent_on_the_right_when_its_range_is_known() -> None:
    system = read_system(["y[i] = T", "s = sum(x[i]*y[i], i)"])
    assert shapes(system) == {"y": "n", "T": "", "s": "", "x": "n"}


def test_white_space_between_lines_is_white_space() -> None:
    assert lines(read_system(["y[i] =\n\texp(x[i])"])) == ["y[i] = exp(x[i])"]


def test_names_in_other_scripts() -> None:
    assert read_system(["σ = μ + é"]).inputs == ("μ", "é")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("1 + u - 1", Add(S.One, Ref("u"), S.NegativeOne)),
        ("u - v", Add(Ref("u"), Mul(S.NegativeOne, Ref("v")))),
        ("u - 2*v", Add(Ref("u"), Mul(Integer(-2), Ref("v")))),
        ("u/v", Mul(Ref("u"), Pow(Ref("v"), S.NegativeOne))),
        ("1/v", Pow(Ref("v"), S.NegativeOne)),
        ("u/v**2", Mul(Ref("u"), Pow(Ref("v"), Integer(-2)))),
        ("u*(v*u)", Mul(Ref("u"), Ref("v"), Ref("u"))),
        ("u + (v + u)", Add(Ref("u"), Ref("v"), Ref("u"))),
        ("-u**2", Mul(S.NegativeOne, Pow(Ref("u"), Integer(2)))),
        ("-3", Integer(-3)),
        ("--3", Integer(3)),
        ("0.1", Rational(1, 10)),
        ("1.50e-3", Rational(3, 2000)),
        ("1_000", Integer(1000)),
        ("0x10", Integer(16)),
        ("2/3", Rational(2, 3)),
        ("u/4", Mul(Ref("u"), Rational(1, 4))),
        ("+u", Ref("u")),
        ("sqrt(u)", Pow(Ref("u"), S.Half)),
        ("u**0.5", Pow(Ref("u"), S.Half)),
        ("2*3", Mul(Integer(2), Integer(3))),
        ("exp(u)*exp(u)", Mul(Fn("exp", Ref("u")), Fn("exp", Ref("u")))),
        ("minimum(u, 0)", Fn("minimum", Ref("u"), S.Zero)),
        ("where(u >= v, u, v)", Where(Compare(">=", Ref("u"), Ref("v")), Ref("u"), Ref("v"))),
    ],
)
def test_form_is_held(text: str, term: Any) -> None:
    found = read_term(text, read_system(["y = u*v"]))
    assert key(found) == key(term)
    assert one_line(found) == one_line(term)


def test_kinks_and_assumptions_are_read() -> None:
    system = read_system(
        ["L = sum(t[k]*abs(x[k]), k)"],
        given=["sum(t[k], k) == 1", "x[k] > 0", "onehot(t)", "n >= 2"],
        kinks=["abs(0) = 0", "maximum(0) = 1/2"],
    )
    assert [assumption_line(a) for a in system.assumptions] == [
        "sum(t[k], k) = 1",
        "x[k] > 0",
        "onehot(t)",
        "n >= 2",
    ]
    assert system.assumptions[3].lhs == n
    assert system.kinks == (Kink("abs", S.Zero, S.Zero), Kink("maximum", S.Zero, S.Half))


def test_names_do_not_matter() -> None:
    plain = read_system(["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"])
    other = read_system(["out[a] = exp(z[a]/tau)/sum(exp(z[b]/tau), b)"])
    renamed = definition_line(other.target)
    for old, new in [("out", "y"), ("z", "x"), ("tau", "T"), ("[a]", "[i]"), ("[b]", "[k]")]:
        renamed = renamed.replace(old, new)
    assert renamed.replace(", b)", ", k)") == definition_line(plain.target)
    assert list(plain.shapes.values()) == list(other.shapes.values())


@pytest.mark.parametrize(
    "definitions",
    [
        ["y[i] = exp(x[i])/sum(exp(x[k]), k)"],
        ["z[i] = sum(W[i,k]*x[k], k) + b[i]", "s = sum(z[i]**2, i)/n"],
        ["s = mean(x[k], k)", "v[i] = (x[i] - s)/sqrt(mean((x[k] - s)**2, k) + eps)"],
        ["y[i] = x[i]**n/sum(x[k]**n, k)"],
    ],
)
def test_what_is_spelled_reads_back_as_the_same_system(definitions: list[str]) -> None:
    system = read_system(definitions)
    again = read_system(lines(system))
    assert again.definitions == system.definitions
    assert list(again.shapes.items()) == list(system.shapes.items())


# Terms in the context of a system.

CONTEXT = read_system(["y[i,j,c,d] = x[i]*t[j]*u[c]*W[i,c]*W[j,d]*a*b", "w = a*b"])


def test_a_term_has_the_ranges_of_what_it_indexes() -> None:
    system = read_system(["z[i] = sum(W[i,k]*x[k], k)"])
    term = read_term("D(z[q], x[r]) - W[q,r]", system)
    assert term.free == {Index("q", n), Index("r", m)}


def test_an_index_without_an_array_ranges_as_on_the_left_or_over_the_only_size() -> None:
    assert read_term("delta(i, j)", CONTEXT) == Delta(Index("i", n), Index("j", n))
    assert read_term("delta(c, d)", CONTEXT) == Delta(Index("c", m), Index("d", m))
    single = read_system(["y[i] = x[i]"])
    assert read_term("delta(q, r)", single) == Delta(Index("q", n), Index("r", n))
    with pytest.raises(InputError, match="range of q can't be known"):
        read_term("delta(q, r)", CONTEXT)


def test_an_index_over_two_ranges_is_refused() -> None:
    with pytest.raises(InputError, match="i ranges over n and over m; use two indices") as caught:
        read_term("x[i]*u[i]", CONTEXT)
    assert caught.value.column == 7


def test_indices_over_two_ranges_are_not_compared() -> None:
    with pytest.raises(InputError, match="i and c range over different axes") as caught:
        read_term("a*delta(i, c)", CONTEXT)
    assert caught.value.column == 2


def test_a_name_that_the_system_lacks_is_refused() -> None:
    with pytest.raises(InputError, match="beta does not occur in the definitions"):
        read_term("beta + a", CONTEXT)


def test_a_derivative_is_by_a_quantity() -> None:
    assert read_term("D(x[i]*a, a)", CONTEXT) == D(Mul(Ref("x", Index("i", n)), Ref("a")), Ref("a"))
    for wrong in ("D(a, 2)", "D(a, n)", "D(a, x[i] + a)", "D(a, exp(a))"):
        with pytest.raises(InputError, match="a derivative is by one quantity"):
            read_term(wrong, CONTEXT)


# Random terms: spelled and read back, they are equal, and spelled the same.

LETTERS = {"n": "ijklrs", "m": "cdefgh"}
SCALARS = ("a", "b", "w")
ROUNDS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


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
        return read_term("pi", CONTEXT)
    return Ref(
        kind if kind in ("x", "t", "u") else "x", index(draw, "m" if kind == "u" else "n", scope)
    )


def flat(kind: type, parts: list[Any]) -> Any:
    found = [f for e in parts for f in (e.args if isinstance(e, kind) else (e,))]
    return kind(*found)


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
