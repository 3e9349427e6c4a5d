"""How a normal form is written.  Data only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from symsoft.checking.exact.atoms import Atom


@dataclass(frozen=True, slots=True)
class Mode:
    """Which functions are written by others, and what is taken for granted.

    ``stepwise`` writes functions with kinks by indicators, ``exponentials`` writes trigonometry by
    exponentials.  ``careful`` adds a summand that an index leaves out to a sum, and takes it off
    again, only when it is certainly defined; needed beside indicators, since those say what holds
    where something is 0.  ``nonzero`` holds atoms that are not 0 where the identity is looked at.
    """

    stepwise: bool = False
    exponentials: bool = False
    careful: bool = False
    nonzero: frozenset[Atom] = frozenset()

    @property
    def differentiable(self) -> Mode:
        """The mode for what is still to be differentiated: kinks are held as written."""
        return replace(self, stepwise=False)
