"""The order of factors and summands does not depend on the user's names."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sympy import Integer, Rational

from symsoft.display.order import Order
from symsoft.display.text_terms import to_text
from symsoft.language.terms import Add, D, Delta, Fn, Index, Mul, Pow, Ref, Size, Sum

N = Size("n")
NAMES, LETTERS = "abcd", "ijk"


def build(shape: Any, names: str, letters: str) -> Any:
    """A term from a nested description, with the given names in place of numbers."""
    kind, *parts = shape
    if kind == "number":
        return parts[0]
    if kind == "ref":
        name, at = parts
        return Ref(names[name], *(Index(letters[i], N) for i in at))
    if kind == "delta":
        return Delta(*(Index(letters[i], N) for i in parts))
    if kind == "sum":
        return Sum(build(parts[0], names, letters), Index(letters[2], N))
    inner = [build(p, names, letters) for p in parts]
    return {"add": Add, "mul": Mul, "exp": lambda u: Fn("exp", u), "inverse": inverse}[kind](*inner)


def inverse(u: Any) -> Any:
    return Pow(u, Integer(-1))


def shapes(bound: bool = True) -> st.SearchStrategy[Any]:
    """Descriptions of terms; index 2 is used only inside a sum over it."""
    indices = st.integers(0, 1 if bound else 2)
    leaf = st.one_of(
        st.tuples(st.just("ref"), st.integers(0, 3), st.tuples(indices)),
        st.tuples(st.just("number"), st.sampled_from([Integer(2), Integer(-1), Rational(1, 2)])),
        st.just(("delta", 0, 1)),
    )
    several = st.lists(leaf, min_size=2, max_size=4)
    sums = several.map(lambda found: ("add", *found))
    products = st.lists(
        st.one_of(leaf, sums, sums.map(lambda e: ("exp", e))), min_size=2, max_size=4
    )
    whole = products.map(lambda found: ("mul", *found))
    return st.one_of(whole, whole.map(lambda e: ("sum", e)) if not bound else whole)


@given(st.one_of(shapes(), shapes(bound=False).map(lambda e: ("sum", e))), st.permutations(NAMES))
def test_other_names_give_the_same_print(shape: Any, other: list[str]) -> None:
    letters = "rqp"
    first, second = build(shape, NAMES, LETTERS), build(shape, "".join(other), letters)
    orders = [
        Order.of(None, *(Ref(n) for n in names), Ref("z", *(Index(i, N) for i in at[:2])))
        for names, at in ((NAMES, LETTERS), (other, letters))
    ]
    renamed = str.maketrans(NAMES + LETTERS, "".join(other) + letters)
    text = to_text(first, orders[0]).replace("exp", "E")
    assert text.translate(renamed) == to_text(second, orders[1]).replace("exp", "E")


def test_the_claims_indices_come_first_and_bound_ones_last() -> None:
    i, j, k = (Index(letter, N) for letter in "ijk")
    order = Order.of(None, D(Ref("y", j), Ref("x", i)))
    product = Mul(Ref("y", k), Ref("y", i), Ref("y", j))
    assert to_text(Sum(product, k), order) == "Σ_k y_j·y_i·y_k"


def test_kinds_of_factor() -> None:
    i, k = Index("i", N), Index("k", N)
    x, y = Ref("x", i), Ref("y", i)
    product = Mul(
        D(y, x),
        Sum(Ref("x", k), k),
        Add(x, y),
        Delta(i, k),
        Fn("exp", x),
        y,
        Ref("T"),
        N,
        Integer(3),
    )
    printed = to_text(product, Order.of(None, x, y))
    assert printed == "3·n·T·y_i·exp(x_i)·δ_ik·(x_i + y_i)·(Σ_k x_k)·∂y_i/∂x_i"


def test_summands() -> None:
    i, j = Index("i", N), Index("j", N)
    y, delta = Ref("y", i), Delta(i, j)
    total = Add(Mul(Integer(-1), y), Ref("a"), Integer(2), Mul(y, delta), Integer(-3))
    assert to_text(total, Order.of(None, y, Ref("y", j))) == "y_i·δ_ij + 2 + a − 3 − y_i"
