"""huber, huber_grad, huber_jvp, huber_hvp

Made by: symsoft derive huber --format numpy

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


@np.errstate(all="ignore")
def huber(y: ArrayLike, t: ArrayLike, d: ArrayLike) -> np.ndarray:
    """The value.

    r[i] = y[i] - t[i]
    t1[i] = abs(r[i])
    t2 = sum(where(t1[i] <= d, 1/2*r[i]**2, d*(t1[i] - 1/2*d)), i)
    L = 1/n*t2

    y: (..., n)
    t: (..., n)
    d: (...)
    returns L: (...)
    """
    y, t, d = _arrays(("y", y, "n"), ("t", t, "n"), ("d", d, ""))
    n = y.shape[-1]
    r = y - t
    t1 = np.abs(r)
    part1 = d[..., None] * (t1 - d[..., None] / 2)
    part2 = _where(np.less_equal, t1, d[..., None], r**2 / 2, part1, y.dtype)
    t2 = part2.sum(axis=-1)
    return t2 / n


@np.errstate(all="ignore")
def huber_grad(y: ArrayLike, t: ArrayLike, d: ArrayLike) -> np.ndarray:
    """The gradient.

    out[i] = y[i] - t[i]
    out[j] = 1/n*where(abs(out[j]) <= d, out[j], d*sign(out[j]))

    y: (..., n)
    t: (..., n)
    d: (...)
    returns out: (..., n)
    """
    y, t, d = _arrays(("y", y, "n"), ("t", t, "n"), ("d", d, ""))
    n = y.shape[-1]
    out = y - t
    part1 = d[..., None] * np.sign(out)
    part2 = _where(np.less_equal, np.abs(out), d[..., None], out, part1, y.dtype)
    return part2 / n


@np.errstate(all="ignore")
def huber_jvp(y: ArrayLike, t: ArrayLike, d: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    r[i] = y[i] - t[i]
    t1 = sum(v[k]*where(abs(r[k]) <= d, r[k], d*sign(r[k])), k)
    out = 1/n*t1

    y: (..., n)
    t: (..., n)
    d: (...)
    v: (..., n)
    returns out: (...)
    """
    y, t, d, v = _arrays(("y", y, "n"), ("t", t, "n"), ("d", d, ""), ("v", v, "n"))
    n = y.shape[-1]
    r = y - t
    part1 = d[..., None] * np.sign(r)
    part2 = _where(np.less_equal, np.abs(r), d[..., None], r, part1, y.dtype)
    t1 = (v * part2).sum(axis=-1)
    return t1 / n


@np.errstate(all="ignore")
def huber_hvp(y: ArrayLike, t: ArrayLike, d: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i] = v[i]/n*where(abs(y[i] - t[i]) <= d, 1, 0)

    y: (..., n)
    t: (..., n)
    d: (...)
    v: (..., n)
    returns out: (..., n)
    """
    y, t, d, v = _arrays(("y", y, "n"), ("t", t, "n"), ("d", d, ""), ("v", v, "n"))
    n = y.shape[-1]
    part1 = _where(np.less_equal, np.abs(y - t), d[..., None], 1, 0, y.dtype)
    return v * part1 / n


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
    y = np.array([0.5, 1.25, 0.75])
    t = np.array([1.25, 0.75, 2.0])
    d = np.array(0.75)
    print("huber(y, t, d)", huber(y, t, d), sep="\n")
    print("huber_grad(y, t, d)", huber_grad(y, t, d), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("huber_jvp(y, t, d, v)", huber_jvp(y, t, d, v), sep="\n")
    print("huber_hvp(y, t, d, v)", huber_hvp(y, t, d, v), sep="\n")


if __name__ == "__main__":
    _example()
