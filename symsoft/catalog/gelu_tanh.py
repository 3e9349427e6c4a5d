"""GELU in its approximation by a hyperbolic tangent."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="gelu-tanh",
    title="GELU by tanh",
    definitions=(
        "a = 0.044715",
        "c = sqrt(2/pi)",
        "h = tanh(c*(x + a*x**3))",
        "y = x*(1 + h)/2",
    ),
    wrt=("x",),
    references=("D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016",),
)
