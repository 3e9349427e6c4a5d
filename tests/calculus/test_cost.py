"""Which of two forms of a result is the nicer one."""

from __future__ import annotations

import pytest

from symsoft.calculus.cost import cost
from symsoft.language.text import read_system, read_term

ARRAYS = read_system(["z[k,j] = H[k,j] + T[k,j] + g[k] + o[k]"])


@pytest.mark.parametrize(
    ("nicer", "other"),
    [
        # Beside H - T, which has both indices, no sum of its own is over fewer of them.
        (
            "sum((H[k,j] - T[k,j])*(1 - H[k,j]**2), k)",
            "sum(H[k,j]**2*T[k,j] + H[k,j] - H[k,j]**3 - T[k,j], k)",
        ),
        # Here there is: the sum of g o is the same for every j.
        (
            "sum(g[k]*H[k,j], k) - sum(g[k]*o[k], k)",
            "sum(g[k]*(H[k,j] - o[k]), k)",
        ),
    ],
)
def test_a_sum_is_taken_apart_where_that_saves_work(nicer: str, other: str) -> None:
    assert cost(read_term(nicer, ARRAYS)) < cost(read_term(other, ARRAYS))
