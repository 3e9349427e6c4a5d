"""exp_cases, exp_cases_jacobian, exp_cases_vjp, exp_cases_jvp

Made by: symsoft derive exp-cases --format numpy

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
- An entry that a Kronecker delta makes 0 is 0 whatever the data.
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(over="ignore", under="ignore")
def exp_cases(x: ArrayLike) -> np.ndarray:
    """The value.

    u[i] = exp(x[i])

    x: (..., n)
    returns u: (..., n)
    """
    (x,) = _arrays(("x", x, "n"))
    return np.exp(x)


def exp_cases_jacobian(u: ArrayLike) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    out[i,j] = u[i]*delta(i, j)

    u: (..., n)
    returns out: (..., n, n)
    """
    (u,) = _arrays(("u", u, "n"))
    n = u.shape[-1]
    return np.where(np.eye(n, dtype=bool), u[..., :, None], 0)


def exp_cases_vjp(u: ArrayLike, g: ArrayLike) -> np.ndarray:
    """The cotangent g times the Jacobian.

    out[j] = g[j]*u[j]

    u: (..., n)
    g: (..., n)
    returns out: (..., n)
    """
    u, g = _arrays(("u", u, "n"), ("g", g, "n"))
    return u * g


def exp_cases_jvp(u: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    out[i] = v[i]*u[i]

    u: (..., n)
    v: (..., n)
    returns out: (..., n)
    """
    u, v = _arrays(("u", u, "n"), ("v", v, "n"))
    return u * v


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
    print("exp_cases(x)", exp_cases(x), sep="\n")
    u = exp_cases(x)
    print("exp_cases_jacobian(u)", exp_cases_jacobian(u), sep="\n")
    g = np.array([1.0, -0.5, 0.25])
    print("exp_cases_vjp(u, g)", exp_cases_vjp(u, g), sep="\n")
    v = np.array([-0.5, 0.25, 2.0])
    print("exp_cases_jvp(u, v)", exp_cases_jvp(u, v), sep="\n")


if __name__ == "__main__":
    _example()
