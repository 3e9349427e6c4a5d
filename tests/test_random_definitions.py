"""Random definitions go through derive; the result is compared with dual numbers over balls."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Integer

from symsoft.calculus.derive import Deriver
from symsoft.checking.enclosure import compare
from symsoft.checking.exact import decide
from symsoft.language.spelling import one_line
from symsoft.language.system import Definition, System
from symsoft.language.terms import Add, Delta, Fn, Index, Mul, Ref, Size, Sum, power
from symsoft.proof import Verdict

N = Size("n")
I, K, L = (Index(letter, N) for letter in "ikl")
SHAPES = {"y": (N,), "x": (N,), "w": (N,), "u": ()}


def leaves(indices):
    entries = [Ref(name, i) for name in "xw" for i in indices]
    return st.sampled_from([*entries, Ref("u")]) | st.integers(1, 3).map(Integer)


def bodies(depth, indices):
    """Terms that are defined everywhere, over the given indices."""
    if depth == 0:
        return leaves(indices)
    inner = bodies(depth - 1, indices)
    pairs = st.tuples(inner, inner)
    ways = [
        inner,
        pairs.map(lambda p: Add(*p)),
        pairs.map(lambda p: Add(p[0], Mul(-1, p[1]))),
        pairs.map(lambda p: Mul(*p)),
        pairs.map(lambda p: p[0] / (1 + power(p[1], 2))),
        inner.map(lambda u: power(1 + power(u, 2), Integer(1) / 2)),
        inner.map(lambda u: Fn("log", 1 + Fn("exp", u))),
        *(inner.map(lambda u, f=f: Fn(f, u)) for f in ("exp", "tanh", "sin", "cos")),
    ]
    if len(indices) < 3:
        k = next(i for i in (K, L) if i not in indices)
        sums = bodies(depth - 1, (*indices, k)).map(lambda u: Sum(u, k))
        ways += [sums, sums.map(lambda s: Sum(s.body, s.index, I))]
        ways.append(st.just(Sum(Delta(k, I) * Ref("x", k), k)))
    return st.one_of(ways)


@settings(
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(body=bodies(3, (I,)))
def test_a_derived_derivative_is_the_derivative(body):
    system = System((Definition("y", (I,), body),), SHAPES)
    assume(system.depends(body, "x"))
    deriver = Deriver(system)
    proof = deriver.prove(deriver.claim("y", "x"))
    whole = compare(system, proof.claim.lhs, proof.claim.rhs)
    assert whole.verdict is not Verdict.FAILS, (one_line(body), whole)
    for step in proof.steps:
        line = (step.rule, one_line(step.before), one_line(step.after))
        assert compare(system, step.before, step.after).verdict is not Verdict.FAILS, line
        assert decide(system, step.before, step.after).verdict is Verdict.HOLDS, line
