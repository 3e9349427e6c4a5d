"""Negative log-likelihood under normal distributions of means m and variances v.

The constant log(2*pi)/2 is left out.
"""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="gaussian-nll",
    title="Gaussian negative log-likelihood",
    definitions=("L = mean(log(v[i]) + (t[i] - m[i])**2/v[i], i)/2",),
    given=("v[i] > 0",),
    wrt=(
        "m",
        "v",
    ),
)
