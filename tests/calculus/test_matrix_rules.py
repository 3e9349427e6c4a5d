"""Rules on matrix formulas: what each makes of a formula, and where it makes nothing."""

from __future__ import annotations

from functools import partial

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.settling import everywhere
from symsoft.checking.exact import decide
from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix_text import read_matrix
from symsoft.language.system import System
from symsoft.language.terms import Size
from symsoft.proof import Verdict

N = Size("n")
SYSTEM = System((), {**dict.fromkeys("xyu", (N,)), **dict.fromkeys("vw", (N, N)), "a": ()})
BOOK = full_book()

MADE = [
    ("transpose", "(w @ diag(x)).T @ y", "diag(x) wᵀ y"),
    ("transpose", "(a*w - x @ y.T).T", "a·wᵀ − y xᵀ"),
    ("transpose", "kron(x.T, eye).T @ y", "(x ⊗ I) y"),
    ("identity-factor", "eye @ w @ eye.T @ x", "w x"),
    ("distribute", "w @ (a*x)", "a·w x"),
    ("distribute", "(w + v) @ (x + y)", "w (x + y) + v (x + y)"),
    ("distribute", "w @ (x - 2*y)", "w x − 2·w y"),
    ("collect", "w @ x - v @ x", "(w − v) x"),
    ("turn-difference", "-(x - y)", "y − x"),
    ("diagonal-product", "w @ diag(x) @ y", "w (x ⊙ y)"),
    ("diagonal-product", "y.T @ diag(x) @ w", "(y ⊙ x)ᵀ w"),
    ("diagonal-product", "diag(x) @ diag(y) @ w", "diag(x ⊙ y) w"),
    ("diagonal-product", "diag(x) @ w @ y", "x ⊙ (w y)"),
    ("divide-out", "x * (u * (y/x))", "u ⊙ y"),
    ("divide-out", "x * (ones/x)", "𝟏"),
    ("divide-out", "ones * x", "x"),
    ("quotient-product", "u @ x.T @ (y/x)", "u 𝟏ᵀ y"),
    ("quotient-product", "x.T @ (w @ y * (y/x))", "𝟏ᵀ ((w y) ⊙ y)"),
    ("number-front", "w @ x @ (x.T @ y)", "(xᵀ y)·w x"),
    ("number-front", "x.T @ y @ x.T", "(xᵀ y)·xᵀ"),
    ("kronecker-product", "kron(w.T, v) @ vec(x @ y.T)", "vec(v x yᵀ w)"),
    ("kronecker-product", "kron(eye, x) @ y", "vec(x yᵀ)"),
    ("kronecker-product", "kron(eye, ones.T) @ vec(w)", "wᵀ 𝟏"),
    ("kronecker-product", "kron(x, eye) @ w @ y", "vec(w y xᵀ)"),
    ("vec-entrywise", "vec(w) * vec(2*v)", "2·vec(w ⊙ v)"),
    ("vec-entrywise", "vec(w.T) - vec(v.T)", "vec((w − v)ᵀ)"),
    ("unstack", "vec(w.T)", "[w]_ij"),
    ("unstack", "-a*vec(w)", "[−a·w]_ji"),
    ("block-product", "a*(blockdiag(w) @ vec((w/v).T))", "[a·w (w_{i,:}ᵀ ⊘ v_{i,:}ᵀ)]_j"),
    ("every-row", "row(w).T/row(v).T", "[w ⊘ v]_pi"),
]
NOTHING = [
    ("transpose", "(x + y).T @ x"),
    ("distribute", "w @ x"),
    ("collect", "w @ x + y"),
    ("turn-difference", "-(x + y)"),
    ("turn-difference", "-x"),
    ("diagonal-product", "diag(x) @ w"),
    ("divide-out", "x * (y/u)"),
    ("quotient-product", "x.T @ (y/u)"),
    ("number-front", "x.T @ w @ y"),
    ("kronecker-product", "kron(w, v) @ kron(x, y)"),
    ("vec-entrywise", "vec(w) * kron(x, y)"),
    ("vec-entrywise", "x * y"),
    ("unstack", "kron(x, y)"),
    ("block-product", "blockdiag(w) @ vec(w @ v)"),
    ("every-row", "row(w).T + x"),
    ("every-row", "w @ row(v).T"),
]


def applied(key, formula):
    before = read_matrix(formula, SYSTEM.shapes, N)
    context = Deriver(SYSTEM).context()
    use = partial(BOOK[key].apply, context=context)
    return before, everywhere(before, use, again=False, on=BOOK[key].on)


def written(e, before):
    printer = TextPrinter(Order.of(SYSTEM, before))
    return printer.box(e.matrix if e.args[1:] == before.args[1:] else e).text


@pytest.mark.parametrize(("key", "formula", "wanted"), MADE)
def test_what_a_rule_makes(key, formula, wanted):
    before, after = applied(key, formula)
    assert written(after, before) == wanted
    assert decide(SYSTEM, before, after).verdict is Verdict.HOLDS


@pytest.mark.parametrize(("key", "formula"), NOTHING)
def test_where_a_rule_makes_nothing(key, formula):
    before, after = applied(key, formula)
    assert after == before


def test_every_matrix_rule_is_tried():
    assert {key for key, *_ in MADE} == {rule.key for rule in BOOK.of_kind("matrix")}
