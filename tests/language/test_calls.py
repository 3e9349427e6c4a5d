"""The functions that need no catalogue."""

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
        ("y = ^exp(a, b)", ("exp takes 1 argument, not 2",)),
        ("y = ^exp()", ("exp takes 1 argument, not 0",)),
        ("y = ^sqrt(a, b)", ("sqrt takes 1 argument, not 2",)),
        ("y = ^maximum(a)", ("maximum takes 2 arguments, not 1",)),
        ("y = ^where(a > b, a)", ("where takes 3 arguments, not 2", "where(a > b, u, v)")),
        ("y = ^delta(1)", ("delta takes 2 arguments, not 1", "delta(i, j)")),
        ("y = where(^a != b, a, b)", ("one comparison with >, >=, <, <= or ==", "delta(i, j)")),
        ("y = where(^a < b < c, a, b)", ("one comparison",)),
        ("y = where(^a, a, b)", ("one comparison",)),
        ("y = ^sum(x[k])", ("sum takes what to reduce and the index", "sum(x[k], k)")),
        ("y = sum(x[k], ^3)", ("an index that is a letter",)),
        ("y = ^max(a, b)", ("max reduces over an index", "maximum(a, b)")),
        ("y = ^min(x[1], 0)", ("min reduces over an index", "minimum(a, b)")),
        ("y = sum(x[k], k, ^k != k)", ("a restriction is written k != i",)),
        ("y = sum(x[k], k, ^k > 1)", ("a restriction is written k != i",)),
        ("y = sum(x[k], k, ^3 != 4)", ("a restriction is written k != i",)),
        ("y = sum(W[i,k], i, ^k)", ("a restriction", "for two sums write sum(sum(u, k), i)")),
        ("y[i] = mean(x[k], k, ^k != i)", ("a mean takes no restriction",)),
        ("y = ^sum(x[k], k, start=1)", ("an argument has no name here",)),
        ("y = ^exp(x=1)", ("an argument has no name here",)),
        ("y = ^D(x, x)", ("D(...) can't be given", "--wrt")),
        ("y = exp(^onehot)", ("onehot is a reserved word",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)


@pytest.mark.parametrize(
    ("line", "spelled"),
    [
        ("y[i] = sum(x[k], k, i != k)", "y[i] = sum(x[k], k, k != i)"),
        (
            "y[i] = sum(sum(x[k]*x[l], l, l != i, l != k), k, k != i)",
            "y[i] = sum(sum(x[k]*x[l], l, l != i, l != k), k, k != i)",
        ),
        ("s = sum(x[k], k, k != 2)", "s = sum(x[k], k, k != 2)"),
        ("s = max(x[k], k)*min(x[k], k)", "s = max(x[k], k)*min(x[k], k)"),
        ("s = mean(x[k], k)", "s = 1/n*sum(x[k], k)"),
        ("y[i] = where(x[i] > 0, x[i], 0)", "y[i] = where(x[i] > 0, x[i], 0)"),
        ("y[i] = where(x[i] == 0, 0, 1)", "y[i] = where(x[i] == 0, 0, 1)"),
        ("s = delta(1, 2)*x", "s = delta(1, 2)*x"),
        ("s = erf(x)*sign(x)*abs(x)*cosh(x)", "s = erf(x)*sign(x)*abs(x)*cosh(x)"),
        ("s = sqrt(2/pi)*x", "s = sqrt(2/pi)*x"),
    ],
)
def test_read(line: str, spelled: str, read: Read) -> None:
    assert definition_line(read(line).target) == spelled
