"""What decide answers: verdicts, scopes, details; index patterns; concrete sizes and indices."""

from __future__ import annotations

import pytest
from sympy import Integer

from symsoft.checking.exact import decide
from symsoft.language.matrix import At, Diag, Jacobian, MatMul, Transpose, Vec
from symsoft.language.system import System
from symsoft.language.terms import D, Delta, Fn, Index, Ref, Size, Sum, times
from symsoft.language.text import read_system, read_term

SOFTMAX = ("y[i] = exp(x[i])/sum(exp(x[k]), k)",)
BATCH = ("Y[c,i] = exp(X[c,i])/sum(exp(X[c,k]), k)",)


@pytest.mark.parametrize(
    ("lhs", "define", "scope"),
    [
        ("u*v", None, "all values"),
        ("x[i]", None, "all n >= 1"),
        ("Y[c,i]", BATCH, "all n, m >= 1"),
        ("sum(Y[c,k],k)", BATCH, "all n, m >= 1"),
        ("x[2]", None, "all n >= 2"),
        ("delta(i,3)*x[i]", None, "all n >= 3"),
        ("X[c,2]", BATCH, "all n >= 1, m >= 2"),
    ],
)
def test_scope_for_every_size(decided, lhs, define, scope) -> None:
    found = decided(lhs, lhs, define=define) if define else decided(lhs, lhs)
    assert (found.verdict.value, found.scope) == ("holds", scope)


def test_a_derivative_inside_a_matrix_formula_is_seen() -> None:
    system = read_system(["z[i] = sum(W[i,k]*h[k], k)", "L = sum(z[k]**2, k)"])
    n, m = system.shapes["W"]
    z, h, j = Vec("z", n), Vec("h", m), Index("j", m)
    chain = At(MatMul(Transpose(Jacobian(z, h)), Jacobian(Ref("L"), z)), j)
    right = At(MatMul(Transpose(Vec("W", n, m)), times(2, z)), j)
    assert decide(system, D(Ref("L"), Ref("h", j)), chain).verdict.value == "holds"
    assert decide(system, chain, right).verdict.value == "holds"
    # Were z taken as an input, this derivative would be 0.
    assert (
        decide(system, At(Jacobian(z, h), Index("i", n), j), Integer(0)).verdict.value == "unknown"
    )


def test_scope_for_given_sizes(decided) -> None:
    found = decided("sum(x[k],k)", "x[1]+x[2]+x[3]", sizes={"n": 3})
    assert (found.verdict.value, found.scope) == ("holds", "n = 3, all index values")
    found = decided("Y[c,i]", "Y[c,i]", define=BATCH, sizes={"n": 2, "m": 3})
    assert found.scope == "n = 2, m = 3, all index values"
    found = decided("sum(Y[c,k],k)", "1", define=BATCH, sizes={"m": 2})
    assert (found.verdict.value, found.scope) == ("holds", "m = 2, all n >= 1, all index values")


def test_given_sizes_decide_what_is_true_there_only(holds) -> None:
    for n, true in ((1, True), (2, True), (3, False)):
        lhs = "(sum(1+0*x[k],k)-1)*(sum(1+0*x[k],k)-2)*x[i]"
        assert holds(lhs, "0", sizes={"n": n}) is true
    assert holds("x[i]", "x[1]", sizes={"n": 1})
    assert holds("y[i]", "1", define=SOFTMAX, sizes={"n": 1})
    assert holds("D(y[i],x[j])", "y[i]*(delta(i,j)-y[j])", define=SOFTMAX, sizes={"n": 3})
    assert not holds("D(y[i],x[j])", "y[i]*(1-y[j])", define=SOFTMAX, sizes={"n": 2})
    assert holds("max(x[k],k)", "maximum(x[1],x[2])", sizes={"n": 2})
    assert holds("max(x[k],k,k!=i)", "x[2]*delta(i,1)+x[1]*delta(i,2)", sizes={"n": 2})


def test_a_size_below_one_is_refused(decided) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        decided("x[i]", "x[i]", sizes={"n": 0})


def test_an_index_value_beyond_its_axis_is_unknown(decided) -> None:
    found = decided("x[3]", "x[3]", sizes={"n": 2})
    assert found.verdict.value == "unknown"
    assert "out of range" in found.detail


@pytest.mark.parametrize(
    ("lhs", "rhs", "true"),
    [
        ("delta(j,1)*x[j]", "delta(1,j)*x[1]", True),
        ("delta(j,1)*delta(j,2)*x[j]", "0", True),
        ("sum(delta(k,2)*x[k],k)", "x[2]", True),
        ("sum(x[k],k,k!=1)", "sum(x[k],k)-x[1]", True),
        ("D(x[1]*x[2],x[j])", "delta(j,1)*x[2]+delta(j,2)*x[1]", True),
        ("D(sum(x[k]**2,k),x[2])", "2*x[2]", True),
        ("x[1]", "x[2]", False),
        ("x[i]", "x[1]", False),
        ("delta(j,1)*x[1]", "0", False),
        ("delta(j,1)*x[1]", "delta(j,1)*x[2]", False),
        ("D(x[1]*x[2],x[j])", "delta(j,1)*x[2]", False),
    ],
)
def test_concrete_indices(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs) is true


def test_detail_names_the_pattern(decided) -> None:
    assert "i = j" in decided("delta(i,j)*x[i]", "0").detail.replace("j = i", "i = j")
    assert "!=" in decided("x[i]", "delta(i,j)*x[i]").detail
    assert "i = 2" in decided("x[i]*delta(i,2)", "0").detail
    assert decided("sum(x[k],k)", "x[1]", sizes={"n": 2}).detail


def test_detail_says_what_has_no_normal_form(decided) -> None:
    assert "zero" in decided("1/(u-u)", "1").detail
    assert "differentiated" in decided("D(max(x[k],k),x[j])", "0").detail


N, M = Size("n"), Size("m")
I, J, K = (Index(letter, N) for letter in "ijk")
A = Index("a", M)


def test_indices_over_other_axes_are_never_equal() -> None:
    system = System((), {"x": (N,), "z": (M,)})
    over_m = Index("i", M)
    assert decide(system, Ref("x", I), Ref("x", over_m)).verdict.value == "unknown"
    assert decide(system, Ref("z", I), Ref("z", I)).verdict.value == "unknown"
    found = decide(system, Ref("x", I) * Ref("z", over_m), Ref("z", over_m) * Ref("x", I))
    assert found.verdict.value == "holds"


def test_a_pattern_in_which_a_side_is_nowhere_defined_has_nothing_to_decide(decided) -> None:
    found = decided("D(1/(x[i]-x[j]),x[i])", "(delta(i,j)-1)/(x[i]-x[j])**2")
    assert found.verdict.value == "holds"
    assert decided("D(1/(x[i]-x[j]),x[i])", "1/(x[i]-x[j])**2").verdict.value == "unknown"
    nowhere = decided("1/(x[i]-x[i])", "1")
    assert nowhere.verdict.value == "unknown"
    assert "nowhere" in nowhere.detail
    assert decided("where(u>0,1/(v-v),u)", "v").verdict.value == "unknown"
    alone = decided("sum(1/(x[i]-x[i])+0*x[k],k,k!=i)", "0")  # for n = 1 the sum is empty
    assert alone.verdict.value == "unknown"


def test_an_index_bound_twice_is_not_captured() -> None:
    system = System((), {"x": (N,), "w": (N,)})
    x, w = Ref("x", K), Ref("w", K)
    inner, outer = Sum(w, K), Sum(x, K)
    assert decide(system, Sum(x * inner, K), outer * inner).verdict.value == "holds"
    assert decide(system, Sum(x * inner, K), Sum(x * w, K)).verdict.value == "unknown"


def test_an_index_that_no_array_carries_still_has_its_range() -> None:
    """A delta left alone is split on i = j because its indices know their size."""
    system = System((), {"x": (N,)})
    assert decide(system, Delta(I, J), Delta(J, I)).verdict.value == "holds"
    assert decide(system, Delta(I, J), Integer(1)).verdict.value == "unknown"
    assert decide(system, Delta(I, J), Integer(0)).verdict.value == "unknown"


def test_too_large_is_unknown() -> None:
    system = System((), {"x": (N,), "z": (N,)})
    wide = Sum(Ref("x", K), K) + sum(Ref("z", Integer(q)) for q in range(1, 30))
    found = decide(system, wide**12, Integer(0))
    assert found.verdict.value == "unknown"
    assert "too large" in found.detail


def test_nested_too_deeply_is_unknown() -> None:
    e = Ref("u")
    for _ in range(20_000):
        e = Fn("sin", e)
    found = decide(System((), {"u": ()}), e, Ref("u"))
    assert found.verdict.value == "unknown"
    assert found.detail


def test_entries_of_matrices() -> None:
    system = System((), {"y": (N,)})
    y = Vec("y", N)
    assert decide(system, At(Diag(y), I, J), Delta(I, J) * Ref("y", J)).verdict.value == "holds"
    outer = At(MatMul(y, Transpose(y)), I, J)
    assert decide(system, outer, Ref("y", I) * Ref("y", J)).verdict.value == "holds"
    assert decide(system, outer, Ref("y", I)).verdict.value == "unknown"


def test_names_do_not_matter() -> None:
    """The same question under other names has the same answer, and so has its details' length."""
    questions = [
        ("D({y}[i],{x}[j])", "{y}[i]*(delta(i,j)-{y}[j])"),
        ("D({y}[i],{x}[j])", "{y}[i]*(1-{y}[j])"),
        ("tanh({a}-{b})", "-tanh({b}-{a})"),
        ("1/(({x}[i]-{a})*({x}[i]-{b}))", "(1/({x}[i]-{a})-1/({x}[i]-{b}))/({a}-{b})"),
        ("maximum({a},{b})", "({a}+{b}+abs({a}-{b}))/2"),
    ]
    answers = []
    for names in (
        {"x": "x", "y": "y", "a": "a", "b": "b"},
        {"x": "z", "y": "c", "a": "w", "b": "e"},
    ):
        system = read_system(
            [
                "{y}[i] = exp({x}[i])/sum(exp({x}[k]), k)".format(**names),
                "f = {a}*{b}*sum({y}[k], k)".format(**names),
            ]
        )
        answers.append(
            [
                decide(system, *(read_term(side.format(**names), system) for side in sides))
                for sides in questions
            ]
        )
    assert answers[0] == answers[1]
    assert [e.verdict.value for e in answers[0]] == ["holds", "unknown", "holds", "holds", "holds"]


def test_nothing_depends_on_the_hash_seed(process) -> None:
    program = (
        "from symsoft.language.text import read_system, read_term\n"
        "from symsoft.checking.exact import decide\n"
        "s = read_system(['f = sum(tanh(x[k])*u/(v+x[k]),k)', 'g = sum(f*x[k]*w[k],k)'])\n"
        "for a, b in (('D(g,x[j])', 'D(g,w[j])'), ('f*u*v', 'v*f*u'), ('D(f,x[j])', '0')):\n"
        "    print(decide(s, read_term(a, s), read_term(b, s)))\n"
    )
    runs = [process("-c", program, PYTHONHASHSEED=seed) for seed in ("0", "1", "2")]
    assert runs[0].code == 0, runs[0].err
    assert runs[0].out == runs[1].out == runs[2].out
