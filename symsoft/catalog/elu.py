"""The exponential linear unit."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="elu",
    title="ELU",
    definitions=("y = where(x > 0, x, a*(exp(x) - 1))",),
    wrt=("x",),
    references=(
        "D.-A. Clevert, T. Unterthiner, S. Hochreiter, Fast and accurate deep network "
        "learning by exponential linear units (ELUs), 2015",
    ),
)
