"""The logistic sigmoid of one variable."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="sigmoid",
    title="Logistic sigmoid",
    definitions=("s = 1/(1 + exp(-x))",),
    properties=("positive", "below-one"),
    routes=("direct", "add-subtract"),
    references=("P.-F. Verhulst, Recherches mathématiques sur la loi d'accroissement, 1845",),
)
