"""The mean logarithm of the hyperbolic cosine of errors."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="log-cosh",
    title="Log-cosh loss",
    definitions=(
        "r[i] = y[i] - t[i]",
        "L = mean(log(cosh(r[i])), i)",
    ),
    wrt=("y",),
)
