"""Softsign."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softsign",
    title="Softsign",
    definitions=("y = x/(1 + abs(x))",),
    kinks=(
        "abs(0) = 0",
        "sign(0) = 0",
    ),
    why_kinks="the derivative is 1 at 0 whatever value is taken; the second one has a jump there, "
    "and 0 is its middle",
)
