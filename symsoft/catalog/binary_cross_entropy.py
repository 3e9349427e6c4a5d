"""Cross-entropy of a target between 0 and 1 over the sigmoid of z."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="bce",
    title="Binary cross-entropy with logits",
    definitions=(
        "s = 1/(1 + exp(-z))",
        "L = -t*log(s) - (1 - t)*log(1 - s)",
    ),
    wrt=("z",),
)
