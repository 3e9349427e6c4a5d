"""Softmax regression: the Hessian in the weights falls into blocks."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="nll-regression",
    title="Softmax regression",
    definitions=(
        "z[i] = sum(W[i, k]*x[k], k)",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=("W",),
    routes=("direct", "matrix"),
)
