"""Cross-entropy of targets that are mixed with the uniform distribution."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="smoothing",
    title="Cross-entropy with label smoothing",
    definitions=(
        "y[i] = exp(x[i])/sum(exp(x[k]), k)",
        "s[i] = (1 - eps)*t[i] + eps/n",
        "L = -sum(s[k]*log(y[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=("x",),
    routes=("direct", "matrix"),
    references=(
        "C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens, Z. Wojna, Rethinking the Inception "
        "architecture for computer vision, 2016",
    ),
)
