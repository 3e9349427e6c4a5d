"""A dense layer under softmax and cross-entropy."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="dense",
    title="Dense layer, softmax and cross-entropy",
    definitions=(
        "z[i] = sum(W[i, k]*h[k], k) + b[i]",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=(
        "W",
        "b",
        "h",
    ),
    routes=("direct", "matrix"),
)
