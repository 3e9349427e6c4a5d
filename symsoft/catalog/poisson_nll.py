"""Negative log-likelihood of counts under Poisson rates exp(z), without its constant."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="poisson-nll",
    title="Poisson negative log-likelihood",
    definitions=("L = mean(exp(z[i]) - t[i]*z[i], i)",),
    wrt=("z",),
)
