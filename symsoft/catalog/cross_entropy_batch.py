"""The mean cross-entropy of a batch, over softmax of each row."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="ce-batch",
    title="Mean cross-entropy of a batch",
    definitions=(
        "Y[b, i] = exp(X[b, i])/sum(exp(X[b, k]), k)",
        "H = -mean(sum(T[b, k]*log(Y[b, k]), k), b)",
    ),
    given=("sum(T[b, k], k) = 1",),
    wrt=(
        "Y",
        "X",
    ),
    routes=("direct", "matrix"),
)
