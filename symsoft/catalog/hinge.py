"""The hinge loss of scores z for targets of -1 and 1."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="hinge",
    title="Hinge loss",
    definitions=("L = mean(maximum(0, 1 - t[i]*z[i]), i)",),
    kinks=("maximum(0) = 1",),
    why_kinks="the usual subgradient at the margin is 0",
    wrt=("z",),
    references=("C. Cortes, V. Vapnik, Support-vector networks, Machine Learning 20, 1995",),
)
