"""A network with one hidden layer of sigmoids, under softmax and cross-entropy."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="network",
    title="One hidden sigmoid layer, softmax and cross-entropy",
    definitions=(
        "r[j] = sum(V[j, k]*x[k], k) + c[j]",
        "h[j] = 1/(1 + exp(-r[j]))",
        "z[i] = sum(W[i, j]*h[j], j) + b[i]",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=(
        "W",
        "b",
        "V",
        "c",
    ),
    routes=("direct", "matrix"),
    rows={"network": Row(forms=("delta", "matrix"))},
)
