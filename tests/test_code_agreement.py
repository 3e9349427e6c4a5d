"""Generated routines agree with each other: VJP with JVP, derivatives with the Jacobian, and so on.

Tolerances are running error bounds: every result lies in a ball around the truth whose radius is
the roundings times the sum of the absolute contributions, so two results differ by no more than
their balls allow.  Nothing here compares with the definitions; ``symsoft verify`` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from flint import arb, ctx

from symsoft.backends import c

BITS = 192
LENGTHS = ((1,), (4, 3, 2), (5, 2, 3))
Run = Mapping[str, Any]


def places(generated: Any, case: str, dtype: str = "f64") -> Iterator[Any]:
    kernels = generated.kernels(case)
    forward = generated.run(case, "numpy", dtype)[kernels[0].name]
    for lengths in LENGTHS:
        yield from generated.places(kernels, forward, lengths, 2, dtype)


# -- derivatives against each other, exactly but for the results' own errors -----------------------
def dot(a: Any, b: Any) -> arb:
    """The exact sum of the products of floating-point numbers, or of balls."""
    with ctx.workprec(BITS):
        pairs = zip(np.asarray(a, object).flat, np.asarray(b, object).flat, strict=True)
        return sum((arb(x) * arb(y) for x, y in pairs), arb(0))


def spread(direction: np.ndarray, balls: np.ndarray) -> arb:
    """How far the dot product of a direction with a result may be off."""
    return dot(np.abs(direction), [ball.rad() for ball in balls.flat])


def agrees(a: arb, b: arb, allowed: arb) -> bool:
    """Raises when a and b are too far apart; False when nothing is known of how far they may be."""
    assert not abs(a - b) > allowed, (a.str(20), b.str(20), allowed.str(5))
    return bool(allowed.is_finite())


def adjoint(place: Any, run: Run) -> Iterator[str]:
    """<g, J v> = <Jᵀ g, v>."""
    for vjp, jvp in place.pairs("vjp", "jvp"):
        g, v = place.direction(vjp, 1), place.direction(jvp, 2)
        pulled = run[vjp.name](*place.arguments(vjp, g))
        pushed = run[jvp.name](*place.arguments(jvp, v))
        allowed = spread(g, place.balls(jvp, v)) + spread(v, place.balls(vjp, g))
        if agrees(dot(g, pushed), dot(pulled, v), allowed):
            yield from (vjp.name, jvp.name)


def gradient(place: Any, run: Run) -> Iterator[str]:
    """<∇L, v> = the JVP."""
    for grad, jvp in place.pairs("grad", "jvp"):
        v = place.direction(jvp, 2)
        slope = run[grad.name](*place.arguments(grad))
        pushed = run[jvp.name](*place.arguments(jvp, v))
        allowed = spread(v, place.balls(grad)) + spread(np.ones(()), place.balls(jvp, v))
        if agrees(dot(slope, v), arb(float(pushed)), allowed):
            yield from (grad.name, jvp.name)


def symmetry(place: Any, run: Run) -> Iterator[str]:
    """<u, H v> = <v, H u>."""
    for (hvp,) in place.pairs("hvp"):
        u, v = place.direction(hvp, 1), place.direction(hvp, 2)
        hu, hv = (run[hvp.name](*place.arguments(hvp, w)) for w in (u, v))
        allowed = spread(u, place.balls(hvp, v)) + spread(v, place.balls(hvp, u))
        if agrees(dot(u, hv), dot(v, hu), allowed):
            yield hvp.name


def columns(place: Any, run: Run) -> Iterator[str]:
    """A row of the Jacobian is a VJP, a column a JVP, each with a unit vector."""
    for jacobian, vjp, jvp in place.pairs("jacobian", "vjp", "jvp"):
        whole = np.asarray(run[jacobian.name](*place.arguments(jacobian)))
        balls = place.balls(jacobian)
        rank = place.direction(vjp, 0).ndim
        for kernel, before in ((vjp, 0), (jvp, rank)):
            zero = np.zeros_like(place.direction(kernel, 0))
            for at in np.ndindex(*zero.shape):
                unit = zero.copy()
                unit[at] = 1
                part = (*[slice(None)] * before, *at)
                one = np.asarray(run[kernel.name](*place.arguments(kernel, unit)))
                bounds = zip(np.ravel(balls[part]), place.balls(kernel, unit).flat, strict=True)
                for x, y, (p, q) in zip(one.flat, np.ravel(whole[part]), bounds, strict=True):
                    if agrees(arb(float(x)), arb(float(y)), p.rad() + q.rad()):
                        yield from (jacobian.name, kernel.name)


CHECKS = (adjoint, gradient, symmetry, columns)


def test_derivatives_agree_with_each_other(case: str, generated: Any) -> None:
    run = generated.run(case, "numpy", "f64")
    found = {
        name for place in places(generated, case) for check in CHECKS for name in check(place, run)
    }
    assert found == run.keys() - {generated.kernels(case)[0].name}


@pytest.mark.parametrize("routine", ["softmax_vjp", "softmax_jvp", "softmax_jacobian", "ce_grad"])
def test_a_routine_that_is_a_little_off_disagrees(routine: str, generated: Any) -> None:
    case = routine.split("_", maxsplit=1)[0]
    run = generated.run(case, "numpy", "f64")

    def off(*arrays: np.ndarray) -> np.ndarray:
        return run[routine](*arrays) * (1 + 1e-13)

    wrong = {**run, routine: off}
    with pytest.raises(AssertionError):
        [list(check(p, wrong)) for p in places(generated, case) for check in CHECKS]


def test_a_hessian_that_is_not_symmetric_is_seen(generated: Any) -> None:
    run = generated.run("ce", "numpy", "f64")
    wrong = {**run, "ce_hvp": lambda x, v: run["ce_hvp"](x, v) * (1 + 1e-13 * x)}
    with pytest.raises(AssertionError):
        [list(symmetry(p, wrong)) for p in places(generated, "ce")]


# -- one language against the other ----------------------------------------------------------------
@pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")
@pytest.mark.parametrize("dtype", ["f32", "f64"])
def test_numpy_and_c_agree(case: str, dtype: str, generated: Any) -> None:
    runs = [generated.run(case, backend, dtype) for backend in ("numpy", "c")]
    compared = set()
    for place in places(generated, case, dtype):
        for kernel in place.kernels:
            arguments = place.arguments(kernel, place.direction(kernel, 3))
            mine, other = (np.asarray(run[kernel.name](*arguments)) for run in runs)
            assert mine.dtype == other.dtype == place.type
            balls = place.balls(kernel, place.direction(kernel, 3))
            assert mine.shape == other.shape == balls.shape
            for x, y, ball in zip(mine.flat, other.flat, balls.flat, strict=True):
                if agrees(arb(float(x)), arb(float(y)), 2 * ball.rad()):
                    compared.add(kernel.name)
    assert compared == runs[0].keys()
