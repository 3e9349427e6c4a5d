"""The exact decision of equations written in the one-line syntax."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from symsoft.checking.exact import decide
from symsoft.language.text import read_system, read_term
from symsoft.proof import Evidence

PLAIN = ("f = u*v*p*q + sum(x[k]*w[k]*M[k,k], k)",)
"""Scalars u, v, p, q, vectors x, w and a square matrix M, of which nothing is known."""


@pytest.fixture(scope="session")
def decided() -> Callable[..., Evidence]:
    """decided("lhs", "rhs", define=..., given=..., kinks=..., sizes=...)"""

    def run(
        lhs: str,
        rhs: str,
        *,
        define: Sequence[str] = PLAIN,
        given: Sequence[str] = (),
        kinks: Sequence[str] = (),
        sizes: Mapping[str, int] | None = None,
    ) -> Evidence:
        system = read_system(define, given, kinks)
        return decide(system, read_term(lhs, system), read_term(rhs, system), sizes)

    return run


@pytest.fixture(scope="session")
def holds(decided: Callable[..., Evidence]) -> Callable[..., bool]:
    """Like decided: is it decided that the sides are equal?"""

    def run(lhs: str, rhs: str, **more: object) -> bool:
        found = decided(lhs, rhs, **more)
        assert found.method == "exact"
        assert found.verdict.value in ("holds", "unknown")
        assert bool(found.detail) == (found.verdict.value == "unknown")
        return found.verdict.value == "holds"

    return run
