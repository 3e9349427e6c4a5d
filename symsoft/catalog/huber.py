"""Huber's loss: squared near 0, linear beyond d."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="huber",
    title="Huber loss",
    definitions=(
        "r[i] = y[i] - t[i]",
        "L = mean(where(abs(r[i]) <= d, r[i]**2/2, d*(abs(r[i]) - d/2)), i)",
    ),
    given=("d > 0",),
    kinks=(
        "abs(0) = 0",
        "sign(0) = 0",
    ),
    why_kinks="abs is only met beyond d, where it has a derivative",
    wrt=("y",),
    references=(
        "P. J. Huber, Robust estimation of a location parameter, Ann. Math. Statist. 35, 1964",
    ),
)
