"""Renaming never lets a bound index capture a free one, nor moves an index twice."""

from __future__ import annotations

import pytest

from symsoft.language.terms import Index, Size
from symsoft.language.text import read_system, read_term
from symsoft.language.walk import rename

SYSTEM = read_system(["f[i] = x[i]*sum(w[k], k)*sum(x[l], l)*sum(A[i,l], l)"])
I, J, K, L = (Index(letter, Size("n")) for letter in "ijkl")


@pytest.mark.parametrize(
    ("term", "mapping", "wanted"),
    [
        ("sum(x[k]*x[j], k)", {J: K}, "sum(x[l]*x[k], l)"),
        ("sum(x[k], k, k != j)", {J: K}, "sum(x[l], l, l != k)"),
        # j stands in an exception alone, so that the letter for l may be j itself
        (
            "sum(x[k]/sum(x[l], l, l != k), k, k != j)",
            {J: K},
            "sum(x[r]/sum(x[s], s, s != r), r, r != k)",
        ),
        ("sum(x[l], l, l != k)", {K: L}, "sum(x[j], j, j != l)"),
        ("sum(x[l], l, l != i, l != k)", {I: L, K: I}, "sum(x[j], j, j != l, j != i)"),
        ("x[i]*x[j]", {I: J, J: I}, "x[j]*x[i]"),
    ],
)
def test_no_index_is_captured(term, mapping, wanted):
    found = rename(read_term(term, SYSTEM), mapping)
    assert found == read_term(wanted, SYSTEM)
