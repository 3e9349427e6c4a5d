"""softmin, softmin_jacobian, softmin_vjp, softmin_jvp

Made by: symsoft derive softmin --format numpy

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
- An entry that a Kronecker delta makes 0 is 0 whatever the data.
- An entry of -inf under a shifted exponential has weight 0, a masked class. Where every
  entry of a maximum is -inf, or one is inf, differences from it, and what they enter, are
  NaN.
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def softmin(x: ArrayLike) -> np.ndarray:
    """The value.

    t1 = max(-x[k], k)
    y[k] = exp(-x[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2

    x: (..., n)
    returns y: (..., n)
    """
    (x,) = _arrays(("x", x, "n"))
    t1 = (-x).max(axis=-1, keepdims=True, initial=-np.inf)
    y = -x - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return y


def softmin_jacobian(y: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    out[i,j] = -y[i]*(delta(i, j) - y[j])

    y: (..., n)
    returns out: (..., n, n)
    """
    (y,) = _arrays(("y", y, "n"))
    n = y.shape[-1]
    return -y[..., :, None] * (np.eye(n, dtype=y.dtype) - y[..., None, :])


def softmin_vjp(y: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(y[k]*g[k], k)
    out[j] = y[j]*(t1 - g[j])

    y: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    y, g = _arrays(("y", y, "n"), ("g", g, "n"))
    t1 = (y * g).sum(axis=-1, keepdims=True)
    return y * (t1 - g)


def softmin_jvp(y: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(y[k]*v[k], k)
    out[i] = y[i]*(t1 - v[i])

    y: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    y, v = _arrays(("y", y, "n"), ("v", v, "n"))
    t1 = (y * v).sum(axis=-1, keepdims=True)
    return y * (t1 - v)


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
    x = np.array([0.5, 1.25, 0.75])
    print("softmin(x)", softmin(x), sep="\n")
    y = softmin(x)
    print("softmin_jacobian(y)", softmin_jacobian(y), sep="\n")
    g = np.array([1.0, -0.5, 0.25])
    print("softmin_vjp(y, g)", softmin_vjp(y, g), sep="\n")
    v = np.array([-0.5, 0.25, 2.0])
    print("softmin_jvp(y, v)", softmin_jvp(y, v), sep="\n")


if __name__ == "__main__":
    _example()
