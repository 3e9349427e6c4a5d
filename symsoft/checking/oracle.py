"""A second opinion on a claim: SymPy's own derivative of the unfolded definition at concrete sizes.

Equality is decided on rational normal forms in which exponentials are symbols; what those leave
open is computed at one rational point to 50 digits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sympy
from flint import ctx
from sympy import Dummy, Integer, Rational, S

from symsoft.checking.concrete import Concrete
from symsoft.checking.evaluate import Programs, index_values
from symsoft.checking.methods import SYMPY
from symsoft.checking.report import choices_text
from symsoft.checking.sample import points
from symsoft.language.system import System
from symsoft.language.terms import Index, free
from symsoft.language.walk import subterms
from symsoft.proof import Evidence, Relation, Verdict

DIGITS = 50
SAMPLING_BITS = 256
TOLERANCE = Rational(1, 10**40)
LONGEST = 3000
"""Differences with more operations than this are not brought to a normal form."""

Values = dict[Any, Any]


def agree(system: System, claim: Relation, sizes: Mapping[str, int] | None = None) -> Evidence:
    """Evidence for an equation from SymPy's ``diff``, at every index value.

    ``sizes`` gives every size a value, by default 2.  A difference that is zero as a rational
    function holds for all inputs; otherwise the scope says that one point was tried.

    Raises UnsupportedError for a node that has no SymPy expression.

    >>> from symsoft.language.terms import D, Ref
    >>> system = System((), {"a": ()})
    >>> agree(system, Relation(D(Ref("a") ** 2, Ref("a")), 2 * Ref("a"))).verdict.value
    'holds'
    """
    chosen = dict(sizes or {s.name: 2 for s in system.sizes})
    scope = choices_text([chosen])
    if claim.relation != "=":
        return Evidence(SYMPY, Verdict.UNKNOWN, scope, f"not an equation: {claim.relation}")
    opinion = _Opinion(system, chosen)
    indices = _free_indices(claim)
    for at in index_values(indices, chosen):
        try:
            sides = opinion.concrete.at(claim.lhs, at), opinion.concrete.at(claim.rhs, at)
        except IndexError as error:
            return Evidence(SYMPY, Verdict.UNKNOWN, scope, str(error))
        verdict, detail = opinion.equal(*sides)
        if verdict is not Verdict.HOLDS:
            where = [scope, *(f"{i.name} = {v}" for i, v in at.items())]
            place = ", ".join(filter(None, where))
            return Evidence(SYMPY, verdict, scope, f"{place}: {detail}" if place else detail)
    covered = [scope, "all index values" if indices else "", opinion.points_used]
    return Evidence(SYMPY, Verdict.HOLDS, ", ".join(filter(None, covered)) or "all values")


def _free_indices(claim: Relation) -> tuple[Index, ...]:
    sides = (claim.lhs, claim.rhs)
    found = (
        s for side in sides for s in subterms(side) if isinstance(s, Index) and s in free(side)
    )
    return tuple(dict.fromkeys(found))


class _Opinion:
    """Decides equalities between expressions of one system at concrete sizes."""

    def __init__(self, system: System, sizes: Mapping[str, int]) -> None:
        self.concrete = Concrete(system, sizes)
        self.numerical = False
        self._points: list[Values] | None = None

    @property
    def points_used(self) -> str:
        return f"1 point, {DIGITS} digits" if self.numerical else ""

    def equal(self, left: Any, right: Any) -> tuple[Verdict, str]:
        """Whether two expressions are equal, and why not."""
        if is_zero(left - right):
            return Verdict.HOLDS, ""
        for values in self.points():
            numbers = [_number(side, values) for side in (left, right)]
            if None in numbers:
                continue
            self.numerical = True
            if abs(numbers[0] - numbers[1]) <= TOLERANCE * (1 + abs(numbers[0])):
                return Verdict.HOLDS, ""
            texts = [str(sympy.N(number, 10)) for number in numbers]
            inputs = ", ".join(f"{symbol} = {value}" for symbol, value in values.items())
            return Verdict.FAILS, f"left {texts[0]}, right {texts[1]} at {inputs}"
        return Verdict.UNKNOWN, "no rational point found at which both sides are defined"

    def points(self) -> list[Values]:
        """Rational values for the symbols, which satisfy the assumptions."""
        if self._points is None:
            with ctx.workprec(SAMPLING_BITS):
                programs = Programs(self.concrete.system)
                found = points(programs, self.concrete.sizes)
                self._points = [self._values(point.inputs) for point in found]
        return self._points

    def _values(self, inputs: Mapping[Any, Any]) -> Values:
        exact = {place: ball.mid().fmpq() for place, ball in inputs.items()}
        return {
            self.concrete.symbols[place]: Rational(int(q.p), int(q.q)) for place, q in exact.items()
        }


def _number(e: Any, values: Values) -> Any:
    """The value at a point, None where it is not a finite real number."""
    number = e.xreplace(values).evalf(DIGITS)
    return number if number.is_Float or number.is_Rational else None


def is_zero(e: Any) -> bool:
    """Is e zero as a rational function of its symbols, its exponentials and its other functions?

    False says nothing: functions may depend on one another.

    >>> from sympy.abc import x
    >>> is_zero(sympy.exp(2 * x) - sympy.exp(x) ** 2), is_zero(sympy.log(x**2) - 2 * sympy.log(x))
    (True, False)
    """
    if e is S.Zero:
        return True
    if e.count_ops() > LONGEST:
        return False
    return sympy.cancel(sympy.together(_Generators().rational(e))) is S.Zero


class _Generators:
    """Symbols that stand for what is not rational."""

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}

    def rational(self, e: Any) -> Any:
        """The expression with generators in place of exponentials, functions and roots."""
        if e.is_Symbol or e.is_Rational:
            return e
        if e.is_Add or e.is_Mul:
            return e.func(*map(self.rational, e.args))
        if isinstance(e, sympy.exp):
            return sympy.Mul(*self._powers(e.exp))
        if e.is_Pow and e.exp.is_Integer:
            return self.rational(e.base) ** e.exp
        return self._generator(e)

    def _powers(self, exponent: Any) -> Iterator[Any]:
        """exp(a + 2 b) as the generators of exp(a) and exp(b), the second squared."""
        for term in sympy.Add.make_args(sympy.expand(exponent)):
            number = term.as_coeff_Mul()[0]
            whole = number if isinstance(number, Integer) else S.One
            yield self._generator(sympy.exp(term / whole)) ** whole

    def _generator(self, e: Any) -> Any:
        return self.known.setdefault(e, Dummy())
