"""A sigmoid in pieces: 0, a line, 1."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="hardsigmoid",
    title="Hard sigmoid",
    definitions=("y = where(x <= -3, 0, where(x >= 3, 1, x/6 + 1/2))",),
    references=("A. Howard et al., Searching for MobileNetV3, 2019",),
)
