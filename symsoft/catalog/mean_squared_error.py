"""The mean of squared errors."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="mse",
    title="Mean squared error",
    definitions=("L = mean((y[i] - t[i])**2, i)",),
    wrt=("y",),
)
