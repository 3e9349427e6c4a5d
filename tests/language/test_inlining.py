"""Catalogue functions in a line of a user."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symsoft.language.spelling import definition_line
from symsoft.language.system import System

Refused = Callable[..., None]
Read = Callable[..., System]


def lines(system: System) -> list[str]:
    return [definition_line(d) for d in system.definitions]


def test_a_vector_function_as_a_whole_line(read: Read) -> None:
    system = read("y = softmax(z)", "L = -sum(t[k]*log(y[k]), k)")
    assert lines(system) == [
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ]
    assert system.inputs == ("z", "t")
    assert len(system.sizes) == 1


def test_over_a_defined_quantity(read: Read) -> None:
    system = read("z[i] = sum(W[i,k]*h[k], k)", "y = softmax(z)")
    assert dict(system.shapes)["y"] == dict(system.shapes)["z"]
    assert [s.name for s in system.sizes] == ["n", "m"]


def test_inner_definitions_come_along_and_sizes_are_the_users(read: Read) -> None:
    system = read("y = layernorm(x, g, e, b)", "o = y[1]")
    assert lines(system) == [
        "mu = sum(x[k], k)/n",
        "v = sum((x[k] - mu)**2, k)/n",
        "y[i] = g[i]*(x[i] - mu)/sqrt(v + e) + b[i]",
        "o = y[1]",
    ]
    assert system.inputs == ("x", "g", "e", "b")


def test_an_inner_size_becomes_the_size_of_the_users_axis(read: Read) -> None:
    system = read("r[a] = sum(W[a,c]*x[c], c)", "y = layernorm(x, g, e, b)")
    assert lines(system)[1] == "mu = sum(x[k], k)/m"


def test_names_and_letters_that_are_taken_give_way(read: Read) -> None:
    assert lines(read("y = softmax(k)")) == ["y[i] = exp(k[i])/sum(exp(k[l]), l)"]
    inner = lines(read("y = layernorm(x, mu, v, b)"))
    assert inner == [
        "mu1 = sum(x[k], k)/n",
        "v1 = sum((x[k] - mu1)**2, k)/n",
        "y[i] = mu[i]*(x[i] - mu1)/sqrt(v1 + v) + b[i]",
    ]
    twice = read("u = layernorm(x, g, e, b)", "y = layernorm(u, g, e, b)")
    assert [d.name for d in twice.definitions] == ["mu", "v", "u", "mu1", "v1", "y"]


def test_scalars_handed_to_a_vector_function_may_be_expressions(read: Read) -> None:
    system = read("y = tempered(z, 2*tau)")
    assert lines(system) == ["y[i] = exp(z[i]/(2*tau))/sum(exp(z[k]/(2*tau)), k)"]
    assert system.inputs == ("z", "tau")


def test_scalar_functions_are_put_in_place(read: Read) -> None:
    assert lines(read("h[i] = sigmoid(a[i])*x[i]")) == ["h[i] = 1/(1 + exp(-a[i]))*x[i]"]
    assert lines(read("s = sigmoid(2*u)")) == ["s = 1/(1 + exp(-2*u))"]
    assert lines(read("s = swish(u + 1)")) == ["s = (u + 1)/(1 + exp(-(u + 1)))"]


def test_scalar_functions_of_arrays_are_put_in_place(read: Read) -> None:
    system = read("L = logsumexp(x) - 3*logsumexp(z)")
    assert lines(system) == ["L = log(sum(exp(x[k]), k)) - 3*log(sum(exp(z[k]), k))"]
    assert [s.name for s in system.sizes] == ["n", "m"]


def test_functions_made_of_others(read: Read) -> None:
    assert lines(read("L = crossentropy(z, t)")) == [
        "y[i] = exp(z[i])/sum(exp(z[k]), k)",
        "L = -sum(t[k]*log(y[k]), k)",
    ]
    inline = lines(read("L = 2*crossentropy(z, t)"))
    assert inline == ["L = -2*sum(t[k]*log(exp(z[k])/sum(exp(z[l]), l)), k)"]


def test_a_bound_letter_does_not_capture_an_argument(read: Read) -> None:
    system = read("L[i] = sum(weighted(w, x[k])*W[i,k], k)")
    assert lines(system) == ["L[i] = sum(sum(w[l]*x[k], l)*W[i,k], k)"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("y = ^sofmax(x)", ("there is no function sofmax; did you mean softmax?",)),
        ("y = ^exq(x)", ("did you mean exp?",)),
        ("y = ^frobnicate(x)", ("there is no function frobnicate", "frobnicate*(...)")),
        ("y[i] = ^softmax(x[i])", ("softmax takes and gives whole arrays", "y = softmax(x)")),
        ("y[i] = ^softmax(x)", ("takes and gives whole arrays",)),
        ("y = 2*^softmax(x)", ("on a line of its own",)),
        ("y = softmax(^x[1])", ("takes whole arrays", "the name of one alone")),
        ("y = softmax(^2*x)", ("takes whole arrays",)),
        ("y = ^softmax(x, z)", ("softmax takes 1 argument, not 2: x",)),
        ("y = ^tempered(x)", ("tempered takes 2 arguments, not 1: x, T",)),
        ("y = softmax(^sum)", ("sum is a function",)),
        ("y = ^softmax(x=x)", ("an argument has no name here",)),
        ("y = x + ^x(2)", ("x is a quantity, not a function", "x[i]", "x*(...)")),
        ("y = inverse(1) + ^inverse(0)", ("a negative power of 0",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)


def test_ranks_must_fit(refused: Refused) -> None:
    refused("z = a + b", "y = softmax(^z)", words=("z has no index elsewhere and 1 index here",))
    refused("y = softmax(x)", "s = ^y + 1", words=("y has 1 index elsewhere and no index here",))


def test_a_function_is_not_known_in_its_own_lines(read: Read) -> None:
    with pytest.raises(Exception, match="there is no function loop") as caught:
        read("y = loop(x)")
    assert caught.type.__name__ == "InputError"
