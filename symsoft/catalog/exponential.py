"""The exponential of every entry: a diagonal Jacobian."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(name="exp-cases", title="Elementwise exponential", definitions=("u[i] = exp(x[i])",))
