"""smoothing, smoothing_grad, smoothing_jvp, smoothing_hvp

Made by: symsoft derive smoothing --format numpy

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
def smoothing(x: ArrayLike, eps: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The value.

    s[i] = (1 - eps)*t[i] + eps/n
    t1 = max(x[l], l)
    t2 = sum(exp(x[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(s[k] == 0, 0, s[k]*(x[k] - (t1 + t3))), k)
    L = -t4

    x: (..., n)
    eps: (...)
    t: (..., n)
    returns L: (...)
    """
    x, eps, t = _arrays(("x", x, "n"), ("eps", eps, ""), ("t", t, "n"))
    n = x.shape[-1]
    s = t * (1 - eps[..., None]) + eps[..., None] / n
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(x - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(s == 0, 0, s * (x - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(all="ignore")
def smoothing_grad(x: ArrayLike, eps: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[j] = out[j]/t2 - ((1 - eps)*t[j] + eps/n)

    x: (..., n)
    eps: (...)
    t: (..., n)
    returns out: (..., n)
    """
    x, eps, t = _arrays(("x", x, "n"), ("eps", eps, ""), ("t", t, "n"))
    n = x.shape[-1]
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return out / t2 - (t * (1 - eps[..., None]) + eps[..., None] / n)


@np.errstate(all="ignore")
def smoothing_jvp(
    x: ArrayLike,
    eps: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t2[k] = exp(x[k] - t1)
    t3 = sum(t2[k], k)
    out = sum(v[k]*(t2[k]/t3 - ((1 - eps)*t[k] + eps/n)), k)

    x: (..., n)
    eps: (...)
    t: (..., n)
    v: (..., n)
    returns out: (...)
    """
    x, eps, t, v = _arrays(
        ("x", x, "n"),
        ("eps", eps, ""),
        ("t", t, "n"),
        ("v", v, "n"),
    )
    n = x.shape[-1]
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = x - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    part1 = t * (1 - eps[..., None]) + eps[..., None] / n
    return (v * (t2 / t3 - part1)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def smoothing_hvp(x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    x: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    x, v = _arrays(("x", x, "n"), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3)


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
    eps = np.array(1.25)
    t = np.array([0.75, 2.0, 1.5])
    print("smoothing(x, eps, t)", smoothing(x, eps, t), sep="\n")
    print("smoothing_grad(x, eps, t)", smoothing_grad(x, eps, t), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("smoothing_jvp(x, eps, t, v)", smoothing_jvp(x, eps, t, v), sep="\n")
    print("smoothing_hvp(x, v)", smoothing_hvp(x, v), sep="\n")


if __name__ == "__main__":
    _example()
