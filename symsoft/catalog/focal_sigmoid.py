"""Focal loss over the sigmoid of z."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="focal-sigmoid",
    title="Focal loss over sigmoid",
    definitions=(
        "p = 1/(1 + exp(-z))",
        "L = -t*(1 - p)**gamma*log(p) - (1 - t)*p**gamma*log(1 - p)",
    ),
    wrt=("z",),
    references=(
        "T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, Focal loss for dense object "
        "detection, 2017",
    ),
)
