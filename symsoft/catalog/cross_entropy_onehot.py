"""Cross-entropy where one class c is true: the sum collapses to one term."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="ce-onehot",
    title="Cross-entropy of one true class",
    definitions=(
        "y[i] = exp(x[i])/sum(exp(x[k]), k)",
        "L[c] = -sum(delta(k, c)*log(y[k]), k)",
    ),
    wrt=("x",),
    routes=("direct", "matrix"),
)
