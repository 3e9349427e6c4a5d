from __future__ import annotations

from symsoft.language.ranges import SIZE_LETTERS, Range, name_sizes
from symsoft.language.terms import Size


def test_joined_ranges_are_one() -> None:
    a, b, c = Range(), Range(), Range()
    assert a.root is not b.root
    assert a.join(b)
    assert b.join(c)
    assert a.root is c.root


def test_one_known_makes_all_known() -> None:
    a, b = Range(), Range()
    a.join(b)
    assert not a.known
    b.settle()
    assert a.known


def test_sizes_are_handed_on_and_may_not_differ() -> None:
    n, m, free = Range(Size("n")), Range(Size("m")), Range()
    assert free.join(n)
    assert free.size == Size("n")
    assert free.known
    assert not free.join(m)
    assert m.size == Size("m")
    assert Range(Size("n")).join(n)


def test_sizes_by_first_appearance_past_taken_letters() -> None:
    a, b, c = Range(), Range(), Range()
    a.join(c)
    sizes, asked = name_sizes([a, b, c], taken=("m",), asked=("n", "q"))
    assert [s.name for s in sizes.values()] == ["n", "p"]
    assert asked == ("n",)


def test_letters_do_not_run_out() -> None:
    sizes, _ = name_sizes([Range() for _ in range(40)], taken=(), asked=())
    names = [s.name for s in sizes.values()]
    assert len(set(names)) == 40
    assert names[len(SIZE_LETTERS)] == "n1"
