"""What is certainly defined at every point.  A missing yes only leaves something undecided."""

from __future__ import annotations

from symsoft.checking.exact.atoms import Atom, Poly
from symsoft.checking.exact.kinds import (
    Base,
    Call,
    Cis,
    Exp,
    Kinked,
    Largest,
    MaxOf,
    Step,
    SumOf,
    SymbolicPower,
    Tie,
)
from symsoft.checking.exact.steps import Steps


class Defined(Steps):
    """Knows which normal forms exist everywhere."""

    def defined(self, p: Poly) -> bool:
        """Is p certainly defined at every point?"""
        return all(
            (self.positive(a) or (e.denominator == 1 and e > 0)) and self._defined(a)
            for m in p
            for a, e in m
        )

    def _defined(self, a: Atom) -> bool:
        match a:
            case SymbolicPower():
                return False
            case Call():
                fine = a.function != "log" or self.positive_poly(a.argument)
                return fine and self.defined(a.argument)
            case Exp() | Cis():
                return self.defined({a.exponent: 1})
            case SumOf():
                return self.defined({a.term: 1})
            case Base() | Step() | Tie():
                return self.defined(a.poly)
            case MaxOf():
                return not a.excluded and self.defined(a.poly)
            case Largest():
                return all(map(self.defined, a.polys))
            case Kinked():
                return all(map(self.defined, a.arguments))
            case _:
                return True
