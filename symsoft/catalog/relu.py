"""The rectified linear unit."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="relu",
    title="ReLU",
    definitions=("y = maximum(x, 0)",),
    kinks=("maximum(0) = 0",),
    why_kinks="frameworks take the derivative 0 at 0",
    references=(
        "V. Nair, G. E. Hinton, Rectified linear units improve restricted Boltzmann machines, 2010",
    ),
)
