"""Assumptions as facts: what they give, and that they are barred under derivatives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Integer, Rational

from symsoft.checking.exact import decide
from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index, Pow, Ref, Size

CE = ("y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)")
SUM = ("sum(t[k],k) = 1",)

WITH_SUM = [
    ("sum(t[k]*x[i],k)", "x[i]", True),
    ("sum(t[k]*x[k],k)", "x[i]", False),
    ("sum(sum(t[k]*x[l],k),l)", "sum(x[l],l)", True),
    ("D(L,x[j])", "y[j]-t[j]", True),
    ("D(L,x[j])", "y[j]*sum(t[k],k)-t[j]", True),
    # an equation about t says nothing about derivatives by t
    ("D(sum(t[k],k),t[j])", "1", True),
    ("D(sum(t[k],k),t[j])", "0", False),
    ("D(L,t[j])", "-log(y[j])", True),
    ("D(D(L,x[i]),t[j])", "y[i]-delta(i,j)", True),
    ("D(D(L,x[i]),t[j])", "-delta(i,j)", False),
    ("D(D(L,t[j]),x[i])", "y[i]-delta(i,j)", True),
    ("D(sum(t[k],k)*t[j],t[j])", "t[j]+1", True),  # the rest is used again afterwards
    # identities hold near the point too: the sum of y stays 1 under any derivative
    ("D(sum(y[k],k),x[j])", "0", True),
    ("D(D(L,x[i]),x[j])", "y[i]*(delta(i,j)-y[j])", True),
    ("D(sum(y[k],k)*sum(t[k],k),x[j])", "0", True),
]

OTHERS_DEFINE = (
    "C = sum(sum(P[c,k]*X[c,k]*s[c],k),c)*T + sum(w[k]*x[k],k) + sum(z[k]**2,k)",
    "m = mean(z[k],k)",
    "r[i] = z[i]**2",
)
OTHERS_GIVEN = (
    "mean(z[k],k) = 0",
    "sum(P[c,k],k) = s[c]",
    "T = 2",
    "w[k] = x[k]+1",
)
OTHERS = [
    ("m", "0", True),
    ("sum(z[k]*x[i],k)", "0", True),
    ("D(m,z[j])", "0", False),
    ("D(m,z[j])*sum(z[k]**0,k)", "1", True),
    ("D(m*x[i],x[i])", "0", True),
    ("sum(sum(P[c,k],k),c)", "sum(s[c],c)", True),
    ("sum(sum(P[c,k]*s[c],k),c)", "sum(s[c]**2,c)", True),
    ("sum(sum(P[c,k]*X[c,k],k),c)", "sum(s[c],c)", False),
    ("T**2", "4", True),
    ("D(T**2,T)", "4", True),
    ("D(T,T)", "1", True),
    ("D(T,T)", "0", False),
    ("w[i]", "1+x[i]", True),
    ("D(w[i],x[j])", "0", True),
    ("D(w[i],x[j])", "delta(i,j)", False),
    ("D(w[i]*x[j],x[j])", "w[i]", True),
    # z is what r is made of: under a derivative by r, z stays, and so does what is known of it
    ("D(sum(z[k],k)*r[i],r[i])", "0", True),
]

ONEHOT_DEFINE = (*CE, "Z = sum(sum(T[c,k]*X[c,k],k),c)")
ONEHOT_GIVEN = ("onehot(t)", "onehot(T)")
ONEHOT = [
    ("t[i]**2", "t[i]", True),
    ("t[i]*t[j]", "delta(i,j)*t[i]", True),
    ("t[i]*t[j]", "0", False),
    ("t[i]", "1", False),
    ("sum(t[k],k)", "1", True),
    ("sum(t[k]**2,k)", "1", True),
    ("sum(sum(t[k]*t[l]*x[k]*x[l],l),k)", "sum(t[k]*x[k]**2,k)", True),
    ("D(L,x[j])", "y[j]-t[j]", True),
    ("D(sum(t[k],k),t[j])", "1", True),
    ("D(sum(t[k],k),t[j])", "0", False),
    ("D(t[i]**2,t[i])", "2*t[i]", True),
    ("D(t[i]**2,t[i])", "1", False),
    ("exp(t[i])", "1+t[i]*(exp(1)-1)", True),
    ("log(1+t[i])", "t[i]*log(2)", True),
    ("1/(1+t[i])", "1-t[i]/2", True),
    ("abs(t[i]-1)", "1-t[i]", True),
    ("T[c,k]*T[c,l]", "delta(k,l)*T[c,k]", True),
    ("T[c,k]*T[d,k]", "delta(c,d)*T[c,k]", False),
    ("sum(T[c,k],c)", "1", False),
    ("x[i]**2", "x[i]", False),
]

SIGNS = [  # what is assumed, lhs, rhs, true?
    (("u > 0",), "sqrt(u**2)", "u", True),
    (("u >= 0",), "sqrt(u**2)", "u", False),  # not used: a root needs to be known positive
    (("u >= 0",), "abs(u)", "u", True),
    (("u < 0",), "abs(u)", "-u", True),
    (("u < 0",), "sqrt(u**2)", "u", False),
    (("u >= 1",), "log(u*v)", "log(u)+log(v)", True),
    (("u > v",), "sqrt((u-v)**2)", "u-v", True),
    (("u > v",), "sqrt((u-v)**2)", "v-u", False),
    (("u > v",), "maximum(u,v)", "u", True),
    (("u >= v",), "maximum(u,v)", "u", True),
    (("u > v",), "minimum(2*u,2*v)", "2*v", True),
    (("u < 1",), "log((1-u)*v)", "log(1-u)+log(v)", True),
    (("x[k] > 0",), "log(x[i]*v)", "log(x[i])+log(v)", True),
    (("x[k] > 0",), "log(w[i]*v)", "log(w[i])+log(v)", False),
    (("x[1] > 0",), "log(x[1]*v)", "log(x[1])+log(v)", True),
    (("x[1] > 0",), "log(x[2]*v)", "log(x[2])+log(v)", False),
    (("x[k] > w[k]",), "abs(x[i]-w[i])", "x[i]-w[i]", True),
    (("x[k] > w[k]",), "abs(x[i]-w[j])", "x[i]-w[j]", False),
    (("x[k] > 0",), "log(v*sum(x[k],k))", "log(v)+log(sum(x[k],k))", True),
    (("u != 0",), "sqrt(u**2)", "u", False),
    # a condition that only holds at the boundary is not used under a derivative
    (("u >= 0",), "D(abs(u),u)", "1", False),
    (("u > 0",), "D(abs(u),u)", "1", True),
]


@pytest.mark.parametrize(("lhs", "rhs", "true"), WITH_SUM)
def test_a_sum_that_is_known(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=CE, given=SUM) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), WITH_SUM)
@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_sum_that_is_known_at_given_sizes(holds, n, lhs, rhs, true) -> None:
    """One entry is solved for; where n = 1 some more is true, but never a derivative by t."""
    found = holds(lhs, rhs, define=CE, given=SUM, sizes={"n": n})
    assert found or not true
    if not true and "t[j])" in lhs:
        assert not found


@pytest.mark.parametrize(("lhs", "rhs", "true"), OTHERS)
def test_other_equations(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=OTHERS_DEFINE, given=OTHERS_GIVEN) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), ONEHOT)
def test_onehot(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=ONEHOT_DEFINE, given=ONEHOT_GIVEN) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), [q for q in ONEHOT if "T[" not in q[0]])
def test_onehot_at_a_given_size(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=CE, given=("onehot(t)",), sizes={"n": 3}) is true


@pytest.mark.parametrize(("given", "lhs", "rhs", "true"), SIGNS)
def test_signs(holds, given, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, given=given) is true


def test_nothing_is_known_without_assumptions(holds) -> None:
    for lhs, rhs, _ in [*WITH_SUM[:3], *WITH_SUM[3:4]]:
        assert not holds(lhs, rhs, define=CE)
    assert not holds("t[i]**2", "t[i]", define=CE)


def test_facts_are_known_before_anything_is_remembered(holds) -> None:
    """The same sum is met while the first assumption is read, before the second is known."""
    given = ("sum(x[k],k) = u + sum(w[k],k)", "sum(w[k],k) = 2", "u = v")
    assert holds("sum(x[k],k)", "v+2", given=given)
    assert holds("sum(x[k],k)", "v+2", given=given[::-1])
    assert not holds("sum(x[k],k)", "v", given=given)


def test_an_equation_that_can_not_be_solved_is_left_unused(holds) -> None:
    assert holds("u", "u", given=("u = u**2+1",))
    assert not holds("u", "v", given=("u**2 = v**2",))
    assert not holds("x[i]", "x[j]", given=("x[k] = sum(x[l],l)",))
    assert holds("x[i]", "x[i]", given=("x[k] = sum(x[l],l)",))


PRODUCTS = [  # what is assumed, lhs, rhs, true?
    (("u*v = 1",), "u*v*p", "p", True),
    (("u*v = 1",), "u*v**2*p", "v*p", True),
    (("u*v = 1",), "u*p", "p", False),
    (("u*v = 1", "u = 2"), "v*p", "p/2", True),
    (("u = 2", "u*v = 1"), "u*v*p", "p", True),
    (("u/v = -3",), "u*p", "-3*v*p", True),
    (("x[k]*w[k] = 2",), "x[i]*w[i]*p", "2*p", True),
    (("x[k]*w[k] = 2",), "x[i]*w[j]*p", "2*p", False),
    (("u*v = 0",), "u*p", "0", False),
    (("u*v = 1",), "D(u*v*p,u)", "0", False),
    (("u*v = 1",), "D(u*v*p,u)", "p*v", True),
]


@pytest.mark.parametrize(("given", "lhs", "rhs", "true"), PRODUCTS)
def test_a_product_that_is_a_number(holds, given, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, given=given) is true


def test_a_defined_quantity_that_is_positive_is_so_as_an_input(holds) -> None:
    define = ("y[i] = exp(x[i])", "L = sum(log(y[k]*u),k)")
    assert holds("D(L,y[j])", "D(sum(log(y[k])+log(u),k),y[j])", define=define)
    opaque = ("s = u*v", "f = log(s*q)")
    assert holds("D(f,s)", "D(log(s)+log(q),s)", define=opaque)


@pytest.mark.parametrize("relation", [">", "="])
def test_what_is_assumed_where_indices_differ_says_nothing_where_they_coincide(relation):
    n = Size("n")
    i, j, k = (Index(letter, n) for letter in "ijk")
    whole = Assumption(relation, Ref("M", i, k), Integer(relation == "="))
    diagonal = Ref("M", j, j)
    absolute = Pow(Pow(diagonal, 2), Rational(1, 2))
    sides = (absolute, diagonal) if relation == ">" else (diagonal, Integer(1))
    for assumption, found in ((whole, "holds"), (replace(whole, apart=((i, k),)), "unknown")):
        system = System((), {"M": (n, n)}, (assumption,))
        assert decide(system, *sides).verdict.value == found
