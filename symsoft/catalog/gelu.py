"""GELU: the input times P, the normal distribution function; p is its density."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="gelu",
    title="GELU",
    definitions=(
        "P = (1 + erf(x/sqrt(2)))/2",
        "p = exp(-x**2/2)/sqrt(2*pi)",
        "y = x*P",
    ),
    references=("D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016",),
)
