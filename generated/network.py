"""network, network_grad_W, network_jvp_W, network_hvp_W, network_grad_b, network_jvp_b,
    network_hvp_b, network_grad_V, network_jvp_V, network_hvp_V, network_grad_c,
    network_jvp_c, network_hvp_c

Made by: symsoft derive network --format numpy

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
def network(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The value.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[l], l)
    t2 = sum(exp(z[l] - t1), l)
    t3 = log(t2)
    t4 = sum(where(t[k] == 0, 0, t[k]*(z[k] - (t1 + t3))), k)
    L = -t4

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    returns L: (...)
    """
    V, x, c, W, b, t = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = np.exp(z - t1).sum(axis=-1, keepdims=True)
    t3 = np.log(t2)
    t4 = np.where(t == 0, 0, t * (z - (t1 + t3))).sum(axis=-1)
    return -t4


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_grad_W(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    out[q,s] = (y[q] - t[q])*h[s]

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    returns out: (..., p, n)
    """
    V, x, c, W, b, t = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    return h[..., None, :] * (y[..., :, None] - t[..., :, None])


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_jvp_W(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    t4[k] = sum(v[k,l]*h[l], l)
    out = sum((t2[k]/t3 - t[k])*t4[k], k)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., p, n)
    returns out: (...)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "p n"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    t4 = np.einsum("...ij,...j->...i", v, h, optimize=True)
    return (t4 * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_hvp_W(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,s]*h[s], s)
    t4 = sum(t3[k]*y[k], k)
    out[i,j] = h[j]*y[i]*(t3[i] - t4)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    v: (..., p, n)
    returns out: (..., p, n)
    """
    V, x, c, W, b, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("v", v, "p n"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
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
def network_grad_b(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[j] = out[j]/t2 - t[j]

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    returns out: (..., p)
    """
    V, x, c, W, b, t = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return out / t2 - t


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_jvp_b(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    t2[k] = exp(z[k] - t1)
    t3 = sum(t2[k], k)
    out = sum(v[k]*(t2[k]/t3 - t[k]), k)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., p)
    returns out: (...)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    t2 = z - t1
    np.exp(t2, out=t2)
    t3 = t2.sum(axis=-1, keepdims=True)
    return (v * (t2 / t3 - t)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_hvp_b(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    out[k] = exp(z[k] - t1)
    t2 = sum(out[k], k)
    out[i] = out[i]/t2
    t3 = sum(out[k]*v[k], k)
    out[i] = out[i]*(v[i] - t3)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    v: (..., p)
    returns out: (..., p)
    """
    V, x, c, W, b, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("v", v, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    out = z - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_grad_V(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[q] = sum((y[l] - t[l])*W[l,q], l)
    out[q,s] = t3[q]*(1 - h[q])*h[q]*x[s]

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    returns out: (..., n, m)
    """
    V, x, c, W, b, t = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y - t, optimize=True)
    return x[..., None, :] * h[..., :, None] * t3[..., :, None] * (1 - h[..., :, None])


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_jvp_V(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum((y[r] - t[r])*W[r,k], r)
    t4[k] = sum(v[k,l]*x[l], l)
    out = sum(t3[k]*(1 - h[k])*h[k]*t4[k], k)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., n, m)
    returns out: (...)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "n m"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y - t, optimize=True)
    t4 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    return (h * t3 * t4 * (1 - h)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_hvp_V(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(v[i,s]*x[s], s)
    t4[i] = sum(W[l,i]*(t[l] - y[l]), l)
    t5[k] = sum(y[r]*W[r,k], r)
    t6[k] = h[k]*(1 - h[k])
    t7[l] = sum(t3[k]*t6[k]*(W[l,k] - t5[k]), k)
    t8[i] = sum(y[l]*W[l,i]*t7[l], l)
    out[i,j] = t6[i]*x[j]*(t8[i] - t3[i]*t4[i]*(1 - 2*h[i]))

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., n, m)
    returns out: (..., n, m)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "n m"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    t4 = np.einsum("...ji,...j->...i", W, t - y, optimize=True)
    t5 = np.einsum("...ji,...j->...i", W, y, optimize=True)
    t6 = h * (1 - h)
    part1 = W - t5[..., None, :]
    t7 = np.einsum("...j,...ij->...i", t3 * t6, part1, optimize=True)
    t8 = np.einsum("...ji,...j->...i", W, y * t7, optimize=True)
    part2 = t3 * t4 * (1 - 2 * h)
    part3 = t8 - part2
    return x[..., None, :] * t6[..., :, None] * part3[..., :, None]


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_grad_c(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    out[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*out[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[j] = sum((y[l] - t[l])*W[l,j], l)
    out[j] = t3[j]*(1 - out[j])*out[j]

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    returns out: (..., n)
    """
    V, x, c, W, b, t = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    out = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, out, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y - t, optimize=True)
    return out * t3 * (1 - out)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_jvp_c(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    h[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*h[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[k] = sum((y[l] - t[l])*W[l,k], l)
    out = sum(v[k]*t3[k]*(1 - h[k])*h[k], k)

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., n)
    returns out: (...)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "n"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    h = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, h, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, y - t, optimize=True)
    return (v * h * t3 * (1 - h)).sum(axis=-1)


@np.errstate(invalid="ignore", over="ignore", under="ignore")
def network_hvp_c(
    V: ArrayLike,
    x: ArrayLike,
    c: ArrayLike,
    W: ArrayLike,
    b: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    r[j] = sum(V[j,k]*x[k], k)
    r[j] = r[j] + c[j]
    out[j] = exp(minimum(r[j], 0))/(1 + exp(-abs(r[j])))
    z[i] = sum(W[i,j]*out[j], j)
    z[i] = z[i] + b[i]
    t1 = max(z[k], k)
    y[k] = exp(z[k] - t1)
    t2 = sum(y[k], k)
    y[i] = y[i]/t2
    t3[i] = sum(W[l,i]*(t[l] - y[l]), l)
    t4[k] = sum(y[r]*W[r,k], r)
    t5[k] = out[k]*(1 - out[k])
    t6[l] = sum(v[k]*t5[k]*(W[l,k] - t4[k]), k)
    t7[i] = sum(y[l]*W[l,i]*t6[l], l)
    out[i] = t5[i]*(t7[i] - v[i]*t3[i]*(1 - 2*out[i]))

    V: (..., n, m)
    x: (..., m)
    c: (..., n)
    W: (..., p, n)
    b: (..., p)
    t: (..., p)
    v: (..., n)
    returns out: (..., n)
    """
    V, x, c, W, b, t, v = _arrays(
        ("V", V, "n m"),
        ("x", x, "m"),
        ("c", c, "n"),
        ("W", W, "p n"),
        ("b", b, "p"),
        ("t", t, "p"),
        ("v", v, "n"),
    )
    r = np.einsum("...ij,...j->...i", V, x, optimize=True)
    r = r + c
    out = np.exp(np.minimum(r, 0)) / (1 + np.exp(-np.abs(r)))
    z = np.einsum("...ij,...j->...i", W, out, optimize=True)
    z = z + b
    t1 = z.max(axis=-1, keepdims=True, initial=-np.inf)
    y = z - t1
    np.exp(y, out=y)
    t2 = y.sum(axis=-1, keepdims=True)
    y /= t2
    t3 = np.einsum("...ji,...j->...i", W, t - y, optimize=True)
    t4 = np.einsum("...ji,...j->...i", W, y, optimize=True)
    t5 = out * (1 - out)
    part1 = W - t4[..., None, :]
    t6 = np.einsum("...j,...ij->...i", v * t5, part1, optimize=True)
    t7 = np.einsum("...ji,...j->...i", W, y * t6, optimize=True)
    return t5 * (t7 - v * t3 * (1 - 2 * out))


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
    V = np.array([[0.5, 1.25], [0.75, 2.0], [1.5, 0.25]])
    x = np.array([1.25, 0.75])
    c = np.array([0.75, 2.0, 1.5])
    W = np.linspace(0.25, 2.0, 12).reshape(4, 3)
    b = np.array([1.5, 0.25, 1.0, 1.75])
    t = np.array([0.25, 1.0, 1.75, 0.5])
    print("network(V, x, c, W, b, t)", network(V, x, c, W, b, t), sep="\n")
    print(
        "network_grad_W(V, x, c, W, b, t)",
        network_grad_W(V, x, c, W, b, t),
        sep="\n",
    )
    v = np.linspace(-1.0, 1.0, 12).reshape(4, 3)
    print(
        "network_jvp_W(V, x, c, W, b, t, v)",
        network_jvp_W(V, x, c, W, b, t, v),
        sep="\n",
    )
    print("network_hvp_W(V, x, c, W, b, v)", network_hvp_W(V, x, c, W, b, v), sep="\n")
    print(
        "network_grad_b(V, x, c, W, b, t)",
        network_grad_b(V, x, c, W, b, t),
        sep="\n",
    )
    v_ = np.array([-0.5, 0.25, 2.0, -1.0])
    print(
        "network_jvp_b(V, x, c, W, b, t, v_)",
        network_jvp_b(V, x, c, W, b, t, v_),
        sep="\n",
    )
    print(
        "network_hvp_b(V, x, c, W, b, v_)",
        network_hvp_b(V, x, c, W, b, v_),
        sep="\n",
    )
    print(
        "network_grad_V(V, x, c, W, b, t)",
        network_grad_V(V, x, c, W, b, t),
        sep="\n",
    )
    v__ = np.array([[0.25, 2.0], [-1.0, 0.5], [0.75, 1.0]])
    print(
        "network_jvp_V(V, x, c, W, b, t, v__)",
        network_jvp_V(V, x, c, W, b, t, v__),
        sep="\n",
    )
    print(
        "network_hvp_V(V, x, c, W, b, t, v__)",
        network_hvp_V(V, x, c, W, b, t, v__),
        sep="\n",
    )
    print(
        "network_grad_c(V, x, c, W, b, t)",
        network_grad_c(V, x, c, W, b, t),
        sep="\n",
    )
    v___ = np.array([2.0, -1.0, 0.5])
    print(
        "network_jvp_c(V, x, c, W, b, t, v___)",
        network_jvp_c(V, x, c, W, b, t, v___),
        sep="\n",
    )
    print(
        "network_hvp_c(V, x, c, W, b, t, v___)",
        network_hvp_c(V, x, c, W, b, t, v___),
        sep="\n",
    )


if __name__ == "__main__":
    _example()
