"""rmsnorm, rmsnorm_jacobian_x, rmsnorm_vjp_x, rmsnorm_jvp_x, rmsnorm_jacobian_gamma,
    rmsnorm_vjp_gamma, rmsnorm_jvp_gamma

Made by: symsoft derive rmsnorm --format numpy

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
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm(x: ArrayLike, eps: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The value.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    y[i] = gamma[i]*x[i]/r

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    returns y: (..., n)
    """
    x, eps, gamma = _arrays(("x", x, "n"), ("eps", eps, ""), ("gamma", gamma, "n"))
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1, keepdims=True)
    r = np.sqrt(t1 / n + eps[..., None])
    return x * gamma / r


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_jacobian_x(x: ArrayLike, eps: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    u[i] = x[i]/r
    out[i,j] = gamma[i]/r*(delta(i, j) - u[i]*u[j]/n)

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    returns out: (..., n, n)
    """
    x, eps, gamma = _arrays(("x", x, "n"), ("eps", eps, ""), ("gamma", gamma, "n"))
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1)
    r = np.sqrt(t1 / n + eps)
    u = x / r[..., None]
    part1 = np.eye(n, dtype=x.dtype) - u[..., :, None] * u[..., None, :] / n
    return gamma[..., :, None] * part1 / r[..., None, None]


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_vjp_x(
    x: ArrayLike,
    eps: ArrayLike,
    gamma: ArrayLike,
    y: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    t2 = sum(y[k]*g[k], k)
    out[j] = 1/r*(g[j]*gamma[j] - x[j]/r/n*t2)

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    y: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    x, eps, gamma, y, g = _arrays(
        ("x", x, "n"),
        ("eps", eps, ""),
        ("gamma", gamma, "n"),
        ("y", y, "n"),
        ("g", g, "n"),
    )
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1, keepdims=True)
    r = np.sqrt(t1 / n + eps[..., None])
    t2 = (y * g).sum(axis=-1, keepdims=True)
    return (gamma * g - t2 * x / (n * r)) / r


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_jvp_x(
    x: ArrayLike,
    eps: ArrayLike,
    gamma: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    out[i] = x[i]/r
    t2 = sum(v[k]*out[k], k)
    out[i] = gamma[i]/r*(v[i] - out[i]/n*t2)

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    x, eps, gamma, v = _arrays(
        ("x", x, "n"),
        ("eps", eps, ""),
        ("gamma", gamma, "n"),
        ("v", v, "n"),
    )
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1, keepdims=True)
    r = np.sqrt(t1 / n + eps[..., None])
    out = x / r
    t2 = (v * out).sum(axis=-1, keepdims=True)
    return gamma * (v - t2 * out / n) / r


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_jacobian_gamma(x: ArrayLike, eps: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    u[i] = x[i]/r
    out[i,j] = u[i]*delta(i, j)

    x: (..., n)
    eps: (...)
    returns out: (..., n, n)
    """
    x, eps = _arrays(("x", x, "n"), ("eps", eps, ""))
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1)
    r = np.sqrt(t1 / n + eps)
    u = x / r[..., None]
    return np.where(np.eye(n, dtype=bool), u[..., :, None], 0)


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_vjp_gamma(x: ArrayLike, eps: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    out[j] = g[j]*x[j]/r

    x: (..., n)
    eps: (...)
    g: (..., n)
    returns out: (..., n)
    """
    x, eps, g = _arrays(("x", x, "n"), ("eps", eps, ""), ("g", g, "n"))
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1, keepdims=True)
    r = np.sqrt(t1 / n + eps[..., None])
    return x * g / r


@np.errstate(divide="ignore", invalid="ignore")
def rmsnorm_jvp_gamma(x: ArrayLike, eps: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(x[k]**2, k)
    r = sqrt(1/n*t1 + eps)
    out[i] = v[i]*x[i]/r

    x: (..., n)
    eps: (...)
    v: (..., n)
    returns out: (..., n)
    """
    x, eps, v = _arrays(("x", x, "n"), ("eps", eps, ""), ("v", v, "n"))
    n = x.shape[-1]
    t1 = (x**2).sum(axis=-1, keepdims=True)
    r = np.sqrt(t1 / n + eps[..., None])
    return x * v / r


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
    eps = np.array(1.25)
    gamma = np.array([0.75, 2.0, 1.5])
    print("rmsnorm(x, eps, gamma)", rmsnorm(x, eps, gamma), sep="\n")
    print(
        "rmsnorm_jacobian_x(x, eps, gamma)",
        rmsnorm_jacobian_x(x, eps, gamma),
        sep="\n",
    )
    y = rmsnorm(x, eps, gamma)
    g = np.array([1.0, -0.5, 0.25])
    print(
        "rmsnorm_vjp_x(x, eps, gamma, y, g)",
        rmsnorm_vjp_x(x, eps, gamma, y, g),
        sep="\n",
    )
    v = np.array([-0.5, 0.25, 2.0])
    print("rmsnorm_jvp_x(x, eps, gamma, v)", rmsnorm_jvp_x(x, eps, gamma, v), sep="\n")
    print("rmsnorm_jacobian_gamma(x, eps)", rmsnorm_jacobian_gamma(x, eps), sep="\n")
    print("rmsnorm_vjp_gamma(x, eps, g)", rmsnorm_vjp_gamma(x, eps, g), sep="\n")
    print("rmsnorm_jvp_gamma(x, eps, v)", rmsnorm_jvp_gamma(x, eps, v), sep="\n")


if __name__ == "__main__":
    _example()
