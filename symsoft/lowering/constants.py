"""Numbers in statements: whole powers worked out, so that every language writes a number.

A power left standing would be computed in floating point, by each language in its own way: 10**-40
in f32 as one over an infinity or as a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from sympy import Integer, Rational

from symsoft.kernel import Kernel
from symsoft.language.numbers import about
from symsoft.language.terms import Pow, Term
from symsoft.language.walk import rebuild

LONGEST = 100_000
"""Powers of more bits are left standing."""
SINGLE = Fraction(2**25 - 1, 2**25) * 2**128, Fraction(1, 2**150)
"""Numbers from the first on are infinities in f32, numbers up to the second are 0."""


def worked_out(e: Any) -> Any:
    """The term with whole powers of numbers as numbers."""
    if not isinstance(e, Term) or Pow not in e.kinds:
        return e
    e = rebuild(e, worked_out)
    if not isinstance(e, Pow) or not isinstance(e.base, Rational) or e.base == 0:
        return e
    bits = max(abs(int(e.base.p)), int(e.base.q)).bit_length()
    if isinstance(e.exponent, Integer) and bits * abs(int(e.exponent)) <= LONGEST:
        return e.base**e.exponent
    return e


def beyond_single(kernels: Iterable[Kernel]) -> list[str]:
    """What headers say of numbers that f32 doesn't have."""
    numbers = (n for k in kernels for let in k.lets for n in _numbers(let.expr))
    sizes = dict.fromkeys(Fraction(abs(int(n.p)), int(n.q)) for n in numbers if n != 0)
    told = []
    for value in sizes:
        if value >= SINGLE[0]:
            told.append(f"In f32 the number {about(value)} is an infinity.")
        if value <= SINGLE[1]:
            told.append(f"In f32 the number {about(value)} is 0.")
    return told


def _numbers(e: Any) -> Iterator[Any]:
    if isinstance(e, Rational):
        yield e
    elif isinstance(e, Term):
        for a in e.args:
            yield from _numbers(a)
