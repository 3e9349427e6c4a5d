"""log_cosh, log_cosh_grad, log_cosh_jvp, log_cosh_hvp

Made by: symsoft derive log-cosh --format numpy

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
- Sums along an axis are pairwise; sums of products over different axes are left to BLAS
  and einsum.
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(all="ignore")
def log_cosh(y: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The value.

    t1 = log(1/2)
    t2[i] = abs(y[i] - t[i])
    t3 = sum(t1 + t2[i] + log(1 + exp(-2*t2[i])), i)
    L = 1/n*t3

    y: (..., n)
    t: (..., n)
    returns L: (...)
    """
    y, t = _arrays(("y", y, "n"), ("t", t, "n"))
    n = y.shape[-1]
    batch = np.broadcast_shapes(y.shape[:-1], t.shape[:-1])
    t1 = np.full(batch, float(np.log(0.5)), dtype=y.dtype)
    t2 = y - t
    np.abs(t2, out=t2)
    t3 = (t1[..., None] + t2 + np.log1p(np.exp(-2 * t2))).sum(axis=-1)
    return t3 / n


@np.errstate(divide="ignore", invalid="ignore")
def log_cosh_grad(y: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    out[j] = tanh(y[j] - t[j])/n

    y: (..., n)
    t: (..., n)
    returns out: (..., n)
    """
    y, t = _arrays(("y", y, "n"), ("t", t, "n"))
    n = y.shape[-1]
    return np.tanh(y - t) / n


@np.errstate(divide="ignore", invalid="ignore")
def log_cosh_jvp(y: ArrayLike, t: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(v[k]*tanh(y[k] - t[k]), k)
    out = 1/n*t1

    y: (..., n)
    t: (..., n)
    v: (..., n)
    returns out: (...)
    """
    y, t, v = _arrays(("y", y, "n"), ("t", t, "n"), ("v", v, "n"))
    n = y.shape[-1]
    t1 = (v * np.tanh(y - t)).sum(axis=-1)
    return t1 / n


@np.errstate(divide="ignore", invalid="ignore")
def log_cosh_hvp(y: ArrayLike, t: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i] = v[i]/n*(1 - tanh(y[i] - t[i])**2)

    y: (..., n)
    t: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    y, t, v = _arrays(("y", y, "n"), ("t", t, "n"), ("v", v, "n"))
    n = y.shape[-1]
    return v * (1 - np.tanh(y - t) ** 2) / n


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
    y = np.array([0.5, 1.25, 0.75])
    t = np.array([1.25, 0.75, 2.0])
    print("log_cosh(y, t)", log_cosh(y, t), sep="\n")
    print("log_cosh_grad(y, t)", log_cosh_grad(y, t), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("log_cosh_jvp(y, t, v)", log_cosh_jvp(y, t, v), sep="\n")
    print("log_cosh_hvp(y, t, v)", log_cosh_hvp(y, t, v), sep="\n")


if __name__ == "__main__":
    _example()
