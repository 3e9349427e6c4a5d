"""lse_affine, lse_affine_grad, lse_affine_jvp, lse_affine_hvp

Made by: symsoft derive lse-affine --format numpy

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
def lse_affine(A: ArrayLike, x: ArrayLike, b: ArrayLike) -> np.ndarray:
    """The value.

    z[i] = sum(A[i,k]*x[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    t2 = sum(exp(z[k] - t1), k)
    F = t1 + log(t2)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    returns F: (...)
    """
    A, x, b = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"))
    z = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, initial=-np.inf)
    t2 = np.exp(z - t1[..., None]).sum(axis=-1)
    return t1 + np.log(t2)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_grad(A: ArrayLike, x: ArrayLike, b: ArrayLike) -> np.ndarray:
    """The gradient.

    z[i] = sum(A[i,k]*x[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[j] = sum(y[k]*A[k,j], k)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    returns out: (..., m)
    """
    A, x, b = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"))
    z = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return np.einsum("...ji,...j->...i", A, y, optimize=True)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_jvp(
    A: ArrayLike,
    x: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z[i] = sum(A[i,k]*x[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum(y[l]*A[l,k], l)
    out = sum(v[k]*t3[k], k)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    v: (..., m)
    returns out: (...)
    """
    A, x, b, v = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"), ("v", v, "m"))
    z = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", A, y, optimize=True)
    return (v * t3).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_hvp(
    A: ArrayLike,
    x: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z[i] = sum(A[i,k]*x[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum(A[r,k]*y[r], r)
    t4[l] = sum(v[k]*(A[l,k] - t3[k]), k)
    out[i] = sum(A[l,i]*y[l]*t4[l], l)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    v: (..., m)
    returns out: (..., m)
    """
    A, x, b, v = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"), ("v", v, "m"))
    z = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", A, y, optimize=True)
    t4 = np.einsum("...j,...ij->...i", v, A - t3[..., None, :], optimize=True)
    return np.einsum("...ji,...j->...i", A, y * t4, optimize=True)


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
    A = np.array([[0.5, 1.25], [0.75, 2.0], [1.5, 0.25]])
    x = np.array([1.25, 0.75])
    b = np.array([0.75, 2.0, 1.5])
    print("lse_affine(A, x, b)", lse_affine(A, x, b), sep="\n")
    print("lse_affine_grad(A, x, b)", lse_affine_grad(A, x, b), sep="\n")
    v = np.array([1.0, -0.5])
    print("lse_affine_jvp(A, x, b, v)", lse_affine_jvp(A, x, b, v), sep="\n")
    print("lse_affine_hvp(A, x, b, v)", lse_affine_hvp(A, x, b, v), sep="\n")


if __name__ == "__main__":
    _example()
