"""Softmax: the vector of n exponentials divided by their sum."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="softmax",
    title="Softmax",
    definitions=("y[i] = exp(x[i])/sum(exp(x[k]), k)",),
    routes=("direct", "log"),
    rows={
        "shift": Row(forms=("stable",)),
        "quotient": Row(forms=("delta",)),
        "jacobian-delta": Row(forms=("delta",)),
        "jacobian-cases": Row(forms=("cases",)),
        "jacobian-matrix": Row(forms=("matrix", "entries")),
        "log-route": Row(forms=("delta",), route="log"),
        "backward": Row(forms=("vjp",)),
        "jvp": Row(forms=("jvp",)),
    },
    references=(
        "J. S. Bridle, Probabilistic interpretation of feedforward classification network outputs, "
        "1990",
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and "
        "softmax functions, IMA J. Numer. Anal. 41, 2021",
    ),
)
