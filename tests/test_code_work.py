"""What a routine costs: a product with a derivative no more than the function itself."""

from __future__ import annotations

import pytest

from symsoft.language.terms import Reduction

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
