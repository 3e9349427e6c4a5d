"""The logarithm of the sigmoid s."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="log-sigmoid",
    title="Log-sigmoid",
    definitions=(
        "s = 1/(1 + exp(-x))",
        "y = log(s)",
    ),
)
