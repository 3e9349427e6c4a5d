"""Whole systems: what is read, in which form, and what ranges over what."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational, S

from symsoft.language.spelling import assumption_line, definition_line, one_line
from symsoft.language.system import Kink, System
from symsoft.language.terms import (
    Add,
    Compare,
    Fn,
    Index,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
    key,
)
from symsoft.language.text import read_system, read_term

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
        ("2*3*u", Mul(Integer(6), Ref("u"))),
        ("-u/2", Mul(Rational(-1, 2), Ref("u"))),
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
