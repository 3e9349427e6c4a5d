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
    p[k] = exp(x[k] - t1)
    t2 = sum(p[k], k)
    p[i] = p[i]/t2
    t3 = max(z[l], l)
    t4 = sum(exp(z[l] - t3), l)
    t5 = log(t2)
    t6 = log(t4)
    K = sum(where(p[k] == 0, 0, p[k]*(x[k] - (t1 + t5) - (z[k] - (t3 + t6)))), k)

    x: (..., n)
    z: (..., n)
    returns K: (...)
    """
    x, z = _arrays(("x", x, "n"), ("z", z, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    p = x - t1
    np.exp(p, out=p)
    t2 = p.sum(axis=-1, keepdims=True)
    p /= t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t5 = np.log(t2)
    t6 = np.log(t4)
    return np.where(p == 0, 0, p * (x - (t1 + t5) - (z - (t3 + t6)))).sum(axis=-1)


@np.errstate(all="ignore")
def kl_grad_x(x: ArrayLike, z: ArrayLike, K: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = max(z[k], k)
    t4 = sum(exp(z[k] - t3), k)
    t5 = log(t2)
    t6 = log(t4)
    out[j] = where(out[j] == 0, 0, out[j]*(x[j] - (t1 + t5) - (z[j] - (t3 + t6)) - K))

    x: (..., n)
    z: (..., n)
    K: (...)
    returns out: (..., n)
    """
    x, z, K = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t5 = np.log(t2)
    t6 = np.log(t4)
    part1 = x - (t1 + t5) - (z - (t3 + t6)) - K[..., None]
    return np.where(out == 0, 0, out * part1)


@np.errstate(all="ignore")
def kl_jvp_x(x: ArrayLike, z: ArrayLike, K: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t2[k] = exp(x[k] - t1)
    t3 = sum(t2[k], k)
    t4 = max(z[l], l)
    t5 = sum(exp(z[l] - t4), l)
    t2[k] = v[k]*t2[k]/t3
    t6 = log(t3)
    t7 = log(t5)
    out = sum(where(t2[k] == 0, 0, t2[k]*(x[k] - (t1 + t6) - (z[k] - (t4 + t7)) - K)),
        k)

    x: (..., n)
    z: (..., n)
    K: (...)
    v: (..., n)
    returns out: (...)
    """
    x, z, K, v = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = x - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = np.exp(z - t4).sum(axis=-1, keepdims=True)
    t2 = v * t2 / t3
    t6 = np.log(t3)
    t7 = np.log(t5)
    part1 = x - (t1 + t6) - (z - (t4 + t7)) - K[..., None]
    return np.where(t2 == 0, 0, t2 * part1).sum(axis=-1)


@np.errstate(all="ignore")
def kl_hvp_x(x: ArrayLike, z: ArrayLike, K: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = max(z[k], k)
    t4 = sum(exp(z[k] - t3), k)
    t5[k] = v[k]*out[k]
    t6 = sum(t5[k], k)
    t7 = log(t2)
    t8 = log(t4)
    t9[k] = x[k] - (t1 + t7) - (z[k] - (t3 + t8))
    t10 = sum(where(t5[k] == 0, 0, t5[k]*(K - t9[k])), k)
    out[i] = where(out[i] == 0, 0, out[i]*((t9[i] - K + 1)*(v[i] - t6) + t10))

    x: (..., n)
    z: (..., n)
    K: (...)
    v: (..., n)
    returns out: (..., n)
    """
    x, z, K, v = _arrays(("x", x, "n"), ("z", z, "n"), ("K", K, ""), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    out = x - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = np.exp(z - t3).sum(axis=-1, keepdims=True)
    t5 = v * out
    t6 = t5.sum(axis=-1, keepdims=True)
    t7 = np.log(t2)
    t8 = np.log(t4)
    t9 = x - (t1 + t7) - (z - (t3 + t8))
    part1 = np.where(t5 == 0, 0, t5 * (K[..., None] - t9))
    t10 = part1.sum(axis=-1, keepdims=True)
    part2 = (1 + t9 - K[..., None]) * (v - t6) + t10
    return np.where(out == 0, 0, out * part2)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_grad_z(x: ArrayLike, z: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = max(x[k], k)
    out[k] = exp(x[k] - t1)
    t2 = sum(out[k], k)
    t3 = max(z[k], k)
    t4[k] = exp(z[k] - t3)
    t5 = sum(t4[k], k)
    out[j] = t4[j]/t5 - out[j]/t2

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
    t4 = z - t3
    np.exp(t4, out=t4)
    t5 = t4.sum(axis=-1, keepdims=True)
    return t4 / t5 - out / t2


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_jvp_z(x: ArrayLike, z: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = max(x[k], k)
    t2[k] = exp(x[k] - t1)
    t3 = sum(t2[k], k)
    t4 = max(z[k], k)
    t5[k] = exp(z[k] - t4)
    t6 = sum(t5[k], k)
    out = sum(v[k]*(t5[k]/t6 - t2[k]/t3), k)

    x: (..., n)
    z: (..., n)
    v: (..., n)
    returns out: (...)
    """
    x, z, v = _arrays(("x", x, "n"), ("z", z, "n"), ("v", v, "n"))
    t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = x - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = z - t4
    np.exp(t5, out=t5)
    t6 = t5.sum(axis=-1, keepdims=True)
    return (v * (t5 / t6 - t2 / t3)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def kl_hvp_z(z: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    z: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    z, v = _arrays(("z", z, "n"), ("v", v, "n"))
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
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
