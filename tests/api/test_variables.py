"""Quantities whose derivatives go by their names: which there are, and what is refused."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.errors import InputError

CHAIN = ["z[i] = sum(W[i,k]*x[k], k)", "y[i] = tanh(z[i])", "q[i] = x[i]**2", "L = sum(y[i]**2, i)"]
PAST = ["z[i] = x[i]**2", "L = sum(z[i]*x[i], i)"]


@pytest.mark.parametrize(
    ("define", "wrt", "name", "said"),
    [
        (CHAIN, (), "zz", "there is no 'zz'; did you mean z?"),
        (CHAIN, (), "x", "x is an input"),
        (CHAIN, (), "L", "L is what is differentiated"),
        (CHAIN, (), "q", "L does not depend on q"),
        (CHAIN, ("y",), "z", "z is not between L and y"),
        (CHAIN, ("z",), "z", "z is not between L and z"),
        (PAST, (), "z", "L depends on x past z, too"),
    ],
)
def test_what_no_result_is_made_of(define, wrt, name, said):
    with pytest.raises(InputError) as error:
        api.state(define=define, wrt=wrt, keep=[name])
    assert str(error.value).startswith(f"--keep {name}: ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_one_variable_that_has_use_of_it_is_enough():
    assert api.state(define=CHAIN, wrt=["z", "x"], keep=["z"]).keep == ("z",)


def test_an_entry_keeps_what_the_variables_have_use_of():
    assert api.state("bp").keep == ("a2", "z2", "z1")
    assert api.state("bp", wrt=["z2"]).keep == ("a2",)
    assert api.state("bp", wrt=["W1"], keep=["z2"]).keep == ("z2",)
