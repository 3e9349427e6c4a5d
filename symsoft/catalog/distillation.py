"""Cross-entropy between two softmaxes at one temperature."""

from symsoft.catalog.entry import Entry, Theorem

ENTRY = Entry(
    name="distillation",
    title="Distillation at a temperature",
    definitions=(
        "q[i] = exp(z[i]/T)/sum(exp(z[k]/T), k)",
        "p[i] = exp(v[i]/T)/sum(exp(v[k]/T), k)",
        "C = -sum(p[k]*log(q[k]), k)",
    ),
    wrt=("z",),
    routes=("direct", "matrix"),
    properties=("gradient-total", Theorem("limit", "T**2*D(C, z[i])", "T")),
    references=(
        "G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network, 2015",
    ),
)
