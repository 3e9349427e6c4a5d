"""gelu_tanh, gelu_tanh_grad, gelu_tanh_jvp, gelu_tanh_hvp

Made by: symsoft derive gelu-tanh --format numpy

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
"""

import numpy as np
from numpy.typing import ArrayLike


def gelu_tanh(x: ArrayLike) -> np.ndarray:
    """The value.

    y = 1/2*x*(1 + tanh(sqrt(2/pi)*(x + 8943/200000*x**3)))

    x: (...)
    returns y: (...)
    """
    (x,) = _arrays(("x", x, ""))
    part1 = float(np.sqrt(2 / np.pi)) * (x + 0.044715 * x**3)
    return x * (1 + np.tanh(part1)) / 2


def gelu_tanh_grad(x: ArrayLike) -> np.ndarray:
    """The gradient.

    c = sqrt(2/pi)
    a = 8943/200000
    h = tanh(c*(x + a*x**3))
    out = 1/2*(1 + h + x*(1 - h**2)*c*(1 + 3*a*x**2))

    x: (...)
    returns out: (...)
    """
    (x,) = _arrays(("x", x, ""))
    batch = np.broadcast_shapes(x.shape)
    c = np.full(batch, float(np.sqrt(2 / np.pi)), dtype=x.dtype)
    a = np.full(batch, 0.044715, dtype=x.dtype)
    h = np.tanh(c * (x + x**3 * a))
    return (1 + h + x * c * (1 - h**2) * (1 + 3 * x**2 * a)) / 2


def gelu_tanh_jvp(x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    c = sqrt(2/pi)
    a = 8943/200000
    h = tanh(c*(x + a*x**3))
    out = 1/2*v*(1 + h + x*(1 - h**2)*c*(1 + 3*a*x**2))

    x: (...)
    v: (...)
    returns out: (...)
    """
    x, v = _arrays(("x", x, ""), ("v", v, ""))
    batch = np.broadcast_shapes(x.shape, v.shape)
    c = np.full(batch, float(np.sqrt(2 / np.pi)), dtype=x.dtype)
    a = np.full(batch, 0.044715, dtype=x.dtype)
    h = np.tanh(c * (x + x**3 * a))
    return v * (1 + h + x * c * (1 - h**2) * (1 + 3 * x**2 * a)) / 2


def gelu_tanh_hvp(x: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    c = sqrt(2/pi)
    a = 8943/200000
    h = tanh(c*(x + a*x**3))
    out = v*c*(6*a*x**2 - x*(3*a*x**2 + 1)**2*h*c + 1)*(1 - h**2)

    x: (...)
    v: (...)
    returns out: (...)
    """
    x, v = _arrays(("x", x, ""), ("v", v, ""))
    batch = np.broadcast_shapes(x.shape, v.shape)
    c = np.full(batch, float(np.sqrt(2 / np.pi)), dtype=x.dtype)
    a = np.full(batch, 0.044715, dtype=x.dtype)
    h = np.tanh(c * (x + x**3 * a))
    part1 = x * c * h * (1 + 3 * x**2 * a) ** 2
    return v * c * (1 + 6 * x**2 * a - part1) * (1 - h**2)


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
    x = np.array(0.5)
    print("gelu_tanh(x)", gelu_tanh(x), sep="\n")
    print("gelu_tanh_grad(x)", gelu_tanh_grad(x), sep="\n")
    v = np.array(1.0)
    print("gelu_tanh_jvp(x, v)", gelu_tanh_jvp(x, v), sep="\n")
    print("gelu_tanh_hvp(x, v)", gelu_tanh_hvp(x, v), sep="\n")


if __name__ == "__main__":
    _example()
