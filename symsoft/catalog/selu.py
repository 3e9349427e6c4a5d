"""The scaled exponential linear unit, with scale c."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="selu",
    title="SELU",
    definitions=("y = c*where(x > 0, x, a*(exp(x) - 1))",),
    wrt=("x",),
    references=(
        "G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, Self-normalizing neural "
        "networks, 2017",
    ),
)
