"""Sums that leave indices out, largest values, deltas under a sum."""

from __future__ import annotations

import pytest

SOFTMAX = ("y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = sum(t[k]*log(y[k]), k)")

RESTRICTED = [
    ("sum(y[k],k,k!=i)", "1-y[i]", True),
    ("sum(x[k],k,k!=i)", "sum(x[k],k)-x[i]", True),
    ("sum(x[k],k,k!=i)", "sum(x[k],k)", False),
    ("sum(x[k],k,k!=i)", "sum(x[l],l,l!=i)", True),
    ("sum(x[k],k,k!=i)", "sum(x[k],k,k!=j)", False),
    ("delta(i,j)*sum(x[k],k,k!=i)", "delta(i,j)*sum(x[k],k,k!=j)", True),
    ("sum((1-delta(k,i))*x[k],k)", "sum(x[k],k,k!=i)", True),
    ("sum(delta(k,j)*x[k],k,k!=i)", "x[j]*(1-delta(i,j))", True),
    ("sum(sum(x[k]*x[l],l,l!=k),k)", "sum(x[k],k)**2-sum(x[k]**2,k)", True),
    (
        "sum(x[k]*t[k],k,k!=i,k!=j)",
        "sum(x[k]*t[k],k)-x[i]*t[i]-x[j]*t[j]+delta(i,j)*x[i]*t[i]",
        True,
    ),
    ("t[j]/y[j]+sum(t[k]/y[k],k,k!=j)", "sum(t[k]/y[k],k)", True),
    ("t[j]/x[j]+sum(t[k]/x[k],k,k!=j)", "sum(t[k]/x[k],k)", True),
    ("D(L,x[j])", "t[j]*(1-y[j])+sum(-t[k]*y[j],k,k!=j)", True),
    # the summand that is left out does not exist
    ("sum(1/(x[k]-x[i]),k,k!=i)", "-sum(1/(x[i]-x[k]),k,k!=i)", True),
    ("sum(1/(x[k]-x[i]),k,k!=i)", "sum(1/(x[i]-x[k]),k,k!=i)", False),
    (
        "sum(x[k]+1/(x[k]-x[i]),k,k!=i)",
        "sum(x[k],k)-x[i]+sum(1/(x[k]-x[i]),k,k!=i)",
        True,
    ),
    ("sum(log((x[k]-x[i])**2),k,k!=i)", "sum(log((x[i]-x[k])**2),k,k!=i)", True),
    (
        "D(sum(1/(x[k]-x[i]),k,k!=i),x[j])",
        "delta(i,j)*sum(1/(x[k]-x[i])**2,k,k!=i)-(1-delta(i,j))/(x[j]-x[i])**2",
        True,  # wherever both exist: not at i = j
    ),
    (
        "delta(i,j)*D(sum(1/(x[k]-x[i]),k,k!=i),x[j])",
        "delta(i,j)*sum(1/(x[k]-x[i])**2,k,k!=i)",
        True,
    ),
]

LARGEST = [
    ("exp(x[i]-max(x[k],k))/sum(exp(x[k]-max(x[l],l)),k)", "y[i]", True),
    ("log(sum(exp(x[k]),k))", "max(x[k],k)+log(sum(exp(x[k]-max(x[l],l)),k))", True),
    ("max(x[k],k)", "max(x[l],l)", True),
    ("max(x[k]+3,k)", "max(x[k],k)+3", True),
    ("max(x[k]-x[i],k)", "max(x[k],k)-x[i]", True),
    ("max(2*x[k],k)", "2*max(x[k],k)", True),
    ("max(-2*x[k],k)", "-2*max(x[k],k)", False),
    ("max(exp(x[i])*x[k],k)", "exp(x[i])*max(x[k],k)", True),
    ("max(x[i]*x[k],k)", "x[i]*max(x[k],k)", False),
    ("min(-x[k],k)", "-max(x[k],k)", True),
    ("min(x[k],k)", "max(x[k],k)", False),
    ("max(x[k],k)", "sum(x[k],k)", False),
    ("max(x[k],k,k!=i)", "max(x[k],k)", False),
    ("max(x[k],k,k!=i)", "max(x[l],l,l!=i)", True),
    ("max(x[k],k,k!=i)", "max(x[k],k,k!=j)", False),
    ("delta(i,j)*max(x[k],k,k!=i)", "delta(i,j)*max(x[k],k,k!=j)", True),
    ("max(delta(k,i)*x[i],k)*delta(i,j)", "delta(i,j)*max(delta(k,j)*x[j],k)", True),
    ("max(exp(x[k]),k)/max(exp(x[l]),l)", "1", True),
    ("log(exp(x[i])*max(exp(x[k]),k))", "x[i]+log(max(exp(x[k]),k))", True),
    ("D(max(x[k],k)*t[i],t[j])", "delta(i,j)*max(x[k],k)", True),
    ("D(max(x[k],k),x[j])", "0", False),
    ("D(max(x[k],k),x[j])", "D(max(x[k],k),x[j])", False),
]

SUMS = [
    ("sum(sum(x[k]*t[l]*delta(k,l),l),k)", "sum(x[k]*t[k],k)", True),
    ("sum(exp(x[k])/sum(exp(x[l]),l),k)", "1", True),
    ("sum(x[k]*sum(t[l],l)**2,k)", "sum(x[k],k)*sum(t[k],k)**2", True),
    ("sum(sum(1/(1+exp(x[k]-x[l])),l),k)", "sum(1+0*x[k],k)**2/2", False),
    ("sum(sum(1/(1+exp(x[k]-x[l])),l),k)", "sum(sum(1/(1+exp(x[l]-x[k])),l),k)", True),
    ("sum(sum(tanh(x[k]-x[l]),l),k)", "-sum(sum(tanh(x[l]-x[k]),l),k)", True),
    ("sum(sum(x[k]*x[l],l)*x[k],k)", "sum(x[k]**2,k)*sum(x[k],k)", True),
    ("sum(x[k]**2,k)", "sum(x[k],k)**2", False),
    ("sum(sum(sum(x[k]*x[l]*t[a],a),l),k)", "sum(x[k],k)**2*sum(t[k],k)", True),
]


@pytest.mark.parametrize(("lhs", "rhs", "true"), RESTRICTED + LARGEST + SUMS)
def test_reductions(holds, lhs, rhs, true) -> None:
    assert holds(lhs, rhs, define=SOFTMAX) is true


@pytest.mark.parametrize(("lhs", "rhs", "true"), RESTRICTED[:11] + LARGEST[:2] + SUMS[:3])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_the_same_at_given_sizes(holds, n, lhs, rhs, true) -> None:
    if true:
        assert holds(lhs, rhs, define=SOFTMAX, sizes={"n": n})


def test_batches(holds) -> None:
    define = ("Y[c,i] = exp(X[c,i])/sum(exp(X[c,k]), k)", "H = -mean(sum(T[c,k]*log(Y[c,k]),k),c)")
    given = ("sum(T[c,k],k) = 1",)
    jacobian = "delta(b,c)*Y[b,i]*(delta(i,j)-Y[b,j])"
    assert holds("D(Y[b,i],X[c,j])", jacobian, define=define)
    assert not holds("D(Y[b,i],X[c,j])", jacobian.replace("Y[b,j]", "Y[b,i]"), define=define)
    assert holds("D(H,X[c,j])", "(Y[c,j]-T[c,j])/n", define=define, given=given)
    assert not holds("D(H,X[c,j])", "Y[c,j]-T[c,j]", define=define, given=given)
    assert not holds("D(H,X[c,j])", "(Y[c,j]-T[c,j])/n", define=define)
