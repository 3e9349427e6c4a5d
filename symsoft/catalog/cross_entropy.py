"""Cross-entropy of targets that sum to one, over softmax."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="ce",
    title="Cross-entropy over softmax",
    definitions=("y[i] = exp(x[i])/sum(exp(x[k]), k)", "L = -sum(t[k]*log(y[k]), k)"),
    given=("sum(t[k], k) = 1",),
    wrt=("x",),
    routes=("direct", "log", "split", "matrix"),
    rows={
        "ce-logits": Row(forms=("delta", "matrix")),
        "ce-output": Row(forms=("delta",), wrt=("y",)),
        "ce-hessian": Row(
            forms=("hessian", "properties"), properties=("semidefinite", "spread", "null-space")
        ),
    },
    properties=(
        "shift",
        "gradient-total",
        "semidefinite",
        "spread",
        "null-space",
        "first-order",
        "descent",
        "decrease",
        "elementwise",
    ),
)
