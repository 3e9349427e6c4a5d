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
    t4[k] = exp(x[k] - t1)
    t2 = sum(t4[k], k)
    t5 = log(t2)
    t3 = sum(where(t[k] == 0, 0, t[k]*(1 - t4[k]/t2)**gamma*(x[k] - (t1 + t5))), k)
    L = -t3

    x: (..., n)
    t: (..., n)
    gamma: (...)
    returns L: (...)
    """
    x, t, gamma = _arrays(("x", x, "n"), ("t", t, "n"), ("gamma", gamma, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = x - t1
    np.exp(t4, out=t4)
    t2 = t4.sum(axis=-1, keepdims=True)
    t5 = np.log(t2)
    part1 = (1 - t4 / t2) ** gamma[..., None]
    part2 = t * part1 * (x - (t1 + t5))
    t3 = _where(np.equal, t, 0, 0, part2, x.dtype).sum(axis=-1)
    return -t3


@np.errstate(all="ignore")
def focal_grad(x: ArrayLike, t: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    t4[k] = exp(x[k] - t1)
    t2 = sum(t4[k], k)
    out[i] = t4[i]/t2
    t5[k] = (1 - out[k])**(gamma - 1)
    t6 = log(t2)
    t7[k] = (1 - out[k])**gamma
    t3 = sum(t[k]*(where(out[k] == 0, 0, -gamma*t5[k]*out[k]*(x[k] - (t1 + t6))) +
        t7[k]), k)
    out[j] = -t[j]*(where(out[j] == 0, 0, -gamma*t5[j]*out[j]*(x[j] - (t1 + t6))) +
        t7[j]) + out[j]*t3

    x: (..., n)
    t: (..., n)
    gamma: (...)
    returns out: (..., n)
    """
    x, t, gamma = _arrays(("x", x, "n"), ("t", t, "n"), ("gamma", gamma, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = x - t1
    np.exp(t4, out=t4)
    t2 = t4.sum(axis=-1, keepdims=True)
    out = t4 / t2
    t5 = (1 - out) ** (gamma[..., None] - 1)
    t6 = np.log(t2)
    t7 = (1 - out) ** gamma[..., None]
    part1 = gamma[..., None] * out * t5 * (x - (t1 + t6))
    t3 = (t * (_where(np.equal, out, 0, 0, -part1, x.dtype) + t7)).sum(axis=-1, keepdims=True)
    part2 = gamma[..., None] * out * t5 * (x - (t1 + t6))
    part3 = _where(np.equal, out, 0, 0, -part2, x.dtype)
    return t3 * out - t * (part3 + t7)


@np.errstate(all="ignore")
def focal_jvp(x: ArrayLike, t: ArrayLike, gamma: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t4[k] = exp(x[k] - t1)
    t2 = sum(t4[k], k)
    y[i] = t4[i]/t2
    t5[l] = (1 - y[l])**(gamma - 1)
    t6 = log(t2)
    t7[l] = (1 - y[l])**gamma
    t3 = sum(t[l]*(where(y[l] == 0, 0, -gamma*t5[l]*y[l]*(x[l] - (t1 + t6))) + t7[l]),
        l)
    out = sum(v[k]*(-t[k]*(where(y[k] == 0, 0, -gamma*t5[k]*y[k]*(x[k] - (t1 + t6))) +
        t7[k]) + y[k]*t3), k)

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
    t4 = x - t1
    np.exp(t4, out=t4)
    t2 = t4.sum(axis=-1, keepdims=True)
    y = t4 / t2
    t5 = (1 - y) ** (gamma[..., None] - 1)
    t6 = np.log(t2)
    t7 = (1 - y) ** gamma[..., None]
    part1 = gamma[..., None] * y * t5 * (x - (t1 + t6))
    t3 = (t * (_where(np.equal, y, 0, 0, -part1, x.dtype) + t7)).sum(axis=-1, keepdims=True)
    part2 = gamma[..., None] * y * t5 * (x - (t1 + t6))
    part3 = _where(np.equal, y, 0, 0, -part2, x.dtype) + t7
    return (v * (t3 * y - t * part3)).sum(axis=-1)


@np.errstate(all="ignore")
def focal_hvp(x: ArrayLike, t: ArrayLike, gamma: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(x[k], k)
    t7[k] = exp(x[k] - t1)
    t2 = sum(t7[k], k)
    out[i] = t7[i]/t2
    t8[l] = (1 - out[l])**(gamma - 1)
    t9 = log(t2)
    t3 = sum(t[l]*(where(out[l] == 0, 0, -gamma*t8[l]*out[l]*(x[l] - (t1 + t9))) + (1 -
        out[l])**gamma), l)
    t4 = sum(v[k]*out[k], k)
    t10[l] = (1 - out[l])**(gamma - 2)
    t5 = sum(where(t[l]*out[l] == 0, 0, t[l]*out[l]*((x[l] - (t1 + t9))*((-gamma +
        1)*t10[l]*out[l] + t8[l]) + 2*t8[l])), l)
    t6 = sum(v[k]*out[k]*(t5 + where(t[k] == 0, 0, -t[k]*(x[k] - (t1 + t9))*((-gamma +
        1)*t10[k]*out[k] + t8[k])) - 2*t[k]*t8[k]), k)
    out[i] = out[i]*((where(t[i] == 0, 0, t[i]*gamma*((x[i] - (t1 + t9))*(-out[i]*gamma
        + 1)*t10[i] + 2*t8[i])) + t3)*(v[i] - t4) + t6*gamma)

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
    t7 = x - t1
    np.exp(t7, out=t7)
    t2 = t7.sum(axis=-1, keepdims=True)
    out = t7 / t2
    t8 = (1 - out) ** (gamma[..., None] - 1)
    t9 = np.log(t2)
    part1 = gamma[..., None] * out * t8 * (x - (t1 + t9))
    part2 = _where(np.equal, out, 0, 0, -part1, x.dtype)
    t3 = (t * (part2 + (1 - out) ** gamma[..., None])).sum(axis=-1, keepdims=True)
    t4 = (v * out).sum(axis=-1, keepdims=True)
    t10 = (1 - out) ** (gamma[..., None] - 2)
    part3 = out * t10 * (1 - gamma[..., None]) + t8
    part4 = part3 * (x - (t1 + t9))
    t5 = np.where(t * out == 0, 0, t * out * (part4 + 2 * t8)).sum(axis=-1, keepdims=True)
    part5 = out * t10 * (1 - gamma[..., None]) + t8
    part6 = t * part5 * (x - (t1 + t9))
    part7 = _where(np.equal, t, 0, 0, -part6, x.dtype)
    t6 = (v * out * (t5 + part7 - 2 * t * t8)).sum(axis=-1, keepdims=True)
    part8 = x - (t1 + t9)
    part9 = t10 * part8 * (1 - gamma[..., None] * out)
    part10 = gamma[..., None] * t * (part9 + 2 * t8)
    part11 = _where(np.equal, t, 0, 0, part10, x.dtype) + t3
    part12 = gamma[..., None] * t6
    return out * (part11 * (v - t4) + part12)


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
