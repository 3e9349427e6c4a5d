"""A batch gives what its rows give, however its arrays lie in memory; arguments stay as they were.

Tolerances are running error bounds, as in ``test_code_agreement``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from flint import arb

from symsoft.backends import c
from symsoft.kernel import Kernel

BATCH = (2, 2)
LENGTHS = (4, 3, 2)


def batch(group: list[Any], kernel: Kernel) -> list[np.ndarray]:
    """The arguments of a batch whose rows are the arguments of several places."""
    rows = [p.arguments(kernel, p.direction(kernel, seed)) for seed, p in enumerate(group)]
    return [
        np.stack(column).reshape(*BATCH, *column[0].shape) for column in zip(*rows, strict=True)
    ]


def apart(array: np.ndarray, seed: int) -> np.ndarray:
    """The same values, not contiguous: along the other axis, every other entry, or backwards."""
    if seed % 3 == 0:
        return np.asfortranarray(array)
    if seed % 3 == 1:
        return np.repeat(array, 2, axis=-1)[..., ::2]
    return np.ascontiguousarray(array[..., ::-1])[..., ::-1]


def layouts(arrays: list[np.ndarray]) -> Iterator[list[np.ndarray]]:
    """A batch handed over whole, not contiguous, and with leading axes that broadcast."""
    yield arrays
    yield [apart(a, seed) for seed, a in enumerate(arrays)]
    parts = ((slice(None), slice(0, 1)), (slice(0, 1), slice(None)), (0, slice(None)), (0, 0))
    yield [a[parts[q % len(parts)]] for q, a in enumerate(arrays)]


def by_rows(kernel: Kernel, arrays: list[np.ndarray]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every place of the batch, with the arguments that belong to it."""
    ranks = {p.name: len(p.axes) for p in kernel.parameters}
    own = [a.shape[: a.ndim - rank] for a, rank in zip(arrays, ranks.values(), strict=True)]
    whole = np.broadcast_shapes(*own)
    wide = [
        np.broadcast_to(a, (*whole, *a.shape[len(leading) :]))
        for a, leading in zip(arrays, own, strict=True)
    ]
    for at in np.ndindex(*whole):
        yield at, dict(zip(ranks, (a[at] for a in wide), strict=True))


@pytest.mark.parametrize("dtype", ["f32", pytest.param("f64", marks=pytest.mark.slow)])
def test_batches_agree_with_their_rows(case: str, dtype: str, generated: Any) -> None:
    kernels = generated.kernels(case)
    backends = ["numpy", "c"] if c.compiler() else ["numpy"]
    runs = [generated.run(case, backend, dtype) for backend in backends]
    found = list(generated.places(kernels, runs[0][kernels[0].name], LENGTHS, 4, dtype))
    group = [found[q % len(found)] for q in range(4)]
    compared = set()
    for kernel in kernels:
        for arrays in layouts(batch(group, kernel)):
            before = [a.copy() for a in arrays]
            results = [np.asarray(run[kernel.name](*arrays)) for run in runs]
            assert all(np.array_equal(a, b) for a, b in zip(arrays, before, strict=True))
            assert {r.dtype for r in results} == {group[0].type}
            for at, row in by_rows(kernel, arrays):
                for entry, ball in np.ndenumerate(group[0].enclosed(kernel, row)):
                    for result in results:
                        if ball.is_finite():
                            value = result[(*at, *entry)]
                            assert ball.contains(arb(float(value))), (kernel.name, at, entry, value)
                            compared.add(kernel.name)
    assert compared == {k.name for k in kernels}


def test_an_error_in_one_row_is_seen(generated: Any) -> None:
    (place,) = generated.places(*generated_softmax(generated), LENGTHS, 1)
    kernel = place.kernels[0]
    (row,) = place.arguments(kernel)
    (ball, *_) = place.enclosed(kernel, {"x": row}).flat
    (value, *_) = generated.run("softmax", "numpy", "f64")["softmax"](row)
    assert ball.contains(arb(float(value)))
    assert not ball.contains(arb(float(value * (1 + 1e-14))))


def generated_softmax(generated: Any) -> tuple[Any, Any]:
    return generated.kernels("softmax"), generated.run("softmax", "numpy", "f64")["softmax"]
