"""gaussian_nll, gaussian_nll_grad_m, gaussian_nll_jvp_m, gaussian_nll_hvp_m,
    gaussian_nll_grad_v, gaussian_nll_jvp_v, gaussian_nll_hvp_v

Made by: symsoft derive gaussian-nll --format numpy

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

Names that something else needs:
- v is called v_.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll(v_: ArrayLike, t: ArrayLike, m: ArrayLike) -> np.ndarray:
    """The value.

    t1 = sum(log(v_[i]) + (t[i] - m[i])**2/v_[i], i)
    L = 1/2/n*t1

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    returns L: (...)
    """
    v_, t, m = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"))
    n = v_.shape[-1]
    t1 = (np.log(v_) + (t - m) ** 2 / v_).sum(axis=-1)
    return t1 / (2 * n)


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_grad_m(v_: ArrayLike, t: ArrayLike, m: ArrayLike) -> np.ndarray:
    """The gradient.

    out[j] = (m[j] - t[j])/v_[j]/n

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    returns out: (..., n)
    """
    v_, t, m = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"))
    n = v_.shape[-1]
    return (m - t) / (n * v_)


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_jvp_m(
    v_: ArrayLike,
    t: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(v[k]*(m[k] - t[k])/v_[k], k)
    out = 1/n*t1

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    v: (..., n)
    returns out: (...)
    """
    v_, t, m, v = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"), ("v", v, "n"))
    n = v_.shape[-1]
    t1 = (v * (m - t) / v_).sum(axis=-1)
    return t1 / n


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_hvp_m(v_: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i] = v[i]/v_[i]/n

    v_: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    v_, v = _arrays(("v_", v_, "n"), ("v", v, "n"))
    n = v_.shape[-1]
    return v / (n * v_)


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_grad_v(v_: ArrayLike, t: ArrayLike, m: ArrayLike) -> np.ndarray:
    """The gradient.

    out[j] = 1/v_[j]
    out[j] = 1/2/n*out[j]*(1 - (t[j] - m[j])**2*out[j])

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    returns out: (..., n)
    """
    v_, t, m = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"))
    n = v_.shape[-1]
    out = 1 / v_
    return out * (1 - out * (t - m) ** 2) / (2 * n)


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_jvp_v(
    v_: ArrayLike,
    t: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[k] = 1/v_[k]
    t2 = sum(v[k]*t1[k]*(1 - (t[k] - m[k])**2*t1[k]), k)
    out = 1/2/n*t2

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    v: (..., n)
    returns out: (...)
    """
    v_, t, m, v = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"), ("v", v, "n"))
    n = v_.shape[-1]
    t1 = 1 / v_
    t2 = (v * t1 * (1 - t1 * (t - m) ** 2)).sum(axis=-1)
    return t2 / (2 * n)


@np.errstate(divide="ignore", invalid="ignore")
def gaussian_nll_hvp_v(
    v_: ArrayLike,
    t: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i] = 1/2*v[i]/v_[i]**3/n*(2*(t[i] - m[i])**2 - v_[i])

    v_: (..., n)
    t: (..., n)
    m: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    v_, t, m, v = _arrays(("v_", v_, "n"), ("t", t, "n"), ("m", m, "n"), ("v", v, "n"))
    n = v_.shape[-1]
    return v * (2 * (t - m) ** 2 - v_) / (2 * n * v_**3)


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
    v_ = np.array([0.5, 1.25, 0.75])
    t = np.array([1.25, 0.75, 2.0])
    m = np.array([0.75, 2.0, 1.5])
    print("gaussian_nll(v_, t, m)", gaussian_nll(v_, t, m), sep="\n")
    print("gaussian_nll_grad_m(v_, t, m)", gaussian_nll_grad_m(v_, t, m), sep="\n")
    v = np.array([1.0, -0.5, 0.25])
    print("gaussian_nll_jvp_m(v_, t, m, v)", gaussian_nll_jvp_m(v_, t, m, v), sep="\n")
    print("gaussian_nll_hvp_m(v_, v)", gaussian_nll_hvp_m(v_, v), sep="\n")
    print("gaussian_nll_grad_v(v_, t, m)", gaussian_nll_grad_v(v_, t, m), sep="\n")
    print("gaussian_nll_jvp_v(v_, t, m, v)", gaussian_nll_jvp_v(v_, t, m, v), sep="\n")
    print("gaussian_nll_hvp_v(v_, t, m, v)", gaussian_nll_hvp_v(v_, t, m, v), sep="\n")


if __name__ == "__main__":
    _example()
