"""mish, mish_grad, mish_jvp, mish_hvp

Made by: symsoft derive mish --format numpy

What holds for every function:
- Arrays may have any leading batch axes, written ..., which broadcast. A wrong rank or
  length raises ValueError. Arguments are never changed, results are new.
- The dtype is that of the arguments by NumPy's rule, so float32 stays float32; integers
  become float64. A result without axes is a NumPy number.
- No rows give no rows. Over an axis of length 0 a sum is 0, a maximum -inf, a minimum inf.
- NaN reaches every entry that it has a part in.
- An operation is rounded once, a function or a power is taken to be right to
  4 ulp, and a sum of N terms to N*u times the sum of their magnitudes, u
  being half the dtype's eps. symsoft verify follows that through the formulas and
  compares by the bound that results.
- Where an intermediate value other than an exponential leaves the range of the dtype,
  as the square of 1e200 does, or where no number could hold the result, it may be lost.
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(divide="ignore", over="ignore", under="ignore")
def mish(x: ArrayLike) -> np.ndarray:
    """The value.

    y = x*tanh(maximum(x, 0) + log(1 + exp(-abs(x))))

    x: (...)
    returns y: (...)
    """
    (x,) = _arrays(("x", x, ""))
    return x * np.tanh(np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))))


@np.errstate(divide="ignore", over="ignore", under="ignore")
def mish_grad(x: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = exp(-abs(x))
    h = tanh(maximum(x, 0) + log(1 + t1))
    out = h + x*exp(minimum(x, 0))/(1 + t1)*(1 - h**2)

    x: (...)
    returns out: (...)
    """
    (x,) = _arrays(("x", x, ""))
    t1 = np.exp(-np.abs(x))
    h = np.tanh(np.maximum(x, 0) + np.log1p(t1))
    return h + x * np.exp(np.minimum(x, 0)) * (1 - h**2) / (1 + t1)


@np.errstate(divide="ignore", over="ignore", under="ignore")
def mish_jvp(x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = exp(-abs(x))
    h = tanh(maximum(x, 0) + log(1 + t1))
    out = v*(h + x*exp(minimum(x, 0))/(1 + t1)*(1 - h**2))

    x: (...)
    v: (...)
    returns out: (...)
    """
    x, v = _arrays(("x", x, ""), ("v", v, ""))
    t1 = np.exp(-np.abs(x))
    h = np.tanh(np.maximum(x, 0) + np.log1p(t1))
    return v * (h + x * np.exp(np.minimum(x, 0)) * (1 - h**2) / (1 + t1))


@np.errstate(divide="ignore", over="ignore", under="ignore")
def mish_hvp(x: ArrayLike, y: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = exp(-abs(x))
    s = exp(minimum(x, 0))/(1 + t1)
    out = v*s*(1 - tanh(maximum(x, 0) + log(1 + t1))**2)*(x - 2*y*s - s*x + 2)

    x: (...)
    y: (...)
    v: (...)
    returns out: (...)
    """
    x, y, v = _arrays(("x", x, ""), ("y", y, ""), ("v", v, ""))
    t1 = np.exp(-np.abs(x))
    s = np.exp(np.minimum(x, 0)) / (1 + t1)
    part1 = np.tanh(np.maximum(x, 0) + np.log1p(t1)) ** 2
    return v * s * (1 - part1) * (2 + x - 2 * y * s - x * s)


def _arrays(*arguments: tuple[str, ArrayLike, str]) -> list[np.ndarray]:
    """The values as arrays of one dtype; each argument is (name, value, its last axes)."""
    arrays = [np.asarray(value) for _, value, _ in arguments]
    # A Python number takes the dtype of the arrays beside it.
    kinds = [
        value if type(value) in (int, float) else array.dtype
        for (_, value, _), array in zip(arguments, arrays)
    ]
    dtype = np.result_type(*kinds)
    if dtype.kind in "biu":
        dtype = np.dtype(np.float64)
    if dtype.kind != "f":
        names = ", ".join(name for name, _, _ in arguments)
        raise TypeError(f"{names}: real numbers are needed, not {dtype}")
    first: dict[str, tuple[str, tuple[int, ...], int]] = {}
    batch: tuple[int, ...] = ()
    batches: list[str] = []
    for (name, _, axes), array in zip(arguments, arrays):
        wanted, shape = axes.split(), array.shape
        if len(shape) < len(wanted):
            expected = ", ".join(["...", *wanted])
            raise ValueError(f"{name} has shape {shape}, but its shape is ({expected})")
        leading = shape[: len(shape) - len(wanted)]
        for axis, length in zip(wanted, shape[len(leading) :]):
            other, whole, known = first.setdefault(axis, (name, shape, length))
            if length != known:
                raise ValueError(
                    f"{name} has shape {shape}, but {other} has shape {whole}: "
                    f"their axes {axis} are {length} and {known}"
                )
        batches.append(f"{name} has shape {shape}")
        try:
            batch = np.broadcast_shapes(batch, leading)
        except ValueError:
            shapes = ", ".join(batches)
            raise ValueError(f"{shapes}: leading axes don't broadcast") from None
    return [np.asarray(array, dtype=dtype, order="C") for array in arrays]


def _example() -> None:
    """Print what every function gives for small inputs."""
    x = np.array(0.5)
    print("mish(x)", mish(x), sep="\n")
    print("mish_grad(x)", mish_grad(x), sep="\n")
    v = np.array(1.0)
    print("mish_jvp(x, v)", mish_jvp(x, v), sep="\n")
    y = mish(x)
    print("mish_hvp(x, y, v)", mish_hvp(x, y, v), sep="\n")


if __name__ == "__main__":
    _example()
