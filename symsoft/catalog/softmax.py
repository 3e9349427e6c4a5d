"""Softmax: the vector of n exponentials divided by their sum."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="softmax",
    title="Softmax",
    definitions=("y[i] = exp(x[i])/sum(exp(x[k]), k)",),
    routes=("direct", "log"),
    rows={
        "softmax": Row(properties=("total", "positive", "below-one")),
        "shift": Row(forms=("stable", "properties"), properties=("shift", "denominator")),
        "quotient": Row(forms=("delta",)),
        "jacobian-delta": Row(forms=("delta",)),
        "jacobian-cases": Row(forms=("cases",)),
        "jacobian-matrix": Row(
            forms=("matrix", "entries", "properties"), properties=("symmetry", "rows", "columns")
        ),
        "three-classes": Row(forms=("cases", "entries"), names=("a", "b", "c")),
        "log-route": Row(forms=("delta",), route="log"),
        "backward": Row(forms=("vjp",)),
        "jvp": Row(forms=("jvp",)),
    },
    properties=(
        "total",
        "positive",
        "below-one",
        "at-most-one",
        "denominator",
        "shift",
        "rows",
        "columns",
        "symmetry",
    ),
    references=(
        "J. S. Bridle, Probabilistic interpretation of feedforward classification network outputs, "
        "1990",
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and "
        "softmax functions, IMA J. Numer. Anal. 41, 2021",
    ),
)
