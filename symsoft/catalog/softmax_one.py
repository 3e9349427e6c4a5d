"""Softmax with one more class whose input is 0 and whose output is left out."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softmax-one",
    title="Softmax with 1 added to the denominator",
    definitions=("y[i] = exp(x[i])/(1 + sum(exp(x[k]), k))",),
)
