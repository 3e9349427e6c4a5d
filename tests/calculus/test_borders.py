"""A function in pieces has a derivative at a border where both pieces and derivatives meet."""

from __future__ import annotations

import pytest

from symsoft.calculus.borders import is_smooth
from symsoft.language.terms import D, Ref
from symsoft.language.text import read_system


@pytest.mark.parametrize(
    ("body", "given", "smooth"),
    [
        ("where(x > 1, x**2, 2*x - 1)", (), True),
        ("where(1 - x < 0, x**2, 2*x - 1)", (), True),
        ("where(x > 1, x**2, 2*x)", (), False),  # a jump
        ("where(x > 1, x**2, x)", (), False),  # a corner
        ("where(abs(x) <= d, x**2/2, d*(abs(x) - d/2))", ("d > 0",), True),
        ("where(abs(x) <= d, x**2/2, d*(abs(x) - d/2))", (), False),  # nobody knows the sign
        ("where(abs(x) <= d, x**2/2, abs(x) - d/2)", ("d > 0",), False),
        ("where(x > 0, abs(x), 0)", (), False),  # the kink lies at the border
        ("where(x > 0, x*abs(x), 0)", (), False),  # smooth, but not known to be
        ("where(x > 0, where(x > 3, x, x**2), 0*x)", (), True),
        ("where(x > 0, where(x > 0, x, x**2), 0*x)", (), False),
        ("where(x*x > 1, x, x)", (), False),  # not solved
        ("where(x > x, x, x**2)", (), True),  # no border: one piece is all there is
        ("where(2 > x - x, x, x**2)", (), True),
        ("where(x < x, d, x)", (), True),  # one piece everywhere
    ],
)
def test_smooth_borders(body, given, smooth):
    system = read_system([f"y = {body}"], given, ("abs(0) = 0", "sign(0) = 0"))
    assert is_smooth(D(system.target.body, Ref("x")), system) is smooth


def test_without_a_value_at_a_kink_nothing_is_known():
    system = read_system(["y = where(x > 1, abs(x), x)"])
    assert not is_smooth(D(system.target.body, Ref("x")), system)
