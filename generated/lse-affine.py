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

    t1[i] = sum(A[i,k]*x[k], k)
    z[i] = t1[i] + b[i]
    t2 = max(z[k], k)
    t3 = sum(exp(z[k] - t2), k)
    F = t2 + log(t3)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    returns F: (...)
    """
    A, x, b = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"))
    t1 = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = t1 + b
    t2 = z.max(axis=-1, initial=-np.inf)
    t3 = np.exp(z - t2[..., None]).sum(axis=-1)
    return t2 + np.log(t3)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_grad(A: ArrayLike, x: ArrayLike, b: ArrayLike) -> np.ndarray:
    """The gradient.

    t1[i] = sum(A[i,k]*x[k], k)
    z[i] = t1[i] + b[i]
    t2 = max(z[k], k)
    t4[k] = exp(z[k] - t2)
    t3 = sum(t4[k], k)
    y[i] = t4[i]/t3
    out[j] = sum(y[k]*A[k,j], k)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    returns out: (..., m)
    """
    A, x, b = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"))
    t1 = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = t1 + b
    t2 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = z - t2
    np.exp(t4, out=t4)
    t3 = t4.sum(axis=-1, keepdims=True)
    y = t4 / t3
    return np.einsum("...ji,...j->...i", A, y, optimize=True)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_jvp(
    A: ArrayLike,
    x: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[i] = sum(A[i,k]*x[k], k)
    z[i] = t1[i] + b[i]
    t2 = max(z[k], k)
    t5[k] = exp(z[k] - t2)
    t3 = sum(t5[k], k)
    y[i] = t5[i]/t3
    t4[k] = sum(y[l]*A[l,k], l)
    out = sum(v[k]*t4[k], k)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    v: (..., m)
    returns out: (...)
    """
    A, x, b, v = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"), ("v", v, "m"))
    t1 = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = t1 + b
    t2 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = z - t2
    np.exp(t5, out=t5)
    t3 = t5.sum(axis=-1, keepdims=True)
    y = t5 / t3
    t4 = np.einsum("...ji,...j->...i", A, y, optimize=True)
    return (v * t4).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def lse_affine_hvp(
    A: ArrayLike,
    x: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    t1[i] = sum(A[i,k]*x[k], k)
    z[i] = t1[i] + b[i]
    t2 = max(z[k], k)
    t6[k] = exp(z[k] - t2)
    t3 = sum(t6[k], k)
    y[i] = t6[i]/t3
    t4[k] = sum(A[r,k]*y[r], r)
    t5[l] = sum(v[k]*(A[l,k] - t4[k]), k)
    out[i] = sum(A[l,i]*y[l]*t5[l], l)

    A: (..., n, m)
    x: (..., m)
    b: (..., n)
    v: (..., m)
    returns out: (..., m)
    """
    A, x, b, v = _arrays(("A", A, "n m"), ("x", x, "m"), ("b", b, "n"), ("v", v, "m"))
    t1 = np.einsum("...ij,...j->...i", A, x, optimize=True)
    z = t1 + b
    t2 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t6 = z - t2
    np.exp(t6, out=t6)
    t3 = t6.sum(axis=-1, keepdims=True)
    y = t6 / t3
    t4 = np.einsum("...ji,...j->...i", A, y, optimize=True)
    t5 = np.einsum("...j,...ij->...i", v, A - t4[..., None, :], optimize=True)
    return np.einsum("...ji,...j->...i", A, y * t5, optimize=True)


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
