"""Softmax of the negated input."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softmin",
    title="Softmin",
    definitions=("y[i] = exp(-x[i])/sum(exp(-x[k]), k)",),
)
