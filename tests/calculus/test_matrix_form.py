"""Index notation as matrix notation: what a person would write, proved equal, or a reason."""

from __future__ import annotations

import pytest

from symsoft.calculus.matrix_notation import NoMatrixForm, to_matrix
from symsoft.checking.enclosure import compare
from symsoft.checking.exact import decide
from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.language.matrix import At
from symsoft.language.system import System
from symsoft.language.terms import Index, Size
from symsoft.language.text import read_term
from symsoft.proof import Relation, Verdict

N, M = Size("n"), Size("m")
SYSTEM = System(
    (),
    {
        **dict.fromkeys("ytx", (N,)),
        **dict.fromkeys("ABC", (N, N)),
        "h": (M,),
        "W": (N, M),
        **dict.fromkeys("YT", (M, N)),
        "c": (),
    },
)
I, J, P, Q = (Index(letter, N) for letter in "ijpq")
A, B, D = (Index(letter, M) for letter in "abd")
PLACES = {name: place for place, name in enumerate(SYSTEM.shapes)}

VECTORS = [
    ("y[i] - t[i]", "y − t", "y − t"),
    ("c + x[i]**2", "c·𝟏 + x^∘2", "c·𝟏 + x^∘2"),
    ("t[i]/y[i]", "t ⊘ y", "t ⊘ y"),
    ("t[i]/y[i]**2", "t ⊘ y^∘2", "t ⊘ y^∘2"),
    ("sum(A[i,j]*x[j], j)", "A x", "x Aᵀ"),
    ("sum(A[j,i]*x[j], j)", "Aᵀ x", "x A"),
    ("sum(A[i,j]*x[j], j) + sum(A[j,i]*x[j], j)", "(A + Aᵀ) x", "x (A + Aᵀ)"),
    ("sum(W[i,a], a)/c", "(1/c)·W 𝟏", "(1/c)·𝟏 Wᵀ"),
    ("y[i]*(x[i] - sum(y[k]*x[k], k))", "y ⊙ (x − (yᵀ x)·𝟏)", "y ⊙ (x − (y xᵀ)·𝟏)"),
    ("A[i,i]", "(A ⊙ I) 𝟏", "𝟏 (A ⊙ I)ᵀ"),
    ("sum(A[i,k]*A[i,k]*x[k], k)", "(A ⊙ A) x", "x (A ⊙ A)ᵀ"),
    ("log(y[i])", "log(y)", "log(y)"),
    ("delta(i, i)*x[i]", "x", "x"),
]
MATRICES = [
    ("y[i]*(delta(i, j) - y[j])", "diag(y) − y yᵀ", "diag(y) − yᵀ y"),
    ("delta(i, j) - y[j]", "I − 𝟏 yᵀ", "I − 𝟏ᵀ y"),
    ("(y[i] - t[i])*x[j]", "(y − t) xᵀ", "(y − t)ᵀ x"),
    ("A[i,j]*(1 - y[i]**2)", "diag(𝟏 − y^∘2) A", "diag(𝟏 − y^∘2) A"),
    ("delta(i, j)*y[i]*(1 - y[i])", "diag(y ⊙ (𝟏 − y))", "diag(y ⊙ (𝟏 − y))"),
    (
        "(x[i]/c)*(delta(i, j) - y[i]*y[j]/n)",
        "(1/c)·diag(x) (I − (1/n)·y yᵀ)",
        "(1/c)·diag(x) (I − (1/n)·yᵀ y)",
    ),
    (
        "(x[i]/c)*(delta(i, j) - 1/n)",
        "(1/c)·(diag(x) − (1/n)·x 𝟏ᵀ)",
        "(1/c)·(diag(x) − (1/n)·xᵀ 𝟏)",
    ),
    ("sum(A[i,k]*B[k,j], k)", "A B", "A B"),
    ("sum(A[k,i]*B[j,k], k)", "Aᵀ Bᵀ", "Aᵀ Bᵀ"),
    (
        "sum(A[k,i]*y[k]*(A[k,j] - sum(A[l,j]*y[l], l)), k)",
        "Aᵀ (diag(y) − y yᵀ) A",
        "Aᵀ (diag(y) − yᵀ y) A",
    ),
    ("sum(W[i,a]*h[a]*W[j,a], a)", "W diag(h) Wᵀ", "W diag(h) Wᵀ"),
    ("sum(Y[a,i]*delta(i, j) - Y[a,i]*Y[a,j], a)", "diag(Yᵀ 𝟏) − Yᵀ Y", "diag(𝟏 Y) − Yᵀ Y"),
    ("exp(x[i]*y[j])", "exp(x yᵀ)", "exp(xᵀ y)"),
    ("c", "c·𝟏 𝟏ᵀ", "c·𝟏ᵀ 𝟏"),
    ("A[i,j]**sum(x[k], k)", "A^∘(𝟏ᵀ x)", "A^∘(𝟏 xᵀ)"),
    ("A[i,j]*B[i,j]/C[i,j]", "A ⊙ B ⊘ C", "A ⊙ B ⊘ C"),
    ("A[j,i]*y[j]", "Aᵀ diag(y)", "Aᵀ diag(y)"),
    ("A[j,i]*B[j,i]", "(A ⊙ B)ᵀ", "(A ⊙ B)ᵀ"),
    (
        "sum((A[k,i] - B[k,i])*exp(C[k,i])*x[k], k)*y[j]",
        "((A − B) ⊙ exp(C))ᵀ x yᵀ",
        "((A − B) ⊙ exp(C))ᵀ xᵀ y",
    ),
    ("where(A[i,j] > 0, 1, 0)*B[i,j]", "𝟏[A > 0] ⊙ B", "𝟏[A > 0] ⊙ B"),
    ("where(x[i] > y[i], 0, 1)*delta(i, j)", "diag(𝟏[x ≤ y])", "diag(𝟏[x ≤ y])"),
    (
        "where(A[j,i] > c, A[j,i], x[i])",
        "{Aᵀ if Aᵀ > c; x 𝟏ᵀ otherwise}",
        "{Aᵀ if Aᵀ > c; xᵀ 𝟏 otherwise}",
    ),
]
NUMBERS = [
    ("sum(x[k]*y[k], k)", "yᵀ x", "y xᵀ"),
    ("sum(x[k]**2, k)", "xᵀ x", "x xᵀ"),
    ("sum(x[k], k)", "𝟏ᵀ x", "𝟏 xᵀ"),
    ("sum(t[k]/y[k], k)", "𝟏ᵀ (t ⊘ y)", "𝟏 (t ⊘ y)ᵀ"),
    ("-sum(t[k]*log(y[k]), k)", "−log(y)ᵀ t", "−log(y) tᵀ"),
    ("sum(sum(x[i]*A[i,j]*y[j], j), i)", "xᵀ A y", "x A yᵀ"),
    ("sum(sum(A[i,j]*B[i,j], j), i)", "tr(Aᵀ B)", "tr(A Bᵀ)"),
    ("sum(sum(A[i,j]*B[j,i], j), i)", "tr(A B)", "tr(A B)"),
    ("sum(A[i,i], i)", "tr(A)", "tr(A)"),
    ("sum(sum(T[a,i]*log(Y[a,i]), i), a)/m", "tr(log(Y)ᵀ T)/m", "tr(log(Y) Tᵀ)/m"),
    ("sum(sum(sum(A[i,j]*B[j,k]*C[k,i], k), j), i)", "tr(C A B)", "tr(C A B)"),
]
PAIRS = [
    ("x[i]*h[b]*delta(i, p)", (I,), (P, B), "hᵀ ⊗ diag(x)", "diag(x) ⊗ h"),
    ("h[b]*delta(i, p)*(1 - y[i])", (I,), (P, B), "hᵀ ⊗ diag(𝟏 − y)", "diag(𝟏 − y) ⊗ h"),
    ("W[j,b]*delta(a, d)*h[a]", (A, J), (D, B), "W ⊗ diag(h)", "diag(h) ⊗ W"),
    (
        "delta(a, b)*delta(i, j)*(1 - Y[a,i]**2)",
        (A, I),
        (B, J),
        "diag(vec(𝟏 𝟏ᵀ − Y^∘2))",
        "diag(vec(𝟏ᵀ 𝟏 − (Y^∘2)ᵀ)ᵀ)",
    ),
    ("x[i]*delta(i, j)", (A, I), (J,), "diag(x) ⊗ 𝟏", "𝟏ᵀ ⊗ diag(x)"),
    ("delta(a, b)*Y[a,i]", (A,), (B, I), "blockdiag_a(Y_{a,:})", "blockdiag_a(Y_{a,:})"),
    (
        "delta(a, b)*Y[a,i]*(delta(i, j) - Y[a,j])",
        (A, I),
        (B, J),
        "blockdiag_a(diag(Y_{a,:}) − Y_{a,:}ᵀ Y_{a,:})",
        "blockdiag_a(diag(Y_{a,:}) − Y_{a,:}ᵀ Y_{a,:})",
    ),
    (
        "h[a]*h[b]*y[i]*(delta(i, j) - y[j])",
        (I, A),
        (J, B),
        "(h hᵀ) ⊗ (diag(y) − y yᵀ)",
        "(diag(y) − yᵀ y) ⊗ (hᵀ h)",
    ),
]
CASES = [
    *((text, (I,), (), column, row) for text, column, row in VECTORS),
    *((text, (I,), (J,), column, row) for text, column, row in MATRICES),
    *((text, (), (), column, row) for text, column, row in NUMBERS),
    *PAIRS,
]


def written(text, rows, columns, convention="column"):
    return to_matrix(read_term(text, SYSTEM), rows, columns, PLACES, convention)


def spelled(at):
    return TextPrinter(Order.of_claim(SYSTEM, Relation(at.entry, at))).box(at.matrix).text


@pytest.mark.parametrize(("text", "rows", "columns", "column", "row"), CASES)
def test_as_a_person_writes_it(text, rows, columns, column, row):
    assert spelled(written(text, rows, columns)) == column
    assert spelled(written(text, rows, columns, "row")) == row


@pytest.mark.parametrize("convention", ["column", "row"])
@pytest.mark.parametrize(("text", "rows", "columns"), [case[:3] for case in CASES])
def test_its_entries_are_the_expression(text, rows, columns, convention):
    e, at = read_term(text, SYSTEM), written(text, rows, columns, convention)
    assert isinstance(at, At)
    assert decide(SYSTEM, e, at).verdict is Verdict.HOLDS
    assert compare(SYSTEM, e, at).verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("text", "rows", "columns", "reason"),
    [
        ("0", (I,), (J,), "zero"),
        ("(A[i,j] - A[i,j])*A[i,j]", (I,), (J,), "zero"),
        ("(x[i] - x[i])*A[i,j]", (I,), (J,), "zero"),
        ("c", (), (), "number"),
        ("max(x[k]*y[i], k)*y[j]", (I,), (J,), "entries"),
        ("sum(x[k]*A[i,k], k, k != i)", (I,), (), "left-out"),
        ("y[i]*delta(i, j)*delta(i, p)", (I, J), (P,), "block"),
        ("delta(i, q)*A[p,j] + delta(i, p)*A[q,j]", (I, J), (P, Q), "block"),
        ("y[i]*x[j]*t[p]", (I, J, P), (), "indices"),
    ],
)
def test_what_has_no_matrix_form_says_why(text, rows, columns, reason):
    with pytest.raises(NoMatrixForm) as caught:
        written(text, rows, columns)
    assert caught.value.reason == reason
