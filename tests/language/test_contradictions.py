from __future__ import annotations

from collections.abc import Callable

import pytest

from symsoft.errors import ContradictionError
from symsoft.language.contradictions import check
from symsoft.language.system import System

Read = Callable[..., System]

DEFINITIONS = ("L = sum(t[k]*x[k], k) + T + a*b + sum(V[k,k], k) + sum(sum(W[i,j], j), i)",)


@pytest.mark.parametrize(
    "given",
    [
        ("1 = 2",),
        ("2 < 1 + 1",),
        ("a > a",),
        ("T != T",),
        ("T = 1", "T = 2"),
        ("T = 1", "2*T = 3"),
        ("T > 0", "T < 0"),
        ("T > 0", "T <= 0"),
        ("T > 0", "-T > 0"),
        ("T >= 1", "T = 1/2"),
        ("T != 0", "T = 0"),
        ("0 < T", "0 > T"),
        ("a > b", "b > a"),
        ("a >= b", "b > a"),
        ("a + 1 = b", "b - a = 2"),
        ("a >= b", "b >= a", "a != b"),
        ("a*b = 1", "b*a = 2"),
        ("x[k] > 0", "x[j] < 0"),
        ("x[k] > 0", "x[k] = -1"),
        ("x[k] > 0", "x[1] = -1"),
        ("x[1] = -1", "x[k] > 0"),
        ("V[i,j] > 0", "V[k,k] = 0"),
        ("V[i,j] > 0", "V[j,i] < 0"),
        ("W[i,j] > 0", "W[2,j] <= 0"),
        ("x[i] > x[j] + 1",),
        ("sum(t[k], k) = 1", "sum(t[i], i) = 2"),
        ("x[k] > 0", "sum(x[k], k) = -1"),
        ("x[k] >= 2", "sum(x[k], k) = 1"),
        ("x[k] <= 0", "sum(x[k], k) > 0"),
        ("W[i,j] > 0", "sum(sum(W[i,j], j), i) = 0"),
        ("onehot(t)", "sum(t[k], k) = 2"),
        ("onehot(t)", "t[k] < 0"),
        ("onehot(t)", "t[k] = 1/2"),
        ("onehot(t)", "t[2] = 3"),
        ("onehot(t)", "2*t[k] = 1"),
        ("onehot(t)", "t[k] = 0"),
        ("onehot(W)", "sum(W[i,j], j) = 0"),
    ],
    ids=", ".join,
)
def test_contradictions(given: tuple[str, ...], read: Read) -> None:
    with pytest.raises(ContradictionError) as caught:
        check(read(*DEFINITIONS, given=given))
    assert caught.value.exit_code == 1
    message = str(caught.value)
    assert all(line in message for line in given), message
    assert "\n" not in message


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("1 < 2",),
        ("T = 1", "T = 1", "2*T = 2"),
        ("T > 0", "T < 2", "T != 1"),
        ("T >= 0", "T <= 0"),
        ("T >= 0", "T <= 0", "T != 1"),
        ("a > b", "b > T"),
        ("x[k] > 0", "sum(x[k], k) = 1"),
        ("x[k] >= 0", "x[1] = 0"),
        ("x[1] > 0", "x[2] < 0"),
        ("x[1] > 0", "x[k] >= 0"),
        ("x[k] > 0", "t[k] < 0"),
        ("x[k] > -1", "sum(x[k], k) < -5"),
        ("V[i,j] >= 0", "V[k,k] = 1"),
        ("V[k,k] = 1", "V[1,2] = 0"),
        ("onehot(t)", "sum(t[k], k) = 1", "t[k] >= 0", "t[1] = 1"),
        ("onehot(t)", "2*t[2] = 2"),
        ("onehot(t)", "x[k] = 1/2"),
        ("W[i,j] > 0", "W[1,2] > 3", "sum(W[i,j], j) = 1"),
        ("x[i] >= x[j]",),
        ("sum(t[k], k) = 1", "sum(x[k], k) = 2"),
        ("a*b*T = 1", "a*b = 3"),
    ],
    ids=", ".join,
)
def test_no_contradiction(given: tuple[str, ...], read: Read) -> None:
    check(read(*DEFINITIONS, given=given))


def test_the_message_names_both(read: Read) -> None:
    with pytest.raises(ContradictionError) as caught:
        check(read(*DEFINITIONS, given=("a > 0", "T > 0", "b > 0", "T = -1")))
    assert str(caught.value) == "the assumptions contradict each other: T > 0 and T = -1"


def test_names_do_not_matter(read: Read) -> None:
    for first, second in ("ab", "ba"):
        system = read("y = a*b", given=(f"{first} - {second} > 0", f"{second} >= {first}"))
        with pytest.raises(ContradictionError):
            check(system)
