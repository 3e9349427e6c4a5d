"""A second opinion from outside: generated routines against the autograd of other frameworks.

The definitions are read as a function of jax, operation by operation in the form in which they are
written, and jax differentiates it in float64.  An entry is *conditioned* when ten times the running
error bound of the generated routine, roundings times the sum of absolute contributions, is below
1e-12 of its value (ten times, since jax takes another path).  It must then agree to 1e-12 of its
value, any other entry to these ten bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from sympy import Integer, Rational

from symsoft.backends import BACKENDS
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel
from symsoft.language.system import System
from symsoft.language.terms import (
    Add,
    Constant,
    Delta,
    Fn,
    Index,
    Max,
    Min,
    Mul,
    Pow,
    Reduction,
    Ref,
    Size,
    Sum,
    Where,
)

RELATIVE = 1e-12
PATHS = 10
USELESS = 1e-9
TINY = 2.0**-1022
SLOW = [pytest.param(lengths, marks=pytest.mark.slow) for lengths in ((1, 2, 1), (2, 5, 7))]
LENGTHS = [(4, 3, 2), *SLOW]
COMPARE = {">": "greater", ">=": "greater_equal", "<": "less", "<=": "less_equal", "==": "equal"}
Place = Mapping[Index, np.ndarray]


# -- definitions as a function of jax --------------------------------------------------------------
class Interpreter:
    """Terms evaluated by jax: every index has an axis of its own, a reduction is over the last."""

    def __init__(self, values: Mapping[str, Any], sizes: Mapping[str, int]) -> None:
        import jax.numpy as jnp

        self.jnp = jnp
        self.values = dict(values)
        self.sizes = sizes

    def define(self, system: System, moved: Mapping[str, Any]) -> None:
        """Compute every definition in order; what is moved has something added to it."""
        for name in system.inputs:
            self.values[name] = self.values[name] + moved.get(name, 0.0)
        for d in system.definitions:
            shape = [self.sizes[i.size.name] for i in d.indices]
            places = np.indices(shape) if shape else ()
            value = self.value(d.body, dict(zip(d.indices, places, strict=True)))
            self.values[d.name] = self.jnp.broadcast_to(value, shape) + moved.get(d.name, 0.0)

    def value(self, e: Any, place: Place) -> Any:
        jnp = self.jnp
        if isinstance(e, Rational):
            return float(e)
        match e:
            case Ref():
                at = tuple(self.position(i, place) for i in e.indices)
                return self.values[e.name][at] if at else self.values[e.name]
            case Size():
                return float(self.sizes[e.name])
            case Constant():
                return getattr(np, e.name)
            case Delta():
                a, b = (self.position(i, place) for i in e.args)
                return np.asarray(a == b, float)
            case Add() | Mul():
                first, *rest = (self.value(a, place) for a in e.args)
                for other in rest:
                    first = first + other if isinstance(e, Add) else first * other
                return first
            case Pow():
                return self.power(e, place)
            case Fn():
                return self.function(e.name)(*(self.value(a, place) for a in e.inputs))
            case Where():
                condition, yes, no = e.args
                sides = (self.value(a, place) for a in condition.args[1:])
                holds = getattr(jnp, COMPARE[condition.op])(*sides)
                return jnp.where(holds, self.value(yes, place), self.value(no, place))
            case Reduction():
                return self.reduced(e, place)
        raise TypeError(f"jax has no {type(e).__name__}")

    def position(self, index: Any, place: Place) -> Any:
        return place[index] if isinstance(index, Index) else int(index) - 1

    def power(self, e: Pow, place: Place) -> Any:
        base = self.value(e.base, place)
        if isinstance(e.exponent, Integer):
            return base ** int(e.exponent)
        if e.exponent == Rational(1, 2):
            return self.jnp.sqrt(base)
        return self.jnp.power(base, self.value(e.exponent, place))

    def function(self, name: str) -> Any:
        if name == "erf":
            from jax.scipy.special import erf

            return erf
        return getattr(self.jnp, name)

    def reduced(self, e: Any, place: Place) -> Any:
        count = self.sizes[e.index.size.name]
        inner = {i: np.asarray(at)[..., None] for i, at in place.items()}
        depth = max((at.ndim for at in inner.values()), default=1)
        k = np.arange(count).reshape((1,) * (depth - 1) + (count,))
        left_out = [np.asarray(self.position(x, inner)) for x in e.excluded]
        keep = np.all(np.broadcast_arrays(*(k != x for x in left_out), k == k), axis=0)
        if not keep.any():
            return {Sum: 0.0, Max: -np.inf, Min: np.inf}[type(e)]
        # What is left out is evaluated at an index that counts: it may have a pole of its own.
        k = np.where(keep, k, np.argmax(keep, axis=-1)[..., None])
        whole = self.value(e.body, {**inner, e.index: k})
        shape = np.broadcast_shapes(np.shape(whole), keep.shape, *(a.shape for a in inner.values()))
        whole = self.jnp.broadcast_to(whole, shape)
        if isinstance(e, Sum):
            return self.jnp.where(keep, whole, 0.0).sum(-1)
        return whole.max(-1) if isinstance(e, Max) else whole.min(-1)


@dataclass(frozen=True)
class Found:
    """What jax gives: quantities, and the target's derivatives by what is added to some of them."""

    values: Mapping[str, np.ndarray]
    first: Mapping[str, np.ndarray]
    second: Mapping[str, np.ndarray]
    """The Hessian times a direction, of a scalar."""


def differentiate(
    system: System, sizes: Mapping[str, int], directions: Mapping[str, np.ndarray]
) -> Callable[[Mapping[str, Any]], Found]:
    """The function that gives the derivatives by the quantities that have a direction.

    What is added to a quantity moves what is built on it and nothing else, so that one function has
    the derivatives by all of them at once.
    """
    import jax

    still = {name: np.zeros(np.shape(d)) for name, d in directions.items()}

    def along(name: str, target: Any) -> Any:
        def gradient(moved: Any) -> Any:
            return jax.grad(target)({**still, name: moved})[name]

        return jax.jvp(gradient, (still[name],), (directions[name],))[1]

    def everything(inputs: Any) -> Any:
        def target(moved: Any) -> Any:
            interpreter = Interpreter(inputs, sizes)
            interpreter.define(system, moved)
            return interpreter.values[system.target.name], interpreter.values

        first, values = jax.jacrev(target, has_aux=True)(still)
        scalar = not system.target.indices
        second = {n: along(n, lambda moved: target(moved)[0]) for n in still if scalar}
        return values, first, second

    # The values matter, not the speed of what is run once.
    compiled = jax.jit(everything, compiler_options={"xla_backend_optimization_level": 0})
    return lambda inputs: Found(*jax.tree.map(np.asarray, compiled(inputs)))


# -- generated routines against it -----------------------------------------------------------------
@pytest.fixture(scope="module")
def jax() -> Any:
    jax = pytest.importorskip("jax", reason="jax is not installed: pip install symsoft[peers]")
    jax.config.update("jax_enable_x64", True)
    return jax


def expected(kernel: Kernel, by: str, found: Found, direction: np.ndarray) -> np.ndarray:
    """What a routine must give."""
    if kernel.routine == "vjp":
        return np.tensordot(direction, found.first[by], direction.ndim)
    if kernel.routine == "jvp":
        return np.tensordot(found.first[by], direction, direction.ndim)
    kinds = {"forward": (found.values, kernel.output.name), "hvp": (found.second, by)}
    values, name = kinds.get(kernel.routine, (found.first, by))
    return values[name]


def judge(
    found: np.ndarray, reference: np.ndarray, balls: np.ndarray, name: str, alone: bool
) -> None:
    """Raises where an entry is too far from the reference, or where its bound says nothing.

    ``alone``: an axis has one entry, so that a softmax or a deviation is a constant at the edge of
    its range; what rounding decides there is left out.
    """
    largest = max((float(abs(b).upper()) for b in balls.flat if b.is_finite()), default=0.0)
    for at, ball in np.ndenumerate(balls):
        if ball.is_nan():  # a pole: every faithful run gives NaN
            assert np.isnan(found[at]), (name, at, found[at])
            continue
        if alone and not ball.is_finite():
            continue
        wide = PATHS * float(ball.rad()) + TINY
        allowed = max(RELATIVE * abs(reference[at]), wide)
        assert abs(found[at] - reference[at]) <= allowed, (name, at, found[at], reference[at])
        assert wide <= USELESS * max(largest, 1), (name, at, ball.str(20))


def compare(places: list[Any], run: Mapping[str, Any]) -> None:
    """Judges every routine at several places of one shape."""
    directions = {}
    for kernel in places[0].kernels:
        if kernel.routine in ("jvp", "hvp"):
            directions[places[0].by(kernel)] = places[0].direction(kernel, 1)
    differentiated = differentiate(places[0].system, places[0].sizes, directions)
    for place in places:
        found = differentiated({n: place.values[n] for n in place.system.inputs})
        for kernel in place.kernels:
            moved = place.direction(kernel, 1)
            result = np.asarray(run[kernel.name](*place.arguments(kernel, moved)))
            wanted = expected(kernel, place.by(kernel), found, moved)
            alone = 1 in place.sizes.values()
            judge(result, wanted, place.balls(kernel, moved), kernel.name, alone)


@pytest.mark.parametrize("lengths", LENGTHS)
def test_derivatives_are_those_of_jax(
    entry: str, lengths: tuple[int, ...], jax: Any, generated: Any
) -> None:
    kernels = generated.routines(entry=entry)
    try:
        run = BACKENDS["numpy"].runner(kernels)
    except UnsupportedError as error:
        pytest.skip(str(error))
    # The first values and some smaller ones; the largest saturate what has bounds.
    places = list(generated.places(kernels, run[kernels[0].name], lengths, 4))[::3]
    assert places
    compare(places, run)


# -- functions that the frameworks have themselves -------------------------------------------------
LOGITS = np.array([[0.25, -1.5, 3.0, 0.125], [-20.0, 7.5, 7.25, 0.5]])
WEIGHTS = np.array([0.75, -0.5, 2.0, 1.25])
TARGETS = np.array([0.125, 0.5, 0.25, 0.125])
NAMED = ("softmax", "logsoftmax", "lse", "ce")


def gradient_of(name: str, generated: Any) -> np.ndarray:
    """By generated code: the VJP of an array with the weights, the gradient of a scalar."""
    run = BACKENDS["numpy"].runner(generated.routines(entry=name))
    if name in ("softmax", "logsoftmax"):
        return run[f"{name}_vjp"](run[name](LOGITS), WEIGHTS)
    return run[f"{name}_grad"](*([LOGITS] if name == "lse" else [LOGITS, TARGETS]))


@pytest.mark.parametrize("name", NAMED)
def test_softmax_family_of_jax(name: str, jax: Any, generated: Any) -> None:
    functions = {
        "softmax": lambda x: (jax.nn.softmax(x) * WEIGHTS).sum(),
        "logsoftmax": lambda x: (jax.nn.log_softmax(x) * WEIGHTS).sum(),
        "lse": lambda x: jax.nn.logsumexp(x, axis=-1).sum(),
        "ce": lambda x: -(TARGETS * jax.nn.log_softmax(x)).sum(),
    }
    wanted = jax.grad(functions[name])(LOGITS)
    np.testing.assert_allclose(gradient_of(name, generated), wanted, rtol=RELATIVE, atol=1e-15)


@pytest.mark.parametrize("name", NAMED)
def test_softmax_family_of_torch(name: str, generated: Any) -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    weights, targets = torch.tensor(WEIGHTS), torch.tensor(TARGETS)
    functions = {
        "softmax": lambda x: (torch.softmax(x, -1) * weights).sum(),
        "logsoftmax": lambda x: (torch.log_softmax(x, -1) * weights).sum(),
        "lse": lambda x: torch.logsumexp(x, -1).sum(),
        "ce": lambda x: torch.nn.functional.cross_entropy(x, targets.expand(2, 4), reduction="sum"),
    }
    x = torch.tensor(LOGITS, requires_grad=True)
    functions[name](x).backward()
    wanted = x.grad.numpy()
    np.testing.assert_allclose(gradient_of(name, generated), wanted, rtol=RELATIVE, atol=1e-15)
