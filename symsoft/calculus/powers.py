"""Powers and exponentials taken apart and put together, for one level of a term."""

from __future__ import annotations

from typing import Any

from sympy import Integer, Rational, S

from symsoft.calculus.coefficients import content, negate
from symsoft.language.terms import Add, Fn, Mul, Pow, factors, key, plus, power, summands, times


def is_polynomial(e: Any) -> bool:
    """Is e a sum, a product or a whole power?"""
    return isinstance(e, Add | Mul) or (isinstance(e, Pow) and isinstance(e.exponent, Integer))


def exp_key(rest: Any) -> str:
    """A name for the generator of exponentials of multiples of rest."""
    return f"exp {key(rest)}"


def exp_of(u: Any) -> Any:
    """exp(u), 1 for u = 0."""
    return S.One if u is S.Zero else Fn("exp", u)


def oriented(u: Any, seen: dict[Any, Any]) -> tuple[Any, Any]:
    """(c, rest) with u = c rest, where rest is one that has been seen if it or its negative was."""
    c, rest = content(u)
    if rest not in seen and isinstance(rest, Add) and negate(rest) in seen:
        return -c, negate(rest)
    return c, rest


def split_power(e: Any) -> tuple[Any, int, int]:
    """(root, r, w) with e = root**r * base**w, root a power without a whole number in it."""
    if isinstance(e.exponent, Rational):
        whole = int(e.exponent)
        part = e.exponent - whole
        return Pow(e.base, Rational(1, part.q)), int(part.p), whole
    numbers = [t for t in summands(e.exponent) if isinstance(t, Integer)]
    rest = plus(*(t for t in summands(e.exponent) if not isinstance(t, Integer)))
    return Pow(e.base, rest), 1, int(sum(numbers))


def raised(e: Any, exponent: int) -> Any:
    """e**exponent; an exponential takes the exponent into its argument."""
    if isinstance(e, Fn) and e.name == "exp":
        return Fn("exp", times(Integer(exponent), e.arg))
    return power(e, Integer(exponent))


def base_of(e: Any) -> Any:
    """The base of a power; anything else is its own."""
    return e.base if isinstance(e, Pow) else e


def exponent_of(e: Any) -> Any:
    """The exponent of a power, 1 of anything else."""
    return e.exponent if isinstance(e, Pow) else S.One


def factors_of(p: Any) -> tuple[Any, list[tuple[Any, int]]]:
    """The number and the irreducible factors of p, in an order that no version of flint changes."""
    number, parts = p.factor()
    ordered = sorted(
        ((f, int(x)) for f, x in parts),
        key=lambda part: (len(part[0]), [tuple(map(int, m)) for m in part[0].monoms()][::-1]),
    )
    return number, ordered


def conjugates_joined(parts: list[Any]) -> list[Any]:
    """(a + b) (a - b) among the factors as a**2 - b**2."""
    out: list[Any] = []
    for f in parts:
        other = next((g for g in out if _is_conjugate(f, g)), None)
        if other is None:
            out.append(f)
        else:
            a, b = f.args if f.args[0] in other.args else f.args[::-1]
            out[out.index(other)] = plus(_square(a), times(S.NegativeOne, _square(b)))
    return out


def _square(t: Any) -> Any:
    return times(*(power(f, 2) for f in factors(t)))


def _is_conjugate(f: Any, g: Any) -> bool:
    """Do two sums of two differ in the sign of one summand?"""
    if not (isinstance(f, Add) and isinstance(g, Add) and len(f.args) == len(g.args) == 2):
        return False
    same = [t for t in f.args if t in g.args]
    opposite = [t for t in f.args if times(S.NegativeOne, t) in g.args]
    return len(same) == len(opposite) == 1
