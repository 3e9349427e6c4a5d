"""Definition lines: their left sides and which may use which."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symsoft.language.spelling import definition_line
from symsoft.language.system import System

Refused = Callable[..., None]
Read = Callable[..., System]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("y^", ("missing =", "y[i] = ...")),
        ("y ^> x", ("missing =",)),
        ("y ^== x", ("a definition is written with one =",)),
        ("y = x ^= z", ("a second =", "one = a definition")),
        ("y = x ^> z", ("> compares two numbers", "inside where(a > b, u, v)")),
        ("y = x ^== z", ("== compares two numbers",)),
        ("y = x ^and z", ("and has no meaning here", "one relation at a time")),
        ("^f(x) = x", ("the left side is a name with its indices",)),
        ("^2 = x", ("the left side is a name",)),
        ("^a, b = x", ("the left side is a name",)),
        ("^y[i][j] = x[i,j]", ("the left side is a name",)),
        ("y[^1] = x[1]", ("an index on the left is a letter",)),
        ("y[i,^i] = x[i]", ("index i stands on the left twice",)),
        ("^sum = x", ("sum is a function; choose another name",)),
        ("^max[i] = x[i]", ("max is a function",)),
        ("^pi = x", ("pi is a reserved word", "pi_")),
        ("y = ^y + 1", ("the definition of y uses y itself",)),
        ("y[i] = ^y[i] + 1", ("the definition of y uses y itself",)),
        ("y = softmax(^y)", ("the definition of y uses y itself",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)


def test_no_definition(read: Read) -> None:
    with pytest.raises(Exception, match="there is no definition") as caught:
        read()
    assert caught.type.__name__ == "InputError"


def test_repeated(refused: Refused) -> None:
    refused("y = x", "^y = z", words=("y is defined twice",))
    refused("y = x", "z = y", "^y[i] = z*u[i]", words=("y is defined twice",))


def test_cyclic(refused: Refused) -> None:
    refused("y = ^z", "z = y", words=("run in a circle", "y uses z uses y"))
    refused("a = ^c", "b = a", "c = b", words=("a uses c uses b uses a",))


def test_used_before_it_is_defined(refused: Refused) -> None:
    refused("y = ^z + 1", "z = x", words=("y uses z", "only afterwards", "put z first"))


def test_later_lines_may_use_earlier_ones(read: Read) -> None:
    system = read("mu = mean(x[k], k)", "v = mean((x[k] - mu)**2, k)", "s = sqrt(v + eps)")
    assert [d.name for d in system.definitions] == ["mu", "v", "s"]
    assert system.inputs == ("x", "eps")
    assert system.depends(system.target.body, "x")


def test_a_definition_may_be_used_at_an_integer(read: Read) -> None:
    system = read("y[i] = exp(x[i])", "s = y[1]/y[2]")
    assert definition_line(system.target) == "s = y[1]/y[2]"
