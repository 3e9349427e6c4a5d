"""temperature, temperature_jacobian_x, temperature_vjp_x, temperature_jvp_x,
    temperature_jacobian_T, temperature_vjp_T, temperature_jvp_T

Made by: symsoft derive temperature --format numpy

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


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def temperature(x: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The value.

    y[k] = x[k]/T
    t1 = max(y[k], k)
    y[k] = exp(y[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2

    x: (..., n)
    T: (...)
    returns y: (..., n)
    """
    x, T = _arrays(("x", x, "n"), ("T", T, ""))
    y = x / T[..., None]
    t1 = y.max(axis=-1, keepdims=True, initial=-np.inf)
    y = y - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return y


def temperature_jacobian_x(T: ArrayLike, y: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    out[i,j] = y[i]/T*(delta(i, j) - y[j])

    T: (...)
    y: (..., n)
    returns out: (..., n, n)
    """
    T, y = _arrays(("T", T, ""), ("y", y, "n"))
    n = y.shape[-1]
    part1 = np.eye(n, dtype=T.dtype) - y[..., None, :]
    return y[..., :, None] * part1 / T[..., None, None]


def temperature_vjp_x(T: ArrayLike, y: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(y[k]*g[k], k)
    out[j] = y[j]/T*(g[j] - t1)

    T: (...)
    y: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    T, y, g = _arrays(("T", T, ""), ("y", y, "n"), ("g", g, "n"))
    t1 = (y * g).sum(axis=-1, keepdims=True)
    return y * (g - t1) / T[..., None]


def temperature_jvp_x(T: ArrayLike, y: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(y[k]*v[k], k)
    out[i] = y[i]/T*(v[i] - t1)

    T: (...)
    y: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    T, y, v = _arrays(("T", T, ""), ("y", y, "n"), ("v", v, "n"))
    t1 = (y * v).sum(axis=-1, keepdims=True)
    return y * (v - t1) / T[..., None]


def temperature_jacobian_T(x: ArrayLike, T: ArrayLike, y: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = sum(x[k]*y[k], k)
    out[i] = y[i]/T**2*(t1 - x[i])

    x: (..., n)
    T: (...)
    y: (..., n)
    returns out: (..., n)
    """
    x, T, y = _arrays(("x", x, "n"), ("T", T, ""), ("y", y, "n"))
    t1 = (x * y).sum(axis=-1, keepdims=True)
    return y * (t1 - x) / T[..., None] ** 2


def temperature_vjp_T(
    x: ArrayLike,
    T: ArrayLike,
    y: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(x[l]*y[l], l)
    t2 = sum(g[k]*y[k]*(t1 - x[k]), k)
    out = 1/T**2*t2

    x: (..., n)
    T: (...)
    y: (..., n)
    g: (..., n)
    returns out: (...)
    """
    x, T, y, g = _arrays(("x", x, "n"), ("T", T, ""), ("y", y, "n"), ("g", g, "n"))
    t1 = (x * y).sum(axis=-1, keepdims=True)
    t2 = (y * g * (t1 - x)).sum(axis=-1)
    return t2 / T**2


def temperature_jvp_T(
    x: ArrayLike,
    T: ArrayLike,
    y: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(x[k]*y[k], k)
    out[i] = v*y[i]/T**2*(t1 - x[i])

    x: (..., n)
    T: (...)
    y: (..., n)
    v: (...)
    returns out: (..., n)
    """
    x, T, y, v = _arrays(("x", x, "n"), ("T", T, ""), ("y", y, "n"), ("v", v, ""))
    t1 = (x * y).sum(axis=-1, keepdims=True)
    return v[..., None] * y * (t1 - x) / T[..., None] ** 2


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
    T = np.array(1.25)
    print("temperature(x, T)", temperature(x, T), sep="\n")
    y = temperature(x, T)
    print("temperature_jacobian_x(T, y)", temperature_jacobian_x(T, y), sep="\n")
    g = np.array([1.0, -0.5, 0.25])
    print("temperature_vjp_x(T, y, g)", temperature_vjp_x(T, y, g), sep="\n")
    v = np.array([-0.5, 0.25, 2.0])
    print("temperature_jvp_x(T, y, v)", temperature_jvp_x(T, y, v), sep="\n")
    print("temperature_jacobian_T(x, T, y)", temperature_jacobian_T(x, T, y), sep="\n")
    print("temperature_vjp_T(x, T, y, g)", temperature_vjp_T(x, T, y, g), sep="\n")
    v_ = np.array(0.25)
    print("temperature_jvp_T(x, T, y, v_)", temperature_jvp_T(x, T, y, v_), sep="\n")


if __name__ == "__main__":
    _example()
