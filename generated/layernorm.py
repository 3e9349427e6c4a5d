"""layernorm, layernorm_jacobian_x, layernorm_vjp_x, layernorm_jvp_x,
    layernorm_jacobian_gamma, layernorm_vjp_gamma, layernorm_jvp_gamma,
    layernorm_jacobian_beta, layernorm_vjp_beta, layernorm_jvp_beta

Made by: symsoft derive layernorm --format numpy

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
def layernorm(
    x: ArrayLike,
    eps: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
) -> np.ndarray:
    """The value.

    t1 = sum(x[k], k)
    m = 1/n*t1
    y[k] = x[k] - m
    t2 = sum(y[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    y[i] = gamma[i]*y[i]/s + beta[i]

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    beta: (..., n)
    returns y: (..., n)
    """
    x, eps, gamma, beta = _arrays(
        ("x", x, "n"),
        ("eps", eps, ""),
        ("gamma", gamma, "n"),
        ("beta", beta, "n"),
    )
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    y = x - m
    t2 = (y**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    return gamma * y / s + beta


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_jacobian_x(x: ArrayLike, eps: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = sum(x[k], k)
    m = 1/n*t1
    u[k] = x[k] - m
    t2 = sum(u[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    u[i] = u[i]/s
    out[i,j] = gamma[i]/s*(delta(i, j) - 1/n*u[i]*u[j] - 1/n)

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    returns out: (..., n, n)
    """
    x, eps, gamma = _arrays(("x", x, "n"), ("eps", eps, ""), ("gamma", gamma, "n"))
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    u = x - m
    t2 = (u**2).sum(axis=-1)
    s = np.sqrt(t2 / n + eps)
    u = u / s[..., None]
    part1 = u[..., :, None] * u[..., None, :] / n
    part2 = np.eye(n, dtype=x.dtype) - part1 - float(1 / np.float64(n))
    return gamma[..., :, None] * part2 / s[..., None, None]


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_vjp_x(
    x: ArrayLike,
    eps: ArrayLike,
    gamma: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(x[k], k)
    m = 1/n*t1
    out[k] = x[k] - m
    t2 = sum(out[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    out[i] = out[i]/s
    t3[k] = gamma[k]*g[k]
    t4 = sum(t3[k]*out[k], k)
    t5 = sum(t3[k], k)
    out[j] = 1/s*(t3[j] - 1/n*(out[j]*t4 + t5))

    x: (..., n)
    eps: (...)
    gamma: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    x, eps, gamma, g = _arrays(
        ("x", x, "n"),
        ("eps", eps, ""),
        ("gamma", gamma, "n"),
        ("g", g, "n"),
    )
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    out = x - m
    t2 = (out**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    out = out / s
    t3 = gamma * g
    t4 = (out * t3).sum(axis=-1, keepdims=True)
    t5 = t3.sum(axis=-1, keepdims=True)
    return (t3 - (t4 * out + t5) / n) / s


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_jvp_x(
    x: ArrayLike,
    eps: ArrayLike,
    gamma: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(x[k], k)
    m = 1/n*t1
    out[k] = x[k] - m
    t2 = sum(out[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    out[i] = out[i]/s
    t3 = sum(v[k]*out[k], k)
    t4 = sum(v[k], k)
    out[i] = gamma[i]/s*(v[i] - 1/n*(out[i]*t3 + t4))

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
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    out = x - m
    t2 = (out**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    out = out / s
    t3 = (v * out).sum(axis=-1, keepdims=True)
    t4 = v.sum(axis=-1, keepdims=True)
    return gamma * (v - (t3 * out + t4) / n) / s


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_jacobian_gamma(x: ArrayLike, eps: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    t1 = sum(x[k], k)
    m = 1/n*t1
    u[k] = x[k] - m
    t2 = sum(u[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    u[i] = u[i]/s
    out[i,j] = u[i]*delta(i, j)

    x: (..., n)
    eps: (...)
    returns out: (..., n, n)
    """
    x, eps = _arrays(("x", x, "n"), ("eps", eps, ""))
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    u = x - m
    t2 = (u**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    u = u / s
    return np.where(np.eye(n, dtype=bool), u[..., :, None], 0)


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_vjp_gamma(x: ArrayLike, eps: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    t1 = sum(x[k], k)
    m = 1/n*t1
    out[k] = x[k] - m
    t2 = sum(out[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    out[j] = g[j]*out[j]/s

    x: (..., n)
    eps: (...)
    g: (..., n)
    returns out: (..., n)
    """
    x, eps, g = _arrays(("x", x, "n"), ("eps", eps, ""), ("g", g, "n"))
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    out = x - m
    t2 = (out**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    return g * out / s


@np.errstate(divide="ignore", invalid="ignore")
def layernorm_jvp_gamma(x: ArrayLike, eps: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(x[k], k)
    m = 1/n*t1
    out[k] = x[k] - m
    t2 = sum(out[k]**2, k)
    s = sqrt(1/n*t2 + eps)
    out[i] = v[i]*out[i]/s

    x: (..., n)
    eps: (...)
    v: (..., n)
    returns out: (..., n)
    """
    x, eps, v = _arrays(("x", x, "n"), ("eps", eps, ""), ("v", v, "n"))
    n = x.shape[-1]
    t1 = x.sum(axis=-1, keepdims=True)
    m = t1 / n
    out = x - m
    t2 = (out**2).sum(axis=-1, keepdims=True)
    s = np.sqrt(t2 / n + eps[..., None])
    return v * out / s


def layernorm_jacobian_beta(x: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    out[i,j] = delta(i, j)

    x: (..., n)
    returns out: (..., n, n)
    """
    (x,) = _arrays(("x", x, "n"))
    n = x.shape[-1]
    batch = np.broadcast_shapes(x.shape[:-1])
    return np.full((*batch, n, n), np.eye(n, dtype=x.dtype), dtype=x.dtype)


def layernorm_vjp_beta(g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    out[j] = g[j]

    g: (..., n)
    returns out: (..., n)
    """
    (g,) = _arrays(("g", g, "n"))
    return g.copy()


def layernorm_jvp_beta(v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    out[i] = v[i]

    v: (..., n)
    returns out: (..., n)
    """
    (v,) = _arrays(("v", v, "n"))
    return v.copy()


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
    beta = np.array([2.0, 1.5, 0.25])
    print("layernorm(x, eps, gamma, beta)", layernorm(x, eps, gamma, beta), sep="\n")
    print(
        "layernorm_jacobian_x(x, eps, gamma)",
        layernorm_jacobian_x(x, eps, gamma),
        sep="\n",
    )
    g = np.array([1.0, -0.5, 0.25])
    print(
        "layernorm_vjp_x(x, eps, gamma, g)",
        layernorm_vjp_x(x, eps, gamma, g),
        sep="\n",
    )
    v = np.array([-0.5, 0.25, 2.0])
    print(
        "layernorm_jvp_x(x, eps, gamma, v)",
        layernorm_jvp_x(x, eps, gamma, v),
        sep="\n",
    )
    print(
        "layernorm_jacobian_gamma(x, eps)",
        layernorm_jacobian_gamma(x, eps),
        sep="\n",
    )
    print("layernorm_vjp_gamma(x, eps, g)", layernorm_vjp_gamma(x, eps, g), sep="\n")
    print("layernorm_jvp_gamma(x, eps, v)", layernorm_jvp_gamma(x, eps, v), sep="\n")
    print("layernorm_jacobian_beta(x)", layernorm_jacobian_beta(x), sep="\n")
    print("layernorm_vjp_beta(g)", layernorm_vjp_beta(g), sep="\n")
    print("layernorm_jvp_beta(v)", layernorm_jvp_beta(v), sep="\n")


if __name__ == "__main__":
    _example()
