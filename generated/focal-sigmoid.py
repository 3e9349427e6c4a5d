"""focal_sigmoid, focal_sigmoid_grad, focal_sigmoid_jvp, focal_sigmoid_hvp

Made by: symsoft derive focal-sigmoid --format numpy

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
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(divide="ignore", over="ignore", under="ignore")
def focal_sigmoid(z: ArrayLike, t: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The value.

    t1 = exp(-abs(z))
    p = exp(minimum(z, 0))/(1 + t1)
    t2 = maximum(-z, 0)
    t3 = log(t1 + 1)
    L = t*(1 - p)**gamma*(t2 + t3) - (1 - t)*p**gamma*(-z - (t2 + t3))

    z: (...)
    t: (...)
    gamma: (...)
    returns L: (...)
    """
    z, t, gamma = _arrays(("z", z, ""), ("t", t, ""), ("gamma", gamma, ""))
    t1 = np.exp(-np.abs(z))
    p = np.exp(np.minimum(z, 0)) / (1 + t1)
    t2 = np.maximum(-z, 0)
    t3 = np.log1p(t1)
    part1 = p**gamma * (1 - t) * (-z - (t2 + t3))
    return t * (1 - p) ** gamma * (t2 + t3) - part1


@np.errstate(divide="ignore", over="ignore", under="ignore")
def focal_sigmoid_grad(z: ArrayLike, t: ArrayLike, gamma: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = exp(-abs(z))
    p = exp(minimum(z, 0))/(1 + t1)
    t2 = maximum(-z, 0)
    t3 = log(t1 + 1)
    out = (1 - t)*p**gamma*(p - gamma*(1 - p)*(-z - (t2 + t3))) - t*(1 -
        p)**gamma*(gamma*p*(t2 + t3) - p + 1)

    z: (...)
    t: (...)
    gamma: (...)
    returns out: (...)
    """
    z, t, gamma = _arrays(("z", z, ""), ("t", t, ""), ("gamma", gamma, ""))
    t1 = np.exp(-np.abs(z))
    p = np.exp(np.minimum(z, 0)) / (1 + t1)
    t2 = np.maximum(-z, 0)
    t3 = np.log1p(t1)
    part1 = p**gamma * (1 - t) * (p - gamma * (1 - p) * (-z - (t2 + t3)))
    return part1 - t * (1 - p) ** gamma * (1 + gamma * p * (t2 + t3) - p)


@np.errstate(divide="ignore", over="ignore", under="ignore")
def focal_sigmoid_jvp(
    z: ArrayLike,
    t: ArrayLike,
    gamma: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = exp(-abs(z))
    p = exp(minimum(z, 0))/(1 + t1)
    t2 = maximum(-z, 0)
    t3 = log(t1 + 1)
    out = v*((1 - t)*p**gamma*(p - gamma*(1 - p)*(-z - (t2 + t3))) - t*(1 -
        p)**gamma*(gamma*p*(t2 + t3) - p + 1))

    z: (...)
    t: (...)
    gamma: (...)
    v: (...)
    returns out: (...)
    """
    z, t, gamma, v = _arrays(
        ("z", z, ""),
        ("t", t, ""),
        ("gamma", gamma, ""),
        ("v", v, ""),
    )
    t1 = np.exp(-np.abs(z))
    p = np.exp(np.minimum(z, 0)) / (1 + t1)
    t2 = np.maximum(-z, 0)
    t3 = np.log1p(t1)
    part1 = p**gamma * (1 - t) * (p - gamma * (1 - p) * (-z - (t2 + t3)))
    return v * (part1 - t * (1 - p) ** gamma * (1 + gamma * p * (t2 + t3) - p))


@np.errstate(divide="ignore", over="ignore", under="ignore")
def focal_sigmoid_hvp(
    z: ArrayLike,
    t: ArrayLike,
    gamma: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = exp(-abs(z))
    p = exp(minimum(z, 0))/(1 + t1)
    t2 = maximum(-z, 0)
    t3 = log(t1 + 1)
    out = v*(t*p*(1 - p)**gamma*(gamma*(gamma*p*(t2 + t3) - p + 1) + (1 - p)*(gamma*(1 -
        (t2 + t3)) + 1)) + (1 - t)*p**gamma*(1 - p)*(gamma*(p - gamma*(1 - p)*(-z - (t2
        + t3))) + p*(gamma*(1 - z - (t2 + t3)) + 1)))

    z: (...)
    t: (...)
    gamma: (...)
    v: (...)
    returns out: (...)
    """
    z, t, gamma, v = _arrays(
        ("z", z, ""),
        ("t", t, ""),
        ("gamma", gamma, ""),
        ("v", v, ""),
    )
    t1 = np.exp(-np.abs(z))
    p = np.exp(np.minimum(z, 0)) / (1 + t1)
    t2 = np.maximum(-z, 0)
    t3 = np.log1p(t1)
    part1 = gamma * (p - gamma * (1 - p) * (-z - (t2 + t3)))
    part2 = part1 + p * (1 + gamma * (1 - z - (t2 + t3)))
    part3 = p**gamma * part2 * (1 - t) * (1 - p)
    part4 = gamma * (1 + gamma * p * (t2 + t3) - p)
    part5 = part4 + (1 - p) * (1 + gamma * (1 - (t2 + t3)))
    return v * (t * p * part5 * (1 - p) ** gamma + part3)


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
    z = np.array(0.5)
    t = np.array(1.25)
    gamma = np.array(0.75)
    print("focal_sigmoid(z, t, gamma)", focal_sigmoid(z, t, gamma), sep="\n")
    print("focal_sigmoid_grad(z, t, gamma)", focal_sigmoid_grad(z, t, gamma), sep="\n")
    v = np.array(1.0)
    print(
        "focal_sigmoid_jvp(z, t, gamma, v)",
        focal_sigmoid_jvp(z, t, gamma, v),
        sep="\n",
    )
    print(
        "focal_sigmoid_hvp(z, t, gamma, v)",
        focal_sigmoid_hvp(z, t, gamma, v),
        sep="\n",
    )


if __name__ == "__main__":
    _example()
