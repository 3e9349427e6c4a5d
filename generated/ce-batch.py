"""ce_batch, ce_batch_grad_Y, ce_batch_jvp_Y, ce_batch_hvp_Y, ce_batch_grad_X,
    ce_batch_jvp_X, ce_batch_hvp_X

Made by: symsoft derive ce-batch --format numpy

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
def ce_batch(X: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The value.

    t1[b] = max(X[b,l], l)
    t2[b] = sum(exp(X[b,l] - t1[b]), l)
    t2[b] = log(t2[b])
    t3[b] = sum(where(T[b,k] == 0, 0, T[b,k]*(X[b,k] - (t1[b] + t2[b]))), k)
    t4 = sum(t3[b], b)
    H = -1/n*t4

    X: (..., n, m)
    T: (..., n, m)
    returns H: (...)
    """
    X, T = _arrays(("X", X, "n m"), ("T", T, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(X - t1).sum(axis=-1, keepdims=True)
    t2 = np.log(t2)
    t3 = np.where(T == 0, 0, T * (X - (t1 + t2))).sum(axis=-1)
    t4 = t3.sum(axis=-1)
    return -t4 / n


@np.errstate(all="ignore")
def ce_batch_grad_Y(X: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The gradient.

    t1[b] = max(X[b,k], k)
    out[b,k] = exp(X[b,k] - t1[b])
    t2[b] = sum(out[b,k], k)
    out[p,q] = -1/n*T[p,q]/(out[p,q]/t2[p])

    X: (..., n, m)
    T: (..., n, m)
    returns out: (..., n, m)
    """
    X, T = _arrays(("X", X, "n m"), ("T", T, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    out = X - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return -T / (n * (out / t2))


@np.errstate(all="ignore")
def ce_batch_jvp_Y(X: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[b] = max(X[b,k], k)
    t2[b,k] = exp(X[b,k] - t1[b])
    t3[b] = sum(t2[b,k], k)
    t4[k] = sum(v[k,l]*T[k,l]/(t2[k,l]/t3[k]), l)
    t5 = sum(t4[k], k)
    out = -1/n*t5

    X: (..., n, m)
    T: (..., n, m)
    v: (..., n, m)
    returns out: (...)
    """
    X, T, v = _arrays(("X", X, "n m"), ("T", T, "n m"), ("v", v, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = X - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = (T * v / (t2 / t3)).sum(axis=-1)
    t5 = t4.sum(axis=-1)
    return -t5 / n


@np.errstate(all="ignore")
def ce_batch_hvp_Y(X: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1[b] = max(X[b,k], k)
    out[b,k] = exp(X[b,k] - t1[b])
    t2[b] = sum(out[b,k], k)
    out[i,j] = v[i,j]/n*T[i,j]/(out[i,j]/t2[i])**2

    X: (..., n, m)
    T: (..., n, m)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    X, T, v = _arrays(("X", X, "n m"), ("T", T, "n m"), ("v", v, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    out = X - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return T * v / (n * (out / t2) ** 2)


@np.errstate(all="ignore")
def ce_batch_grad_X(X: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The gradient.

    t1[b] = max(X[b,k], k)
    out[b,k] = exp(X[b,k] - t1[b])
    t2[b] = sum(out[b,k], k)
    out[p,q] = (out[p,q]/t2[p] - T[p,q])/n

    X: (..., n, m)
    T: (..., n, m)
    returns out: (..., n, m)
    """
    X, T = _arrays(("X", X, "n m"), ("T", T, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    out = X - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return (out / t2 - T) / n


@np.errstate(all="ignore")
def ce_batch_jvp_X(X: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[b] = max(X[b,k], k)
    t2[b,k] = exp(X[b,k] - t1[b])
    t3[b] = sum(t2[b,k], k)
    t4[k] = sum(v[k,l]*(t2[k,l]/t3[k] - T[k,l]), l)
    t5 = sum(t4[k], k)
    out = 1/n*t5

    X: (..., n, m)
    T: (..., n, m)
    v: (..., n, m)
    returns out: (...)
    """
    X, T, v = _arrays(("X", X, "n m"), ("T", T, "n m"), ("v", v, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = X - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = (v * (t2 / t3 - T)).sum(axis=-1)
    t5 = t4.sum(axis=-1)
    return t5 / n


@np.errstate(all="ignore")
def ce_batch_hvp_X(X: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1[b] = max(X[b,k], k)
    out[b,k] = exp(X[b,k] - t1[b])
    t2[b] = sum(out[b,k], k)
    out[b,i] = out[b,i]/t2[b]
    t3[i] = sum(out[i,r]*v[i,r], r)
    out[i,j] = out[i,j]/n*(v[i,j] - t3[i])

    X: (..., n, m)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    X, v = _arrays(("X", X, "n m"), ("v", v, "n m"))
    n = X.shape[-2]
    t1 = X.max(axis=-1, keepdims=True, initial=-np.inf)
    out = X - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3) / n


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
    T = np.array([[1.25, 0.75], [2.0, 1.5], [0.25, 1.0]])
    print("ce_batch(X, T)", ce_batch(X, T), sep="\n")
    print("ce_batch_grad_Y(X, T)", ce_batch_grad_Y(X, T), sep="\n")
    v = np.array([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5]])
    print("ce_batch_jvp_Y(X, T, v)", ce_batch_jvp_Y(X, T, v), sep="\n")
    print("ce_batch_hvp_Y(X, T, v)", ce_batch_hvp_Y(X, T, v), sep="\n")
    print("ce_batch_grad_X(X, T)", ce_batch_grad_X(X, T), sep="\n")
    print("ce_batch_jvp_X(X, T, v)", ce_batch_jvp_X(X, T, v), sep="\n")
    print("ce_batch_hvp_X(X, v)", ce_batch_hvp_X(X, v), sep="\n")


if __name__ == "__main__":
    _example()
