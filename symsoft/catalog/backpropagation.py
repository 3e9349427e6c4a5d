"""The four equations of backpropagation, in a network of two sigmoid layers.

The errors are the derivatives by z2 (of the output layer) and by z1 (from those of the next layer).
"""

from symsoft.catalog.entry import Entry, Row, Theorem

ELEMENTWISE = Theorem("elementwise", entry="ce")

ENTRY = Entry(
    name="bp",
    title="Backpropagation through sigmoid layers",
    definitions=(
        "z1[j] = sum(W1[j, k]*x[k], k) + b1[j]",
        "a1[j] = 1/(1 + exp(-z1[j]))",
        "z2[j] = sum(W2[j, k]*a1[k], k) + b2[j]",
        "a2[j] = 1/(1 + exp(-z2[j]))",
        "C = sum((a2[j] - t[j])**2, j)/2",
    ),
    wrt=("z2", "z1", "b2", "b1", "W2", "W1"),
    keep=("a2", "z2", "z1"),
    routes=("direct", "matrix"),
    rows={"bp": Row(forms=("delta", "matrix", "explicit"), properties=(ELEMENTWISE,))},
    properties=(ELEMENTWISE,),
    references=(
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by "
        "back-propagating errors, Nature 323, 1986",
        "M. A. Nielsen, Neural networks and deep learning, chapter 2, 2015",
    ),
)
