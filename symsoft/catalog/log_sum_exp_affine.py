"""The logarithm of a sum of exponentials of an affine function."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="lse-affine",
    title="Log-sum-exp of an affine input",
    definitions=(
        "z[i] = sum(A[i, k]*x[k], k) + b[i]",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "F = log(sum(exp(z[k]), k))",
    ),
    wrt=("x",),
    references=("S. Boyd, L. Vandenberghe, Convex optimization, 2004",),
)
