"""Functions with kinks: abs, sign, maximum, minimum and Where, and their derivatives."""

from __future__ import annotations

import pytest

POSITIVE = ("p > 0",)

VALUES = [
    ("abs(u)", "sqrt(u**2)", True),
    ("abs(u)**2", "u**2", True),
    ("abs(-u)", "abs(u)", True),
    ("abs(u)", "u", False),
    ("abs(u*v)", "abs(u)*abs(v)", True),
    ("abs(u+v)", "abs(u)+abs(v)", False),
    ("abs(p*u)", "p*abs(u)", True),
    ("abs(exp(u))", "exp(u)", True),
    ("abs(u**2)", "u**2", True),
    ("1/abs(u)", "abs(u)/u**2", True),
    ("sign(u)*abs(u)", "u", True),
    ("sign(u)*u", "abs(u)", True),
    ("sign(p*u)", "sign(u)", True),
    ("sign(u*v)", "sign(u)*sign(v)", True),
    ("sign(1+u**2)", "1", True),
    ("sign(u)**2", "1", False),
    ("sign(u)**3", "sign(u)", True),
    ("sign(u**2)", "1", False),
    ("sign(u)", "where(u>0,1,-1)", False),
    ("sign(u)", "where(u>0,1,where(u<0,-1,0))", True),
    ("maximum(u,v)", "where(u>v,u,v)", True),
    ("maximum(u,v)", "where(u>=v,u,v)", True),
    ("maximum(u,v)", "where(u<v,u,v)", False),
    ("maximum(u,v)", "maximum(v,u)", True),
    ("maximum(u,v)", "(u+v+abs(u-v))/2", True),
    ("maximum(u,v)+minimum(u,v)", "u+v", True),
    ("minimum(u,v)", "-maximum(-u,-v)", True),
    ("minimum(u,v)", "maximum(u,v)", False),
    ("maximum(u+v,u-v)", "u+abs(v)", True),
    ("maximum(u,u+1)", "u+1", True),
    ("maximum(u,maximum(v,q))", "maximum(maximum(u,v),q)", True),
    ("minimum(maximum(u,0),1)", "where(u>1,1,where(u>0,u,0))", True),
    ("minimum(maximum(u,0),1)", "maximum(minimum(u,1),0)", True),
    ("where(u>0,1,0)+where(u<=0,1,0)", "1", True),
    ("where(u>0,1,0)+where(u<0,1,0)", "1", False),
    ("where(u>0,1,0)", "where(u>=0,1,0)", False),
    ("where(u>0,exp(u),1)", "where(u>=0,exp(u),1)", True),
    ("where(u>0,exp(u),2)", "where(u>=0,exp(u),2)", False),
    ("where(u>0,v,q)", "where(-u<0,v,q)", True),
    ("where(u>v,u,v)*q", "where(u>v,u*q,v*q)", True),
    ("where(u>0,where(u>1,v,q),q)", "where(u>1,v,q)", True),
    ("where(u>0,where(u<-1,v,q),q)", "q", True),
    ("where(u>0,log(u),0)", "where(u>0,log(u),1)", False),
    ("where(u>0,1/u,0)*u", "where(u>0,1,0)", True),
    ("where(u>0,sqrt(u)**2,5)", "where(u>0,u,5)", True),
    (
        "where(u>p,u-p,where(u<-p,u+p,0))",
        "sign(u)*maximum(abs(u)-p,0)",
        True,
    ),
    (
        "maximum(u,0)-u*v+log(1+exp(-abs(u)))",
        "log(1+exp(u))-u*v",
        True,
    ),
    ("maximum(u,0)+log(1+exp(abs(u)))", "log(1+exp(u))", False),
    ("sum(maximum(x[k],0),k)", "sum(where(x[k]>0,x[k],0),k)", True),
    ("sum(abs(x[k]),k)", "sum(sign(x[k])*x[k],k)", True),
    ("sum(abs(x[k]),k)", "abs(sum(x[k],k))", False),
    ("where(x[i]>0,x[i],0)*delta(i,j)", "where(x[j]>0,x[j],0)*delta(i,j)", True),
]

DERIVATIVES = [
    ("D(maximum(x[i],0),x[j])", "delta(i,j)*where(x[i]>0,1,0)", True),
    ("D(maximum(x[i],0),x[j])", "delta(i,j)*where(x[i]>=0,1,0)", False),
    ("D(sum(abs(x[k]),k),x[j])", "sign(x[j])", True),
    ("D(abs(u)**3,u)", "3*u*abs(u)", True),
    ("D(minimum(u,v),u)", "where(u<v,1,0)", True),
    ("D(minimum(u,v),u)", "where(u>v,1,0)", False),
    ("D(sign(u),u)", "0", True),
    ("D(where(u>0,u**2,0),u)", "where(u>0,2*u,0)", True),
    ("D(where(u>0,u**2,0),u)", "2*u", False),
    ("D(sum(maximum(x[k],0)**2,k),x[j])", "2*maximum(x[j],0)", True),
    ("D(D(sum(maximum(x[k],0)**2,k),x[i]),x[j])", "2*delta(i,j)*where(x[i]>0,1,0)", True),
    ("D(maximum(u,0)*where(u>0,1,0),u)", "where(u>0,1,0)", True),
]

TIES = {"0": "where(x[i]>0,1,0)", "1": "where(x[i]>=0,1,0)", "1/2": "(1+sign(x[i]))/2"}


@pytest.mark.parametrize(("lhs", "rhs", "true"), VALUES)
def test_values(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, given=POSITIVE) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), DERIVATIVES)
def test_derivatives_with_the_value_0_at_kinks(holds, lhs, rhs, true) -> None:
    kinks = ("abs(0) = 0", "sign(0) = 0", "maximum(0) = 0", "minimum(0) = 0")
    assert holds(lhs, rhs, kinks=kinks) is true


@pytest.mark.parametrize("stated", TIES)
@pytest.mark.parametrize("claimed", TIES)
def test_the_share_at_a_tie_is_the_one_stated(holds, stated, claimed) -> None:
    kinks = (f"maximum(0) = {stated}",)
    rhs = f"delta(i,j)*{TIES[claimed]}"
    assert holds("D(maximum(x[i],0),x[j])", rhs, kinks=kinks) is (stated == claimed)


def test_the_value_of_abs_at_its_kink_is_the_one_stated(holds) -> None:
    assert holds("D(abs(u),u)", "where(u>=0,1,-1)", kinks=("abs(0) = 1",))
    assert not holds("D(abs(u),u)", "sign(u)", kinks=("abs(0) = 1",))
    assert not holds("D(abs(u),u)", "where(u>=0,1,-1)", kinks=("abs(0) = 0",))


def test_a_kink_of_sign_other_than_0_is_unknown(decided) -> None:
    found = decided("D(sign(u),u)", "0", kinks=("sign(0) = 1",))
    assert found.verdict.value == "unknown"
    assert "sign" in found.detail


def test_what_a_tie_says_is_not_used_for_what_is_left_out_of_a_sum(holds) -> None:
    """Where x_i = 0, x_i times the sum of 1/x_k over the other k is 0, not -1."""
    at_zero = "(1-sign(x[i])**2)*x[i]*sum(1/x[k],k,k!=i)"
    assert not holds(at_zero, "sign(x[i])**2-1")
    assert holds("x[i]*sum(1/x[k],k,k!=i)", "sum(x[i]/x[k],k,k!=i)")
