"""infonce, infonce_grad_S, infonce_jvp_S, infonce_hvp_S, infonce_grad_T, infonce_jvp_T,
    infonce_hvp_T

Made by: symsoft derive infonce --format numpy

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


@np.errstate(all="ignore")
def infonce(S: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The value.

    t1[i,k] = S[i,k]/T
    t2[i] = max(t1[i,k], k)
    t3[i] = sum(exp(t1[i,k] - t2[i]), k)
    t4 = sum(S[i,i]/T - (t2[i] + log(t3[i])), i)
    L = -1/n*t4

    S: (..., n, n)
    T: (...)
    returns L: (...)
    """
    S, T = _arrays(("S", S, "n n"), ("T", T, ""))
    n = S.shape[-2]
    t1 = S / T[..., None, None]
    t2 = t1.max(axis=-1, initial=-np.inf)
    t3 = np.exp(t1 - t2[..., :, None]).sum(axis=-1)
    part1 = np.einsum("...ii->...i", S) / T[..., None]
    t4 = (part1 - (t2 + np.log(t3))).sum(axis=-1)
    return -t4 / n


@np.errstate(all="ignore")
def infonce_grad_S(S: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The gradient.

    out[i,k] = S[i,k]/T
    t1[i] = max(out[i,k], k)
    out[i,k] = exp(out[i,k] - t1[i])
    t2[i] = sum(out[i,k], k)
    out[p,q] = (out[p,q]/t2[p] - delta(p, q))/T/n

    S: (..., n, n)
    T: (...)
    returns out: (..., n, n)
    """
    S, T = _arrays(("S", S, "n n"), ("T", T, ""))
    n = S.shape[-2]
    out = S / T[..., None, None]
    t1 = out.max(axis=-1, keepdims=True, initial=-np.inf)
    out = out - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    return (out / t2 - np.eye(n, dtype=S.dtype)) / (n * T[..., None, None])


@np.errstate(all="ignore")
def infonce_jvp_S(S: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[i,k] = S[i,k]/T
    t2[i] = max(t1[i,k], k)
    t1[i,k] = exp(t1[i,k] - t2[i])
    t3[i] = sum(t1[i,k], k)
    t4[k] = sum(v[k,l]*t1[k,l], l)
    t5 = sum(t4[k]/t3[k] - v[k,k], k)
    out = 1/T/n*t5

    S: (..., n, n)
    T: (...)
    v: (..., n, n)
    returns out: (...)
    """
    S, T, v = _arrays(("S", S, "n n"), ("T", T, ""), ("v", v, "n n"))
    n = S.shape[-2]
    t1 = S / T[..., None, None]
    t2 = t1.max(axis=-1, keepdims=True, initial=-np.inf)
    t1 = t1 - t2
    np.exp(t1, out=t1)
    t3 = t1.sum(axis=-1)
    t4 = (v * t1).sum(axis=-1)
    part1 = t4 / t3 - np.einsum("...ii->...i", v)
    t5 = part1.sum(axis=-1)
    return t5 / (n * T)


@np.errstate(all="ignore")
def infonce_hvp_S(S: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    out[i,k] = S[i,k]/T
    t1[i] = max(out[i,k], k)
    out[i,k] = exp(out[i,k] - t1[i])
    t2[i] = sum(out[i,k], k)
    out[i,j] = out[i,j]/t2[i]
    t3[i] = sum(out[i,r]*v[i,r], r)
    out[i,j] = out[i,j]/n/T**2*(v[i,j] - t3[i])

    S: (..., n, n)
    T: (...)
    v: (..., n, n)
    returns out: (..., n, n)
    """
    S, T, v = _arrays(("S", S, "n n"), ("T", T, ""), ("v", v, "n n"))
    n = S.shape[-2]
    out = S / T[..., None, None]
    t1 = out.max(axis=-1, keepdims=True, initial=-np.inf)
    out = out - t1
    np.exp(out, out=out)
    t2 = out.sum(axis=-1, keepdims=True)
    out /= t2
    t3 = (v * out).sum(axis=-1, keepdims=True)
    return out * (v - t3) / (n * T[..., None, None] ** 2)


@np.errstate(all="ignore")
def infonce_grad_T(S: ArrayLike, T: ArrayLike) -> np.ndarray:
    """The gradient.

    t1[i,k] = S[i,k]/T
    t2[i] = max(t1[i,k], k)
    t1[i,k] = exp(t1[i,k] - t2[i])
    t3[i] = sum(t1[i,k], k)
    t4[i] = sum(t1[i,k]*S[i,k], k)
    t5 = sum(S[i,i] - t4[i]/t3[i], i)
    out = t5/T**2/n

    S: (..., n, n)
    T: (...)
    returns out: (...)
    """
    S, T = _arrays(("S", S, "n n"), ("T", T, ""))
    n = S.shape[-2]
    t1 = S / T[..., None, None]
    t2 = t1.max(axis=-1, keepdims=True, initial=-np.inf)
    t1 = t1 - t2
    np.exp(t1, out=t1)
    t3 = t1.sum(axis=-1)
    t4 = (S * t1).sum(axis=-1)
    part1 = np.einsum("...ii->...i", S) - t4 / t3
    t5 = part1.sum(axis=-1)
    return t5 / (n * T**2)


@np.errstate(all="ignore")
def infonce_jvp_T(S: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Jacobian times the tangent v.

    t1[i,k] = S[i,k]/T
    t2[i] = max(t1[i,k], k)
    t1[i,k] = exp(t1[i,k] - t2[i])
    t3[i] = sum(t1[i,k], k)
    t4[i] = sum(t1[i,k]*S[i,k], k)
    t5 = sum(S[i,i] - t4[i]/t3[i], i)
    out = v*t5/T**2/n

    S: (..., n, n)
    T: (...)
    v: (...)
    returns out: (...)
    """
    S, T, v = _arrays(("S", S, "n n"), ("T", T, ""), ("v", v, ""))
    n = S.shape[-2]
    t1 = S / T[..., None, None]
    t2 = t1.max(axis=-1, keepdims=True, initial=-np.inf)
    t1 = t1 - t2
    np.exp(t1, out=t1)
    t3 = t1.sum(axis=-1)
    t4 = (S * t1).sum(axis=-1)
    part1 = np.einsum("...ii->...i", S) - t4 / t3
    t5 = part1.sum(axis=-1)
    return v * t5 / (n * T**2)


@np.errstate(all="ignore")
def infonce_hvp_T(S: ArrayLike, T: ArrayLike, v: ArrayLike) -> np.ndarray:
    """The Hessian times the tangent v.

    t1[i,k] = S[i,k]/T
    t2[i] = max(t1[i,k], k)
    t1[i,k] = exp(t1[i,k] - t2[i])
    t3[i] = sum(t1[i,k], k)
    t1[i,l] = t1[i,l]/t3[i]*S[i,l]
    t4[i] = sum(t1[i,l], l)
    t5[i] = sum(t1[i,k]*(S[i,k] - t4[i] + 2*T), k)
    t6 = sum(t5[i] - 2*T*S[i,i], i)
    out = v*t6/T**4/n

    S: (..., n, n)
    T: (...)
    v: (...)
    returns out: (...)
    """
    S, T, v = _arrays(("S", S, "n n"), ("T", T, ""), ("v", v, ""))
    n = S.shape[-2]
    t1 = S / T[..., None, None]
    t2 = t1.max(axis=-1, keepdims=True, initial=-np.inf)
    t1 = t1 - t2
    np.exp(t1, out=t1)
    t3 = t1.sum(axis=-1, keepdims=True)
    t1 *= S
    t1 /= t3
    t4 = t1.sum(axis=-1, keepdims=True)
    t5 = (t1 * (S + 2 * T[..., None, None] - t4)).sum(axis=-1)
    part1 = 2 * T[..., None] * np.einsum("...ii->...i", S)
    t6 = (t5 - part1).sum(axis=-1)
    return v * t6 / (n * T**4)


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
    S = np.linspace(0.25, 2.0, 9).reshape(3, 3)
    T = np.array(1.25)
    print("infonce(S, T)", infonce(S, T), sep="\n")
    print("infonce_grad_S(S, T)", infonce_grad_S(S, T), sep="\n")
    v = np.linspace(-1.0, 1.0, 9).reshape(3, 3)
    print("infonce_jvp_S(S, T, v)", infonce_jvp_S(S, T, v), sep="\n")
    print("infonce_hvp_S(S, T, v)", infonce_hvp_S(S, T, v), sep="\n")
    print("infonce_grad_T(S, T)", infonce_grad_T(S, T), sep="\n")
    v_ = np.array(-0.5)
    print("infonce_jvp_T(S, T, v_)", infonce_jvp_T(S, T, v_), sep="\n")
    print("infonce_hvp_T(S, T, v_)", infonce_hvp_T(S, T, v_), sep="\n")


if __name__ == "__main__":
    _example()
