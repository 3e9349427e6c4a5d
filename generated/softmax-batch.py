"""softmax_batch, softmax_batch_jacobian, softmax_batch_vjp, softmax_batch_jvp

Made by: symsoft derive softmax-batch --format numpy

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
def softmax_batch(X: ArrayLike) -> np.ndarray:
    """The value.

    t1[b] = max(X[b,k], k)
    Y[b,k] = exp(X[b,k] - t1[b])
    t2[b] = sum(Y[b,k], k)
    Y[b,i] = Y[b,i]/t2[b]

    X: (..., n, m)
    returns Y: (..., n, m)
    """
    (X,) = _arrays(("X", X, "n m"))
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    Y = X - t1
    np.exp(Y, out=Y)
    t2 = Y.sum(axis=-1, keepdims=True)
    Y /= t2
    return Y


def softmax_batch_jacobian(Y: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    out[b,i,p,q] = Y[b,i]*delta(b, p)*(delta(i, q) - Y[b,q])

    Y: (..., n, m)
    returns out: (..., n, m, n, m)
    """
    (Y,) = _arrays(("Y", Y, "n m"))
    n = Y.shape[-2]
    m = Y.shape[-1]
    part1 = np.eye(m, dtype=Y.dtype) - Y[..., :, None, :]
    return np.where(np.eye(n, dtype=bool)[:, None, :, None], Y[..., :, :, None, None] * part1[..., :, :, None, :], 0)


def softmax_batch_vjp(Y: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1[p] = sum(Y[p,l]*g[p,l], l)
    out[p,q] = Y[p,q]*(g[p,q] - t1[p])

    Y: (..., n, m)
    g: (..., n, m)
    returns out: (..., n, m)
    """
    Y, g = _arrays(("Y", Y, "n m"), ("g", g, "n m"))
    t1 = (Y * g).sum(axis=-1, keepdims=True)
    return Y * (g - t1)


def softmax_batch_jvp(Y: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[b] = sum(Y[b,l]*v[b,l], l)
    out[b,i] = Y[b,i]*(v[b,i] - t1[b])

    Y: (..., n, m)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    Y, v = _arrays(("Y", Y, "n m"), ("v", v, "n m"))
    t1 = (Y * v).sum(axis=-1, keepdims=True)
    return Y * (v - t1)


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
    X = np.array([[0.5, 1.25], [0.75, 2.0], [1.5, 0.25]])
    print("softmax_batch(X)", softmax_batch(X), sep="\n")
    Y = softmax_batch(X)
    print("softmax_batch_jacobian(Y)", softmax_batch_jacobian(Y), sep="\n")
    g = np.array([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5]])
    print("softmax_batch_vjp(Y, g)", softmax_batch_vjp(Y, g), sep="\n")
    v = np.array([[-0.5, 0.25], [2.0, -1.0], [0.5, 0.75]])
    print("softmax_batch_jvp(Y, v)", softmax_batch_jvp(Y, v), sep="\n")


if __name__ == "__main__":
    _example()
