"""The hyperbolic tangent of one variable, by exponentials."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="tanh",
    title="Hyperbolic tangent",
    definitions=("y = (exp(x) - exp(-x))/(exp(x) + exp(-x))",),
)
