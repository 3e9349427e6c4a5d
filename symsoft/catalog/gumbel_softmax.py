"""Softmax of logits x with noise e, at a temperature T."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="gumbel-softmax",
    title="Gumbel-softmax",
    definitions=("y[i] = exp((x[i] + e[i])/T)/sum(exp((x[k] + e[k])/T), k)",),
    wrt=(
        "x",
        "T",
    ),
    references=(
        "E. Jang, S. Gu, B. Poole, Categorical reparameterization with Gumbel-softmax, 2016",
        "C. J. Maddison, A. Mnih, Y. W. Teh, The concrete distribution, 2016",
    ),
)
