"""The largest of values over an index, or of several polynomials.

What does not depend on the index leaves it: a summand, a positive factor.  The largest exponential
is that of the largest exponent.
"""

from __future__ import annotations

from symsoft.checking.exact.atoms import (
    BOUND,
    VALUE,
    Label,
    Poly,
    freeze,
    key_of,
    labels_inside,
)
from symsoft.checking.exact.kinds import Exp, Largest, MaxOf
from symsoft.checking.exact.poly import Singular, add, atom, scale, subtract
from symsoft.checking.exact.signs import real
from symsoft.checking.exact.sums import Sums


class LargestValues(Sums):
    """Builds largest values; over a size that has a value they are the largest of several."""

    def largest(self, p: Poly, k: Label, size: int, excluded: frozenset[Label]) -> Poly:
        """The largest p over k, a label that occurs nowhere else, outside the excluded values."""
        if size in self.sizes:
            values = [Label(VALUE, v) for v in range(1, self.sizes[size] + 1)]
            return self.largest_of([self.rewrite(p, {k: v}) for v in values if v not in excluded])
        outside = {m: c for m, c in p.items() if k not in labels_inside(m)}
        inside = {m: c for m, c in p.items() if k in labels_inside(m)}
        if not inside:
            return outside
        number, powers = self.factored(inside)
        taken = {a: e for a, e in powers.items() if k not in a.labels and self.positive(a)}
        factor = scale(self.settle(taken), number if number > 0 else -number)
        body = self.mul(inside, self.power(factor, -1))
        exponent = _exponent(body)
        if exponent is not None:
            return add(
                outside, self.mul(factor, self.exp(self.largest(exponent, k, size, excluded)))
            )
        name = Label(BOUND, max(a.height for m in body for a, _ in m))
        found = MaxOf((name, size), excluded, freeze(self.rewrite(body, {k: name})))
        return add(outside, self.mul(factor, atom(found)))

    def largest_of(self, polys: list[Poly]) -> Poly:
        """The largest of some polynomials; raises Singular when there are none."""
        unique = sorted({freeze(p) for p in polys}, key=key_of)
        if not unique:
            raise Singular("the largest of no values")
        shared = dict(frozenset.intersection(*unique))
        rests = [subtract(dict(p), shared) for p in unique]
        if len(rests) == 1:
            return add(shared, rests[0])
        if not self.mode.stepwise:
            return add(shared, atom(Largest(frozenset(map(freeze, rests)))))
        out = rests[0]
        for p in rests[1:]:
            out = self.kinked("maximum", out, p)
        return add(shared, out)


def _exponent(p: Poly) -> Poly | None:
    """u when p is exp(u), a product of exponentials of real exponents."""
    if len(p) != 1:
        return None
    ((m, number),) = p.items()
    exponentials = [(a, e) for a, e in m if isinstance(a, Exp) and real(a)]
    if number != 1 or len(exponentials) < len(m):
        return None
    return add(*({a.exponent: e} for a, e in exponentials))
