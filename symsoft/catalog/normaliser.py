"""The denominator of softmax."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="normaliser",
    title="Sum of exponentials",
    definitions=("S = sum(exp(x[k]), k)",),
    rows={"normaliser": Row(properties=("positive",))},
    properties=("positive", "semidefinite"),
)
