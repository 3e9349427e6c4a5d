"""The denominator of softmax."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="normaliser", title="Sum of exponentials", definitions=("S = sum(exp(x[k]), k)",)
)
