"""Identities that touch each part of the normal form once, true ones and near misses."""

from __future__ import annotations

import pytest

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
