r"""Formulas that GitHub's MathJax takes, and text in which nothing is taken for Markdown."""

from __future__ import annotations

import pytest

from symsoft.display.markdown_terms import GITHUB, NOTEBOOK, MarkdownPrinter, escape
from symsoft.display.order import Order
from symsoft.display.phrases import ENGLISH, catalogue
from symsoft.language.matrix import Diag, Vec
from symsoft.language.terms import Branch, Cases, Compare, Differ, Fn, Index, Ref, Same, Size, Where

N = Size("n")
I, J = Index("i", N), Index("j", N)
X = Ref("x", I)


def printer(*terms: object, dialect: object = GITHUB, phrases: object = ENGLISH) -> MarkdownPrinter:
    return MarkdownPrinter(Order.of(None, *terms), "e", phrases, 40.0, dialect)  # type: ignore[arg-type]


def test_functions_without_a_command() -> None:
    assert printer(X).box(Fn("erf", X)).text == r"\mathop{\mathrm{erf}}(x_i)"
    assert printer(X).box(Fn("tanh", X)).text == r"\tanh(x_i)"
    y = Vec("y", N)
    assert printer(y).box(Diag(y)).text == r"\mathop{\mathrm{diag}}(y)"


def test_names_in_chinese_are_literal() -> None:
    loss = Ref("損失", I)
    assert printer(loss).box(loss).text == r"\mathrm{\text{損}\text{失}}_i"
    assert printer(Ref("損")).box(Ref("損")).text == r"\text{損}"


def test_words_in_a_formula_hold_no_dollar() -> None:
    cases = Cases(Branch(X, Same(I, J)), Branch(Ref("x", J), Differ(I, J)))
    for prose in (printer(cases), printer(cases).among_words()):
        tex = prose.box(cases).text
        assert r"x_i & \text{if }i = j \\ x_j & \text{if }i \ne j" in tex
    tex = printer(cases, phrases=catalogue("zh-TW")).box(cases).text
    assert r"\text{若 }i = j" in tex


def test_less_than_is_a_command() -> None:
    where = Where(Compare("<", X, Ref("a")), X, Ref("a"))
    assert r"\text{if }x_i \lt a" in printer(where).box(where).text


@pytest.mark.parametrize(("dialect", "shown"), [(GITHUB, "$`x_i`$"), (NOTEBOOK, "$x_i$")])
def test_a_formula_among_words(dialect: object, shown: str) -> None:
    assert printer(X, dialect=dialect).among_words().quote("x_i") == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50% of x_i, *all*", r"50% of x\_i, \*all\*"),
        ("<b> & [a](b)", r"&lt;b&gt; &amp; \[a\](b)"),
        ("`a` | #1 ~ \\", r"\`a\` \| \#1 \~ \\"),
        ("$5 to $6", "<span>$</span>5 to <span>$</span>6"),
        ("中文，導數", "中文，導數"),
    ],
)
def test_text_is_literal(text: str, written: str) -> None:
    assert escape(text) == written


def test_a_dollar_in_a_notebook() -> None:
    assert escape("$5", NOTEBOOK) == r"\$5"


def test_words_inside_a_formula_are_escaped_for_mathjax() -> None:
    assert printer(X).escape(r"{50%} $ \ δ") == r"\{50%\} \$ \\ δ"
