"""What follows from a bound on every entry, and what does not."""

from __future__ import annotations

import pytest

from symsoft.errors import ContradictionError
from symsoft.language.contradictions import check
from symsoft.language.text import read_system

DEFINITION = "L = sum(sum(A[i,k]*A[k,i], k), i)"


@pytest.mark.parametrize(
    "given",
    [
        ("A[i,i] <= 0", "max(A[i,k], k) > 0"),
        ("A[i,i] >= 0", "min(A[k,i], k) < 0"),
        ("A[i,i] <= 0", "max(max(A[i,k], k), i) > 0"),
    ],
    ids=", ".join,
)
def test_the_diagonal_bounds_nothing_off_it(given):
    check(read_system([DEFINITION], given))


@pytest.mark.parametrize(
    "given",
    [
        ("A[i,j] <= 0", "max(A[i,k], k) > 0"),
        ("A[j,i] <= 0", "max(A[i,k], k) > 0"),
        ("A[i,i] <= 0", "max(A[k,k], k) > 0"),
    ],
    ids=", ".join,
)
def test_a_bound_on_every_entry_bounds_the_largest(given):
    with pytest.raises(ContradictionError):
        check(read_system([DEFINITION], given))
