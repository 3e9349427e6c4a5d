"""The leaky rectified linear unit, with slope a below 0."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="leaky-relu",
    title="Leaky ReLU",
    definitions=("y = maximum(x, 0) + a*minimum(x, 0)",),
    kinks=(
        "maximum(0) = 0",
        "minimum(0) = 1",
    ),
    why_kinks="frameworks take the slope a at 0",
    wrt=("x",),
    references=(
        "A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier nonlinearities improve neural network "
        "acoustic models, 2013",
    ),
)
