"""The entries end in the forms that a textbook prints; the order of terms does not matter."""

from __future__ import annotations

import pytest

from symsoft import api
from symsoft.calculus.coefficients import negate
from symsoft.catalog import entries
from symsoft.language.spelling import one_line
from symsoft.language.terms import Add, Pow, factors, power, times
from symsoft.language.text import read_term
from symsoft.language.walk import rebuild

FIRST = [
    ("ce-onehot", "x", "y[j] - delta(c, j)"),
    ("ce-batch", "Y", "-T[p,q]/n/Y[p,q]"),
    ("ce-batch", "X", "(Y[p,q] - T[p,q])/n"),
    ("softmax-batch", "X", "delta(b, p)*Y[b,i]*(delta(i, q) - Y[b,q])"),
    ("bp", "z2", "D(C, a2[j])*a2[j]*(1 - a2[j])"),
    ("bp", "z1", "sum(W2[l,j]*D(C, z2[l]), l)*a1[j]*(1 - a1[j])"),
    ("bp", "b2", "D(C, z2[j])"),
    ("bp", "b1", "D(C, z1[j])"),
    ("bp", "W2", "D(C, z2[q])*a1[r]"),
    ("bp", "W1", "D(C, z1[q])*x[r]"),
    ("dense", "W", "(y[p] - t[p])*h[q]"),
    ("dense", "b", "y[j] - t[j]"),
    ("dense", "h", "sum(W[k,j]*(y[k] - t[k]), k)"),
    ("network", "W", "(y[q] - t[q])*h[s]"),
    ("network", "V", "sum(W[k,q]*(y[k] - t[k]), k)*h[q]*(1 - h[q])*x[s]"),
    ("descent", "eta", "sum(g[k]*(t[k] - q[k]), k)"),
    ("lse-affine", "x", "sum(A[k,j]*y[k], k)"),
    ("distillation", "z", "(q[j] - p[j])/T"),
    ("smoothing", "x", "y[j] - s[j]"),
    ("bce", "z", "s - t"),
    ("kl", "x", "p[j]*(log(p[j]/q[j]) - K)"),
    ("kl", "z", "q[j] - p[j]"),
    ("nll-regression", "W", "(y[p] - t[p])*x[q]"),
    ("mlp", "W2", "(y[q] - t[q])*h[s]"),
    ("mlp", "W1", "sum(W2[k,q]*(y[k] - t[k]), k)*(1 - h[q]**2)*x[s]"),
    ("attention", "q", "sum(p[k]*K[k,j]*(V[k,c] - o[c]), k)/sqrt(d)"),
    ("attention", "K", "p[u]*q[v]*(V[u,c] - o[c])/sqrt(d)"),
    ("attention", "V", "p[u]*delta(c, v)"),
    ("rmsnorm", "x", "gamma[i]/r*(delta(i, j) - u[i]*u[j]/n)"),
    ("layernorm", "x", "gamma[i]/s*(delta(i, j) - 1/n - u[i]*u[j]/n)"),
    ("layernorm", "gamma", "u[i]*delta(i, j)"),
    ("layernorm", "beta", "delta(i, j)"),
    ("gelu", "x", "P + x*p"),
    ("leaky-relu", "x", "where(x > 0, 1, a)"),
    ("softsign", "x", "1/(1 + abs(x))**2"),
    ("mse", "y", "2*(y[j] - t[j])/n"),
    ("huber", "y", "where(abs(r[j]) <= d, r[j], d*sign(r[j]))/n"),
    ("log-cosh", "y", "tanh(r[j])/n"),
    ("poisson-nll", "z", "(exp(z[j]) - t[j])/n"),
    ("gaussian-nll", "m", "(m[j] - t[j])/n/v[j]"),
    ("infonce", "S", "(P[p,q] - delta(p, q))/T/n"),
    ("softmin", "x", "-y[i]*(delta(i, j) - y[j])"),
    ("gumbel-softmax", "x", "y[i]/T*(delta(i, j) - y[j])"),
    ("masked-softmax", "x", "y[i]*(delta(i, j) - y[j])"),
    ("softmax-one", "x", "y[i]*(delta(i, j) - y[j])"),
    ("mish", "x", "h + x*s*(1 - h**2)"),
    ("hinge", "z", "where(t[j]*z[j] >= 1, 0, -t[j])/n"),
    ("softshrink", "x", "where(x > b, 1, 0) + where(x < -b, 1, 0)"),
    (
        "focal",
        "x",
        "y[j]*sum(t[k]*((1 - y[k])**gamma - gamma*y[k]*log(y[k])*(1 - y[k])**(gamma - 1)), k)"
        " - t[j]*((1 - y[j])**gamma - gamma*y[j]*log(y[j])*(1 - y[j])**(gamma - 1))",
    ),
    ("cosine-similarity", "a", "(b[j]/B - c*a[j]/A)/A"),
]

EXPLICIT = [
    ("bp", "z2", "(a2[j] - t[j])*a2[j]*(1 - a2[j])"),
    ("bp", "z1", "sum(W2[l,j]*(a2[l] - t[l])*a2[l]*(1 - a2[l]), l)*a1[j]*(1 - a1[j])"),
    ("bp", "b2", "(a2[j] - t[j])*a2[j]*(1 - a2[j])"),
    ("bp", "W2", "(a2[q] - t[q])*a2[q]*(1 - a2[q])*a1[r]"),
]

SECOND = [
    ("kl", "x", "p[i]*((delta(i, j) - p[j])*(log(p[i]/q[i]) - K + 1) - p[j]*(log(p[j]/q[j]) - K))"),
    ("ce-onehot", "x", "y[i]*(delta(i, j) - y[j])"),
    ("nll-regression", "W", "x[j]*x[p]*y[i]*(delta(i, l) - y[l])"),
    ("softplus", "x", "s*(1 - s)"),
    ("silu", "x", "s*(1 - s)*(2 + x - 2*y)"),
    ("mish", "x", "s*(1 - h**2)*(2 + x - s*x - 2*s*y)"),
    ("gelu-tanh", "x", "c*(1 - h**2)*(1 + 6*a*x**2 - c*h*x*(1 + 3*a*x**2)**2)"),
    ("gelu", "x", "p*(2 - x**2)"),
    ("elu", "x", "where(x > 0, 0, a*exp(x))"),
    ("softsign", "x", "-2*sign(x)/(1 + abs(x))**3"),
    ("log-cosh", "y", "delta(i, j)*(1 - tanh(r[i])**2)/n"),
    ("gaussian-nll", "v", "delta(i, j)*(2*(t[i] - m[i])**2 - v[i])/2/n/v[i]**3"),
]


def derived(name, by, form):
    (d,) = api.derivations(api.state(name, wrt=(by,)), forms=(form,))
    (found,) = (f for f in d.forms if f.name == form)
    return found


@pytest.mark.parametrize(
    ("name", "by", "form", "wanted"),
    [
        (n, by, form, w)
        for form, rows in (("delta", FIRST), ("explicit", EXPLICIT), ("hessian", SECOND))
        for n, by, w in rows
    ],
)
def test_ends_as_in_a_textbook(name, by, form, wanted):
    found = derived(name, by, form)
    assert canonical(found.expr) == canonical(read_term(wanted, found.proof.system)), one_line(
        found.expr
    )


def canonical(e):
    """The same for (a - b) c and -c (b - a); nothing is multiplied out or cancelled."""
    e = rebuild(e, canonical)
    out = []
    for f in factors(e):
        bracket, exponent = (f.base, f.exponent) if isinstance(f, Pow) else (f, 1)
        if isinstance(bracket, Add) and negate(bracket).key < bracket.key:
            out.append(power(negate(bracket), exponent))
            out += [-1] if exponent % 2 else []
        else:
            out.append(f)
    return times(*out)


def test_entries_say_what_they_are():
    for entry in entries().values():
        assert entry.title
        assert entry.definitions
        assert not entry.title.endswith(".")


def test_what_an_entry_is_differentiated_by_occurs_in_it():
    for entry in entries().values():
        problem = api.state(entry.name)
        assert problem.wrt
        assert set(problem.wrt) <= set(problem.system.shapes)
