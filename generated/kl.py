"""kl, kl_grad_x, kl_jvp_x, kl_hvp_x, kl_grad_z, kl_jvp_z, kl_hvp_z

Made by: symsoft derive kl --format numpy

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
def kl(x: ArrayLike, z: ArrayLike) -> np.ndarray:
    """The value.

    t1 = max(x[k], k)
    t5[k] = exp(x[k] - t1)
    t2 = sum(t5[k], k)
    p[i] = t5[i]/t2
    t3 = max(z[l], l)
    t4 = sum(exp(z[l] - t3), l)
    t6 = log(t2)
    t7 = log(t4)
    K = sum(where(p[k] == 0, 0, p[k]*(x[k] - (t1 + t6) - (z[k] - (t3 + t7)))), k)

    x: (..., n)
    z: (..., n)
    returns K: (...)
    """
    x, z = _arrays(("x", x, "n"), ("z", z, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = x - t1
    np.exp(t5, out=t5)
    t2 = t5.sum(axis=-1, keepdims=True)
    p = t5 / t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t6 = np.log(t2)
    t7 = np.log(t4)
    part1 = z - (t3 + t7)
    part2 = x - (t1 + t6) - part1
    return np.where(p == 0, 0, p * part2).sum(axis=-1)


@np.errstate(all="ignore")
def kl_grad_x(x: ArrayLike, z: ArrayLike, K: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    t5[k] = exp(x[k] - t1)
    t2 = sum(t5[k], k)
    out[i] = t5[i]/t2
    t3 = max(z[k], k)
    t4 = sum(exp(z[k] - t3), k)
    t6 = log(t2)
    t7 = log(t4)
    out[j] = where(out[j] == 0, 0, out[j]*(x[j] - (t1 + t6) - (z[j] - (t3 + t7)) - K))

    x: (..., n)
    z: (..., n)
    K: (...)
    returns out: (..., n)
    """
    x, z, K = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = x - t1
    np.exp(t5, out=t5)
    t2 = t5.sum(axis=-1, keepdims=True)
    out = t5 / t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t6 = np.log(t2)
    t7 = np.log(t4)
    part1 = z - (t3 + t7)
    part2 = x - (t1 + t6)
    return np.where(out == 0, 0, out * (part2 - part1 - K[..., None]))


@np.errstate(all="ignore")
def kl_jvp_x(x: ArrayLike, z: ArrayLike, K: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t5[k] = exp(x[k] - t1)
    t2 = sum(t5[k], k)
    p[i] = t5[i]/t2
    t3 = max(z[l], l)
    t4 = sum(exp(z[l] - t3), l)
    t6 = log(t2)
    t7 = log(t4)
    out = sum(where(v[k]*p[k] == 0, 0, v[k]*p[k]*(x[k] - (t1 + t6) - (z[k] - (t3 + t7))
        - K)), k)

    x: (..., n)
    z: (..., n)
    K: (...)
    v: (..., n)
    returns out: (...)
    """
    x, z, K, v = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = x - t1
    np.exp(t5, out=t5)
    t2 = t5.sum(axis=-1, keepdims=True)
    p = t5 / t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t6 = np.log(t2)
    t7 = np.log(t4)
    part1 = z - (t3 + t7)
    part2 = x - (t1 + t6) - part1 - K[..., None]
    return np.where(v * p == 0, 0, v * p * part2).sum(axis=-1)


@np.errstate(all="ignore")
def kl_hvp_x(x: ArrayLike, z: ArrayLike, K: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(x[k], k)
    t7[k] = exp(x[k] - t1)
    t2 = sum(t7[k], k)
    out[i] = t7[i]/t2
    t3 = max(z[k], k)
    t4 = sum(exp(z[k] - t3), k)
    t5 = sum(v[k]*out[k], k)
    t8 = log(t2)
    t9 = log(t4)
    t6 = sum(where(v[k]*out[k] == 0, 0, v[k]*out[k]*(-(x[k] - (t1 + t8) - (z[k] - (t3 +
        t9))) + K)), k)
    out[i] = where(out[i] == 0, 0, out[i]*((x[i] - (t1 + t8) - (z[i] - (t3 + t9)) - K +
        1)*(v[i] - t5) + t6))

    x: (..., n)
    z: (..., n)
    K: (...)
    v: (..., n)
    returns out: (..., n)
    """
    x, z, K, v = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t7 = x - t1
    np.exp(t7, out=t7)
    t2 = t7.sum(axis=-1, keepdims=True)
    out = t7 / t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t5 = (v * out).sum(axis=-1, keepdims=True)
    t8 = np.log(t2)
    t9 = np.log(t4)
    part1 = z - (t3 + t9)
    part2 = x - (t1 + t8) - part1
    part3 = v * out * (K[..., None] - part2)
    t6 = _where(np.equal, v * out, 0, 0, part3, x.dtype).sum(axis=-1, keepdims=True)
    part4 = z - (t3 + t9)
    part5 = 1 + x - (t1 + t8) - part4 - K[..., None]
    part6 = part5 * (v - t5) + t6
    return np.where(out == 0, 0, out * part6)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_grad_z(x: ArrayLike, z: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    t3 = max(z[k], k)
    t6[k] = exp(z[k] - t3)
    t4 = sum(t6[k], k)
    out[j] = -out[j]/t2 + t6[j]/t4

    x: (..., n)
    z: (..., n)
    returns out: (..., n)
    """
    x, z = _arrays(("x", x, "n"), ("z", z, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t6 = z - t3
    np.exp(t6, out=t6)
    t4 = t6.sum(axis=-1, keepdims=True)
    return t6 / t4 - out / t2


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_jvp_z(x: ArrayLike, z: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t5[k] = exp(x[k] - t1)
    t2 = sum(t5[k], k)
    t3 = max(z[k], k)
    t6[k] = exp(z[k] - t3)
    t4 = sum(t6[k], k)
    out = sum(v[k]*(-t5[k]/t2 + t6[k]/t4), k)

    x: (..., n)
    z: (..., n)
    v: (..., n)
    returns out: (...)
    """
    x, z, v = _arrays(("x", x, "n"), ("z", z, "n"), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = x - t1
    np.exp(t5, out=t5)
    t2 = t5.sum(axis=-1, keepdims=True)
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t6 = z - t3
    np.exp(t6, out=t6)
    t4 = t6.sum(axis=-1, keepdims=True)
    return (v * (t6 / t4 - t5 / t2)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_hvp_z(z: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(z[k], k)
    t4[k] = exp(z[k] - t1)
    t2 = sum(t4[k], k)
    out[i] = t4[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    z: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    z, v = _arrays(("z", z, "n"), ("v", v, "n"))
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = z - t1
    np.exp(t4, out=t4)
    t2 = t4.sum(axis=-1, keepdims=True)
    out = t4 / t2
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


def _where(holds, a, b, u, v, dtype):
    """u where holds(a, b), v elsewhere, NaN where a or b is NaN."""
    value = np.where(holds(a, b), u, v)
    value = np.where(np.isnan(a) | np.isnan(b), np.nan, value)
    return value.astype(dtype, copy=False)


def _example() -> None:
    """Print what every function gives for small inputs."""
    x = np.array([0.5, 1.25, 0.75])
    z = np.array([1.25, 0.75, 2.0])
    print("kl(x, z)", kl(x, z), sep="\n")
    K = kl(x, z)
    print("kl_grad_x(x, z, K)", kl_grad_x(x, z, K), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("kl_jvp_x(x, z, K, v)", kl_jvp_x(x, z, K, v), sep="\n")
    print("kl_hvp_x(x, z, K, v)", kl_hvp_x(x, z, K, v), sep="\n")
    print("kl_grad_z(x, z)", kl_grad_z(x, z), sep="\n")
    print("kl_jvp_z(x, z, v)", kl_jvp_z(x, z, v), sep="\n")
    print("kl_hvp_z(z, v)", kl_hvp_z(z, v), sep="\n")


if __name__ == "__main__":
    _example()
