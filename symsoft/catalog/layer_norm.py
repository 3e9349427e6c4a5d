"""LayerNorm: a vector without its mean, over its standard deviation, with gain and bias."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="layernorm",
    title="LayerNorm",
    definitions=(
        "m = mean(x[k], k)",
        "v = mean((x[k] - m)**2, k)",
        "s = sqrt(v + eps)",
        "u[i] = (x[i] - m)/s",
        "y[i] = gamma[i]*u[i] + beta[i]",
    ),
    given=("eps > 0",),
    wrt=(
        "x",
        "gamma",
        "beta",
    ),
    references=("J. L. Ba, J. R. Kiros, G. E. Hinton, Layer normalization, 2016",),
)
