"""mlp, mlp_grad_W1, mlp_jvp_W1, mlp_hvp_W1, mlp_grad_b1, mlp_jvp_b1, mlp_hvp_b1,
    mlp_grad_W2, mlp_jvp_W2, mlp_hvp_W2, mlp_grad_b2, mlp_jvp_b2, mlp_hvp_b2

Made by: symsoft derive mlp --format numpy

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
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(all="ignore")
def mlp(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The value.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[l], l)
    t2 = sum(exp(z[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
    L = -t4

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns L: (...)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(z - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(t == 0, 0, t * (z - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_grad_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[q] = sum((y[l] - t[l])*W2[l,q], l)
    out[q,s] = t3[q]*(1 - h[q]**2)*x[s]

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns out: (..., n, m)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W2, y - t, optimize=True)
    return x[..., None, :] * t3[..., :, None] * (1 - h[..., :, None] ** 2)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_jvp_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum((y[r] - t[r])*W2[r,k], r)
    t4[k] = sum(v[k,l]*x[l], l)
    out = sum(t3[k]*(1 - h[k]**2)*t4[k], k)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., n, m)
    returns out: (...)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "n m"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W2, y - t, optimize=True)
    t4 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    return (t3 * t4 * (1 - h**2)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_hvp_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,s]*x[s], s)
    t4[i] = sum(W2[l,i]*(t[l] - y[l]), l)
    t5[k] = sum(y[r]*W2[r,k], r)
    t6[k] = 1 - h[k]**2
    t7[l] = sum(t3[k]*t6[k]*(W2[l,k] - t5[k]), k)
    t8[i] = sum(y[l]*W2[l,i]*t7[l], l)
    out[i,j] = x[j]*t6[i]*(2*t3[i]*t4[i]*h[i] + t8[i])

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "n m"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    t4 = np.einsum("...ji,...j->...i", W2, t - y, optimize=True)
    t5 = np.einsum("...ji,...j->...i", W2, y, optimize=True)
    t6 = 1 - h**2
    part1 = W2 - t5[..., None, :]
    t7 = np.einsum("...j,...ij->...i", t3 * t6, part1, optimize=True)
    t8 = np.einsum("...ji,...j->...i", W2, y * t7, optimize=True)
    part2 = 2 * h * t3 * t4
    part3 = part2 + t8
    return x[..., None, :] * t6[..., :, None] * part3[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_grad_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    out[j] = sum(W1[j,k]*x[k], k)
    out[j] = tanh(out[j] + b1[j])
    z[i] = sum(W2[i,j]*out[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[j] = sum((y[l] - t[l])*W2[l,j], l)
    out[j] = t3[j]*(1 - out[j]**2)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns out: (..., n)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    out = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    out = out + b1
    np.tanh(out, out=out)
    z = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W2, y - t, optimize=True)
    return t3 * (1 - out**2)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_jvp_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum((y[l] - t[l])*W2[l,k], l)
    out = sum(v[k]*t3[k]*(1 - h[k]**2), k)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., n)
    returns out: (...)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "n"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W2, y - t, optimize=True)
    return (v * t3 * (1 - h**2)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_hvp_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    out[j] = sum(W1[j,k]*x[k], k)
    out[j] = tanh(out[j] + b1[j])
    z[i] = sum(W2[i,j]*out[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(W2[l,i]*(t[l] - y[l]), l)
    t4[k] = sum(W2[r,k]*y[r], r)
    t5[k] = 1 - out[k]**2
    t6[l] = sum(v[k]*t5[k]*(W2[l,k] - t4[k]), k)
    t7[i] = sum(W2[l,i]*y[l]*t6[l], l)
    out[i] = t5[i]*(2*v[i]*out[i]*t3[i] + t7[i])

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., n)
    returns out: (..., n)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "n"),
    )
    out = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    out = out + b1
    np.tanh(out, out=out)
    z = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W2, t - y, optimize=True)
    t4 = np.einsum("...ji,...j->...i", W2, y, optimize=True)
    t5 = 1 - out**2
    part1 = W2 - t4[..., None, :]
    t6 = np.einsum("...j,...ij->...i", v * t5, part1, optimize=True)
    t7 = np.einsum("...ji,...j->...i", W2, y * t6, optimize=True)
    return t5 * (2 * v * out * t3 + t7)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_grad_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[q,s] = (y[q] - t[q])*h[s]

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns out: (..., p, n)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return h[..., None, :] * (y[..., :, None] - t[..., :, None])


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_jvp_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    t4[k] = sum(v[k,l]*h[l], l)
    out = sum((t2[k]/t3 - t[k])*t4[k], k)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., p, n)
    returns out: (...)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "p n"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = np.einsum("...ij,...j->...i", v, h, optimize=True)
    return (t4 * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_hvp_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,s]*h[s], s)
    t4 = sum(t3[k]*y[k], k)
    out[i,j] = h[j]*y[i]*(t3[i] - t4)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    v: (..., p, n)
    returns out: (..., p, n)
    """
    W1, x, b1, W2, b2, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("v", v, "p n"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ij,...j->...i", v, h, optimize=True)
    t4 = (y * t3).sum(axis=-1)
    part1 = t3 - t4[..., None]
    return h[..., None, :] * y[..., :, None] * part1[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_grad_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[j] = out[j]/t2 - t[j]

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns out: (..., p)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return out / t2 - t


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_jvp_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    out = sum(v[k]*(t2[k]/t3 - t[k]), k)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., p)
    returns out: (...)
    """
    W1, x, b1, W2, b2, t, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
        ("v", v, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    return (v * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def mlp_hvp_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    h[j] = sum(W1[j,k]*x[k], k)
    h[j] = tanh(h[j] + b1[j])
    z[i] = sum(W2[i,j]*h[j], j)
    z[i] = z[i] + b2[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    v: (..., p)
    returns out: (..., p)
    """
    W1, x, b1, W2, b2, v = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("v", v, "p"),
    )
    h = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    h = h + b1
    np.tanh(h, out=h)
    z = np.einsum("...ij,...j->...i", W2, h, optimize=True)
    z = z + b2
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3)


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
    W1 = np.array([[0.5, 1.25], [0.75, 2.0], [1.5, 0.25]])
    x = np.array([1.25, 0.75])
    b1 = np.array([0.75, 2.0, 1.5])
    W2 = np.linspace(0.25, 2.0, 12).reshape(4, 3)
    b2 = np.array([1.5, 0.25, 1.0, 1.75])
    t = np.array([0.25, 1.0, 1.75, 0.5])
    print("mlp(W1, x, b1, W2, b2, t)", mlp(W1, x, b1, W2, b2, t), sep="\n")
    print(
        "mlp_grad_W1(W1, x, b1, W2, b2, t)",
        mlp_grad_W1(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v = np.array([[1.0, -0.5], [0.25, 2.0], [-1.0, 0.5]])
    print(
        "mlp_jvp_W1(W1, x, b1, W2, b2, t, v)",
        mlp_jvp_W1(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "mlp_hvp_W1(W1, x, b1, W2, b2, t, v)",
        mlp_hvp_W1(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "mlp_grad_b1(W1, x, b1, W2, b2, t)",
        mlp_grad_b1(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v_ = np.array([-0.5, 0.25, 2.0])
    print(
        "mlp_jvp_b1(W1, x, b1, W2, b2, t, v_)",
        mlp_jvp_b1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "mlp_hvp_b1(W1, x, b1, W2, b2, t, v_)",
        mlp_hvp_b1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "mlp_grad_W2(W1, x, b1, W2, b2, t)",
        mlp_grad_W2(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v__ = np.linspace(-1.0, 1.0, 12).reshape(4, 3)
    print(
        "mlp_jvp_W2(W1, x, b1, W2, b2, t, v__)",
        mlp_jvp_W2(W1, x, b1, W2, b2, t, v__),
        sep="\n",
    )
    print(
        "mlp_hvp_W2(W1, x, b1, W2, b2, v__)",
        mlp_hvp_W2(W1, x, b1, W2, b2, v__),
        sep="\n",
    )
    print(
        "mlp_grad_b2(W1, x, b1, W2, b2, t)",
        mlp_grad_b2(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v___ = np.array([2.0, -1.0, 0.5, 0.75])
    print(
        "mlp_jvp_b2(W1, x, b1, W2, b2, t, v___)",
        mlp_jvp_b2(W1, x, b1, W2, b2, t, v___),
        sep="\n",
    )
    print(
        "mlp_hvp_b2(W1, x, b1, W2, b2, v___)",
        mlp_hvp_b2(W1, x, b1, W2, b2, v___),
        sep="\n",
    )


if __name__ == "__main__":
    _example()
