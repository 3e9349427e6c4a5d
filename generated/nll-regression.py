"""nll_regression, nll_regression_grad, nll_regression_jvp, nll_regression_hvp

Made by: symsoft derive nll-regression --format numpy

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
- An entry of -inf under a shifted exponential has weight 0, a masked class. Where every
  entry of a maximum is -inf, or one is inf, differences from it, and what they enter, are
  NaN.
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(all="ignore")
def nll_regression(W: ArrayLike, x: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The value.

    z[i] = sum(W[i,k]*x[k], k)
    t1 = max(z[l], l)
    t2 = sum(exp(z[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
    L = -t4

    W: (..., n, m)
    x: (..., m)
    t: (..., n)
    returns L: (...)
    """
    W, x, t = _arrays(("W", W, "n m"), ("x", x, "m"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, x, optimize=True)
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(z - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(t == 0, 0, t * (z - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def nll_regression_grad(W: ArrayLike, x: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    z[i] = sum(W[i,k]*x[k], k)
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[p,q] = (y[p] - t[p])*x[q]

    W: (..., n, m)
    x: (..., m)
    t: (..., n)
    returns out: (..., n, m)
    """
    W, x, t = _arrays(("W", W, "n m"), ("x", x, "m"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, x, optimize=True)
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return x[..., None, :] * (y[..., :, None] - t[..., :, None])


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def nll_regression_jvp(
    W: ArrayLike,
    x: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z[i] = sum(W[i,k]*x[k], k)
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    t4[k] = sum(v[k,l]*x[l], l)
    out = sum((t2[k]/t3 - t[k])*t4[k], k)

    W: (..., n, m)
    x: (..., m)
    t: (..., n)
    v: (..., n, m)
    returns out: (...)
    """
    W, x, t, v = _arrays(("W", W, "n m"), ("x", x, "m"), ("t", t, "n"), ("v", v, "n m"))
    z = np.einsum("...ij,...j->...i", W, x, optimize=True)
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    return (t4 * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def nll_regression_hvp(W: ArrayLike, x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    z[i] = sum(W[i,k]*x[k], k)
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,r]*x[r], r)
    t4 = sum(t3[k]*y[k], k)
    out[i,j] = x[j]*y[i]*(t3[i] - t4)

    W: (..., n, m)
    x: (..., m)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    W, x, v = _arrays(("W", W, "n m"), ("x", x, "m"), ("v", v, "n m"))
    z = np.einsum("...ij,...j->...i", W, x, optimize=True)
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    t4 = (y * t3).sum(axis=-1)
    part1 = t3 - t4[..., None]
    return x[..., None, :] * y[..., :, None] * part1[..., :, None]


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
    W = np.array([[0.5, 1.25], [0.75, 2.0], [1.5, 0.25]])
    x = np.array([1.25, 0.75])
    t = np.array([0.75, 2.0, 1.5])
    print("nll_regression(W, x, t)", nll_regression(W, x, t), sep="\n")
    print("nll_regression_grad(W, x, t)", nll_regression_grad(W, x, t), sep="\n")
    v = np.array([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5]])
    print("nll_regression_jvp(W, x, t, v)", nll_regression_jvp(W, x, t, v), sep="\n")
    print("nll_regression_hvp(W, x, v)", nll_regression_hvp(W, x, v), sep="\n")


if __name__ == "__main__":
    _example()
