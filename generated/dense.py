"""dense, dense_grad_W, dense_jvp_W, dense_hvp_W, dense_grad_b, dense_jvp_b,
    dense_hvp_b, dense_grad_h, dense_jvp_h, dense_hvp_h

Made by: symsoft derive dense --format numpy

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
def dense(W: ArrayLike, h: ArrayLike, b: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The value.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[l], l)
    t2 = sum(exp(z[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
    L = -t4

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    returns L: (...)
    """
    W, h, b, t = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(z - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(t == 0, 0, t * (z - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_grad_W(W: ArrayLike, h: ArrayLike, b: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[p,q] = (y[p] - t[p])*h[q]

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    returns out: (..., n, m)
    """
    W, h, b, t = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return h[..., None, :] * (y[..., :, None] - t[..., :, None])


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_jvp_W(
    W: ArrayLike,
    h: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    t4[k] = sum(v[k,l]*h[l], l)
    out = sum((t2[k]/t3 - t[k])*t4[k], k)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    v: (..., n, m)
    returns out: (...)
    """
    W, h, b, t, v = _arrays(
        ("W", W, "n m"),
        ("h", h, "m"),
        ("b", b, "n"),
        ("t", t, "n"),
        ("v", v, "n m"),
    )
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = np.einsum("...j,...ij->...i", h, v, optimize=True)
    return (t4 * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_hvp_W(W: ArrayLike, h: ArrayLike, b: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,r]*h[r], r)
    t4 = sum(t3[k]*y[k], k)
    out[i,j] = h[j]*y[i]*(t3[i] - t4)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    W, h, b, v = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("v", v, "n m"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...j,...ij->...i", h, v, optimize=True)
    t4 = (y * t3).sum(axis=-1)
    part1 = t3 - t4[..., None]
    return h[..., None, :] * y[..., :, None] * part1[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_grad_b(W: ArrayLike, h: ArrayLike, b: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[j] = out[j]/t2 - t[j]

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    returns out: (..., n)
    """
    W, h, b, t = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return out / t2 - t


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_jvp_b(
    W: ArrayLike,
    h: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    out = sum(v[k]*(t2[k]/t3 - t[k]), k)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    v: (..., n)
    returns out: (...)
    """
    W, h, b, t, v = _arrays(
        ("W", W, "n m"),
        ("h", h, "m"),
        ("b", b, "n"),
        ("t", t, "n"),
        ("v", v, "n"),
    )
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    return (v * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_hvp_b(W: ArrayLike, h: ArrayLike, b: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    W, h, b, v = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("v", v, "n"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_grad_h(W: ArrayLike, h: ArrayLike, b: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[j] = sum((y[k] - t[k])*W[k,j], k)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    returns out: (..., m)
    """
    W, h, b, t = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("t", t, "n"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return np.einsum("...ji,...j->...i", W, y - t, optimize=True)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_jvp_h(
    W: ArrayLike,
    h: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum((y[l] - t[l])*W[l,k], l)
    out = sum(v[k]*t3[k], k)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    t: (..., n)
    v: (..., m)
    returns out: (...)
    """
    W, h, b, t, v = _arrays(
        ("W", W, "n m"),
        ("h", h, "m"),
        ("b", b, "n"),
        ("t", t, "n"),
        ("v", v, "m"),
    )
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y - t, optimize=True)
    return (v * t3).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def dense_hvp_h(W: ArrayLike, h: ArrayLike, b: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    z[i] = sum(W[i,k]*h[k], k)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum(W[r,k]*y[r], r)
    t4[l] = sum(v[k]*(W[l,k] - t3[k]), k)
    out[i] = sum(W[l,i]*y[l]*t4[l], l)

    W: (..., n, m)
    h: (..., m)
    b: (..., n)
    v: (..., m)
    returns out: (..., m)
    """
    W, h, b, v = _arrays(("W", W, "n m"), ("h", h, "m"), ("b", b, "n"), ("v", v, "m"))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y, optimize=True)
    t4 = np.einsum("...j,...ij->...i", v, W - t3[..., None, :], optimize=True)
    return np.einsum("...ji,...j->...i", W, y * t4, optimize=True)


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
    h = np.array([1.25, 0.75])
    b = np.array([0.75, 2.0, 1.5])
    t = np.array([2.0, 1.5, 0.25])
    print("dense(W, h, b, t)", dense(W, h, b, t), sep="\n")
    print("dense_grad_W(W, h, b, t)", dense_grad_W(W, h, b, t), sep="\n")
    v = np.array([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5]])
    print("dense_jvp_W(W, h, b, t, v)", dense_jvp_W(W, h, b, t, v), sep="\n")
    print("dense_hvp_W(W, h, b, v)", dense_hvp_W(W, h, b, v), sep="\n")
    print("dense_grad_b(W, h, b, t)", dense_grad_b(W, h, b, t), sep="\n")
    v_ = np.array([-0.5, 0.25, 2.0])
    print("dense_jvp_b(W, h, b, t, v_)", dense_jvp_b(W, h, b, t, v_), sep="\n")
    print("dense_hvp_b(W, h, b, v_)", dense_hvp_b(W, h, b, v_), sep="\n")
    print("dense_grad_h(W, h, b, t)", dense_grad_h(W, h, b, t), sep="\n")
    v__ = np.array([0.25, 2.0])
    print("dense_jvp_h(W, h, b, t, v__)", dense_jvp_h(W, h, b, t, v__), sep="\n")
    print("dense_hvp_h(W, h, b, v__)", dense_hvp_h(W, h, b, v__), sep="\n")


if __name__ == "__main__":
    _example()
