"""distillation, distillation_grad, distillation_jvp, distillation_hvp

Made by: symsoft derive distillation --format numpy

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

Names that something else needs:
- v is called v_.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(all="ignore")
def distillation(z: ArrayLike, T: ArrayLike, v_: ArrayLike) -> np.ndarray:
    """The value.

    p[k] = v_[k]/T
    t1 = max(p[k], k)
    p[k] = exp(p[k] - t1)
    t2 = sum(p[k], k)
    p[i] = p[i]/t2
    t3[l] = z[l]/T
    t4 = max(t3[l], l)
    t5 = sum(exp(t3[l] - t4), l)
    t6 = log(t5)
    t7 = sum(where(p[k] == 0, 0, p[k]*(t3[k] - (t4 + t6))), k)
    C = -t7

    z: (..., n)
    T: (...)
    v_: (..., n)
    returns C: (...)
    """
    z, T, v_ = _arrays(("z", z, "n"), ("T", T, ""), ("v_", v_, "n"))
    p = v_ / T[..., None]
    t1 = p.max(axis=-1, keepdims=True, initial=-np.inf)
    p = p - t1
    np.exp(p, out=p)
    t2 = p.sum(axis=-1, keepdims=True)
    p /= t2
    t3 = z / T[..., None]
    t4 = t3.max(axis=-1, keepdims=True, initial=-np.inf)
    t5 = np.exp(t3 - t4).sum(axis=-1, keepdims=True)
    t6 = np.log(t5)
    t7 = np.where(p == 0, 0, p * (t3 - (t4 + t6))).sum(axis=-1)
    return -t7


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def distillation_grad(z: ArrayLike, T: ArrayLike, v_: ArrayLike) -> np.ndarray:
    """The gradient.

    out[k] = v_[k]/T
    t1 = max(out[k], k)
    out[k] = exp(out[k] - t1)
    t2 = sum(out[k], k)
    t3[k] = z[k]/T
    t4 = max(t3[k], k)
    t3[k] = exp(t3[k] - t4)
    t5 = sum(t3[k], k)
    out[j] = (t3[j]/t5 - out[j]/t2)/T

    z: (..., n)
    T: (...)
    v_: (..., n)
    returns out: (..., n)
    """
    z, T, v_ = _arrays(("z", z, "n"), ("T", T, ""), ("v_", v_, "n"))
    out = v_ / T[..., None]
    t1 = out.max(axis=-1, keepdims=True, initial=-np.inf)
    out = out - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    t3 = z / T[..., None]
    t4 = t3.max(axis=-1, keepdims=True, initial=-np.inf)
    t3 = t3 - t4
    np.exp(t3, out=t3)
    t5 = t3.sum(axis=-1, keepdims=True)
    return (t3 / t5 - out / t2) / T[..., None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def distillation_jvp(
    z: ArrayLike,
    T: ArrayLike,
    v_: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[k] = v_[k]/T
    t2 = max(t1[k], k)
    t1[k] = exp(t1[k] - t2)
    t3 = sum(t1[k], k)
    t4[k] = z[k]/T
    t5 = max(t4[k], k)
    t4[k] = exp(t4[k] - t5)
    t6 = sum(t4[k], k)
    t7 = sum(v[k]*(t4[k]/t6 - t1[k]/t3), k)
    out = 1/T*t7

    z: (..., n)
    T: (...)
    v_: (..., n)
    v: (..., n)
    returns out: (...)
    """
    z, T, v_, v = _arrays(("z", z, "n"), ("T", T, ""), ("v_", v_, "n"), ("v", v, "n"))
    t1 = v_ / T[..., None]
    t2 = t1.max(axis=-1, keepdims=True, initial=-np.inf)
    t1 = t1 - t2
    np.exp(t1, out=t1)
    t3 = t1.sum(axis=-1, keepdims=True)
    t4 = z / T[..., None]
    t5 = t4.max(axis=-1, keepdims=True, initial=-np.inf)
    t4 = t4 - t5
    np.exp(t4, out=t4)
    t6 = t4.sum(axis=-1, keepdims=True)
    t7 = (v * (t4 / t6 - t1 / t3)).sum(axis=-1)
    return t7 / T


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def distillation_hvp(z: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[k] = z[k]/T
    t1 = max(out[k], k)
    out[k] = exp(out[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]/T**2*(v[i] - t3)

    z: (..., n)
    T: (...)
    v: (..., n)
    returns out: (..., n)
    """
    z, T, v = _arrays(("z", z, "n"), ("T", T, ""), ("v", v, "n"))
    out = z / T[..., None]
    t1 = out.max(axis=-1, keepdims=True, initial=-np.inf)
    out = out - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3) / T[..., None] ** 2


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
    z = np.array([0.5, 1.25, 0.75])
    T = np.array(1.25)
    v_ = np.array([0.75, 2.0, 1.5])
    print("distillation(z, T, v_)", distillation(z, T, v_), sep="\n")
    print("distillation_grad(z, T, v_)", distillation_grad(z, T, v_), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("distillation_jvp(z, T, v_, v)", distillation_jvp(z, T, v_, v), sep="\n")
    print("distillation_hvp(z, T, v)", distillation_hvp(z, T, v), sep="\n")


if __name__ == "__main__":
    _example()
