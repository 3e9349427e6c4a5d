"""The exact decision of equations written in one line, and a small evaluator of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from sympy import Rational

from symsoft.checking.exact import decide
from symsoft.language.terms import Add, Delta, Fn, Index, Max, Mul, Pow, Ref, Size, Sum, Where, free
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


class Undefined(Exception):
    """A term has no value at a point, or floats would mislead about it."""


Point = Mapping[tuple[str, ...], float]


def _value(e: Any, n: int, at: Mapping[Index, int], point: Point) -> float:
    """The value of a term; raises Undefined."""

    def go(a: Any) -> float:
        return _value(a, n, at, point)

    def place(a: Any) -> int:
        return at[a] if isinstance(a, Index) else int(a)

    found: float
    match e:
        case Rational():
            found = float(e)
        case Ref():
            found = point[(e.name, *(str(place(a)) for a in e.indices))]
        case Size():
            found = float(n)
        case Delta():
            found = float(place(e.args[0]) == place(e.args[1]))
        case Add():
            found = math.fsum(go(a) for a in e.args)
        case Mul():
            found = math.prod(go(a) for a in e.args)
        case Pow():
            found = _power(go(e.base), e.exponent)
        case Fn():
            found = _function(e.name, [go(a) for a in e.inputs])
        case Where():
            test, then, otherwise = e.args
            a, b = go(test.args[1]), go(test.args[2])
            found = go(then) if _holds(test.op, a, b) else go(otherwise)
        case Sum() | Max():
            out = [place(a) for a in e.excluded]
            rows = [v for v in range(1, n + 1) if v not in out]
            values = [_value(e.body, n, {**at, e.index: v}, point) for v in rows]
            if isinstance(e, Max) and not values:
                raise Undefined
            found = math.fsum(values) if isinstance(e, Sum) else max(values)
        case _:
            raise TypeError(type(e))
    if not 1e-4 <= abs(found) <= 1e4 and found != 0:
        raise Undefined
    return found


def _power(base: float, exponent: Rational) -> float:
    if (base == 0 and exponent < 0) or (base < 0 and exponent.q != 1):
        raise Undefined
    return float(base ** (int(exponent) if exponent.q == 1 else float(exponent)))


def _holds(op: str, a: float, b: float) -> bool:
    if a != b and abs(a - b) < 1e-9:
        raise Undefined  # equal but for rounding?
    return {">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b}[op]


FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp,
    "log": math.log,
    "sin": math.sin,
    "tanh": math.tanh,
    "abs": abs,
    "sign": lambda x: float((x > 0) - (x < 0)),
    "maximum": max,
    "minimum": min,
}


def _function(name: str, arguments: list[float]) -> float:
    try:
        return FUNCTIONS[name](*arguments)
    except (ValueError, OverflowError) as error:
        raise Undefined from error


def _counterexample(lhs: Any, rhs: Any, n: int, numbers: list[float]) -> object:
    """Index values and a point where the sides are defined and differ, None if none is met."""
    names = [("u",), ("v",)]
    names += [(name, str(a)) for name in "xw" for a in range(1, n + 1)]
    names += [("M", str(a), str(b)) for a in range(1, n + 1) for b in range(1, n + 1)]
    indices = sorted(free(lhs) | free(rhs), key=str)
    for shift in range(3):
        point = {q: numbers[(shift + 7 * r) % len(numbers)] for r, q in enumerate(names)}
        for row in product(range(1, n + 1), repeat=len(indices)):
            at = dict(zip(indices, row, strict=True))
            try:
                a, b = _value(lhs, n, at, point), _value(rhs, n, at, point)
            except Undefined:
                continue
            if abs(a - b) > 1e-6 * (1 + abs(a) + abs(b)):
                return at, point, a, b
    return None


@pytest.fixture(scope="session")
def counterexample() -> Callable[..., object]:
    """counterexample(lhs, rhs, n, numbers): where the sides differ at size n, None if nowhere met.

    The names are those of vectors x and w, a square matrix M and scalars u and v.
    """
    return _counterexample
