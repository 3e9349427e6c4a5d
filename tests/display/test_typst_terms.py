"""Terms as Typst, spelled as a typesetter would, with nothing that Typst would take for its own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational

from symsoft.display.order import Order
from symsoft.display.typst_names import escape, typst_names
from symsoft.display.typst_terms import TypstPrinter, to_typst
from symsoft.language.matrix import Diag, Entries, Jacobian, Row, Stacked, Vec
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
    Compare,
    D,
    Delta,
    Differ,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)

typst = pytest.importorskip("typst")

N = Size("n")
I, J, K = (Index(letter, N) for letter in "ijk")
XI, XJ, XK, YI, YJ = Ref("x", I), Ref("x", J), Ref("x", K), Ref("y", I), Ref("y", J)
M1 = Integer(-1)
ORDER = Order.of(None, YI, XJ)
QUOTIENT = Mul(Fn("exp", XI), Pow(Sum(Fn("exp", XK), K), M1))
PRINTED = [
    (D(YI, XJ), "frac(∂ y_i, ∂ x_j)"),
    (D(QUOTIENT, XJ), 'frac(∂, ∂ x_j)#begin("(", 3) frac(e^(x_i), sum_k e^(x_k))#end(")", 3)'),
    (Mul(YI, Add(Delta(I, J), Mul(M1, YJ))), r"y_i \(δ_(i j) - y_j\)"),
    (Rational(-2, 3), "-frac(2, 3)"),
    (Fn("erf", XI), r'op("erf")\(x_i\)'),
    (Fn("abs", XI), '#begin("|", 0) x_i#end("|", 0)'),
    (Pow(Fn("tanh", XI), Integer(2)), r"tanh^2\(x_i\)"),
    (Pow(XI, Rational(1, 2)), "sqrt(x_i)"),
    (Sum(XK, K, I), "sum_(k ≠ i) x_k"),
    (Max(XK, K), "max_k x_k"),
    (Ref("x_hat", I), "hat(x)_i"),
    (Ref("learning_rate"), r"upright(l e a r n i n g \_ r a t e)"),
    (Ref("W1", I, J), r"W_(1\,i j)"),
    (Fn("maximum", XI, YI), r"max\(x_i\, space y_i\)"),
    (Diag(Vec("y", N)), r'op("diag")\(y\)'),
    (Vec(D(Ref("L"), Ref("z1", N)), N), "frac(∂ L, ∂ z_1)"),
    (Jacobian(Vec("y", N), Stacked(Vec("W", N, N))), r'frac(∂ y, ∂ op("vec")\(W\))'),
    (Entries(Row(YI, YJ), Row(XI, XJ)), "mat(y_i, y_j; x_i, x_j)"),
    (
        Cases(Branch(YI, Same(I, J)), Branch(Integer(0), Differ(I, J))),
        "cases(y_i & quad #[if $i = j$], 0 & quad #[if $i ≠ j$])",
    ),
    (
        Where(Compare(">", XI, Integer(0)), XI, Integer(0)),
        "cases(x_i & quad #[if $x_i > 0$], 0 & quad #[otherwise])",
    ),
]
PREAMBLE = """
#let changed(body) = body
#let begin(mark, step) = math.class("opening", mark)
#let end(mark, step) = math.class("closing", mark)
"""


def compiles(markup: str) -> bytes:
    """The pages as SVG, which is quicker than PDF."""
    return typst.compile((PREAMBLE + markup).encode(), format="svg", ignore_system_fonts=True)


@pytest.mark.parametrize(("e", "printed"), PRINTED, ids=[str(k) for k in range(len(PRINTED))])
def test_printed(e: Any, printed: str) -> None:
    assert to_typst(e, ORDER) == printed


def test_everything_printed_compiles() -> None:
    assert compiles("\n".join(f"$display({to_typst(e, ORDER)})$\n" for e, _ in PRINTED))


def test_a_narrow_line_compiles_piece_by_piece() -> None:
    from symsoft.display.boxes import fill

    found = []
    for e, _ in PRINTED:
        box = TypstPrinter(ORDER, room=3.0).marking((e,)).box(Mul(Ref("a"), Add(e, XI)))
        found += [f"$display({line.text})$" for line in fill(box, 4.0, 4.0, 1.0)]
    assert compiles("\n\n".join(found))


names = st.one_of(
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True),
    st.sampled_from(["pi", "sum", "in", "x_hat", "alpha", "e", "δ", "v_", "é_", "mod", "W1"]),
)


@settings(max_examples=15)
@given(st.lists(names, min_size=1, max_size=6, unique=True))
def test_no_name_is_taken_for_a_command(chosen: list[str]) -> None:
    refs = [Ref(name, I) for name in chosen]
    e = Mul(Add(*refs, XI), Pow(Mul(*refs, XJ), Integer(2)))
    assert compiles(f"$display({to_typst(e)})$")


@given(st.lists(names, min_size=2, max_size=6, unique=True))
def test_no_two_names_look_alike(chosen: list[str]) -> None:
    shown = typst_names(chosen)
    assert len({shown[name] for name in chosen}) == len(chosen)


@settings(max_examples=20)
@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=20))
def test_running_text_is_literal(text: str) -> None:
    found = typst.query(f"#metadata([{escape(text)}]) <t>".encode(), "<t>", field="value", one=True)
    assert " ".join(said(found).split()) == " ".join(text.split())


def said(found: str) -> str:
    """The text of a piece of Typst's content."""
    import json

    def walk(node: Any) -> str:
        if node["func"] == "space":
            return " "
        return node.get("text", "") + "".join(map(walk, node.get("children", [])))

    return walk(json.loads(found))
