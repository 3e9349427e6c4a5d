"""Names, subscripts and operators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from symsoft.language.spelling import definition_line
from symsoft.language.system import System
from symsoft.language.text import read_system

Refused = Callable[..., None]
Read = Callable[..., System]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        # indices: free, bound, absent
        ("y[i] = x[^j]", ("index j is free on the right but absent on the left", "sum over it")),
        ("y = x[^k]", ("index k is free on the right",)),
        ("y = sum(x[k], k)*x[^k]", ("index k is summed and free at once", "outside its sum")),
        ("y = x[^k]*sum(x[k], k)", ("index k is summed and free at once",)),
        ("y[i] = sum(x[i], ^i)", ("index i is summed and free at once: it is on the left",)),
        ("y = sum(sum(x[k], ^k), k)", ("index k is bound by two reductions, one inside",)),
        ("y = x[^i+1]", ("an index is a letter or an integer from 1, not i+1",)),
        ("y = x[^99999999999999999999]", ("an index above 1000",)),
        ("y = x[^0]", ("an integer from 1, not 0",)),
        ("y = x[^-1]", ("an integer from 1, not -1",)),
        ("y = x[^1.5]", ("an integer from 1, not 1.5",)),
        ("y = x[^sum(i, k)]", ("an index is a letter",)),
        ("y = delta(^x[1], 2)", ("an index is a letter",)),
        # one name, one role, one rank
        ("y = x[1] + ^x", ("x has 1 index elsewhere and no index here",)),
        ("y = x + ^x[1]", ("x has no index elsewhere and 1 index here",)),
        ("y[i] = sum(x[i,k] + ^x[k], k)", ("x has 2 indices elsewhere and 1 index here",)),
        ("y = ^k*sum(x[k], k)", ("k is used as an index and as a quantity",)),
        ("y = ^i[i]", ("i is used as an index and as a quantity",)),
        ("y = ^sum + 1", ("sum is a function; choose another name, such as sum_",)),
        ("y = ^onehot + 1", ("onehot is a reserved word",)),
        ("y = ^exp[1]", ("exp is a function",)),
        ("y = x[^pi]", ("pi is a reserved word",)),
        ("y = sum(x[D], ^D)", ("D is a function",)),
        # what is no part of the syntax
        ("y = ^x.real", ("a dot has no meaning here",)),
        ("y = ^x, z", ("a comma belongs between",)),
        ("y = ^[x]", ("a list has no meaning here",)),
        ("y = (^a > b)", ("a comparison belongs inside where(a > b, u, v)",)),
        ("y = (^a << b)", ("this is not part of the syntax",)),
        ("y = ^x // 2", ("this is not part of the syntax",)),
        ("y = exp(^*x)", ("a star has no meaning here",)),
        ("y = ^x[1][2]", ("only a name can have subscripts", "x[i,j]")),
        ("y = ^(a + b)[1]", ("only a name can have subscripts",)),
        ("y = ^softmax(x)[1]", ("only a name can have subscripts", "on a line before")),
        ("y = ^(a + b)(c)", ("a product is written a*(b)",)),
        ("y = ^2(x + 1)", ("a product is written a*(b)",)),
        ("y = ^...", ("this is no real number",)),
        # ranges
        ("y[^i] = T", ("the range of i can't be known",)),
        ("y = sum(1, ^k)", ("the range of k can't be known",)),
        ("y = sum(T, ^k)", ("the range of k can't be known",)),
        ("y[^i] = delta(i, i)", ("the range of i can't be known",)),
    ],
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)


def test_ranks_must_agree_across_lines(refused: Refused) -> None:
    refused("z[i] = exp(x[i])", "y = ^z + 1", words=("z has 1 index elsewhere and no index here",))
    refused("z[i] = x[i]", "L = ^k*sum(z[k], k)", words=("k is used as an index and as a",))


def test_a_diagonal_joins_two_axes(read: Read) -> None:
    system = read("s = sum(W[k,k], k) + W[1,2]")
    assert len(system.sizes) == 1


def test_chains_are_flat(read: Read) -> None:
    system = read("y = a + (b - (c + d)) + 2*(a*b)/c")
    assert len(system.target.body.args) == 4
    assert definition_line(system.target) == "y = a + b - (c + d) + 2*a*b/c"


@pytest.mark.parametrize(
    "line", ["y[i] = sum(W[i,k]*delta(i, k), k)", "y[i] = sum(W[i,k], k, k != i)"]
)
def test_a_comparison_makes_two_axes_one(line: str) -> None:
    system = read_system([line])
    assert [size.name for size in system.shapes["W"]] == ["n", "n"]
