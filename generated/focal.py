"""focal, focal_grad, focal_jvp, focal_hvp

Made by: symsoft derive focal --format numpy

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
def focal(x: ArrayLike, t: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The value.

    t1 = max(x[k], k)
    t2[k] = exp(x[k] - t1)
    t3 = sum(t2[k], k)
    t4 = log(t3)
    t5 = sum(where(t[k] == 0, 0, t[k]*(1 - t2[k]/t3)**gamma*(x[k] - (t1 + t4))), k)
    L = -t5

    x: (..., n)
    t: (..., n)
    gamma: (...)
    returns L: (...)
    """
    x, t, gamma = _arrays(("x", x, "n"), ("t", t, "n"), ("gamma", gamma, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = x - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = np.log(t3)
    part1 = t * (1 - t2 / t3) ** gamma[..., None] * (x - (t1 + t4))
    t5 = _where(np.equal, t, 0, 0, part1, x.dtype).sum(axis=-1)
    return -t5


@np.errstate(all="ignore")
def focal_grad(x: ArrayLike, t: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3[k] = 1 - out[k]
    t4 = log(t2)
    t3[k] = t[k]*(where(out[k] == 0, 0, -gamma*t3[k]**(gamma - 1)*out[k]*(x[k] - (t1 +
        t4))) + t3[k]**gamma)
    t5 = sum(t3[k], k)
    out[j] = out[j]*t5 - t3[j]

    x: (..., n)
    t: (..., n)
    gamma: (...)
    returns out: (..., n)
    """
    x, t, gamma = _arrays(("x", x, "n"), ("t", t, "n"), ("gamma", gamma, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = 1 - out
    t4 = np.log(t2)
    part1 = t3 ** (gamma[..., None] - 1)
    part2 = gamma[..., None] * out * part1 * (x - (t1 + t4))
    part3 = _where(np.equal, out, 0, 0, -part2, x.dtype)
    t3 = t * (part3 + t3 ** gamma[..., None])
    t5 = t3.sum(axis=-1, keepdims=True)
    return t5 * out - t3


@np.errstate(all="ignore")
def focal_jvp(x: ArrayLike, t: ArrayLike, gamma: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    y[k] = exp(x[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[l] = 1 - y[l]
    t4 = log(t2)
    t3[l] = t[l]*(where(y[l] == 0, 0, -gamma*t3[l]**(gamma - 1)*y[l]*(x[l] - (t1 + t4)))
        + t3[l]**gamma)
    t5 = sum(t3[l], l)
    out = sum(v[k]*(y[k]*t5 - t3[k]), k)

    x: (..., n)
    t: (..., n)
    gamma: (...)
    v: (..., n)
    returns out: (...)
    """
    x, t, gamma, v = _arrays(
        ("x", x, "n"),
        ("t", t, "n"),
        ("gamma", gamma, ""),
        ("v", v, "n"),
    )
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    y = x - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = 1 - y
    t4 = np.log(t2)
    part1 = t3 ** (gamma[..., None] - 1)
    part2 = gamma[..., None] * y * part1 * (x - (t1 + t4))
    part3 = _where(np.equal, y, 0, 0, -part2, x.dtype)
    t3 = t * (part3 + t3 ** gamma[..., None])
    t5 = t3.sum(axis=-1, keepdims=True)
    return (v * (t5 * y - t3)).sum(axis=-1)


@np.errstate(all="ignore")
def focal_hvp(x: ArrayLike, t: ArrayLike, gamma: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3[l] = gamma*out[l]
    t4[l] = 1 - out[l]
    t5[l] = t4[l]**(gamma - 1)
    t6 = log(t2)
    t7[l] = x[l] - (t1 + t6)
    t8 = sum(t[l]*(where(out[l] == 0, 0, -t3[l]*t5[l]*t7[l]) + t4[l]**gamma), l)
    t9[k] = v[k]*out[k]
    t10 = sum(t9[k], k)
    t11[l] = t[l]*out[l]
    t4[l] = t4[l]**(gamma - 2)
    t12[l] = t7[l]*((1 - gamma)*t4[l]*out[l] + t5[l])
    t13[l] = 2*t5[l]
    t14 = sum(where(t11[l] == 0, 0, t11[l]*(t12[l] + t13[l])), l)
    t15 = sum(t9[k]*(t14 + where(t[k] == 0, 0, -t[k]*t12[k]) - 2*t[k]*t5[k]), k)
    out[i] = out[i]*((where(t[i] == 0, 0, t[i]*gamma*(t7[i]*(1 - t3[i])*t4[i] + t13[i]))
        + t8)*(v[i] - t10) + t15*gamma)

    x: (..., n)
    t: (..., n)
    gamma: (...)
    v: (..., n)
    returns out: (..., n)
    """
    x, t, gamma, v = _arrays(
        ("x", x, "n"),
        ("t", t, "n"),
        ("gamma", gamma, ""),
        ("v", v, "n"),
    )
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = gamma[..., None] * out
    t4 = 1 - out
    t5 = t4 ** (gamma[..., None] - 1)
    t6 = np.log(t2)
    t7 = x - (t1 + t6)
    part1 = _where(np.equal, out, 0, 0, -t3 * t5 * t7, x.dtype)
    t8 = (t * (part1 + t4 ** gamma[..., None])).sum(axis=-1, keepdims=True)
    t9 = v * out
    t10 = t9.sum(axis=-1, keepdims=True)
    t11 = t * out
    t4 = t4 ** (gamma[..., None] - 2)
    t12 = t7 * (out * t4 * (1 - gamma[..., None]) + t5)
    t13 = 2 * t5
    t14 = np.where(t11 == 0, 0, t11 * (t12 + t13)).sum(axis=-1, keepdims=True)
    part2 = t14 + np.where(t == 0, 0, -t * t12) - 2 * t * t5
    t15 = (t9 * part2).sum(axis=-1, keepdims=True)
    part3 = gamma[..., None] * t * (t4 * t7 * (1 - t3) + t13)
    part4 = _where(np.equal, t, 0, 0, part3, x.dtype)
    return out * ((part4 + t8) * (v - t10) + gamma[..., None] * t15)


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


def _where(holds, a, b, u, v, dtype):
    """u where holds(a, b), v elsewhere, NaN where a or b is NaN."""
    value = np.where(holds(a, b), u, v)
    value = np.where(np.isnan(a) | np.isnan(b), np.nan, value)
    return value.astype(dtype, copy=False)


def _example() -> None:
    """Print what every function gives for small inputs."""
    x = np.array([0.5, 1.25, 0.75])
    t = np.array([1.25, 0.75, 2.0])
    gamma = np.array(0.75)
    print("focal(x, t, gamma)", focal(x, t, gamma), sep="\n")
    print("focal_grad(x, t, gamma)", focal_grad(x, t, gamma), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("focal_jvp(x, t, gamma, v)", focal_jvp(x, t, gamma, v), sep="\n")
    print("focal_hvp(x, t, gamma, v)", focal_hvp(x, t, gamma, v), sep="\n")


if __name__ == "__main__":
    _example()
