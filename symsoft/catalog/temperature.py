"""Softmax at a temperature T."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="temperature",
    title="Softmax with temperature",
    definitions=("y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)",),
    wrt=("x", "T"),
    references=(
        "G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network, 2015",
    ),
)
