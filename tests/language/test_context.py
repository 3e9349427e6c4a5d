"""Expressions in the names of a system."""

from __future__ import annotations

import pytest

from symsoft.errors import InputError
from symsoft.language.terms import D, Delta, Index, Mul, Ref, Size
from symsoft.language.text import read_system, read_term

n, m = Size("n"), Size("m")
CONTEXT = read_system(["y[i,j,c,d] = x[i]*t[j]*u[c]*W[i,c]*W[j,d]*a*b", "w = a*b"])


def test_a_term_has_the_ranges_of_what_it_indexes() -> None:
    system = read_system(["z[i] = sum(W[i,k]*x[k], k)"])
    term = read_term("D(z[q], x[r]) - W[q,r]", system)
    assert term.free == {Index("q", n), Index("r", m)}


def test_an_index_without_an_array_ranges_as_on_the_left_or_over_the_only_size() -> None:
    assert read_term("delta(i, j)", CONTEXT) == Delta(Index("i", n), Index("j", n))
    assert read_term("delta(c, d)", CONTEXT) == Delta(Index("c", m), Index("d", m))
    single = read_system(["y[i] = x[i]"])
    assert read_term("delta(q, r)", single) == Delta(Index("q", n), Index("r", n))
    with pytest.raises(InputError, match="range of q can't be known"):
        read_term("delta(q, r)", CONTEXT)


def test_an_index_over_two_ranges_is_refused() -> None:
    with pytest.raises(InputError, match="i ranges over n and over m; use two indices") as caught:
        read_term("x[i]*u[i]", CONTEXT)
    assert caught.value.column == 7


def test_indices_over_two_ranges_are_not_compared() -> None:
    with pytest.raises(InputError, match="i and c range over different axes") as caught:
        read_term("a*delta(i, c)", CONTEXT)
    assert caught.value.column == 2


def test_a_name_that_the_system_lacks_is_refused() -> None:
    with pytest.raises(InputError, match="beta does not occur in the definitions"):
        read_term("beta + a", CONTEXT)


def test_a_derivative_is_by_a_quantity() -> None:
    assert read_term("D(x[i]*a, a)", CONTEXT) == D(Mul(Ref("x", Index("i", n)), Ref("a")), Ref("a"))
    for wrong in ("D(a, 2)", "D(a, n)", "D(a, x[i] + a)", "D(a, exp(a))"):
        with pytest.raises(InputError, match="a derivative is by one quantity"):
            read_term(wrong, CONTEXT)
