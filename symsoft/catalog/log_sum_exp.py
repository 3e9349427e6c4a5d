"""The logarithm of a sum of exponentials: a smooth maximum."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="lse",
    title="Log-sum-exp",
    definitions=("y[i] = exp(x[i])/sum(exp(x[k]), k)", "F = log(sum(exp(x[k]), k))"),
    properties=("shift", "denominator", "gradient-total", "semidefinite", "spread", "null-space"),
    references=(
        "P. Blanchard, D. J. Higham, N. J. Higham, Accurately computing the log-sum-exp and "
        "softmax functions, IMA J. Numer. Anal. 41, 2021",
    ),
)
