"""Softmax with weights m that may be 0."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="masked-softmax",
    title="Masked softmax",
    definitions=("y[i] = m[i]*exp(x[i])/sum(m[k]*exp(x[k]), k)",),
    given=("m[i] >= 0",),
    wrt=("x",),
)
