"""Cross-entropy over softmax after a step of length eta against g.

For gradient descent g is the gradient at x; the properties look at that step.
"""

from symsoft.catalog.entry import Entry, Row, Theorem

STEPS = tuple(Theorem(kind, entry="ce") for kind in ("first-order", "descent", "decrease"))

ENTRY = Entry(
    name="descent",
    title="A step of gradient descent",
    definitions=(
        "u[i] = x[i] - eta*g[i]",
        "q[i] = exp(u[i])/sum(exp(u[k]), k)",
        "C = -sum(t[k]*log(q[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=("eta",),
    rows={"descent": Row(properties=STEPS)},
    properties=STEPS,
    references=(
        "A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations "
        "simultanées, Comptes rendus 25, 1847",
    ),
)
