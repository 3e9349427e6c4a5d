"""What a term needs in order to be defined."""

from __future__ import annotations

import pytest

from symsoft.calculus.conditions import needed
from symsoft.language.spelling import assumption_line
from symsoft.language.text import read_system, read_term

SYSTEM = read_system(["f[i, k] = a*x[i]*x[k]*w[i, k]*w[k, i]"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("log(a)/x[i]", ["a > 0", "x[i] != 0"]),
        ("where(a > 0, log(a), 1/a)", ["a != 0"]),
        ("where(a == 0, 0, 1/a)", []),
        ("where(a < 0, sqrt(-a), sqrt(a))", []),
        ("where(a >= 1, log(a), 0)", ["a > 0"]),
        ("where(w[i, k] > 0, log(w[i, k]), 0)", []),
        ("where(w[i, k] > 0, log(w[k, i]), 0)", ["w[k,i] > 0"]),
        ("where(x[i] > 0, log(x[k]), 0)", ["x[k] > 0"]),
        # what is not negative in its piece only has to be different from 0
        ("where(a > 0, log(a), log(-a))", ["-a != 0"]),
        ("where(a > 1, 1, 1/sqrt(1 - a))", ["1 - a != 0"]),
        ("where(a > 1, 1, log(-a))", ["-a > 0"]),
    ],
)
def test_what_a_piece_needs_holds_by_its_condition(text, wanted):
    assert [assumption_line(c) for c in needed(read_term(text, SYSTEM))] == wanted
