"""Swish in pieces: 0, a parabola, the input."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="hardswish",
    title="Hard swish",
    definitions=("y = where(x <= -3, 0, where(x >= 3, x, x*(x + 3)/6))",),
    references=("A. Howard et al., Searching for MobileNetV3, 2019",),
)
