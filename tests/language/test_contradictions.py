"""Assumptions that can't hold together are found; those that can are let through."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from symsoft.errors import ContradictionError
from symsoft.language.contradictions import check
from symsoft.language.system import System
from symsoft.language.text import read_system

Read = Callable[..., System]

DEFINITIONS = ("L = sum(t[k]*x[k], k) + T + a*b + sum(V[k,k], k) + sum(sum(W[i,j], j), i)",)


@pytest.mark.parametrize(
    "given",
    [
        ("1 = 2",),
        ("2 < 1 + 1",),
        ("a > a",),
        ("T != T",),
        ("T = 1", "T = 2"),
        ("T = 1", "2*T = 3"),
        ("a/b > 0", "a > 0", "b < 0"),
        ("a/b**3 = 1", "a >= 2", "b <= -1"),
        ("maximum(a, b) < a",),
        ("minimum(a, b) > T", "b = T"),
        ("T > 0", "T < 0"),
        ("T > 0", "T <= 0"),
        ("T > 0", "-T > 0"),
        ("T >= 1", "T = 1/2"),
        ("T != 0", "T = 0"),
        ("0 < T", "0 > T"),
        ("a > b", "b > a"),
        ("a >= b", "b > a"),
        ("a + 1 = b", "b - a = 2"),
        ("a >= b", "b >= a", "a != b"),
        ("a*b = 1", "b*a = 2"),
        ("x[k] > 0", "x[j] < 0"),
        ("x[k] > 0", "x[k] = -1"),
        ("x[k] > 0", "x[1] = -1"),
        ("x[1] = -1", "x[k] > 0"),
        ("V[i,j] > 0", "V[k,k] = 0"),
        ("V[i,j] > 0", "V[j,i] < 0"),
        ("W[i,j] > 0", "W[2,j] <= 0"),
        ("x[i] > x[j] + 1",),
        ("sum(t[k], k) = 1", "sum(t[i], i) = 2"),
        ("x[k] > 0", "sum(x[k], k) = -1"),
        ("x[k] >= 2", "sum(x[k], k) = 1"),
        ("x[k] <= 0", "sum(x[k], k) > 0"),
        ("W[i,j] > 0", "sum(sum(W[i,j], j), i) = 0"),
        ("onehot(t)", "sum(t[k], k) = 2"),
        ("onehot(t)", "t[k] < 0"),
        ("onehot(t)", "t[k] = 1/2"),
        ("onehot(t)", "t[2] = 3"),
        ("onehot(t)", "2*t[k] = 1"),
        ("onehot(t)", "t[k] = 0"),
        ("onehot(W)", "sum(W[i,j], j) = 0"),
        ("W[i,j] > 0", "W[1,2] > 3", "sum(W[i,j], j) = 1"),
        ("sum(t[k], k) = 1", "t[k] < 0"),
        ("T = -1", "T > 0"),
        ("a + b = 1", "a - b = 1", "b > 0"),
        ("a + b + T = 1", "a > 1", "b > 1", "T >= 0"),
        ("a = b", "b = T", "T > a"),
        ("t[k] >= 0", "sum(t[k], k) = 1", "t[2] = 2"),
        ("onehot(t)", "t[1] = 1", "t[2] = 1"),
        ("sum(t[k] + x[k], k) = 1", "sum(t[k], k) = 1", "sum(x[k], k) = 1"),
        ("2*sum(3*t[k], k) = 1", "t[k] < 0"),
        ("x[k] = 1", "sum(x[k], k) < 1"),
        ("t[k] + x[k] = 1", "sum(t[k], k) <= 0", "sum(x[k], k) <= 0"),
        ("a**2 < 0",),
        ("exp(T) = 0",),
        ("T > 0", "exp(T) < 1"),
        ("log(T) > 0", "T < 1"),
        ("abs(a) + T**2 = -1",),
        ("tanh(a) >= 1",),
        ("maximum(a, 1) < 1",),
        ("T/(1 + exp(-a)) > 1", "T = 0"),
        ("a < b", "exp(b) < exp(a)"),
        ("a < b", "b < T", "tanh(T) <= tanh(a)"),
        ("a + T < b", "T >= 0", "exp(a) + 1 > exp(b) + 1"),
        ("exp(exp(a)) > exp(exp(b))", "a <= b"),
        ("a + b < 0", "exp(a + b) > 1"),
        ("log(a) > log(b)", "b >= a"),
        ("a > b", "b > 0", "1/a > 1/b"),
        ("a > b", "b >= 0", "a**2 < b**2"),
        ("a > b", "a**3 <= b**3"),
        ("a >= b", "sqrt(b) > sqrt(a)"),
        ("a < b", "b < 0", "a*b < 0"),
        ("x[i] < t[i]", "exp(t[i]) < exp(x[i])"),
        ("max(x[k], k) < 0", "sum(x[k], k) > 0"),
        ("max(x[k], k) <= -1", "x[2] > -1"),
        ("min(x[k], k) >= 2", "sum(x[k], k) < 2"),
        ("min(x[k] - t[k], k) > 0", "sum(x[k], k) < sum(t[k], k)"),
        ("max(x[k], k) < a", "x[i] > a"),
        ("x[i] <= a", "max(x[k], k) > a"),
        ("x[i] <= a", "a < b", "max(x[k], k) = b"),
        ("max(x[k], k) < min(x[k], k)",),
        ("max(x[k], k) = 1", "min(t[k], k) = 2", "x[k] > t[k]"),
        ("a*b > 1", "a < 1", "b < 1", "a > 0"),
        ("a*b > T", "0 < a", "a < 1", "b < T", "T = 2"),
    ],
    ids=", ".join,
)
def test_contradictions(given: tuple[str, ...], read: Read) -> None:
    with pytest.raises(ContradictionError) as caught:
        check(read(*DEFINITIONS, given=given))
    assert caught.value.exit_code == 1
    message = str(caught.value)
    assert all(line in message for line in given), message
    assert "\n" not in message


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("1 < 2",),
        ("T = 1", "T = 1", "2*T = 2"),
        ("T > 0", "T < 2", "T != 1"),
        ("T >= 0", "T <= 0"),
        ("T >= 0", "T <= 0", "T != 1"),
        ("a > b", "b > T"),
        ("x[k] > 0", "sum(x[k], k) = 1"),
        ("x[k] >= 0", "x[1] = 0"),
        ("x[1] > 0", "x[2] < 0"),
        ("x[1] > 0", "x[k] >= 0"),
        ("x[k] > 0", "t[k] < 0"),
        ("x[k] > -1", "sum(x[k], k) < -5"),
        ("V[i,j] >= 0", "V[k,k] = 1"),
        ("V[k,k] = 1", "V[1,2] = 0"),
        ("onehot(t)", "sum(t[k], k) = 1", "t[k] >= 0", "t[1] = 1"),
        ("onehot(t)", "2*t[2] = 2"),
        ("onehot(t)", "x[k] = 1/2"),
        ("x[i] >= x[j]",),
        ("sum(t[k], k) = 1", "sum(x[k], k) = 2"),
        ("a*b*T = 1", "a*b = 3"),
        ("x[i] != x[j]",),
        ("a + b = 1", "a - b = 1", "b = 0"),
        ("x[k] = 1", "sum(x[k], k) = 3"),
        ("t[k] >= 0", "sum(t[k], k) = 1", "t[2] = 1", "t[1] = 0"),
        ("tanh(a) > 0", "a > 0"),
        ("a*b < 0", "a > 0"),
        ("x[k]**2 = 1", "x[k] != 1"),
        ("sum(x[k], k, k != 1) = 0", "x[k] >= 0", "x[1] > 0"),
        ("a < b", "exp(a) < exp(b)"),
        ("a > b", "1/a > 1/b"),
        ("a > b", "a**2 < b**2"),
        ("a > b", "cosh(a) < cosh(b)"),
        ("max(x[k], k) < 1", "sum(x[k], k) < -5"),
        ("max(x[k], k) > 0", "sum(x[k], k) < 0"),
        ("max(x[k], k) = 1", "x[2] = 1", "min(x[k], k) = 1"),
        ("max(x[k], k) = min(x[k], k)",),
        ("a*b > 1", "a < 1", "b < 2", "a > 0"),
        ("a*b > 1", "a < 1", "b < 1"),
        ("a + b < 1", "a*b > 0.2", "a > 0"),
        ("a > b", "b > 0", "a**0 <= b**0"),
        ("a > 0", "a**0 <= 1"),
    ],
    ids=", ".join,
)
def test_no_contradiction(given: tuple[str, ...], read: Read) -> None:
    check(read(*DEFINITIONS, given=given))


def test_the_message_names_both(read: Read) -> None:
    with pytest.raises(ContradictionError) as caught:
        check(read(*DEFINITIONS, given=("a > 0", "T > 0", "b > 0", "T = -1")))
    assert str(caught.value) == "the assumptions contradict each other: T > 0 and T = -1"


def test_names_do_not_matter(read: Read) -> None:
    for first, second in ("ab", "ba"):
        system = read("y = a*b", given=(f"{first} - {second} > 0", f"{second} >= {first}"))
        with pytest.raises(ContradictionError):
            check(system)


SOFTMAX = ("y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("y[i] > 1",), "y[i] > 1 can't hold by the definition of y"),
        (("y[2] = 0",), "y[2] = 0 can't hold by the definition of y"),
        (("sum(y[k], k) = 2",), "sum(y[k], k) = 2 can't hold by the definition of y"),
        (
            ("t[k] = y[k]", "sum(t[k], k) = 3"),
            "the assumptions contradict each other by the definition of y: "
            "t[k] = y[k] and sum(t[k], k) = 3",
        ),
    ],
)
def test_what_is_defined_has_a_range(given: tuple[str, ...], said: str, read: Read) -> None:
    with pytest.raises(ContradictionError) as caught:
        check(read(*SOFTMAX, given=given))
    assert str(caught.value) == said


def test_a_range_is_no_contradiction(read: Read) -> None:
    check(read(*SOFTMAX, given=("y[i] <= 1", "y[1] > 0", "sum(y[k], k) = 1", "t[k] = y[k]")))


POINT = (
    "p[i] = abs(x[i])/sum(abs(x[k]), k)",
    "m[i] = maximum(x[i], T)",
    "L = sum(t[k]*p[k]*m[k] + V[k,k], k)*a*b",
)
TERMS: dict[str, Callable[[SimpleNamespace, int], Fraction]] = {
    "T": lambda q, k: q.T,
    "a": lambda q, k: q.a,
    "a*b": lambda q, k: q.a * q.b,
    "a**2": lambda q, k: q.a**2,
    "a - b": lambda q, k: q.a - q.b,
    "abs(a)": lambda q, k: abs(q.a),
    "maximum(a, T)": lambda q, k: max(q.a, q.T),
    "where(a > b, a, T)": lambda q, k: q.a if q.a > q.b else q.T,
    "1/(1 + T**2)": lambda q, k: 1 / (1 + q.T**2),
    "x[1]": lambda q, k: q.x[1],
    "x[2]": lambda q, k: q.x[2],
    "x[k]": lambda q, k: q.x[k],
    "x[k]*t[k]": lambda q, k: q.x[k] * q.t[k],
    "x[k] - t[k]": lambda q, k: q.x[k] - q.t[k],
    "x[k]**2": lambda q, k: q.x[k] ** 2,
    "V[k,k]": lambda q, k: q.V[k, k],
    "V[k,1]": lambda q, k: q.V[k, 1],
    "sum(x[k], k)": lambda q, k: sum(q.x[l] for l in q.all),
    "sum(t[k], k)": lambda q, k: sum(q.t[l] for l in q.all),
    "sum(x[k] + 2*t[k], k)": lambda q, k: sum(q.x[l] + 2 * q.t[l] for l in q.all),
    "sum(x[k]*t[k], k)": lambda q, k: sum(q.x[l] * q.t[l] for l in q.all),
    "sum(V[k,l], l)": lambda q, k: sum(q.V[k, l] for l in q.all),
    "sum(V[1,k], k)": lambda q, k: sum(q.V[1, l] for l in q.all),
    "sum(x[k], k, k != 1)": lambda q, k: sum(q.x[l] for l in q.all if l != 1),
    "max(x[k], k)": lambda q, k: max(q.x.values()),
    "min(t[k], k)": lambda q, k: min(q.t.values()),
    "p[k]": lambda q, k: q.p(k),
    "p[1]": lambda q, k: q.p(1),
    "sum(p[k], k)": lambda q, k: Fraction(1),
    "p[k] - x[k]": lambda q, k: q.p(k) - q.x[k],
    "a*p[2]": lambda q, k: q.a * q.p(2),
    "m[k]": lambda q, k: max(q.x[k], q.T),
    "b": lambda q, k: q.b,
    "b - T": lambda q, k: q.b - q.T,
    "a*b - T": lambda q, k: q.a * q.b - q.T,
    "a**3": lambda q, k: q.a**3,
    "a**3 - b**3": lambda q, k: q.a**3 - q.b**3,
    "b**2 - a**2": lambda q, k: q.b**2 - q.a**2,
    "abs(a) - abs(b)": lambda q, k: abs(q.a) - abs(q.b),
    "1/(7 + a) - 1/(7 + b)": lambda q, k: 1 / (7 + q.a) - 1 / (7 + q.b),
    "max(x[k], k) - T": lambda q, k: max(q.x.values()) - q.T,
    "min(x[k] + t[k], k)": lambda q, k: min(q.x[l] + q.t[l] for l in q.all),
    "max(x[k], k) - min(t[k], k)": lambda q, k: max(q.x.values()) - min(q.t.values()),
    "x[k] - T": lambda q, k: q.x[k] - q.T,
    "a*x[k]": lambda q, k: q.a * q.x[k],
    "abs(x[k]) + p[k]": lambda q, k: abs(q.x[k]) + q.p(k),
}
SMALL = st.fractions(-3, 3, max_denominator=4)


@st.composite
def points(draw: st.DrawFn) -> SimpleNamespace:
    places = range(1, draw(st.integers(2, 3)) + 1)
    q = SimpleNamespace(all=places, T=draw(SMALL), a=draw(SMALL), b=draw(SMALL))
    q.x = {k: draw(SMALL) for k in places}
    q.t = {k: Fraction(k == 2) for k in places} if draw(st.booleans()) else dict(q.x)
    q.V = {(k, l): draw(SMALL) for k in places for l in places}
    q.x[1] = q.x[1] or Fraction(1)
    q.p = lambda k: abs(q.x[k]) / sum(map(abs, q.x.values()))
    return q


@st.composite
def true_facts(draw: st.DrawFn) -> tuple[str, ...]:
    """Facts that hold at a point which is drawn first."""
    q = draw(points())
    facts = ["onehot(t)"] if q.t == {k: k == 2 for k in q.all} else []
    for text in draw(st.lists(st.sampled_from(sorted(TERMS)), min_size=1, max_size=6)):
        found = [TERMS[text](q, k) for k in q.all]
        slack = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(2)]))
        low, high = min(found) - slack, max(found) + slack
        options = [f"{text} >= {low}", f"{text} <= {high}", f"{text} > {low - 1}"]
        options += [f"{text} < {high + 1}", f"{text} != {high + 1}"]
        options += [f"{text} = {low}"] if low == high else []
        facts.append(draw(st.sampled_from(options)))
    return tuple(facts)


@settings(max_examples=400, deadline=None)
@drawn(true_facts())
def test_what_holds_at_a_point_is_no_contradiction(facts: tuple[str, ...]) -> None:
    check(read_system(POINT, facts))
