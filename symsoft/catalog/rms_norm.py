"""RMSNorm: a vector over its root mean square, times a gain."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="rmsnorm",
    title="RMSNorm",
    definitions=(
        "r = sqrt(mean(x[k]**2, k) + eps)",
        "u[i] = x[i]/r",
        "y[i] = gamma[i]*u[i]",
    ),
    given=("eps > 0",),
    wrt=(
        "x",
        "gamma",
    ),
    references=("B. Zhang, R. Sennrich, Root mean square layer normalization, 2019",),
)
