"""Matrix notation: entry by entry it is what it was made from; what has none says so."""

from __future__ import annotations

import pytest

from symsoft.calculus.matrix_form import NoMatrixForm, to_matrix
from symsoft.checking.exact import decide
from symsoft.language.matrix import shape
from symsoft.language.terms import Index, Size
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

N, M = Size("n"), Size("m")
SYSTEM = read_system(["z[i] = sum(W[i,a]*h[a], a) + x[i]*y[i]*c"])
I, J = Index("i", N), Index("j", N)
A, B = Index("a", M), Index("b", M)

SQUARE = [
    "y[i]*(delta(i, j) - y[j])",
    "c*(delta(i, j) - x[i]*x[j])",
    "c*delta(i, j)",
    "delta(i, j)*y[i]*(1 - y[i])",
    "x[i]*exp(y[j]) - c*y[i]",
    "sum(W[i,a]*W[j,a], a)",
    "sum(W[i,a]*h[a]*W[j,a], a)*x[i]",
    "x[i]*sum(x[k]*y[k], k)*y[j]",
]


@pytest.mark.parametrize("text", SQUARE)
def test_entries_of_the_matrix_are_the_expression(text):
    e = read_term(text, SYSTEM)
    written = to_matrix(e, (I, J))
    assert shape(written.matrix) == (N, N)
    assert decide(SYSTEM, e, written.entry).verdict is Verdict.HOLDS


@pytest.mark.parametrize("text", ["x[i] - y[i]", "c + x[i]**2", "sum(W[i,a]*h[a], a)*exp(x[i])"])
def test_a_column(text):
    e = read_term(text, SYSTEM)
    written = to_matrix(e, (I,))
    assert shape(written.matrix) == (N,)
    assert decide(SYSTEM, e, written.entry).verdict is Verdict.HOLDS


def test_a_rectangle():
    e = read_term("x[i]*W[i,a]*h[a]", SYSTEM)
    written = to_matrix(e, (I, A))
    assert shape(written.matrix) == (N, M)
    assert decide(SYSTEM, e, written.entry).verdict is Verdict.HOLDS


@pytest.mark.parametrize("text", ["exp(x[i]*y[j])", "c", "max(x[k]*y[i], k)*y[j]"])
def test_what_has_no_matrix_form_says_so(text):
    with pytest.raises(NoMatrixForm):
        to_matrix(read_term(text, SYSTEM), (I, J))


def test_three_indices_have_no_matrix_form():
    with pytest.raises(NoMatrixForm):
        to_matrix(read_term("W[i,a]*x[j]", SYSTEM), (I, A, J))
