"""attention, attention_jacobian_q, attention_vjp_q, attention_jvp_q,
    attention_jacobian_K, attention_vjp_K, attention_jvp_K, attention_jacobian_V,
    attention_vjp_V, attention_jvp_V

Made by: symsoft derive attention --format numpy

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
def attention(q: ArrayLike, K: ArrayLike, d: ArrayLike, V: ArrayLike) -> np.ndarray:
    """The value.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    o[c] = sum(p[k]*V[k,c], k)

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    returns o: (..., r)
    """
    q, K, d, V = _arrays(("q", q, "m"), ("K", K, "n m"), ("d", d, ""), ("V", V, "n r"))
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    return np.einsum("...ji,...j->...i", V, p, optimize=True)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jacobian_q(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    out[c,j] = sum(p[k]*(V[k,c] - o[c])*K[k,j], k)
    out[c,j] = t1*out[c,j]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    returns out: (..., r, m)
    """
    q, K, d, V, o = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    part1 = V.swapaxes(-1, -2) - o[..., :, None]
    out = np.einsum("...kj,...k,...ik->...ij", K, p, part1, optimize=True)
    out *= t1[..., None, None]
    return out


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_vjp_q(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    t4[l] = sum(g[k]*(V[l,k] - o[k]), k)
    out[j] = sum(p[l]*K[l,j]*t4[l], l)
    out[j] = t1*out[j]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    g: (..., r)
    returns out: (..., m)
    """
    q, K, d, V, o, g = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
        ("g", g, "r"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    t4 = np.einsum("...j,...ij->...i", g, V - o[..., None, :], optimize=True)
    out = np.einsum("...ji,...j->...i", K, p * t4, optimize=True)
    out *= t1[..., None]
    return out


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jvp_q(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    t4[l] = sum(v[k]*K[l,k], k)
    out[c] = sum(p[l]*(V[l,c] - o[c])*t4[l], l)
    out[c] = t1*out[c]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    v: (..., m)
    returns out: (..., r)
    """
    q, K, d, V, o, v = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
        ("v", v, "m"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    t4 = np.einsum("...ij,...j->...i", K, v, optimize=True)
    part1 = V.swapaxes(-1, -2) - o[..., :, None]
    out = np.einsum("...j,...ij->...i", p * t4, part1, optimize=True)
    out *= t1[..., None]
    return out


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jacobian_K(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    out[c,u,v] = p[u]*(V[u,c] - o[c])*t1*q[v]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    returns out: (..., r, n, m)
    """
    q, K, d, V, o = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    part1 = V.swapaxes(-1, -2) - o[..., :, None]
    return t1[..., None, None, None] * q[..., None, None, :] * p[..., None, :, None] * part1[..., :, :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_vjp_K(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    t4[u] = sum(g[k]*V[u,k], k)
    t5 = sum(g[k]*o[k], k)
    out[u,v] = p[u]*t1*q[v]*(t4[u] - t5)

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    g: (..., r)
    returns out: (..., n, m)
    """
    q, K, d, V, o, g = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
        ("g", g, "r"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    t4 = np.einsum("...ij,...j->...i", V, g, optimize=True)
    t5 = (o * g).sum(axis=-1)
    part1 = t4 - t5[..., None]
    return t1[..., None, None] * q[..., None, :] * p[..., :, None] * part1[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jvp_K(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
    o: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    t4[k] = sum(v[k,l]*q[l], l)
    out[c] = sum(p[k]*(V[k,c] - o[c])*t4[k], k)
    out[c] = t1*out[c]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    o: (..., r)
    v: (..., n, m)
    returns out: (..., r)
    """
    q, K, d, V, o, v = _arrays(
        ("q", q, "m"),
        ("K", K, "n m"),
        ("d", d, ""),
        ("V", V, "n r"),
        ("o", o, "r"),
        ("v", v, "n m"),
    )
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    t4 = np.einsum("...j,...ij->...i", q, v, optimize=True)
    part1 = V.swapaxes(-1, -2) - o[..., :, None]
    out = np.einsum("...j,...ij->...i", p * t4, part1, optimize=True)
    out *= t1[..., None]
    return out


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jacobian_V(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    V: ArrayLike,
) -> np.ndarray:
    """Every partial derivative: the axes of the output, then those of the input.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    out[c,u,v] = p[u]*delta(c, v)

    q: (..., m)
    K: (..., n, m)
    d: (...)
    V: (..., n, r)
    returns out: (..., r, n, r)
    """
    q, K, d, V = _arrays(("q", q, "m"), ("K", K, "n m"), ("d", d, ""), ("V", V, "n r"))
    n = K.shape[-2]
    r = V.shape[-1]
    batch = np.broadcast_shapes(q.shape[:-1], K.shape[:-2], d.shape, V.shape[:-2])
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    out = np.where(np.eye(r, dtype=bool)[:, None, :], p[..., None, :, None], 0)
    return np.full((*batch, r, n, r), out, dtype=q.dtype)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_vjp_V(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    g: ArrayLike,
) -> np.ndarray:
    """The cotangent g times the Jacobian.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    out[u,v] = g[v]*p[u]

    q: (..., m)
    K: (..., n, m)
    d: (...)
    g: (..., r)
    returns out: (..., n, r)
    """
    q, K, d, g = _arrays(("q", q, "m"), ("K", K, "n m"), ("d", d, ""), ("g", g, "r"))
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    return g[..., None, :] * p[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def attention_jvp_V(
    q: ArrayLike,
    K: ArrayLike,
    d: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    s[k] = sum(q[a]*K[k,a], a)
    t1 = 1/sqrt(d)
    s[k] = s[k]*t1
    t2 = max(s[l], l)
    p[l] = exp(s[l] - t2)
    t3 = sum(p[l], l)
    p[k] = p[k]/t3
    out[c] = sum(v[k,c]*p[k], k)

    q: (..., m)
    K: (..., n, m)
    d: (...)
    v: (..., n, r)
    returns out: (..., r)
    """
    q, K, d, v = _arrays(("q", q, "m"), ("K", K, "n m"), ("d", d, ""), ("v", v, "n r"))
    s = np.einsum("...j,...ij->...i", q, K, optimize=True)
    t1 = 1 / np.sqrt(d)
    s = t1[..., None] * s
    t2 = s.max(axis=-1, keepdims=True, initial=-np.inf)
    p = s - t2
    np.exp(p, out=p)
    t3 = p.sum(axis=-1, keepdims=True)
    p /= t3
    return np.einsum("...ji,...j->...i", v, p, optimize=True)


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
    q = np.array([0.5, 1.25, 0.75])
    K = np.array([[1.25, 0.75, 2.0], [1.5, 0.25, 1.0]])
    d = np.array(0.75)
    V = np.array([[2.0, 1.5, 0.25, 1.0], [1.75, 0.5, 1.25, 0.75]])
    print("attention(q, K, d, V)", attention(q, K, d, V), sep="\n")
    o = attention(q, K, d, V)
    print(
        "attention_jacobian_q(q, K, d, V, o)",
        attention_jacobian_q(q, K, d, V, o),
        sep="\n",
    )
    g = np.array([1.0, -0.5, 0.25, 2.0])
    print(
        "attention_vjp_q(q, K, d, V, o, g)",
        attention_vjp_q(q, K, d, V, o, g),
        sep="\n",
    )
    v = np.array([-0.5, 0.25, 2.0])
    print(
        "attention_jvp_q(q, K, d, V, o, v)",
        attention_jvp_q(q, K, d, V, o, v),
        sep="\n",
    )
    print(
        "attention_jacobian_K(q, K, d, V, o)",
        attention_jacobian_K(q, K, d, V, o),
        sep="\n",
    )
    print(
        "attention_vjp_K(q, K, d, V, o, g)",
        attention_vjp_K(q, K, d, V, o, g),
        sep="\n",
    )
    v_ = np.array([[0.25, 2.0, -1.0], [0.5, 0.75, 1.0]])
    print(
        "attention_jvp_K(q, K, d, V, o, v_)",
        attention_jvp_K(q, K, d, V, o, v_),
        sep="\n",
    )
    print(
        "attention_jacobian_V(q, K, d, V)",
        attention_jacobian_V(q, K, d, V),
        sep="\n",
    )
    print("attention_vjp_V(q, K, d, g)", attention_vjp_V(q, K, d, g), sep="\n")
    v__ = np.linspace(-1.0, 1.0, 8).reshape(2, 4)
    print("attention_jvp_V(q, K, d, v__)", attention_jvp_V(q, K, d, v__), sep="\n")


if __name__ == "__main__":
    _example()
