"""One row of scaled dot-product attention; d is the number that q.K is scaled by."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="attention",
    title="One row of attention",
    definitions=(
        "s[k] = sum(q[a]*K[k, a], a)/sqrt(d)",
        "p[k] = exp(s[k])/sum(exp(s[l]), l)",
        "o[c] = sum(p[k]*V[k, c], k)",
    ),
    given=("d > 0",),
    wrt=(
        "q",
        "K",
        "V",
    ),
    references=("A. Vaswani et al., Attention is all you need, 2017",),
)
