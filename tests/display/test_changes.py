"""What is new in a line is found, and nothing that was there before."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sympy import Integer

from symsoft import api
from symsoft.display.changes import changed
from symsoft.display.latex_terms import LatexPrinter
from symsoft.display.order import Order
from symsoft.language.terms import Add, D, Delta, Fn, Index, Mul, Pow, Ref, Size, Sum, key
from symsoft.language.walk import subterms

N = Size("n")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
XI, XJ, XK, XL = (Ref("x", i) for i in (I, J, K, L))
A, B, C = (Ref(name) for name in "abc")
M1 = Integer(-1)


def new(before: Any, after: Any) -> list[str]:
    return [str(node) for node in changed(before, after).new]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (Add(A, B), Add(A, C), ["c"]),
        (Add(A, B), Add(B, A), []),
        (Mul(A, Fn("exp", B)), Mul(A, Fn("exp", C)), ["exp(c)"]),
        (Mul(A, Fn("exp", Add(B, A))), Mul(A, Fn("exp", Add(B, C))), ["c"]),
        (
            Mul(A, D(Fn("exp", XI), XJ)),
            Mul(Fn("exp", XI), A, D(XI, XJ)),
            ["exp(x[i])", "D(x[i], x[j])"],
        ),
        (Sum(Mul(XK, A), K), Sum(Mul(XL, A), L), []),
        (Add(A, Sum(Mul(XK, Delta(K, J)), K)), Add(A, XJ), ["x[j]"]),
        (Add(C, Mul(A, B)), Add(C, A), ["a"]),  # b is gone: what it stood in is new
        (Add(A, Mul(Integer(2), B)), Add(A, Mul(Integer(3), B)), ["3*b"]),
        (Mul(A, Pow(Add(A, B), M1)), Mul(A, Pow(Add(A, C), M1)), ["c"]),
        (A, B, []),  # all of it is new: nothing stands out
        (Mul(A, B), Add(A, B), []),
    ],
    ids=[str(k) for k in range(12)],
)
def test_found(before: Any, after: Any, found: list[str]) -> None:
    assert new(before, after) == found


@pytest.fixture(scope="module")
def steps() -> list[Any]:
    results = [api.derive("softmax"), api.derive("ce"), api.derive("temperature")]
    proofs = [d.proof for r in results for d in r.derivations]
    proofs += [f.proof for r in results for d in r.derivations for f in d.forms]
    return [step for proof in proofs for step in proof.steps]


def test_the_term_stays_the_same(steps: list[Any]) -> None:
    for step in steps:
        found = changed(step.before, step.after)
        assert key(found.term) == key(step.after)
        assert all(any(node is part for part in subterms(found.term)) for node in found.new)


def test_most_steps_show_what_changed(steps: list[Any]) -> None:
    marked = sum(bool(changed(step.before, step.after).new) for step in steps)
    assert marked > len(steps) / 2


def test_marks_change_nothing_but_spaces(steps: list[Any]) -> None:
    for step in steps:
        printer = LatexPrinter(Order.of(None, step.before, step.after))
        found = changed(step.before, step.after)
        shown = printer.marking(found.new).box(found.term).text
        assert bare(shown) == bare(printer.box(step.after).text)


def bare(tex: str) -> str:
    """The text without marks, groups and spaces."""
    return re.sub(r"\\changed|\\,|[{} ]", "", tex)


def test_a_mark_goes_on_behind_a_break() -> None:
    from symsoft.display.boxes import Box, Piece, fill

    box = Box((Piece("aa", 2), Piece("+ b", 3, 0), Piece("+ c", 3, 0))).marked("<", ">")
    assert [line.text for line in fill(box, 4, 4, 0)] == ["<aa>", "<+ b>", "<+ c>"]
