"""Focal loss over softmax."""

from symsoft.catalog.entry import Entry, Row

ENTRY = Entry(
    name="focal",
    title="Focal loss over softmax",
    definitions=(
        "y[i] = exp(x[i])/sum(exp(x[k]), k)",
        "L = -sum(t[k]*(1 - y[k])**gamma*log(y[k]), k)",
    ),
    wrt=("x",),
    rows={"focal": Row(forms=("delta", "matrix", "jvp", "stable"))},
    references=(
        "T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, Focal loss for dense object "
        "detection, 2017",
    ),
)
