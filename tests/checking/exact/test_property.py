"""Random identities: valid rewritings hold, and what is said to hold is true in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Integer, Rational

from symsoft.checking.exact import decide
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Compare,
    Delta,
    Fn,
    Index,
    Max,
    Mul,
    Pow,
    Ref,
    Size,
    Sum,
    Term,
    Where,
    free,
)
from symsoft.language.walk import rename

N = Size("n")
I, J, K, L = (Index(letter, N) for letter in "ijkl")
SYSTEM = System((), {"x": (N,), "w": (N,), "M": (N, N), "u": (), "v": ()})
ONE, ZERO, MINUS = Integer(1), Integer(0), Integer(-1)
HALF = Rational(1, 2)


@st.composite
def terms(
    draw: st.DrawFn, depth: int = 3, bound: tuple[Index, ...] = (), kinks: bool = False
) -> Any:
    indices = (I, J, *bound)
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(leaves(indices))
    below = terms(depth=depth - 1, bound=bound, kinks=kinks)
    kind = draw(st.integers(0, 9 if kinks else 6))
    match kind:
        case 0 | 1:
            return Add(draw(below), draw(below))
        case 2 | 3:
            return Mul(draw(below), draw(below))
        case 4:
            powers = [Integer(2), MINUS, *([HALF, -HALF] if kinks else [])]
            return Pow(draw(below), draw(st.sampled_from(powers)))
        case 5:
            names = ["exp", *(["log", "sin", "tanh"] if kinks else [])]
            return Fn(draw(st.sampled_from(names)), draw(below))
        case 6:
            if len(bound) == 2:
                return draw(leaves(indices))
            k = (K, L)[len(bound)]
            body = draw(terms(depth=depth - 1, bound=(*bound, k), kinks=kinks))
            if kinks and draw(st.integers(0, 4)) == 0:
                return Max(body, k)
            out = draw(st.sampled_from([(), (), (I,), (J,)]))
            return Sum(body, k, *out)
        case 7:
            return Fn(draw(st.sampled_from(["abs", "sign"])), draw(below))
        case 8:
            return Fn(draw(st.sampled_from(["maximum", "minimum"])), draw(below), draw(below))
        case _:
            op = draw(st.sampled_from([">", ">=", "<", "<="]))
            return Where(Compare(op, draw(below), draw(below)), draw(below), draw(below))


@st.composite
def leaves(draw: st.DrawFn, indices: tuple[Index, ...]) -> Any:
    a, b = draw(st.sampled_from(indices)), draw(st.sampled_from(indices))
    numbers = [Integer(2), Integer(3), MINUS]
    entries = [Ref("x", a), Ref("w", a), Ref("M", a, b), Ref("u"), Ref("v"), N]
    return draw(st.sampled_from([*entries, *entries, *numbers, Delta(a, b)]))


def everywhere(e: Any, choose: Callable[[], int], rules: Callable[[Any], list[Any]]) -> Any:
    """e with a rule applied at nodes that choose picks, from the leaves up."""
    if isinstance(e, Term) and not isinstance(e, Ref | Index | Size | Delta | Compare):
        e = type(e)(*(everywhere(a, choose, rules) for a in e.args))
    found = rules(e)
    chosen = choose()
    return found[chosen % len(found)] if found and chosen % 3 else e


def negative(e: Any) -> Any:
    return Mul(MINUS, e)


def valid(e: Any) -> list[Any]:
    """Terms that equal e wherever it is defined."""
    found: list[Any] = []
    match e:
        case Add():
            found.append(Add(*e.args[::-1]))
            found.append(negative(Add(*map(negative, e.args))))
        case Mul():
            first, *others = e.args
            if isinstance(first, Add) and others:
                found.append(Add(*(Mul(a, *others) for a in first.args)))
            if isinstance(first, Delta) and isinstance(first.args[0], Index):
                a, b = first.args
                found.append(Mul(first, *(rename(c, {a: b}) for c in others)))
            if isinstance(first, Sum) and first.index not in free(Mul(*others, ONE)):
                inner = Mul(first.body, *others)
                if not free(Mul(*others, ONE)) & {first.index}:
                    found.append(Sum(inner, first.index, *first.excluded))
        case Pow() if e.exponent == 2:
            found.append(Mul(e.base, e.base))
        case Pow() if e.exponent == -1:
            found.append(Mul(e.base, Pow(e.base, Integer(-2))))
        case Fn() if e.name == "exp":
            (u,) = e.inputs
            found.append(Pow(Fn("exp", negative(u)), MINUS))
            found.append(Pow(Fn("exp", Mul(HALF, u)), Integer(2)))
            if isinstance(u, Add):
                found.append(Mul(*(Fn("exp", a) for a in u.args)))
        case Sum():
            body, k, out = e.body, e.index, e.excluded
            if isinstance(body, Add):
                found.append(Add(*(Sum(a, k, *out) for a in body.args)))
            if isinstance(body, Sum) and not out and not body.excluded:
                found.append(Sum(Sum(body.body, k), body.index))
            if not out:
                found.append(Add(Sum(body, k, I), rename(body, {k: I})))
                found.append(Sum(Sum(Mul(Delta(k, Index("r", N)), body), k), Index("r", N)))
    return found


def doubtful(e: Any) -> list[Any]:
    """Terms that look like e; some equal it, some only where a sign is right, some never."""
    found = valid(e)
    match e:
        case Pow():
            found.append(Fn("exp", Mul(e.exponent, Fn("log", e.base))))
            if isinstance(e.base, Mul):
                found.append(Mul(*(Pow(a, e.exponent) for a in e.base.args)))
            if isinstance(e.base, Pow):
                found.append(Pow(e.base.base, e.base.exponent * e.exponent))
        case Mul():
            a, *others = e.args
            found.append(Mul(Fn("abs", a), Fn("sign", a), *others))
            found.append(Mul(Fn("abs", a), *others))
        case Fn() if e.name == "log":
            (u,) = e.inputs
            found.append(Mul(HALF, Fn("log", Pow(u, Integer(2)))))
            if isinstance(u, Mul):
                found.append(Add(*(Fn("log", a) for a in u.args)))
            if isinstance(u, Pow):
                found.append(Mul(u.exponent, Fn("log", u.base)))
        case Fn() if e.name == "abs":
            (u,) = e.inputs
            found += [u, Pow(Pow(u, Integer(2)), HALF), Fn("maximum", u, negative(u))]
            found.append(Where(Compare(">=", u, ZERO), u, negative(u)))
        case Fn() if e.name == "sign":
            (u,) = e.inputs
            found.append(Where(Compare(">", u, ZERO), ONE, MINUS))
            found.append(Mul(u, Pow(Fn("abs", u), MINUS)))
        case Fn() if e.name == "maximum":
            a, b = e.inputs
            found.append(Where(Compare(">", a, b), a, b))
            found.append(Where(Compare(">=", b, a), a, b))
            found.append(Mul(HALF, Add(a, b, Fn("abs", Add(a, negative(b))))))
        case Where():
            test, a, b = e.args
            flipped = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}[test.op]
            closed = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}[test.op]
            found.append(Where(Compare(flipped, *test.args[1:]), b, a))
            found.append(Where(Compare(closed, *test.args[1:]), a, b))
        case Sum():
            body, k = e.body, e.index
            found.append(Sum(body, k))
            if e.excluded:
                found.append(Add(Sum(body, k), negative(rename(body, {k: e.excluded[0]}))))
            if isinstance(body, Mul):
                found.append(Mul(*(Sum(a, k) for a in body.args)))
        case Max():
            body, k = e.body, e.index
            if isinstance(body, Add | Mul):
                parts = (Max(a, k) if k in free(a) else a for a in body.args)
                found.append(type(body)(*parts))
    return found


def choices(draw: st.DrawFn) -> Callable[[], int]:
    numbers: Iterator[int] = iter(draw(st.lists(st.integers(0, 20), min_size=200, max_size=200)))
    return lambda: next(numbers, 0)


@st.composite
def pairs(draw: st.DrawFn, rules: Callable[[Any], list[Any]], kinks: bool) -> tuple[Any, Any]:
    e = draw(terms(kinks=kinks))
    return e, everywhere(e, choices(draw), rules)


QUIET = settings(
    derandomize=True,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
NUMBERS = st.lists(
    st.one_of(st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 2.0]), st.floats(-2, 2)),
    min_size=11,
    max_size=11,
)


@QUIET
@given(pairs(valid, kinks=False))
def test_valid_rewritings_hold(sides: tuple[Any, Any]) -> None:
    found = decide(SYSTEM, *sides)
    assert found.verdict.value == "holds" or "zero" in found.detail or "too large" in found.detail


@QUIET
@given(sides=pairs(doubtful, kinks=True), numbers=NUMBERS)
def test_what_holds_is_true(
    counterexample: Callable[..., object], sides: tuple[Any, Any], numbers: list[float]
) -> None:
    if decide(SYSTEM, *sides).verdict.value == "holds":
        for n in (1, 2, 3):
            assert counterexample(*sides, n, numbers) is None


@QUIET
@given(a=terms(depth=2, kinks=True), b=terms(depth=2, kinks=True), numbers=NUMBERS)
def test_unrelated_terms_that_hold_are_equal(
    counterexample: Callable[..., object], a: Any, b: Any, numbers: list[float]
) -> None:
    if decide(SYSTEM, a, b).verdict.value == "holds":
        for n in (1, 2, 3):
            assert counterexample(a, b, n, numbers) is None


@QUIET
@given(sides=pairs(doubtful, kinks=True), numbers=NUMBERS, n=st.integers(1, 3))
def test_what_holds_at_a_given_size_is_true_there(
    counterexample: Callable[..., object], sides: tuple[Any, Any], numbers: list[float], n: int
) -> None:
    if decide(SYSTEM, *sides, {"n": n}).verdict.value == "holds":
        assert counterexample(*sides, n, numbers) is None


@pytest.mark.parametrize(
    ("lhs", "rhs"),
    [
        (Ref("x", I), Ref("x", J)),
        (Fn("abs", Ref("u")), Ref("u")),
        (Sum(Ref("x", K), K, I), Sum(Ref("x", K), K)),
        (Fn("sign", Ref("u")), Where(Compare(">", Ref("u"), ZERO), ONE, MINUS)),
    ],
)
def test_the_evaluator_finds_counterexamples(
    counterexample: Callable[..., object], lhs: Any, rhs: Any
) -> None:
    numbers = [0.0, 1.0, -1.0, 2.0, 0.5, -2.0, 1.5, 0.0, -0.5, 1.25, 0.75]
    assert any(counterexample(lhs, rhs, n, numbers) for n in (1, 2, 3))
