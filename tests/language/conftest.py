"""What the tests of the one-line syntax share: how to see an error, and a small catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symsoft.errors import InputError
from symsoft.language.system import System
from symsoft.language.text import read_system

CATALOGUE = {
    "softmax": ["y[i] = exp(x[i])/sum(exp(x[k]), k)"],
    "tempered": ["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"],
    "logsumexp": ["F = log(sum(exp(x[k]), k))"],
    "sigmoid": ["s = 1/(1 + exp(-x))"],
    "swish": ["s = 1/(1 + exp(-x))", "y = x*s"],
    "inverse": ["y = 1/x"],
    "layernorm": [
        "mu = sum(x[k], k)/n",
        "v = sum((x[k] - mu)**2, k)/n",
        "y[i] = gamma[i]*(x[i] - mu)/sqrt(v + eps) + beta[i]",
    ],
    "crossentropy": ["y = softmax(x)", "L = -sum(t[k]*log(y[k]), k)"],
    "loop": ["y = loop(x)"],
    "weighted": ["y = sum(w[k]*s, k)"],
}


def read(*definitions: str, given: tuple[str, ...] = (), kinks: tuple[str, ...] = ()) -> System:
    return read_system(definitions, given, kinks, lookup=CATALOGUE.get, known=tuple(CATALOGUE))


@pytest.fixture(name="read")
def reader() -> Callable[..., System]:
    """The system of definitions that may use the small catalogue."""
    return read


@pytest.fixture
def refused() -> Callable[..., None]:
    """Check that lines are refused with these words, under a caret below the last occurrence of at.

    ``at`` names the text at which the column must point: "sum(x[i], ^i)" marks it with ^.
    """

    def check(*lines: str, words: tuple[str, ...], **others: tuple[str, ...]) -> None:
        marked = next((x for x in (*lines, *sum(others.values(), ())) if "^" in x), None)
        plain = [x.replace("^", "") for x in lines]
        rest = {key: tuple(x.replace("^", "") for x in value) for key, value in others.items()}
        with pytest.raises(InputError) as caught:
            read(*plain, **rest)
        message = str(caught.value)
        assert all(word in message for word in words), message
        if marked is None:
            assert caught.value.column is None
        else:
            assert caught.value.text == marked.replace("^", "")
            assert caught.value.column == marked.index("^"), message
        assert all(len(line) < 250 for line in message.splitlines())

    return check
