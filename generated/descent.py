"""descent, descent_grad, descent_jvp, descent_hvp

Made by: symsoft derive descent --format numpy

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
- g is called g_.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(all="ignore")
def descent(x: ArrayLike, eta: ArrayLike, g_: ArrayLike, t: ArrayLike) -> np.ndarray:
    """The value.

    u[i] = x[i] - eta*g_[i]
    t1 = max(u[l], l)
    t2 = sum(exp(u[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(t[k] == 0, 0, t[k]*(u[k] - (t1 + t3))), k)
    C = -t4

    x: (..., n)
    eta: (...)
    g_: (..., n)
    t: (..., n)
    returns C: (...)
    """
    x, eta, g_, t = _arrays(
        ("x", x, "n"),
        ("eta", eta, ""),
        ("g_", g_, "n"),
        ("t", t, "n"),
    )
    u = x - eta[..., None] * g_
    t1 = u.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(u - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(t == 0, 0, t * (u - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def descent_grad(
    x: ArrayLike,
    eta: ArrayLike,
    g_: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    u[i] = x[i] - eta*g_[i]
    t1 = max(u[k], k)
    t2[k] = exp(u[k] - t1)
    t3 = sum(t2[k], k)
    out = sum(g_[k]*(t[k] - t2[k]/t3), k)

    x: (..., n)
    eta: (...)
    g_: (..., n)
    t: (..., n)
    returns out: (...)
    """
    x, eta, g_, t = _arrays(
        ("x", x, "n"),
        ("eta", eta, ""),
        ("g_", g_, "n"),
        ("t", t, "n"),
    )
    u = x - eta[..., None] * g_
    t1 = u.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = u - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    return (g_ * (t - t2 / t3)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def descent_jvp(
    x: ArrayLike,
    eta: ArrayLike,
    g_: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    u[i] = x[i] - eta*g_[i]
    t1 = max(u[k], k)
    t2[k] = exp(u[k] - t1)
    t3 = sum(t2[k], k)
    t4 = sum(g_[k]*(t[k] - t2[k]/t3), k)
    out = v*t4

    x: (..., n)
    eta: (...)
    g_: (..., n)
    t: (..., n)
    v: (...)
    returns out: (...)
    """
    x, eta, g_, t, v = _arrays(
        ("x", x, "n"),
        ("eta", eta, ""),
        ("g_", g_, "n"),
        ("t", t, "n"),
        ("v", v, ""),
    )
    u = x - eta[..., None] * g_
    t1 = u.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = u - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = (g_ * (t - t2 / t3)).sum(axis=-1)
    return v * t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def descent_hvp(
    x: ArrayLike,
    eta: ArrayLike,
    g_: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    u[i] = x[i] - eta*g_[i]
    t1 = max(u[k], k)
    t2[k] = exp(u[k] - t1)
    t3 = sum(t2[k], k)
    t2[l] = t2[l]/t3*g_[l]
    t4 = sum(t2[l], l)
    t5 = sum(t2[k]*(g_[k] - t4), k)
    out = v*t5

    x: (..., n)
    eta: (...)
    g_: (..., n)
    v: (...)
    returns out: (...)
    """
    x, eta, g_, v = _arrays(
        ("x", x, "n"),
        ("eta", eta, ""),
        ("g_", g_, "n"),
        ("v", v, ""),
    )
    u = x - eta[..., None] * g_
    t1 = u.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = u - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t2 *= g_
    t2 /= t3
    t4 = t2.sum(axis=-1, keepdims=True)
    t5 = (t2 * (g_ - t4)).sum(axis=-1)
    return v * t5


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
    eta = np.array(1.25)
    g_ = np.array([0.75, 2.0, 1.5])
    t = np.array([2.0, 1.5, 0.25])
    print("descent(x, eta, g_, t)", descent(x, eta, g_, t), sep="\n")
    print("descent_grad(x, eta, g_, t)", descent_grad(x, eta, g_, t), sep="\n")
    v = np.array(1.0)
    print("descent_jvp(x, eta, g_, t, v)", descent_jvp(x, eta, g_, t, v), sep="\n")
    print("descent_hvp(x, eta, g_, v)", descent_hvp(x, eta, g_, v), sep="\n")


if __name__ == "__main__":
    _example()
