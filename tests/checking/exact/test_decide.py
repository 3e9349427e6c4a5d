"""What decide answers: verdicts, scopes, details; index patterns; concrete sizes and indices."""

from __future__ import annotations

import pytest
from sympy import Integer

from symsoft.checking.exact import decide
from symsoft.language.matrix import At, Diag, Outer, Vec
from symsoft.language.system import System
from symsoft.language.terms import Delta, Fn, Index, Ref, Size, Sum
from symsoft.language.text import read_system, read_term

SOFTMAX = ("y[i] = exp(x[i])/sum(exp(x[k]), k)",)
BATCH = ("Y[c,i] = exp(X[c,i])/sum(exp(X[c,k]), k)",)

PROBES = {  # lhs, rhs, true for all n?
    "exp of a sum": ("exp(u)*exp(v)", "exp(u+v)", True),
    "power of exp": ("exp(u)**2", "exp(2*u)", True),
    "half an exponent": ("exp(u/2)**2", "exp(u)", True),
    "exp of a sum over an index": ("exp(x[i]-sum(x[k],k))", "exp(x[i])/exp(sum(x[k],k))", True),
    "log of a product": ("log(u*v)", "log(u)+log(v)", False),
    "log of a square": ("log(u**2)", "2*log(u)", False),
    "root of a square": ("sqrt(u**2)", "u", False),
    "tanh by exp": ("tanh(u)", "(exp(2*u)-1)/(exp(2*u)+1)", True),
    "tanh is odd": ("tanh(-u)", "-tanh(u)", True),
    "derivative of tanh": ("D(tanh(u),u)", "1-tanh(u)**2", True),
    "sigmoid reflected": ("1/(1+exp(u))", "1-1/(1+exp(-u))", True),
    "sigmoids sum to n": (
        "sum(1/(1+exp(x[k])),k)+sum(exp(x[k])/(1+exp(x[k])),k)",
        "sum(1+0*x[k],k)",
        True,
    ),
    "sigmoids of both signs": (
        "sum(1/(1+exp(x[k])),k)+sum(1/(1+exp(-x[k])),k)",
        "sum(1+0*x[k],k)",
        True,
    ),
    "partial fractions in a sum": (
        "sum(1/((x[k]-u)*(x[k]-v)),k)",
        "(sum(1/(x[k]-u),k)-sum(1/(x[k]-v),k))/(u-v)",
        True,
    ),
    "order of sums": (
        "sum(sum(x[k]*M[k,l]*w[l],l),k)",
        "sum(w[l]*sum(M[k,l]*x[k],k),l)",
        True,
    ),
    "names of bound indices": (
        "sum(sum(x[k]*x[l]*M[k,l],l),k)",
        "sum(sum(x[k]*x[l]*M[l,k],l),k)",
        True,
    ),
    "not symmetric": (
        "sum(sum(x[k]*w[l]*M[k,l],l),k)",
        "sum(sum(x[k]*w[l]*M[l,k],l),k)",
        False,
    ),
    "square of a sum": ("sum(x[k],k)**2", "sum(sum(x[k]*x[l],l),k)", True),
    "separable": ("sum(sum(x[k]*w[l],l),k)", "sum(x[k],k)*sum(w[k],k)", True),
    "variance": (
        "mean((x[k]-mean(x[l],l))**2,k)",
        "mean(x[k]**2,k)-mean(x[l],l)**2",
        True,
    ),
    "pairs": (
        "sum(sum((x[k]-x[l])**2,l),k)",
        "2*sum(1+0*x[k],k)*sum(x[k]**2,k)-2*sum(x[k],k)**2",
        True,
    ),
    "delta of two bound indices": (
        "sum(sum(delta(k,l)*x[k]*w[l],l),k)",
        "sum(x[k]*w[k],k)",
        True,
    ),
    "trace": ("sum(delta(k,k)*x[k],k)", "sum(x[k],k)", True),
    "delta times delta": ("sum(delta(i,k)*delta(k,j),k)", "delta(i,j)", True),
    "delta squared": ("delta(i,j)**2", "delta(i,j)", True),
    "delta moves an index": ("delta(i,j)*x[i]", "delta(i,j)*x[j]", True),
    "delta is not 1": ("delta(i,j)*x[i]", "x[i]", False),
    "true for n = 1 and 2 only": (
        "(sum(1+0*x[k],k)-1)*(sum(1+0*x[k],k)-2)*x[i]",
        "0",
        False,
    ),
    "wrong at i = j only": ("delta(i,j)*x[i]", "0", False),
    "exp of a delta": ("exp(delta(i,j)*u)", "1+delta(i,j)*(exp(u)-1)", True),
    "exp of a bound delta": (
        "sum(exp(delta(k,j)*u)+0*x[k],k)",
        "sum(1+0*x[k],k)-1+exp(u)",
        True,
    ),
    "Cauchy and Schwarz without <=": (
        "sum(x[k]**2,k)*sum(w[k]**2,k)",
        "sum(x[k]*w[k],k)**2",
        False,
    ),
    "three indices": (
        "delta(i,j)*delta(j,k)*x[i]",
        "delta(i,k)*delta(k,j)*x[k]",
        True,
    ),
    "two of three indices": ("delta(i,j)*delta(j,k)", "delta(i,k)", False),
}


@pytest.mark.parametrize(("lhs", "rhs", "true"), PROBES.values(), ids=PROBES)
def test_probes(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs) is true


def test_sums_of_defined_quantities(holds) -> None:
    assert holds("sum(y[k],k)", "1", define=SOFTMAX)
    assert holds("log(y[i])", "x[i]-log(sum(exp(x[k]),k))", define=SOFTMAX)
    assert holds(
        "sum(sum(w[k]*y[k]*(delta(k,l)-y[l])*w[l],l),k)",
        "sum(y[k]*(w[k]-sum(y[l]*w[l],l))**2,k)",
        define=(*SOFTMAX, "f = sum(y[k]*w[k], k)"),
    )
    both_orders = ("sum(sum(Y[c,k],k),c)", "sum(sum(Y[c,k],c),k)")
    for total in both_orders:
        assert holds(total, "sum(1+0*X[c,1],c)", define=BATCH)


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
    outer = At(Outer(y, y), I, J)
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
