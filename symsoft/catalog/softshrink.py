"""Soft thresholding: the input moved towards 0 by b."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="softshrink",
    title="Soft shrinkage",
    definitions=("y = maximum(x - b, 0) + minimum(x + b, 0)",),
    given=("b > 0",),
    kinks=(
        "maximum(0) = 0",
        "minimum(0) = 0",
    ),
    why_kinks="frameworks take the derivative 0 at both thresholds",
    wrt=("x",),
    references=("D. L. Donoho, De-noising by soft-thresholding, IEEE Trans. Inf. Theory 41, 1995",),
)
