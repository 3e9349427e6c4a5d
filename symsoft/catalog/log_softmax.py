"""The logarithm of softmax, written without a quotient."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="logsoftmax",
    title="Log-softmax",
    definitions=("y[i] = exp(x[i])/sum(exp(x[k]), k)", "r[i] = x[i] - log(sum(exp(x[k]), k))"),
    properties=("shift", "denominator", "rows"),
)
