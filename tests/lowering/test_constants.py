"""Whole powers of numbers are worked out; what f32 doesn't have is said."""

from __future__ import annotations

import pytest

from symsoft import api, programs
from symsoft.language.text import read_system, read_term
from symsoft.lowering.constants import beyond_single, worked_out

SYSTEM = read_system(["y = x"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10**40", "10000000000000000000000000000000000000000"),
        ("x*(2/3)**(-2)", "9/4*x"),
        ("exp(x/2**10)", "exp(x*1/1024)"),
        ("2**(1/2)", "2**(1/2)"),
        ("2**x", "2**x"),
        ("x**2", "x**2"),
        ("0**2", "0**2"),
    ],
)
def test_whole_powers_are_worked_out(text, wanted):
    found, expected = (read_term(t, SYSTEM) for t in (text, wanted))
    assert str(worked_out(found)) == str(worked_out(expected))
    if "**" not in wanted:
        assert "**" not in str(worked_out(found))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1e40", ["In f32 the number 1e40 is an infinity."]),
        ("-3e38", []),
        ("-4e38", ["In f32 the number 4e38 is an infinity."]),
        ("1e-45", []),
        ("7e-46", ["In f32 the number 7e-46 is 0."]),
        ("10**(-50)", ["In f32 the number 1e-50 is 0."]),
    ],
)
def test_what_single_precision_does_not_have_is_said(number, said):
    made = programs.routines(api.state(define=[f"y = {number}*x"]))
    assert beyond_single(made) == said
    for backend in ("c", "numpy"):
        text = "".join(programs.texts(backend, made, "symsoft").values())
        assert all(line in " ".join(text.replace("*", "").split()) for line in said)
