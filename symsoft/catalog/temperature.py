"""Softmax at a temperature T."""

from symsoft.catalog.entry import Entry, Row, Theorem

GROWING = Theorem("limit", "y[i]", "T")
DISTILLED = Theorem("limit", "T**2*D(C, z[i])", "T", entry="distillation")

ENTRY = Entry(
    name="temperature",
    title="Softmax with temperature",
    definitions=("y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)",),
    wrt=("x", "T"),
    rows={"temperature": Row(properties=(GROWING, DISTILLED))},
    properties=(
        "total",
        "positive",
        "below-one",
        "shift",
        "rows",
        "columns",
        "symmetry",
        GROWING,
        DISTILLED,
    ),
    references=(
        "G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network, 2015",
    ),
)
