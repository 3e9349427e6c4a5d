"""The cosine of the angle between two vectors of lengths A and B."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="cosine-similarity",
    title="Cosine similarity",
    definitions=(
        "A = sqrt(sum(a[k]**2, k))",
        "B = sqrt(sum(b[k]**2, k))",
        "c = sum(a[k]*b[k], k)/(A*B)",
    ),
    wrt=(
        "a",
        "b",
    ),
)
