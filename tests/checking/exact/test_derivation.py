"""The checker's own derivatives: by inputs, by defined quantities, nested, of reductions."""

from __future__ import annotations

import pytest

DENSE = (
    "z[i] = sum(W[i,a]*h[a],a) + b[i]",
    "y[i] = exp(z[i])/sum(exp(z[k]),k)",
    "L = -sum(t[k]*log(y[k]),k)",
)
LAYERNORM = (
    "m = mean(x[k],k)",
    "v = mean((x[k]-m)**2,k)",
    "s = sqrt(v+e)",
    "h[i] = (x[i]-m)/s",
    "o[i] = c[i]*h[i]+d[i]",
    "L = sum(g[k]*o[k],k)",
)

BY_DEFINED = [
    ("D(z[i],z[j])", "delta(i,j)", True),
    ("D(L,y[j])", "-t[j]/y[j]", True),
    ("D(L,z[j])", "y[j]-t[j]", True),
    ("D(L,z[j])", "sum(D(L,y[k])*D(y[k],z[j]),k)", True),
    ("D(L,z[j])", "D(L,y[j])*D(y[j],z[j])", False),
    ("D(L,W[i,a])", "sum(D(L,z[k])*D(z[k],W[i,a]),k)", True),
    ("D(L,W[i,a])", "(y[i]-t[i])*h[a]", True),
    ("D(L,W[i,a])", "(y[i]-t[i])*h[a]*t[i]", False),
    ("D(L,b[i])", "D(L,z[i])", True),
    ("D(W[i,a]*z[j],z[j])", "W[i,a]", True),  # what z is made of stays fixed
    ("D(D(L,z[i]),z[j])", "y[i]*(delta(i,j)-y[j])", True),
    ("D(D(L,z[i]),z[j])", "y[i]*(1-y[j])", False),
    ("D(D(L,y[i]),y[j])", "delta(i,j)*t[i]/y[i]**2", True),
    ("D(D(L,y[i]),z[j])", "D(-t[i]/y[i],z[j])", True),
    (
        "D(D(L,h[a]),h[c])",
        "sum(sum(W[k,a]*y[k]*(delta(k,l)-y[l])*W[l,c],l),k)",
        True,
    ),
    (
        "D(D(D(L,z[i]),z[j]),z[l])",
        "y[i]*((delta(i,j)-y[j])*(delta(i,l)-y[l]) - y[j]*(delta(j,l)-y[l]))",
        True,
    ),
    ("D(D(L,z[i]),z[j])", "D(D(L,z[j]),z[i])", True),
    ("D(D(L,b[i]),W[j,a])", "D(D(L,W[j,a]),b[i])", True),
]

NORMALISED = [
    ("sum(h[k],k)", "0", True),
    ("D(h[i],x[j])", "(delta(i,j)-1/n-h[i]*h[j]/n)/s", True),
    ("D(h[i],x[j])", "(delta(i,j)-1/n)/s", False),
    ("D(v,x[j])", "2*(x[j]-m)/n", True),
    ("D(s,x[j])", "(x[j]-m)/(n*s)", True),
    ("D(h[i],m)", "-1/s", True),
    ("D(h[i],s)", "-h[i]/s", True),
    ("D(s,v)", "1/(2*s)", True),
    ("D(L,c[j])", "g[j]*h[j]", True),
    ("D(L,x[j])", "sum(g[i]*c[i]*D(h[i],x[j]),i)", True),
    (
        "D(L,x[j])",
        "(g[j]*c[j]-mean(g[k]*c[k],k)-h[j]*mean(g[k]*c[k]*h[k],k))/s",
        True,
    ),
    ("D(L,x[j])", "(g[j]*c[j]-mean(g[k]*c[k],k))/s", False),
]

PLAIN = [
    ("D(x[i],x[j])", "delta(i,j)", True),
    ("D(x[i],w[j])", "0", True),
    ("D(M[i,j],M[k,l])", "delta(i,k)*delta(j,l)", True),
    ("D(M[i,j],M[k,l])", "delta(i,l)*delta(j,k)", False),
    ("D(sum(sum(x[k]*M[k,l]*x[l],l),k),x[j])", "sum((M[j,k]+M[k,j])*x[k],k)", True),
    ("D(sum(sum(x[k]*M[k,l]*x[l],l),k),x[j])", "2*sum(M[j,k]*x[k],k)", False),
    ("D(D(exp(u*v),u),v)", "(1+u*v)*exp(u*v)", True),
    ("D(D(exp(u*v),u),v)", "u*v*exp(u*v)", False),
    ("D(u*D(u**3,u),u)", "9*u**2", True),  # the inner derivative is not the outer one
    ("D(D(u*v**2,v)*v,v)", "4*u*v", True),
    ("sum(D(x[k]**2,x[k]),k)", "2*sum(x[k],k)", True),
    ("sum(D(x[k]**2,x[j]),k)", "2*x[j]", True),
    ("sum(D(sum(x[l]**2,l),x[k])*w[k],k)", "2*sum(x[k]*w[k],k)", True),
]


@pytest.mark.parametrize(("lhs", "rhs", "true"), BY_DEFINED)
def test_by_defined_quantities(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=DENSE, given=("sum(t[k],k) = 1",)) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), NORMALISED)
def test_through_roots(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=LAYERNORM, given=("e > 0",)) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), PLAIN)
def test_of_inputs(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs) is true


def test_a_derivative_by_what_a_frozen_quantity_is_made_of_is_unknown(decided) -> None:
    found = decided("D(D(L,h[a]),z[j])", "0", define=DENSE)
    assert found.verdict.value == "unknown"
    assert "made of" in found.detail
