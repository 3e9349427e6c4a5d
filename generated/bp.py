"""bp, bp_grad_z2, bp_jvp_z2, bp_hvp_z2, bp_grad_z1, bp_jvp_z1, bp_hvp_z1, bp_grad_b2,
    bp_jvp_b2, bp_hvp_b2, bp_grad_b1, bp_jvp_b1, bp_hvp_b1, bp_grad_W2, bp_jvp_W2,
    bp_hvp_W2, bp_grad_W1, bp_jvp_W1, bp_hvp_W1

Made by: symsoft derive bp --format numpy

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
- An exponential that overflows is inf, log(0) is -inf, inf - inf is NaN; where that is part
  of the contract, np.errstate keeps NumPy from warning.
"""

import numpy as np
from numpy.typing import ArrayLike


@np.errstate(over="ignore", under="ignore")
def bp(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The value.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    t1 = sum((exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j]))) - t[j])**2, j)
    C = 1/2*t1

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    returns C: (...)
    """
    W1, x, b1, W2, b2, t = _arrays(
        ("W1", W1, "n m"),
        ("x", x, "m"),
        ("b1", b1, "n"),
        ("W2", W2, "p n"),
        ("b2", b2, "p"),
        ("t", t, "p"),
    )
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    part1 = 1 / (1 + np.exp(-np.abs(z2)))
    t1 = ((part1 * np.exp(np.minimum(z2, 0)) - t) ** 2).sum(axis=-1)
    return t1 / 2


@np.errstate(over="ignore", under="ignore")
def bp_grad_z2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out[j] = (out[j] - t[j])*(1 - out[j])*out[j]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    out = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return out * (out - t) * (1 - out)


@np.errstate(over="ignore", under="ignore")
def bp_jvp_z2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out = sum(v[k]*(a2[k] - t[k])*(1 - a2[k])*a2[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return (v * a2 * (a2 - t) * (1 - a2)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_z2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out[i] = v[i]*out[i]*(1 - out[i])*(2*out[i]*t[i] - 3*out[i]**2 + 2*out[i] - t[i])

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., p)
    returns out: (..., p)
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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    out = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return v * out * (1 - out) * (2 * t * out + 2 * out - 3 * out**2 - t)


@np.errstate(over="ignore", under="ignore")
def bp_grad_z1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*out[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[j] = sum(t1[l]*W2[l,j], l)
    out[j] = t2[j]*(1 - out[j])*out[j]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    out = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    return out * t2 * (1 - out)


@np.errstate(over="ignore", under="ignore")
def bp_jvp_z1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[k] = sum(t1[l]*W2[l,k], l)
    out = sum(v[k]*t2[k]*(1 - a1[k])*a1[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    return (v * a1 * t2 * (1 - a1)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_z1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*out[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[l] = a2[l]*(1 - a2[l])
    t2[i] = sum(W2[l,i]*t1[l]*(t[l] - a2[l]), l)
    t3[k] = out[k]*(1 - out[k])
    t4[l] = sum(v[k]*t3[k]*W2[l,k], k)
    t5[i] = sum(t1[l]*W2[l,i]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t4[l], l)
    out[i] = t3[i]*(t5[i] - v[i]*t2[i]*(1 - 2*out[i]))

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    out = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1 * (t - a2), optimize=True)
    t3 = out * (1 - out)
    t4 = np.einsum("...ij,...j->...i", W2, v * t3, optimize=True)
    part1 = 2 * t * a2
    part2 = part1 - 3 * a2**2
    part3 = part2 + 2 * a2 - t
    t5 = np.einsum("...ji,...j->...i", W2, t1 * t4 * part3, optimize=True)
    return t3 * (t5 - v * t2 * (1 - 2 * out))


@np.errstate(over="ignore", under="ignore")
def bp_grad_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out[j] = (out[j] - t[j])*(1 - out[j])*out[j]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    out = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return out * (out - t) * (1 - out)


@np.errstate(over="ignore", under="ignore")
def bp_jvp_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out = sum(v[k]*(a2[k] - t[k])*(1 - a2[k])*a2[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return (v * a2 * (a2 - t) * (1 - a2)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_b2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    out[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    out[i] = v[i]*out[i]*(1 - out[i])*(2*out[i]*t[i] - 3*out[i]**2 + 2*out[i] - t[i])

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., p)
    returns out: (..., p)
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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    out = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    return v * out * (1 - out) * (2 * t * out + 2 * out - 3 * out**2 - t)


@np.errstate(over="ignore", under="ignore")
def bp_grad_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*out[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[j] = sum(t1[l]*W2[l,j], l)
    out[j] = t2[j]*(1 - out[j])*out[j]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    out = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    return out * t2 * (1 - out)


@np.errstate(over="ignore", under="ignore")
def bp_jvp_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[j] = sum(t1[l]*W2[l,j], l)
    out = sum(v[k]*t2[k]*(1 - a1[k])*a1[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    return (v * a1 * t2 * (1 - a1)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_b1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    out[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*out[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[l] = a2[l]*(1 - a2[l])
    t2[i] = sum(W2[l,i]*t1[l]*(t[l] - a2[l]), l)
    t3[k] = out[k]*(1 - out[k])
    t4[l] = sum(v[k]*t3[k]*W2[l,k], k)
    t5[i] = sum(t1[l]*W2[l,i]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t4[l], l)
    out[i] = t3[i]*(t5[i] - v[i]*t2[i]*(1 - 2*out[i]))

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    out = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, out, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1 * (t - a2), optimize=True)
    t3 = out * (1 - out)
    t4 = np.einsum("...ij,...j->...i", W2, v * t3, optimize=True)
    part1 = 2 * t * a2
    part2 = part1 - 3 * a2**2
    part3 = part2 + 2 * a2 - t
    t5 = np.einsum("...ji,...j->...i", W2, t1 * t4 * part3, optimize=True)
    return t3 * (t5 - v * t2 * (1 - 2 * out))


@np.errstate(over="ignore", under="ignore")
def bp_grad_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    out[q,r] = t1[q]*a1[r]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    return a1[..., None, :] * t1[..., :, None]


@np.errstate(over="ignore", under="ignore")
def bp_jvp_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[k] = sum(v[k,l]*a1[l], l)
    out = sum((a2[k] - t[k])*(1 - a2[k])*a2[k]*t1[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = np.einsum("...ij,...j->...i", v, a1, optimize=True)
    return (a2 * t1 * (a2 - t) * (1 - a2)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_W2(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[i] = sum(v[i,r]*a1[r], r)
    out[i,j] = a2[i]*a1[j]*(1 - a2[i])*(2*a2[i]*t[i] - 3*a2[i]**2 + 2*a2[i] -
        t[i])*t1[i]

    W1: (..., n, m)
    x: (..., m)
    b1: (..., n)
    W2: (..., p, n)
    b2: (..., p)
    t: (..., p)
    v: (..., p, n)
    returns out: (..., p, n)
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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = np.einsum("...ij,...j->...i", v, a1, optimize=True)
    part1 = 2 * t * a2 + 2 * a2 - 3 * a2**2 - t
    return a1[..., None, :] * a2[..., :, None] * t1[..., :, None] * part1[..., :, None] * (1 - a2[..., :, None])


@np.errstate(over="ignore", under="ignore")
def bp_grad_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
) -> np.ndarray:
    """The gradient.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[j] = sum(t1[l]*W2[l,j], l)
    t2[j] = t2[j]*(1 - a1[j])*a1[j]
    out[q,r] = t2[q]*x[r]

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    t2 *= a1 * (1 - a1)
    return x[..., None, :] * t2[..., :, None]


@np.errstate(over="ignore", under="ignore")
def bp_jvp_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Jacobian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[j] = (a2[j] - t[j])*(1 - a2[j])*a2[j]
    t2[j] = sum(t1[l]*W2[l,j], l)
    t3[k] = sum(v[k,l]*x[l], l)
    out = sum(t2[k]*(1 - a1[k])*a1[k]*t3[k], k)

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = a2 * (a2 - t) * (1 - a2)
    t2 = np.einsum("...ji,...j->...i", W2, t1, optimize=True)
    t3 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    return (a1 * t2 * t3 * (1 - a1)).sum(axis=-1)


@np.errstate(over="ignore", under="ignore")
def bp_hvp_W1(
    W1: ArrayLike,
    x: ArrayLike,
    b1: ArrayLike,
    W2: ArrayLike,
    b2: ArrayLike,
    t: ArrayLike,
    v: ArrayLike,
) -> np.ndarray:
    """The Hessian times the tangent v.

    z1[j] = sum(W1[j,k]*x[k], k)
    z1[j] = z1[j] + b1[j]
    a1[j] = exp(minimum(z1[j], 0))/(1 + exp(-abs(z1[j])))
    z2[j] = sum(W2[j,k]*a1[k], k)
    z2[j] = z2[j] + b2[j]
    a2[j] = exp(minimum(z2[j], 0))/(1 + exp(-abs(z2[j])))
    t1[i] = sum(v[i,r]*x[r], r)
    t2[l] = a2[l]*(1 - a2[l])
    t3[i] = sum(t2[l]*W2[l,i]*(t[l] - a2[l]), l)
    t4[k] = a1[k]*(1 - a1[k])
    t5[l] = sum(t1[k]*t4[k]*W2[l,k], k)
    t6[i] = sum(W2[l,i]*t2[l]*(2*a2[l]*t[l] - 3*a2[l]**2 + 2*a2[l] - t[l])*t5[l], l)
    out[i,j] = x[j]*t4[i]*(t6[i] - t1[i]*t3[i]*(1 - 2*a1[i]))

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
    z1 = np.einsum("...ij,...j->...i", W1, x, optimize=True)
    z1 = z1 + b1
    a1 = np.exp(np.minimum(z1, 0)) / (1 + np.exp(-np.abs(z1)))
    z2 = np.einsum("...ij,...j->...i", W2, a1, optimize=True)
    z2 = z2 + b2
    a2 = np.exp(np.minimum(z2, 0)) / (1 + np.exp(-np.abs(z2)))
    t1 = np.einsum("...j,...ij->...i", x, v, optimize=True)
    t2 = a2 * (1 - a2)
    t3 = np.einsum("...ji,...j->...i", W2, t2 * (t - a2), optimize=True)
    t4 = a1 * (1 - a1)
    t5 = np.einsum("...ij,...j->...i", W2, t1 * t4, optimize=True)
    part1 = 2 * t * a2
    part2 = part1 - 3 * a2**2
    part3 = part2 + 2 * a2 - t
    t6 = np.einsum("...ji,...j->...i", W2, t2 * t5 * part3, optimize=True)
    part4 = t1 * t3 * (1 - 2 * a1)
    part5 = t6 - part4
    return x[..., None, :] * t4[..., :, None] * part5[..., :, None]


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
    print("bp(W1, x, b1, W2, b2, t)", bp(W1, x, b1, W2, b2, t), sep="\n")
    print(
        "bp_grad_z2(W1, x, b1, W2, b2, t)",
        bp_grad_z2(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v = np.array([1.0, -0.5, 0.25, 2.0])
    print(
        "bp_jvp_z2(W1, x, b1, W2, b2, t, v)",
        bp_jvp_z2(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "bp_hvp_z2(W1, x, b1, W2, b2, t, v)",
        bp_hvp_z2(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "bp_grad_z1(W1, x, b1, W2, b2, t)",
        bp_grad_z1(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v_ = np.array([-0.5, 0.25, 2.0])
    print(
        "bp_jvp_z1(W1, x, b1, W2, b2, t, v_)",
        bp_jvp_z1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "bp_hvp_z1(W1, x, b1, W2, b2, t, v_)",
        bp_hvp_z1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "bp_grad_b2(W1, x, b1, W2, b2, t)",
        bp_grad_b2(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    print(
        "bp_jvp_b2(W1, x, b1, W2, b2, t, v)",
        bp_jvp_b2(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "bp_hvp_b2(W1, x, b1, W2, b2, t, v)",
        bp_hvp_b2(W1, x, b1, W2, b2, t, v),
        sep="\n",
    )
    print(
        "bp_grad_b1(W1, x, b1, W2, b2, t)",
        bp_grad_b1(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    print(
        "bp_jvp_b1(W1, x, b1, W2, b2, t, v_)",
        bp_jvp_b1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "bp_hvp_b1(W1, x, b1, W2, b2, t, v_)",
        bp_hvp_b1(W1, x, b1, W2, b2, t, v_),
        sep="\n",
    )
    print(
        "bp_grad_W2(W1, x, b1, W2, b2, t)",
        bp_grad_W2(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v__ = np.linspace(-1.0, 1.0, 12).reshape(4, 3)
    print(
        "bp_jvp_W2(W1, x, b1, W2, b2, t, v__)",
        bp_jvp_W2(W1, x, b1, W2, b2, t, v__),
        sep="\n",
    )
    print(
        "bp_hvp_W2(W1, x, b1, W2, b2, t, v__)",
        bp_hvp_W2(W1, x, b1, W2, b2, t, v__),
        sep="\n",
    )
    print(
        "bp_grad_W1(W1, x, b1, W2, b2, t)",
        bp_grad_W1(W1, x, b1, W2, b2, t),
        sep="\n",
    )
    v___ = np.array([[2.0, -1.0], [0.5, 0.75], [1.0, -0.5]])
    print(
        "bp_jvp_W1(W1, x, b1, W2, b2, t, v___)",
        bp_jvp_W1(W1, x, b1, W2, b2, t, v___),
        sep="\n",
    )
    print(
        "bp_hvp_W1(W1, x, b1, W2, b2, t, v___)",
        bp_hvp_W1(W1, x, b1, W2, b2, t, v___),
        sep="\n",
    )


if __name__ == "__main__":
    _example()
