"""A number that no double is near to is refused, in every language with the same words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symsoft import api, programs
from symsoft.backends import BACKENDS
from symsoft.backends.number_range import check_range
from symsoft.errors import UnsupportedError


@pytest.mark.parametrize("number", ["1e400", "-1e309", "1e-400", "10**(-330)", "10**500"])
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_numbers_beyond_double_are_refused(number, backend):
    made = programs.routines(api.state(define=[f"y = {number}*x"]))
    with pytest.raises(UnsupportedError, match="beyond the range of double") as caught:
        programs.texts(backend, made, "symsoft")
    assert caught.value.exit_code == 2
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("size", [0, 1, Fraction(1, 3), 1.7976931348623157e308, 5e-324])
def test_what_double_has_is_let_through(size):
    check_range(Fraction(size))
    check_range(-Fraction(size))


def test_the_borders_are_those_of_rounding():
    largest, smallest = Fraction(1.7976931348623157e308), Fraction(5e-324)
    check_range(largest + Fraction(2) ** 970 - 1)
    check_range(smallest * Fraction(51, 100))
    for beyond in (largest + Fraction(2) ** 970, smallest / 2):
        with pytest.raises(UnsupportedError):
            check_range(beyond)
