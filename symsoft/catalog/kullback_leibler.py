"""The divergence of one softmax from another."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="kl",
    title="Kullback-Leibler divergence of two softmaxes",
    definitions=(
        "p[i] = exp(x[i])/sum(exp(x[k]), k)",
        "q[i] = exp(z[i])/sum(exp(z[k]), k)",
        "K = sum(p[k]*log(p[k]/q[k]), k)",
    ),
    wrt=(
        "x",
        "z",
    ),
    routes=("direct", "matrix"),
    references=(
        "S. Kullback, R. A. Leibler, On information and sufficiency, Ann. Math. Statist. 22, 1951",
    ),
)
