"""The route by matrix calculus: what a person writes, line by line, and every line holds."""

from __future__ import annotations

import pytest

from symsoft.api import derive
from symsoft.calculus.derive import Deriver
from symsoft.calculus.matrix_route import MatrixRoute
from symsoft.checking.check import check, verdict
from symsoft.checking.enclosure import Enclosure
from symsoft.checking.mutate import judge, mutants
from symsoft.display import outline
from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.errors import InputError
from symsoft.language.matrix import At, shape
from symsoft.language.terms import free
from symsoft.language.text import read_system
from symsoft.proof import Verdict, family

LOSS = ["y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)"]
DENSE = [
    "z[i] = sum(W[i, k]*h[k], k) + b[i]",
    "y[i] = exp(z[i])/sum(exp(z[k]), k)",
    "L = -sum(t[k]*log(y[k]), k)",
]
BATCH = [
    "Y[b, i] = exp(X[b, i])/sum(exp(X[b, k]), k)",
    "H = -mean(sum(T[b, k]*log(Y[b, k]), k), b)",
]


LAYER = "Z[b, i] = sum(X[b, k]*W[k, i], k)"
TANH = [LAYER, "H[b, i] = tanh(Z[b, i])", "L = sum(sum(H[b, i]**2, i), b)"]
RELU = [
    "z[i] = sum(W[i, k]*x[k], k)",
    "a[i] = maximum(z[i], 0)",
    "L = sum(a[i]**2, i)",
]


def proved(definitions, by, given=(), convention="column"):
    system = read_system(definitions, given, ["maximum(0) = 0"])
    deriver = Deriver(system, route="matrix", convention=convention)
    return MatrixRoute(deriver).proof(deriver.system.target.name, by)


def lines(proof):
    printer = TextPrinter(Order.of_claim(proof.system, proof.claim))
    return [printer.box(e).text for e in outline.lines(proof.claim.lhs, proof)]


def test_cross_entropy_over_softmax_as_a_person_writes_it():
    assert lines(proved(LOSS, "x", ["sum(t[k], k) = 1"])) == [
        "[∂L/∂x_j]_j",
        "(∂y/∂x)ᵀ (∂L/∂y)",
        "(diag(y) − y yᵀ)ᵀ (∂L/∂y)",
        "(diag(y) − y yᵀ)ᵀ (−(t ⊘ y))",
        "(diag(y) − y yᵀ) (−(t ⊘ y))",
        "y yᵀ (t ⊘ y) − diag(y) (t ⊘ y)",
        "y yᵀ (t ⊘ y) − (y ⊙ t ⊘ y)",
        "y yᵀ (t ⊘ y) − t",
        "y 𝟏ᵀ t − t",
        "(𝟏ᵀ t)·y − t",
        "y − t",
        "[y_j − t_j]_j",
    ]


def test_vectors_as_rows():
    assert lines(proved(LOSS, "x", ["sum(t[k], k) = 1"], "row")) == [
        "[∂L/∂x_j]_j",
        "(∂L/∂y) (∂y/∂x)",
        "(∂L/∂y) (diag(y) − yᵀ y)",
        "(−(t ⊘ y)) (diag(y) − yᵀ y)",
        "(t ⊘ y) yᵀ y − (t ⊘ y) diag(y)",
        "(t ⊘ y) yᵀ y − (y ⊙ t ⊘ y)",
        "(t ⊘ y) yᵀ y − t",
        "t 𝟏ᵀ y − t",
        "(𝟏 tᵀ)·y − t",
        "y − t",
        "[y_j − t_j]_j",
    ]


def test_without_the_assumption_the_sum_of_the_targets_stays():
    *_, matrix, entries = lines(proved(LOSS, "x"))
    assert matrix == "(𝟏ᵀ t)·y − t"
    assert entries == "[y_j·(Σ_k t_k) − t_j]_j"


@pytest.mark.parametrize("convention", ["column", "row"])
@pytest.mark.parametrize(
    ("definitions", "by", "column", "row"),
    [
        (DENSE, "W", "[(y − t) hᵀ]_pq", "[(y − t)ᵀ h]_pq"),
        (DENSE, "b", "y − t", "y − t"),
        (DENSE, "h", "Wᵀ (y − t)", "(y − t) W"),
        (BATCH, "X", "[(1/n)·(Y − T)]_pq", "[(1/n)·(Y − T)]_pq"),
    ],
)
def test_results_in_matrix_form(definitions, by, column, row, convention):
    given = "sum(T[b, k], k) = 1" if definitions is BATCH else "sum(t[k], k) = 1"
    proof = proved(definitions, by, [given], convention)
    last = next(q for q, step in enumerate(proof.steps) if step.rule == "entry")
    assert lines(proof)[last] == (column if convention == "column" else row)


@pytest.mark.parametrize("convention", ["column", "row"])
@pytest.mark.parametrize(
    ("definitions", "by", "wanted"),
    [
        (TANH, "W", "[2·Xᵀ ((𝟏 𝟏ᵀ − H^∘2) ⊙ H)]_qr"),
        (TANH, "X", "[2·((𝟏 𝟏ᵀ − H^∘2) ⊙ H) Wᵀ]_qr"),
        (
            [LAYER, "H[b, i] = sin(Z[b, i])", "L = mean(mean(H[b, i]**2, i), b)"],
            "W",
            "[(2/(n·m))·Xᵀ (cos(Z) ⊙ H)]_qr",
        ),
        (  # a sum in each row, which depends on that row alone
            [LAYER, "H[b, i] = exp(Z[b, i])", "l[b] = sum(H[b, i], i)", "L = sum(l[b]**2, b)"],
            "W",
            "[2·Xᵀ (H ⊙ (l 𝟏ᵀ))]_qr",
        ),
        (  # weights as PyTorch has them, and a bias that every row shares
            ["Z[b, i] = sum(X[b, k]*W[i, k], k) + c[i]", "L = sum(sum(Z[b, i]**2, i), b)"],
            "W",
            "[2·Zᵀ X]_qr",
        ),
        (
            ["Z[b, i] = sum(X[b, k]*W[i, k], k) + c[i]", "L = sum(sum(Z[b, i]**2, i), b)"],
            "c",
            "2·Zᵀ 𝟏",
        ),
        ([LAYER, "s = sum(sum(Z[b, i]**2, i), b)", "L = exp(s)"], "W", "[2·L·Xᵀ Z]_qr"),
        (RELU, "W", "[2·(𝟏[z > 0] ⊙ a) xᵀ]_pq"),
        (
            [LAYER, "A[b, i] = maximum(Z[b, i], 0)", "L = sum(sum(A[b, i]**2, i), b)"],
            "W",
            "[2·Xᵀ (𝟏[Z > 0] ⊙ A)]_qr",
        ),
    ],
)
def test_layers_of_entries(definitions, by, wanted, convention):
    proof = proved(definitions, by, (), convention)
    last = [q for q, step in enumerate(proof.steps) if step.rule == "entry"][-1]
    if convention == "column":
        assert lines(proof)[last] == wanted
    assert verdict(check(proof)) is Verdict.HOLDS


def test_the_numbering_of_pairs_is_that_of_each_quantity():
    proof = proved(["Z[b, i] = sum(X[b, k]*W[i, k], k)", "L = sum(sum(Z[b, i]**2, i), b)"], "W")
    assert lines(proof)[1] == "[(∂vec(Z)/∂vec(Wᵀ))ᵀ (∂L/∂vec(Z))]_(q,r)"


def test_numbers_are_no_arrays_with_one_entry():
    proof = proved(["s = a*b", "r = exp(s)"], "a")
    assert [step.rule for step in proof.steps] == ["matrix-chain", "lemma", "lemma"]
    assert lines(proof)[-1] == "b·r"


def test_a_lemma_ends_in_matrix_notation():
    softmax, loss = proved(LOSS, "x").lemmas
    for lemma in (softmax, loss):
        assert lemma.steps[-1].rule == "matrix"
        assert isinstance(lemma.claim.rhs, At)
    assert softmax.steps[-2].rule == "fold"


def test_what_was_proved_by_this_route_is_a_lemma_of_the_next_layer():
    outer = proved(DENSE, "W").lemmas[1]
    assert [step.rule for step in outer.steps][:3] == ["matrix-chain", "lemma", "lemma"]


@pytest.mark.parametrize("convention", ["column", "row"])
@pytest.mark.parametrize(("definitions", "by"), [(LOSS, "x"), (DENSE, "W"), (BATCH, "X")])
def test_every_line_conforms_and_holds(definitions, by, convention):
    result = derive(define=definitions, wrt=[by], route="matrix", convention=convention)
    assert result.verdict is Verdict.HOLDS
    for proof in family(result.derivations[0].proof):
        for step in proof.steps:
            if isinstance(step.after, At):
                shape(step.after.matrix)
            exact = (e for e in step.evidence if e.method == "exact")
            assert all(e.verdict is Verdict.HOLDS and e.scope.startswith("all") for e in exact)


def test_a_slip_in_a_line_is_refuted():
    proof = proved(LOSS, "x", ["sum(t[k], k) = 1"])
    enclosure = Enclosure(proof.system)
    found = [
        (step.rule, mutant.kind, judge(proof.system, step.before, mutant.term, enclosure))
        for step in proof.steps
        for mutant in mutants(step.after, tuple(free(step.before)))
    ]
    assert len(found) > 40
    assert {verdict for *_, verdict in found} <= {"refuted", "equal"}
    # A symmetric matrix is its own transpose, and a product entry by entry commutes.
    assert sum(verdict == "refuted" for *_, verdict in found) > len(found) * 3 // 4


def test_the_product_with_a_cotangent():
    result = derive("backward", route="matrix")
    (form,) = (f for f in result.derivations[0].forms if f.name == "vjp")
    shown = lines(form.proof)
    assert shown[:3] == ["[Σ_k g_k·∂y_k/∂x_j]_j", "(∂y/∂x)ᵀ g", "(diag(y) − y yᵀ)ᵀ g"]
    assert "y ⊙ g − (yᵀ g)·y" in shown


def test_a_derivative_without_a_chain_is_proved_otherwise():
    assert proved(LOSS, "y") is None
    # Nothing depends on a in the end.
    assert proved(["u[i] = a*x[i]", "v[i] = u[i]/a", "L = sum(v[k], k)"], "a") is None


@pytest.mark.parametrize(
    ("definitions", "reason"),
    [
        (["L = sum(x[k]**2, k)"], "no line is made by its rule.*; a chain needs a definition"),
        (["A[i,j,k] = x[i]*x[j]*x[k]", "L = sum(sum(sum(A[i,j,k], i), j), k)"], "indices"),
        (
            ["u[i] = sum(x[k], k, k != i)*x[i]", "L = sum(u[k], k)"],
            r"D\(u\[i\], x\[j\]\) = .* has no matrix form: a sum leaves an index out",
        ),
    ],
)
def test_a_claim_that_does_not_fit_is_refused_with_the_reason(definitions, reason):
    with pytest.raises(InputError, match=f"the route 'matrix' does not fit .*{reason}"):
        derive(define=definitions, wrt=["x"], route="matrix")
