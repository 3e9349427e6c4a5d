"""Softmax of every row of a matrix: its Jacobian is block diagonal."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softmax-batch",
    title="Softmax of each row",
    definitions=("Y[b, i] = exp(X[b, i])/sum(exp(X[b, k]), k)",),
    wrt=("X",),
)
