"""ce_onehot, ce_onehot_jacobian, ce_onehot_vjp, ce_onehot_jvp

Made by: symsoft derive ce-onehot --format numpy

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


@np.errstate(all="ignore")
def ce_onehot(x: ArrayLike) -> np.ndarray:
    """The value.

    t1 = max(x[k], k)
    t2 = sum(exp(x[k] - t1), k)
    t3 = log(t2)
    L[c] = t1 - x[c] + t3

    x: (..., n)
    returns L: (..., n)
    """
    (x,) = _arrays(("x", x, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(x - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    return t1 + t3 - x


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def ce_onehot_jacobian(x: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = max(x[k], k)
    y[k] = exp(x[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[c,j] = y[j] - delta(c, j)

    x: (..., n)
    returns out: (..., n, n)
    """
    (x,) = _arrays(("x", x, "n"))
    n = x.shape[-1]
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    y = x - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return y[..., None, :] - np.eye(n, dtype=x.dtype)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def ce_onehot_vjp(x: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    t3 = sum(g[k], k)
    out[j] = out[j]/t2*t3 - g[j]

    x: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    x, g = _arrays(("x", x, "n"), ("g", g, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    t3 = g.sum(axis=-1, keepdims=True)
    return t3 * out / t2 - g


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def ce_onehot_jvp(x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t2[k] = exp(x[k] - t1)
    t3 = sum(t2[k], k)
    t4 = sum(v[k]*t2[k]/t3, k)
    out[c] = t4 - v[c]

    x: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    x, v = _arrays(("x", x, "n"), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = x - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = (v * t2 / t3).sum(axis=-1, keepdims=True)
    return t4 - v


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
    print("ce_onehot(x)", ce_onehot(x), sep="\n")
    print("ce_onehot_jacobian(x)", ce_onehot_jacobian(x), sep="\n")
    g = np.array([1.0, -0.5, 0.25])
    print("ce_onehot_vjp(x, g)", ce_onehot_vjp(x, g), sep="\n")
    v = np.array([-0.5, 0.25, 2.0])
    print("ce_onehot_jvp(x, v)", ce_onehot_jvp(x, v), sep="\n")


if __name__ == "__main__":
    _example()
