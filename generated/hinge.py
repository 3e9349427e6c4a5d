"""hinge, hinge_grad, hinge_jvp, hinge_hvp

Made by: symsoft derive hinge --format numpy

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
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(divide="ignore", invalid="ignore")
def hinge(t: ArrayLike, z: ArrayLike) -> np.ndarray:
    """The value.

    t1 = sum(maximum(0, 1 - t[i]*z[i]), i)
    L = 1/n*t1

    t: (..., n)
    z: (..., n)
    returns L: (...)
    """
    t, z = _arrays(("t", t, "n"), ("z", z, "n"))
    n = t.shape[-1]
    t1 = np.maximum(0, 1 - t * z).sum(axis=-1)
    return t1 / n


@np.errstate(all="ignore")
def hinge_grad(t: ArrayLike, z: ArrayLike) -> np.ndarray:
    """The gradient.

    out[j] = 1/n*where(t[j]*z[j] >= 1, 0, -t[j])

    t: (..., n)
    z: (..., n)
    returns out: (..., n)
    """
    t, z = _arrays(("t", t, "n"), ("z", z, "n"))
    n = t.shape[-1]
    return _where(np.greater_equal, t * z, 1, 0, -t, t.dtype) / n


@np.errstate(all="ignore")
def hinge_jvp(t: ArrayLike, z: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(v[k]*where(t[k]*z[k] >= 1, 0, -t[k]), k)
    out = 1/n*t1

    t: (..., n)
    z: (..., n)
    v: (..., n)
    returns out: (...)
    """
    t, z, v = _arrays(("t", t, "n"), ("z", z, "n"), ("v", v, "n"))
    n = t.shape[-1]
    t1 = (v * _where(np.greater_equal, t * z, 1, 0, -t, t.dtype)).sum(axis=-1)
    return t1 / n


def hinge_hvp(v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i] = 0

    v: (..., n)
    returns out: (..., n)
    """
    (v,) = _arrays(("v", v, "n"))
    n = v.shape[-1]
    batch = np.broadcast_shapes(v.shape[:-1])
    return np.full((*batch, n), 0, dtype=v.dtype)


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
    t = np.array([0.5, 1.25, 0.75])
    z = np.array([1.25, 0.75, 2.0])
    print("hinge(t, z)", hinge(t, z), sep="\n")
    print("hinge_grad(t, z)", hinge_grad(t, z), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("hinge_jvp(t, z, v)", hinge_jvp(t, z, v), sep="\n")
    print("hinge_hvp(v)", hinge_hvp(v), sep="\n")


if __name__ == "__main__":
    _example()
