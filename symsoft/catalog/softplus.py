"""Softplus, whose derivative is the sigmoid s."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softplus",
    title="Softplus",
    definitions=(
        "s = 1/(1 + exp(-x))",
        "y = log(1 + exp(x))",
    ),
    references=(
        "C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau, R. Garcia, Incorporating second-order "
        "functional knowledge for better option pricing, 2000",
    ),
)
