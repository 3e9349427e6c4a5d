"""Names are shown prettily, safely, and never two alike."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symsoft.display.latex_names import escape, latex_names
from symsoft.display.names import GREEK, columns, text_names

identifiers = st.one_of(
    st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True),
    st.sampled_from([*GREEK, *GREEK.values(), "x_hat", "x̂", "W1", "W_1", "W", "y_i", "y", "delta"]),
    st.sampled_from(["中", "é", "δ", "Σ", "Ж", "v_", "v__", "e", "_", "x_bar", "μ_hat"]),
)


@given(st.lists(identifiers, min_size=2, max_size=6, unique=True))
def test_no_two_names_look_alike(names: list[str]) -> None:
    for make in (text_names, latex_names):
        shown = make(names)
        assert len({shown[name] for name in names}) == len(names)


@given(st.lists(identifiers, min_size=1, max_size=4, unique=True))
def test_latex_names_are_plain_commands_and_balanced(names: list[str]) -> None:
    shown = latex_names(names)
    for name in names:
        tex = shown[name].base + shown[name].sub
        assert tex.isascii()
        assert tex.count("{") == tex.count("}")
        assert not re.search(r"(?<!\\)[_^%#&$~]", tex)


@pytest.mark.parametrize(
    ("name", "text", "tex"),
    [
        ("x", "x", "x"),
        ("alpha", "α", r"\alpha"),
        ("eps", "ε", r"\varepsilon"),
        ("lam", "λ", r"\lambda"),
        ("x_hat", "x̂", r"\hat{x}"),
        ("mu_bar", "μ̄", r"\bar{\mu}"),
        ("rate", "rate", r"\mathrm{rate}"),
        ("delta", "delta", r"\mathrm{delta}"),
        ("v_", "v′", "{v'}"),
        ("é", "é", r"\acute{e}"),
        ("中", "中", "u4E2D"),
        ("50%", "50%", r"\mathrm{50\%}"),
    ],
)
def test_shown(name: str, text: str, tex: str) -> None:
    assert text_names([name])[name].base == unicodedata.normalize("NFC", text)
    assert latex_names([name])[name].base == tex


def test_a_number_becomes_an_index_unless_that_is_taken() -> None:
    assert latex_names(["W1"])["W1"].sub == "1"
    assert latex_names(["W", "W1"])["W1"].base == r"\mathrm{W1}"


def test_words_are_escaped() -> None:
    assert escape(r"a_b 100% {x} --n \cmd ≥ 1") == (
        r"a\_b 100\% \{x\} -\/-n \textbackslash{}cmd $\ge$ 1"
    )
    assert escape("\"a\" `b` ,,c'' ---") == (
        r"\textquotedbl{}a\textquotedbl{} \textasciigrave{}b\textasciigrave{} ,\/,c'\/' -\/-\/-"
    )


@pytest.mark.parametrize(("text", "width"), [("x̂_i", 3), ("Σ_k", 3), ("中", 2), ("", 0)])
def test_columns(text: str, width: int) -> None:
    assert columns(text) == width


def test_chinese_where_it_can_be_typeset() -> None:
    assert latex_names(["名"])["名"].base == "u540D"
    assert latex_names(["名"], chinese=True)["名"].base == r"\text{名}"
    assert latex_names(["x名"], chinese=True)["x名"].base == r"\mathrm{x\text{名}}"
