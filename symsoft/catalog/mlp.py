"""A perceptron with one hidden layer of tanh, under softmax and cross-entropy."""

from symsoft.catalog.entry import Entry

ENTRY = Entry(
    name="mlp",
    title="Two-layer perceptron with tanh",
    definitions=(
        "r[j] = sum(W1[j, k]*x[k], k) + b1[j]",
        "h[j] = tanh(r[j])",
        "z[i] = sum(W2[i, j]*h[j], j) + b2[i]",
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ),
    given=("sum(t[k], k) = 1",),
    wrt=(
        "W1",
        "b1",
        "W2",
        "b2",
    ),
    routes=("direct", "matrix"),
    references=(
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams, Learning representations by "
        "back-propagating errors, Nature 323, 1986",
    ),
)
