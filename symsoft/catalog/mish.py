"""Mish: the input times the hyperbolic tangent of its softplus."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="mish",
    title="Mish",
    definitions=(
        "s = 1/(1 + exp(-x))",
        "h = tanh(log(1 + exp(x)))",
        "y = x*h",
    ),
    references=("D. Misra, Mish: a self regularized non-monotonic activation function, 2019",),
)
