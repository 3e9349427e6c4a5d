"""Derivatives by dual numbers against central differences in high precision, on random terms."""

import pytest
from flint import arb, ctx
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Rational

from symsoft.checking.evaluate import Point, Programs, index_values
from symsoft.language.system import Definition, System
from symsoft.language.terms import (
    Compare,
    D,
    Delta,
    Fn,
    Index,
    Max,
    Pow,
    Ref,
    Size,
    Sum,
    Where,
    plus,
    power,
    times,
)

n = Size("n")
i, j, k, r = (Index(c, n) for c in "ijkr")
SYSTEM = System(
    (Definition("y", (i,), Fn("exp", Ref("x", i)) / Sum(Fn("exp", Ref("x", k)), k)),),
    {"x": (n,), "w": (n,), "T": (), "y": (n,)},
)
SIZES = {"n": 2}
BITS = 512
STEP_BITS = 120

SMOOTH = ("exp", "sin", "cos", "tanh", "sinh", "cosh", "erf")


def leaves(indices):
    entries = [Ref(name, q) for name in "xwy" for q in indices]
    numbers = st.fractions(min_value=-2, max_value=2, max_denominator=3)
    deltas = [Delta(indices[0], q) for q in indices[1:]]
    return st.one_of(
        st.sampled_from([*entries, *deltas, Ref("T"), n]),
        numbers.map(lambda q: Rational(q.numerator, q.denominator)),
    )


def terms(indices, depth):
    """Random terms, smooth almost everywhere, with the given indices free."""
    if depth == 0:
        return leaves(indices)
    inner = terms(indices, depth - 1)
    positive = inner.map(lambda e: plus(2, power(e, 2)))
    options = [
        leaves(indices),
        st.tuples(inner, inner).map(lambda p: plus(*p)),
        st.tuples(inner, inner).map(lambda p: times(*p)),
        st.tuples(st.sampled_from(SMOOTH), inner).map(lambda p: Fn(*p)),
        st.tuples(inner, positive).map(lambda p: times(p[0], power(p[1], -1))),
        positive.map(lambda e: Fn("log", e)),
        positive.map(lambda e: Pow(e, Rational(-1, 2))),
        st.tuples(positive, inner).map(lambda p: Pow(*p)),
        st.tuples(st.sampled_from(["maximum", "minimum"]), inner, inner).map(lambda p: Fn(*p)),
        st.tuples(inner, inner, inner).map(lambda p: Where(Compare(">", p[0], 1), p[1], p[2])),
        inner.map(lambda e: D(e, Ref("x", indices[-1]))),
    ]
    if len(indices) < 3:
        bound = (k, r)[len(indices) - 1]
        body = terms((*indices, bound), depth - 1)
        options += [body.map(lambda e: Sum(e, bound)), body.map(lambda e: Max(e, bound))]
    return st.one_of(*options)


def difference(programs, term, at, inputs, place, step):
    """A central difference, with the sides computed in the working precision."""
    sides = []
    for move in (step, -step):
        moved = Point(programs, SIZES, {**inputs, place: inputs[place] + move})
        sides.append(programs.program(term).at(moved, at))
    return (sides[0] - sides[1]) / (2 * step)


@pytest.mark.parametrize("name", SMOOTH)
@settings(max_examples=50)
@given(e=terms((i,), 2), numbers=st.lists(st.integers(-200, 200), min_size=5, max_size=5))
def test_dual_derivatives_match_central_differences(name, e, numbers):
    term = Fn(name, plus(Ref("x", i), e))
    with ctx.workprec(BITS):
        values = [arb(v) / 128 + arb(q) / 1009 for q, v in enumerate(numbers, 1)]
        places = [(name, (q,)) for name in "xw" for q in (1, 2)] + [("T", ())]
        inputs = dict(zip(places, values, strict=True))
        programs = Programs(SYSTEM)
        derivative = programs.program(D(term, Ref("x", j)))
        compared = 0
        for at in index_values((i, j), SIZES):
            found = derivative.at(Point(programs, SIZES, inputs), at)
            if not found.is_finite():
                continue
            step = arb(2) ** -STEP_BITS
            rough = difference(programs, term, at, inputs, ("x", (at[j],)), step)
            # the truncation error is step^2 f'''/6; far more room than that is left for f'''
            allowed = arb(2) ** -STEP_BITS * (1 + abs(found))
            # A ball wider than what is allowed says nothing either way.
            if rough.is_finite() and (rough.rad() + found.rad()) < allowed:
                compared += 1
                assert abs(found - rough) <= allowed
        assume(compared)
