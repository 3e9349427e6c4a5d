"""The chain rule in matrix form: products that conform, whatever the ranks."""

from __future__ import annotations

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.derive import Deriver
from symsoft.calculus.matrix_network import NoMatrixForm
from symsoft.checking.exact import decide
from symsoft.display.order import Order
from symsoft.display.text_terms import TextPrinter
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

BOOK = full_book()


def applied(key, definitions, node=None, by="x", rows_first=False):
    system = read_system(definitions)
    deriver = Deriver(system)
    context = deriver.context()
    context.memo["rows first"] = rows_first
    before = deriver.claim(system.target.name, by) if node is None else read_term(node, system)
    return system, before, BOOK[key].apply(before, context)


def text(system, e):
    return TextPrinter(Order.of(system, e)).box(e).text


VECTOR = "z[i] = sum(W[i,k]*h[k], k)"


@pytest.mark.parametrize("rows_first", [False, True])
@pytest.mark.parametrize(
    ("definitions", "by", "wanted"),
    [
        ([VECTOR, "L = sum(z[k]**2, k)"], "h", "[(∂z/∂h)ᵀ (∂L/∂z)]_j"),
        ([VECTOR, "L = sum(z[k]**2, k)"], "W", "[(∂z/∂vec(W))ᵀ (∂L/∂z)]_(q,p)"),
        ([VECTOR, "y[i] = exp(z[i])"], "h", "[(∂y/∂z) (∂z/∂h)]_ij"),
        (["z[i] = a*x[i]", "L = sum(z[k]**2, k)"], "a", "(∂z/∂a)ᵀ (∂L/∂z)"),
        (["s = sum(x[k]**2, k)", "L = sqrt(s)"], "x", "[∂L/∂s·∂s/∂x]_j"),
        (["s = sum(x[k]**2, k)", "y[i] = c[i]*s"], "x", "[(∂y/∂s) (∂s/∂x)ᵀ]_ij"),
        (["s = a**2", "y[i] = c[i]*s"], "a", "[∂s/∂a·∂y/∂s]_i"),
        (["s = a**2", "L = exp(s)"], "a", "∂L/∂s·∂s/∂a"),
        (["Y[b,i] = X[b,i]**2", "L = sum(sum(Y[b,i], b), i)"], "X", None),
    ],
)
def test_the_chain_rule_conforms_and_holds(definitions, by, wanted, rows_first):
    system, before, after = applied("matrix-chain", definitions, by=by, rows_first=rows_first)
    if wanted is not None and not (rows_first and by == "W"):
        assert text(system, after) == wanted
    assert decide(system, before, after).verdict is Verdict.HOLDS


def test_only_through_a_quantity_in_between():
    assert applied("matrix-chain", ["y[i] = x[i]**2"])[2] is None


def test_three_indices_are_no_matrix():
    with pytest.raises(NoMatrixForm, match="indices"):
        applied("matrix-chain", ["A[i,j,k] = x[i]*x[j]*x[k]", "L = sum(A[i,i,i], i)"])


@pytest.mark.parametrize(
    ("node", "wanted"),
    [
        ("sum(g[k]*D(z[k], h[j]), k)", "[(∂z/∂h)ᵀ g]_j"),
        ("sum(g[k]*D(z[k], W[p,q]), k)", "[(∂z/∂vec(W))ᵀ g]_(q,p)"),
        ("sum(b[k]*D(z[q], h[j]), k)", None),
        ("sum(2*g[k]*D(z[k], h[j]), k)", None),
    ],
)
def test_a_sum_as_a_product(node, wanted):
    definitions = [VECTOR, "s = sum(g[k]*z[k]*b[k], k)"]
    system, before, after = applied("matrix-product", definitions, node)
    assert wanted == (after if after is None else text(system, after))
    if after is not None:
        assert decide(system, before, after).verdict is Verdict.HOLDS
