"""InfoNCE of similarities S: each i among all j, with i itself as the positive."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="infonce",
    title="InfoNCE",
    definitions=(
        "P[i, j] = exp(S[i, j]/T)/sum(exp(S[i, k]/T), k)",
        "L = -mean(log(P[i, i]), i)",
    ),
    wrt=(
        "S",
        "T",
    ),
    references=(
        "A. van den Oord, Y. Li, O. Vinyals, Representation learning with contrastive "
        "predictive coding, 2018",
    ),
)
