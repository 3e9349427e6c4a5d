"""cosine_similarity, cosine_similarity_grad_a, cosine_similarity_jvp_a,
    cosine_similarity_hvp_a, cosine_similarity_grad_b, cosine_similarity_jvp_b,
    cosine_similarity_hvp_b

Made by: symsoft derive cosine-similarity --format numpy

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
"""

import numpy as np
from numpy.typing import ArrayLike


def cosine_similarity(a: ArrayLike, b: ArrayLike) -> np.ndarray:
    """The value.

    t1 = sum(a[k]**2, k)
    t2 = sum(b[k]**2, k)
    t3 = sum(a[k]*b[k], k)
    c = t3/(sqrt(t1)*sqrt(t2))

    a: (..., n)
    b: (..., n)
    returns c: (...)
    """
    a, b = _arrays(("a", a, "n"), ("b", b, "n"))
    t1 = (a**2).sum(axis=-1)
    t2 = (b**2).sum(axis=-1)
    t3 = (a * b).sum(axis=-1)
    return t3 / (np.sqrt(t1) * np.sqrt(t2))


def cosine_similarity_grad_a(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = sum(a[k]**2, k)
    A = sqrt(t1)
    t2 = sum(b[k]**2, k)
    B = sqrt(t2)
    out[j] = 1/A*(b[j]/B - 1/A*c*a[j])

    a: (..., n)
    b: (..., n)
    c: (...)
    returns out: (..., n)
    """
    a, b, c = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""))
    t1 = (a**2).sum(axis=-1, keepdims=True)
    A = np.sqrt(t1)
    t2 = (b**2).sum(axis=-1, keepdims=True)
    B = np.sqrt(t2)
    return (b / B - c[..., None] * a / A) / A


def cosine_similarity_jvp_a(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(a[k]**2, k)
    A = sqrt(t1)
    t2 = sum(b[k]**2, k)
    B = sqrt(t2)
    t3 = sum(v[k]*(b[k]/B - 1/A*c*a[k]), k)
    out = 1/A*t3

    a: (..., n)
    b: (..., n)
    c: (...)
    v: (..., n)
    returns out: (...)
    """
    a, b, c, v = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""), ("v", v, "n"))
    t1 = (a**2).sum(axis=-1)
    A = np.sqrt(t1)
    t2 = (b**2).sum(axis=-1, keepdims=True)
    B = np.sqrt(t2)
    t3 = (v * (b / B - c[..., None] * a / A[..., None])).sum(axis=-1)
    return t3 / A


def cosine_similarity_hvp_a(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = sum(a[k]**2, k)
    A = sqrt(t1)
    t2 = sum(b[k]**2, k)
    B = sqrt(t2)
    t3 = sum(v[k]*b[k], k)
    t4 = sum(v[k]*a[k], k)
    out[i] = -1/A**2*(v[i]*c + 1/A*(1/B*a[i]*t3 + 1/B*b[i]*t4 - 3/A*c*a[i]*t4))

    a: (..., n)
    b: (..., n)
    c: (...)
    v: (..., n)
    returns out: (..., n)
    """
    a, b, c, v = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""), ("v", v, "n"))
    t1 = (a**2).sum(axis=-1, keepdims=True)
    A = np.sqrt(t1)
    t2 = (b**2).sum(axis=-1, keepdims=True)
    B = np.sqrt(t2)
    t3 = (b * v).sum(axis=-1, keepdims=True)
    t4 = (a * v).sum(axis=-1, keepdims=True)
    part1 = t3 * a / B + t4 * b / B - 3 * c[..., None] * t4 * a / A
    return -(c[..., None] * v + part1 / A) / A**2


def cosine_similarity_grad_b(a: ArrayLike, b: ArrayLike, c: ArrayLike) -> np.ndarray:
    """The gradient.

    t1 = sum(b[k]**2, k)
    B = sqrt(t1)
    t2 = sum(a[k]**2, k)
    A = sqrt(t2)
    out[j] = 1/B*(a[j]/A - 1/B*c*b[j])

    a: (..., n)
    b: (..., n)
    c: (...)
    returns out: (..., n)
    """
    a, b, c = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""))
    t1 = (b**2).sum(axis=-1, keepdims=True)
    B = np.sqrt(t1)
    t2 = (a**2).sum(axis=-1, keepdims=True)
    A = np.sqrt(t2)
    return (a / A - c[..., None] * b / B) / B


def cosine_similarity_jvp_b(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1 = sum(b[k]**2, k)
    B = sqrt(t1)
    t2 = sum(a[k]**2, k)
    A = sqrt(t2)
    t3 = sum(v[k]*(a[k]/A - 1/B*c*b[k]), k)
    out = 1/B*t3

    a: (..., n)
    b: (..., n)
    c: (...)
    v: (..., n)
    returns out: (...)
    """
    a, b, c, v = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""), ("v", v, "n"))
    t1 = (b**2).sum(axis=-1)
    B = np.sqrt(t1)
    t2 = (a**2).sum(axis=-1, keepdims=True)
    A = np.sqrt(t2)
    t3 = (v * (a / A - c[..., None] * b / B[..., None])).sum(axis=-1)
    return t3 / B


def cosine_similarity_hvp_b(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    t1 = sum(b[k]**2, k)
    B = sqrt(t1)
    t2 = sum(a[k]**2, k)
    A = sqrt(t2)
    t3 = sum(v[k]*a[k], k)
    t4 = sum(v[k]*b[k], k)
    out[i] = -1/B**2*(v[i]*c + 1/B*(1/A*b[i]*t3 + 1/A*a[i]*t4 - 3/B*c*b[i]*t4))

    a: (..., n)
    b: (..., n)
    c: (...)
    v: (..., n)
    returns out: (..., n)
    """
    a, b, c, v = _arrays(("a", a, "n"), ("b", b, "n"), ("c", c, ""), ("v", v, "n"))
    t1 = (b**2).sum(axis=-1, keepdims=True)
    B = np.sqrt(t1)
    t2 = (a**2).sum(axis=-1, keepdims=True)
    A = np.sqrt(t2)
    t3 = (a * v).sum(axis=-1, keepdims=True)
    t4 = (b * v).sum(axis=-1, keepdims=True)
    part1 = t3 * b / A + t4 * a / A - 3 * c[..., None] * t4 * b / B
    return -(c[..., None] * v + part1 / B) / B**2


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
    a = np.array([0.5, 1.25, 0.75])
    b = np.array([1.25, 0.75, 2.0])
    print("cosine_similarity(a, b)", cosine_similarity(a, b), sep="\n")
    c = cosine_similarity(a, b)
    print(
        "cosine_similarity_grad_a(a, b, c)",
        cosine_similarity_grad_a(a, b, c),
        sep="\n",
    )
    v = np.array([1.0, -0.5, 0.25])
    print(
        "cosine_similarity_jvp_a(a, b, c, v)",
        cosine_similarity_jvp_a(a, b, c, v),
        sep="\n",
    )
    print(
        "cosine_similarity_hvp_a(a, b, c, v)",
        cosine_similarity_hvp_a(a, b, c, v),
        sep="\n",
    )
    print(
        "cosine_similarity_grad_b(a, b, c)",
        cosine_similarity_grad_b(a, b, c),
        sep="\n",
    )
    print(
        "cosine_similarity_jvp_b(a, b, c, v)",
        cosine_similarity_jvp_b(a, b, c, v),
        sep="\n",
    )
    print(
        "cosine_similarity_hvp_b(a, b, c, v)",
        cosine_similarity_hvp_b(a, b, c, v),
        sep="\n",
    )


if __name__ == "__main__":
    _example()
