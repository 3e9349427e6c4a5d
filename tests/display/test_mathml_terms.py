"""Terms as MathML: well-formed, literal, and the same mathematics as the other printers write."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from sympy import Integer, Rational

from symsoft.display.mathml_parts import TOGETHER, chunks
from symsoft.display.mathml_terms import MathmlPrinter, to_mathml
from symsoft.display.order import Order
from symsoft.language.matrix import Entries, MatMul, Row, Vec
from symsoft.language.terms import (
    Add,
    Branch,
    Cases,
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
from symsoft.language.terms import Compare as Condition

N = Size("n")
I, J, K = (Index(letter, N) for letter in "ijk")
X, Y = Ref("x", I), Ref("y", J)
TOTAL = Sum(Fn("exp", Ref("x", K)), K)
TERMS = {
    "quotient": Fn("exp", X) / TOTAL,
    "derivative": D(Fn("exp", X) / TOTAL, Ref("x", J)),
    "second": D(D(Ref("L"), X), Ref("x", J)),
    "delta": Mul(X, Add(Delta(I, J), Mul(Integer(-1), Y))),
    "cases": Cases(Branch(X, Same(I, J)), Branch(Y, Differ(I, J))),
    "where": Where(Condition(">", X, Integer(0)), X, Integer(0)),
    "powers": Pow(Add(X, Y), Rational(1, 2)) * Pow(X, Integer(3)) * Pow(Fn("tanh", X), Integer(2)),
    "numbers": Mul(Rational(-3, 2), X),
    "restricted": Sum(Ref("x", K), K, I),
    "largest": Fn("exp", X - Max(Ref("x", K), K)),
    "names": Ref("learning_rate", I) * Ref("x_hat", I) * Ref("W1", I) * Ref("中文") * Ref("mu_"),
    "error": MatMul(Vec("W", N, N), Vec(D(Ref("L"), Ref("z1", N)), N)),
    "absolute": Fn("abs", X) + Fn("log", X) + Fn("maximum", X, Y),
}


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<math>{text}</math>")


def letters(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", TERMS)
def test_every_piece_is_well_formed(name: str) -> None:
    e = TERMS[name]
    box = MathmlPrinter(Order.of(None, e)).box(e)
    for piece in box.pieces:
        parsed(piece.text)
        parsed(piece.broken)
    whole = letters(parsed(box.text))
    for room in (0.0, TOGETHER):
        # A dot appears where a product is broken, and nothing else changes.
        parts = "".join(letters(parsed(part)) for part in chunks(box, room))
        assert parts.replace("·", "") == whole.replace("·", "")


@pytest.mark.parametrize("name", TERMS)
def test_every_element_has_the_children_it_needs(name: str) -> None:
    wanted = {"msub": 2, "msup": 2, "mfrac": 2, "munder": 2, "mover": 2}
    for element in parsed(to_mathml(TERMS[name])).iter():
        if element.tag in wanted:
            assert len(element) == wanted[element.tag], ElementTree.tostring(element)
        if element.tag in ("mi", "mn", "mo", "mtext"):
            assert len(element) == 0
            assert element.text
        else:
            assert not (element.text or "").strip(), "text outside of an element"
            assert not (element.tail or "").strip(), "text outside of an element"


def test_the_shape_of_a_fraction() -> None:
    fraction = parsed(to_mathml(TERMS["quotient"]))[0]
    assert fraction.tag == "mfrac"
    above, below = fraction
    assert above.tag == "msup"
    assert [e.tag for e in below] == ["munder", "msup"]


@pytest.mark.parametrize(("size", "rows"), [(8, 8), (9, 5), (50, 5)])
def test_large_matrices_are_shown_by_their_corners(size: int, rows: int) -> None:
    cells = [[Ref("a", p, q) for q in range(1, size + 1)] for p in range(1, size + 1)]
    table: Any = parsed(to_mathml(Entries(*(Row(*line) for line in cells)))).find(".//mtable")
    assert [len(row) for row in table] == [rows] * rows
    assert letters(table[-1][-1]) in (f"a{size}{size}", f"a{size},{size}")
    assert (letters(table[3][3]) == "⋱") is (size > 8)


def test_a_number_is_kept_apart_from_what_stands_before_it() -> None:
    power = Pow(Integer(2), Rational(-1, 2))
    assert letters(parsed(to_mathml(Mul(Ref("x"), power)))) == "x·2−1/2"


def test_names_come_out_literally() -> None:
    text = letters(parsed(to_mathml(TERMS["names"])))
    assert all(part in text for part in ("learning_rate", "x^", "W1", "中文", "μ′"))


def test_words_are_escaped() -> None:
    printer = MathmlPrinter(Order())
    assert printer.escape('<b>&"') == "&lt;b&gt;&amp;&quot;"


def test_running_text_has_no_bare_characters() -> None:
    assert MathmlPrinter(Order()).quote("<mi>i</mi>, <mi>k</mi> = 4") == (
        "<math><mi>i</mi><mo>,</mo><mi>k</mi><mo>=</mo><mn>4</mn></math>"
    )


def test_long_sums_may_be_broken_and_short_ones_stay_whole() -> None:
    long = Add(*(Mul(Ref(f"quantity{k}", I), Ref("x", J)) for k in range(8)))
    printer = MathmlPrinter(Order.of(None, long))
    parts = chunks(printer.box(long))
    assert len(parts) > 3
    assert all(part.startswith('<mo form="infix">+</mo>') for part in parts[1:])
    short = Add(X, Y)
    assert len(chunks(printer.box(short))) == 1


def test_what_is_new_is_marked_once() -> None:
    delta = Delta(I, J)
    e = Mul(X, Add(delta, Y))
    text = MathmlPrinter(Order.of(None, e)).marking((delta,)).box(e).text
    assert text.count('class="new"') == 1
    marked: Any = parsed(text).find(".//mrow[@class='new']")
    assert letters(marked) == "δij"


def test_exponentials_as_a_function() -> None:
    assert letters(parsed(to_mathml(Fn("exp", X), exponential="exp"))) == "exp(xi)"
    clash = Order.of(None, Ref("e"))
    assert letters(parsed(MathmlPrinter(clash).box(Fn("exp", X)).text)) == "exp(xi)"
