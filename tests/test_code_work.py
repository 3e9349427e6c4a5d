"""What a routine costs: a product with a derivative no more than the function itself.

And no array is computed twice, which is found here by numbering what names hold.
"""

from __future__ import annotations

from collections import Counter

import pytest
from sympy import S

from symsoft.kernel import Let
from symsoft.language.terms import (
    Add,
    Fn,
    Index,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Term,
    Where,
    free,
)
from symsoft.language.walk import subterms

PRODUCTS = ("vjp", "grad", "jvp", "hvp")


def most_axes(kernel):
    """The most axes that one statement runs over, or that an array has."""
    arrays = [len(p.axes) for p in (*kernel.parameters, kernel.output)]
    loops = [len(let.target.indices) + isinstance(let.expr, Reduction) for let in kernel.lets]
    return max(arrays), max(loops)


def test_a_product_runs_over_no_more_axes_than_the_function(generated, case):
    forward, *others = generated.kernels(case)
    allowed = max(most_axes(forward))
    for kernel in (k for k in others if k.routine in PRODUCTS):
        arrays, loops = most_axes(kernel)
        assert loops <= max(allowed, arrays), kernel.name


@pytest.mark.parametrize("routine", PRODUCTS)
def test_there_are_such_products(generated, routine):
    cases = ("softmax", "attention", "cosine-similarity")
    assert routine in {k.routine for case in cases for k in generated.kernels(case)}


def value(e, writes, places):
    """A term as nested tuples: names with what they hold, indices by order of appearance."""
    if isinstance(e, Index):
        return places.setdefault(e, f"{len(places)}:{e.size.name}")
    if not isinstance(e, Term):
        return str(e)
    kind = f"{e.name}:{writes[e.name]}" if isinstance(e, Ref) else type(e).__name__
    return (kind, *(value(a, writes, places) for a in e.args))


def is_work(e):
    sign = isinstance(e, Mul) and len(e.args) == 2 and S.NegativeOne in e.args
    return isinstance(e, Add | Mul | Pow | Fn | Where) and bool(free(e)) and not sign


def repeated(lets):
    """The arrays that statements compute more than once."""
    counts, writes = Counter(), Counter()
    for let in lets:
        for e in subterms(let.expr):
            if is_work(e):
                counts[value(e, writes, {})] += 1
        writes[let.target.name] += 1
    return [found for found, times in counts.items() if times > 1]


def test_no_array_is_computed_twice(generated, case):
    for kernel in generated.kernels(case):
        assert repeated(kernel.lets) == [], kernel.name


def test_what_is_computed_twice_is_found():
    i, k = Index("i", Size("n")), Index("k", Size("n"))
    first = Let(Ref("t", i), Fn("exp", Add(Ref("x", i), Ref("a"))))
    second = Let(Ref("s"), Sum(Add(Ref("x", k), Ref("a")), k))
    assert len(repeated([first, second])) == 1
    assert repeated([first, Let(Ref("x", i), Ref("t", i)), second]) == []
